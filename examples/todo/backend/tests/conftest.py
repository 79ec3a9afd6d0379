from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from app.main import app
from tests.mcp_stand_in import FaultProxy, McpStandIn


@pytest.fixture(autouse=True)
def workdir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Each test writes its database and its logs in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="session")
def stand_in() -> Iterator[McpStandIn]:
    with McpStandIn() as server:
        yield server


@pytest.fixture
def mcp(stand_in: McpStandIn, monkeypatch: pytest.MonkeyPatch) -> Iterator[FaultProxy]:
    """The MCP server as the backend sees it: fine, until a test breaks it."""
    with FaultProxy(stand_in.port) as proxy:
        monkeypatch.setenv("MCP_SERVER_URL", proxy.url)
        monkeypatch.setenv("MCP_TIMEOUT_SECONDS", "1")
        yield proxy


@pytest.fixture
def client(mcp: FaultProxy) -> Iterator[TestClient]:
    with TestClient(app) as client:
        yield client
