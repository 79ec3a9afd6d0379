"""The todo API. Run it with `uvicorn app.main:app`."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI, Request, Response, status
from fastapi.responses import JSONResponse
from sqlalchemy.exc import OperationalError

from app import tasks
from app.database import Database
from app.logs import logging_to
from app.mcp_client import McpClient, McpRejected, McpUnavailable
from app.settings import Settings


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[dict[str, Any]]:
    settings = Settings()
    with logging_to(settings.log_dir, settings.log_level):
        mcp = McpClient(settings.mcp_server_url, settings.mcp_timeout_seconds)
        if settings.mcp_required:
            await mcp.wait(settings.mcp_startup_seconds)
        database = Database(settings.database_url)
        yield {"settings": settings, "database": database, "mcp": mcp}
        database.close()


app = FastAPI(title="todo-backend", version="1.0.0", lifespan=lifespan)
app.include_router(tasks.router)


@app.get("/")
def root() -> dict[str, str]:
    return {"name": app.title, "version": app.version, "tasks": "/api/tasks", "docs": "/docs"}


@app.get("/health")
async def health(request: Request, response: Response) -> dict[str, Any]:
    """Degraded: all but quick-add works. Error: nothing does."""
    database, mcp = request.state.database, request.state.mcp
    database_problem, mcp_problem = await asyncio.gather(database.problem(), mcp.problem())
    if database_problem:
        response.status_code = status.HTTP_503_SERVICE_UNAVAILABLE
    return {
        "status": "error" if database_problem else "degraded" if mcp_problem else "ok",
        "database": {"connected": not database_problem, "reason": database_problem},
        "mcp": {"connected": not mcp_problem, "reason": mcp_problem, "url": mcp.url},
    }


@app.exception_handler(McpUnavailable)
def mcp_unavailable(_: Request, error: McpUnavailable) -> JSONResponse:
    return _failure(status.HTTP_503_SERVICE_UNAVAILABLE, f"MCP server unavailable: {error}")


@app.exception_handler(McpRejected)
def mcp_rejected(_: Request, error: McpRejected) -> JSONResponse:
    return _failure(status.HTTP_422_UNPROCESSABLE_CONTENT, str(error))


@app.exception_handler(OperationalError)
def database_unavailable(_: Request, error: OperationalError) -> JSONResponse:
    return _failure(status.HTTP_503_SERVICE_UNAVAILABLE, f"Database unavailable: {error.orig}")


def _failure(code: int, reason: str) -> JSONResponse:
    return JSONResponse({"detail": reason}, code)
