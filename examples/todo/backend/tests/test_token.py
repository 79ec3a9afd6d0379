from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from app.main import app

URL = "/api/tasks"
WRITES = [
    ("POST", URL),
    ("POST", f"{URL}/quick-add"),
    ("PATCH", f"{URL}/1"),
    ("DELETE", f"{URL}/1"),
]


@pytest.fixture
def protected(mcp: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    monkeypatch.setenv("API_TOKEN", "correct horse")
    with TestClient(app) as client:
        yield client


@pytest.mark.parametrize(("method", "url"), WRITES)
@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer wrong"}])
def test_no_change_without_the_token(
    protected: TestClient, method: str, url: str, headers: dict[str, str]
) -> None:
    answer = protected.request(method, url, headers=headers, json={"title": "x", "text": "x"})
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_changes_with_the_token(protected: TestClient) -> None:
    headers = {"Authorization": "Bearer correct horse"}
    assert protected.post(URL, json={"title": "x"}, headers=headers).status_code == 201


def test_reading_needs_no_token(protected: TestClient) -> None:
    assert protected.get(URL).status_code == 200
