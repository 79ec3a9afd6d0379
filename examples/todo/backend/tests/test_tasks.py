import pytest
from fastapi.testclient import TestClient

from app.main import app

URL = "/api/tasks"


def test_starts_empty(client: TestClient) -> None:
    assert client.get(URL).json() == []


def test_creates_and_reads_back(client: TestClient) -> None:
    created = client.post(URL, json={"title": "  Buy milk ", "due_date": "2026-03-01"})
    assert created.status_code == 201
    task = created.json()
    assert task["title"] == "Buy milk"
    assert (task["priority"], task["due_date"], task["done"]) == ("normal", "2026-03-01", False)
    assert client.get(f"{URL}/{task['id']}").json() == task


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"title": "  "},
        {"title": "x" * 201},
        {"title": "x", "priority": "huge"},
        {"title": "x", "due_date": "soon"},
    ],
)
def test_refuses_what_is_no_task(client: TestClient, body: dict[str, str]) -> None:
    assert client.post(URL, json=body).status_code == 422
    assert client.get(URL).json() == []


def test_changes_only_what_is_sent(client: TestClient) -> None:
    task = client.post(URL, json={"title": "Call Ada", "priority": "high"}).json()
    changed = client.patch(f"{URL}/{task['id']}", json={"done": True}).json()
    assert changed == task | {"done": True}


@pytest.mark.parametrize("field", ["title", "priority", "done"])
def test_a_field_that_every_task_has_cannot_be_emptied(client: TestClient, field: str) -> None:
    task = client.post(URL, json={"title": "Call Ada"}).json()
    assert client.patch(f"{URL}/{task['id']}", json={field: None}).status_code == 422


def test_a_due_date_can_be_removed(client: TestClient) -> None:
    task = client.post(URL, json={"title": "Call Ada", "due_date": "2026-03-01"}).json()
    assert client.patch(f"{URL}/{task['id']}", json={"due_date": None}).json()["due_date"] is None


def test_lists_open_tasks_first(client: TestClient) -> None:
    first, second = (client.post(URL, json={"title": title}).json() for title in ("a", "b"))
    client.patch(f"{URL}/{first['id']}", json={"done": True})
    assert [task["id"] for task in client.get(URL).json()] == [second["id"], first["id"]]


def test_deletes(client: TestClient) -> None:
    task = client.post(URL, json={"title": "Call Ada"}).json()
    assert client.delete(f"{URL}/{task['id']}").status_code == 204
    assert client.get(f"{URL}/{task['id']}").status_code == 404


@pytest.mark.parametrize("method", ["GET", "PATCH", "DELETE"])
def test_names_a_task_that_is_not_there(client: TestClient, method: str) -> None:
    answer = client.request(method, f"{URL}/99", json={} if method == "PATCH" else None)
    assert (answer.status_code, answer.json()["detail"]) == (404, "There is no task 99")


def test_tasks_outlive_the_process(mcp: object) -> None:
    with TestClient(app) as client:
        client.post(URL, json={"title": "Call Ada"})
    with TestClient(app) as client:
        assert [task["title"] for task in client.get(URL).json()] == ["Call Ada"]
