"""The MCP server, which reads a task out of a sentence."""

import logging
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date

import anyio
import httpx2
from mcp import Client
from mcp.client.streamable_http import streamable_http_client
from pydantic import ValidationError

from app.models import TaskCreate

CHECK_SECONDS = 1.0
RETRY_SECONDS = 0.5

logger = logging.getLogger(__name__)


class McpUnavailable(Exception):
    """The MCP server could not be used, for the reason given."""


class McpRejected(Exception):
    """The MCP server works, and does not accept the input."""


class McpClient:
    """Opens a connection for each exchange: with none to keep, there is none to repair."""

    def __init__(self, url: str, timeout: float) -> None:
        self.url = url.rstrip("/")
        self._timeout = timeout
        # Reading the certificates takes longer than an exchange.
        self._tls = httpx2.create_ssl_context()
        self._was_available: bool | None = None

    async def parse_task(self, text: str, today: date) -> TaskCreate:
        async with self._connection(self._timeout) as client:
            arguments = {"text": text, "today": today.isoformat()}
            result = await client.call_tool("parse_task", arguments)
        if result.is_error:
            raise McpRejected(" ".join(getattr(block, "text", "") for block in result.content))
        try:
            return TaskCreate.model_validate(result.structured_content)
        except ValidationError as error:
            raise self._unavailable("the answer is not a task") from error

    async def problem(self) -> str | None:
        """Why the MCP server cannot be used, or None when it can."""
        try:
            async with self._connection(min(CHECK_SECONDS, self._timeout)):
                return None
        except McpUnavailable as error:
            return str(error)

    async def wait(self, seconds: float) -> None:
        """Return once the server answers; fail when it has not for `seconds`."""
        deadline = time.monotonic() + seconds
        while problem := await self.problem():
            if time.monotonic() > deadline:
                raise McpUnavailable(
                    f"MCP connection timeout: {self.url} not usable within {seconds:g} s: {problem}"
                )
            await anyio.sleep(RETRY_SECONDS)

    @asynccontextmanager
    async def _connection(self, seconds: float) -> AsyncIterator[Client]:
        try:
            with anyio.fail_after(seconds):
                async with httpx2.AsyncClient(verify=self._tls, timeout=seconds) as http:
                    transport = streamable_http_client(f"{self.url}/mcp", http_client=http)
                    async with Client(transport) as client:
                        yield client
        except TimeoutError:
            raise self._unavailable(f"no answer within {seconds:g} s") from None
        except Exception as error:
            raise self._unavailable(_reason(error)) from error
        self._note(available=True)

    def _unavailable(self, reason: str) -> McpUnavailable:
        self._note(available=False, reason=reason)
        return McpUnavailable(reason)

    def _note(self, *, available: bool, reason: str = "") -> None:
        """Log a change, not each attempt."""
        if available is self._was_available:
            return
        self._was_available = available
        if available:
            logger.info("MCP server %s is available", self.url)
        else:
            logger.warning("MCP server %s is not available: %s", self.url, reason)


def _reason(error: BaseException) -> str:
    """The cause in one line, from inside the groups that concurrent tasks wrap it in."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return (str(error) or type(error).__name__).splitlines()[0]
