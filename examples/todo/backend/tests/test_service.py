"""What an operator relies on: health, logs, settings, and no surprises on import."""

import logging
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from pydantic import ValidationError

from app.database import Database
from app.main import app
from app.settings import Settings
from tests.mcp_stand_in import FaultProxy

PROJECT = Path(__file__).parent.parent


def test_root_says_what_this_is(client: TestClient) -> None:
    assert client.get("/").json()["name"] == "todo-backend"


def test_health_when_all_is_well(client: TestClient, mcp: FaultProxy) -> None:
    answer = client.get("/health")
    assert answer.status_code == 200
    assert answer.json() == {
        "status": "ok",
        "database": {"connected": True, "reason": None},
        "mcp": {"connected": True, "reason": None, "url": mcp.url},
    }


def test_health_is_an_error_without_the_database(
    mcp: FaultProxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://todo:hidden@127.0.0.1:1/todo")
    with TestClient(app) as client:
        health = client.get("/health")
        tasks = client.get("/api/tasks")
    assert (health.status_code, health.json()["status"]) == (503, "error")
    assert health.json()["mcp"]["connected"] is True
    assert tasks.status_code == 503
    assert "hidden" not in health.text + tasks.text


def test_health_is_bounded_when_the_database_hangs(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    released = threading.Event()
    monkeypatch.setattr(Database, "_ping", lambda self: released.wait())
    started = time.monotonic()
    health = client.get("/health")
    released.set()
    assert time.monotonic() - started < 2
    assert (health.status_code, health.json()["database"]["reason"]) == (
        503,
        "no answer within 1 s",
    )


def test_writes_only_data_and_logs(client: TestClient, workdir: Path) -> None:
    client.post("/api/tasks", json={"title": "Call Ada"})
    files = {str(path.relative_to(workdir)) for path in workdir.rglob("*") if path.is_file()}
    assert files == {"data/todo.db", "logs/todo-backend.log"}


def test_logs_a_change_of_the_connection_once(
    client: TestClient, mcp: FaultProxy, workdir: Path
) -> None:
    for fault in ("none", "none", "page", "page", "none"):
        mcp.fault = fault
        client.get("/health")
    lines = (workdir / "logs/todo-backend.log").read_text().splitlines()
    assert [" not " in line for line in lines] == [False, True, False]


def test_leaves_no_log_handler_behind(mcp: FaultProxy) -> None:
    before = list(logging.getLogger().handlers)
    with TestClient(app):
        pass
    assert logging.getLogger().handlers == before


@pytest.mark.parametrize(("name", "value"), [("LOG_LEVEL", "LOUD"), ("MCP_TIMEOUT_SECONDS", "x")])
def test_names_a_setting_that_is_wrong(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ValidationError, match=name.lower()):
        Settings()


def test_importing_writes_nothing(workdir: Path) -> None:
    modules = [f"app.{path.stem}" for path in (PROJECT / "app").glob("*.py")]
    code = f"import importlib; [importlib.import_module(name) for name in {modules}]"
    subprocess.run(
        [sys.executable, "-B", "-c", code],
        check=True,
        cwd=workdir,
        env={"PYTHONPATH": str(PROJECT)},
    )
    assert list(workdir.iterdir()) == []
