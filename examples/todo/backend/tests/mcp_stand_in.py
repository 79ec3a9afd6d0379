"""An MCP server on loopback, and a proxy in front of it that breaks in the ways networks do."""

import asyncio
import socket
import struct
import threading
from typing import Any, Literal, Self

import uvicorn
from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError

Fault = Literal["none", "slow", "hang", "reset", "garbage", "page"]

SLOW_SECONDS = 0.3
GARBAGE = b"\x00\x01 this is not HTTP \xff\r\n\r\n"
PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9\r\n\r\n<p>hi</p>"


def parse_task(text: str, today: str) -> dict[str, Any]:
    if text == "!high":
        raise ToolError("The text has no title")
    if text == "nonsense":
        return {"title": 7}
    return {"title": text.removesuffix(" !high"), "priority": "high", "due_date": today}


class McpStandIn:
    """The tools that the backend calls, behind the real protocol."""

    def __enter__(self) -> Self:
        server = MCPServer("stand-in")
        server.add_tool(parse_task)
        listener = socket.create_server(("127.0.0.1", 0))
        self.port = listener.getsockname()[1]
        self._uvicorn = uvicorn.Server(
            uvicorn.Config(server.streamable_http_app(stateless_http=True), log_level="critical")
        )
        self._thread = threading.Thread(target=self._uvicorn.run, args=([listener],))
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._uvicorn.should_exit = True
        self._thread.join()


class FaultProxy:
    """A TCP proxy on a port that stays its own while it is stopped and started again."""

    def __init__(self, upstream_port: int) -> None:
        self.fault: Fault = "none"
        self._upstream_port = upstream_port
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._connections: set[asyncio.Task[None]] = set()
        with socket.create_server(("127.0.0.1", 0)) as reserved:
            self._port = reserved.getsockname()[1]
        self.url = f"http://127.0.0.1:{self._port}"

    def __enter__(self) -> Self:
        self._thread.start()
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def start(self) -> None:
        self._server = self._run(asyncio.start_server(self._serve, "127.0.0.1", self._port))

    def stop(self) -> None:
        self._run(self._close())

    def heal_after(self, seconds: float) -> None:
        self._loop.call_soon_threadsafe(self._loop.call_later, seconds, self._heal)

    def _heal(self) -> None:
        self.fault = "none"

    def _run(self, work: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(5)

    async def _close(self) -> None:
        self._server.close()
        for connection in self._connections:
            connection.cancel()
        await asyncio.gather(*self._connections, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        self._connections.add(task)
        try:
            await self._answer(reader, writer)
        except (OSError, asyncio.CancelledError):
            pass
        finally:
            self._connections.discard(task)
            writer.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        match self.fault:
            case "hang":
                await asyncio.Event().wait()
            case "reset":
                linger = struct.pack("ii", 1, 0)
                writer.get_extra_info("socket").setsockopt(
                    socket.SOL_SOCKET, socket.SO_LINGER, linger
                )
            case "garbage" | "page" as fault:
                await reader.readuntil(b"\r\n\r\n")
                writer.write(GARBAGE if fault == "garbage" else PAGE)
                await writer.drain()
            case fault:
                if fault == "slow":
                    await asyncio.sleep(SLOW_SECONDS)
                up_reader, up_writer = await asyncio.open_connection(
                    "127.0.0.1", self._upstream_port
                )
                await asyncio.gather(_copy(reader, up_writer), _copy(up_reader, writer))


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    finally:
        writer.close()
