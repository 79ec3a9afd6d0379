"""Logs go to standard error, for the platform, and to a file of bounded size, for the operator."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler
from pathlib import Path

FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
# These report every request and every fault of the MCP server; app.mcp_client says it once.
CHATTY = ("httpx2", "mcp")


@contextmanager
def logging_to(directory: Path, level: str) -> Iterator[None]:
    """Log from `level` upwards while the context lasts."""
    directory.mkdir(parents=True, exist_ok=True)
    file = RotatingFileHandler(directory / "todo-backend.log", maxBytes=1_000_000, backupCount=3)
    handlers = [file, logging.StreamHandler()]
    root = logging.getLogger()
    root.setLevel(level)
    for handler in handlers:
        handler.setFormatter(logging.Formatter(FORMAT))
        root.addHandler(handler)
    for name in CHATTY:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        for handler in handlers:
            root.removeHandler(handler)
            handler.close()
