"""The backend while its MCP server is fine, late, slow, hanging, gone or wrong."""

import time
from typing import get_args

import pytest
from fastapi.testclient import TestClient

from app.main import app
from app.mcp_client import McpUnavailable
from tests.mcp_stand_in import Fault, FaultProxy

QUICK_ADD = "/api/tasks/quick-add"
SENTENCE = {"text": "Pay the rent !high", "today": "2026-03-01"}
BREAKS = [fault for fault in get_args(Fault) if fault not in ("none", "slow")]


def assert_healthy(client: TestClient) -> None:
    assert client.get("/health").json()["status"] == "ok"
    assert client.post(QUICK_ADD, json=SENTENCE).status_code == 201


def assert_degraded(client: TestClient) -> str:
    """Says so in time, still keeps tasks, and refuses only what needs the MCP server."""
    started = time.monotonic()
    health = client.get("/health")
    assert time.monotonic() - started < 2
    assert (health.status_code, health.json()["status"]) == (200, "degraded")
    assert health.json()["database"]["connected"] is True
    assert health.json()["mcp"]["connected"] is False

    refused = client.post(QUICK_ADD, json=SENTENCE)
    assert refused.status_code == 503
    assert refused.json()["detail"].startswith("MCP server unavailable: ")
    assert client.post("/api/tasks", json={"title": "Without MCP"}).status_code == 201
    return health.json()["mcp"]["reason"]


def test_quick_add_makes_the_task_that_the_tool_reads(client: TestClient) -> None:
    answer = client.post(QUICK_ADD, json=SENTENCE)
    assert answer.status_code == 201
    task = answer.json()
    assert (task["title"], task["priority"]) == ("Pay the rent", "high")
    assert task["due_date"] == "2026-03-01"
    assert client.get("/api/tasks").json() == [task]


def test_slow_is_not_broken(client: TestClient, mcp: FaultProxy) -> None:
    mcp.fault = "slow"
    assert_healthy(client)


@pytest.mark.parametrize("fault", BREAKS)
def test_degraded_while_broken_and_recovers(
    client: TestClient, mcp: FaultProxy, fault: Fault
) -> None:
    assert_healthy(client)
    mcp.fault = fault
    assert assert_degraded(client)
    mcp.fault = "none"
    assert_healthy(client)


def test_degraded_while_gone_and_recovers(client: TestClient, mcp: FaultProxy) -> None:
    assert_healthy(client)
    mcp.stop()
    assert "connection" in assert_degraded(client).lower()
    mcp.start()
    assert_healthy(client)


def test_starts_before_the_server_does(mcp: FaultProxy) -> None:
    mcp.stop()
    with TestClient(app) as client:
        assert_degraded(client)
        mcp.start()
        assert_healthy(client)


def test_an_answer_that_is_no_task_is_a_fault_of_the_server(client: TestClient) -> None:
    answer = client.post(QUICK_ADD, json={"text": "nonsense"})
    assert (answer.status_code, answer.json()["detail"]) == (
        503,
        "MCP server unavailable: the answer is not a task",
    )


def test_a_sentence_that_the_tool_rejects_is_a_fault_of_the_sender(client: TestClient) -> None:
    answer = client.post(QUICK_ADD, json={"text": "!high"})
    assert answer.status_code == 422
    assert "The text has no title" in answer.json()["detail"]


def test_required_waits_for_a_late_server(mcp: FaultProxy, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MCP_REQUIRED", "true")
    mcp.fault = "reset"
    mcp.heal_after(0.8)
    with TestClient(app) as client:
        assert_healthy(client)


def test_required_fails_when_the_server_does_not_come(
    mcp: FaultProxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MCP_REQUIRED", "true")
    monkeypatch.setenv("MCP_STARTUP_SECONDS", "1")
    mcp.stop()
    with (
        pytest.raises(McpUnavailable, match=r"MCP connection timeout: .* within 1 s: .+"),
        TestClient(app),
    ):
        pass
    mcp.start()
