"""Everything that the environment can change."""

from pathlib import Path
from typing import Literal

from pydantic import SecretStr
from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    """Each field is read from the environment variable of its name, in upper case."""

    database_url: str = "sqlite:///data/todo.db"

    mcp_server_url: str = "http://localhost:8080"
    mcp_timeout_seconds: float = 5
    mcp_required: bool = False
    """Start only once the MCP server answers, and fail if it does not."""
    mcp_startup_seconds: float = 15

    api_token: SecretStr | None = None
    """When set, requests that change tasks need `Authorization: Bearer <token>`."""

    log_dir: Path = Path("logs")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
