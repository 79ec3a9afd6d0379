"""The database: SQLite in a file, or PostgreSQL."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

import anyio
from sqlalchemy import make_url
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, SQLModel, create_engine, select

CHECK_SECONDS = 1.0


class Database:
    def __init__(self, url: str) -> None:
        parsed = make_url(url)
        connect_args = {}
        if parsed.get_backend_name() == "sqlite":
            Path(parsed.database or "").parent.mkdir(parents=True, exist_ok=True)
        else:
            connect_args["connect_timeout"] = 2
        self._engine = create_engine(parsed, connect_args=connect_args, pool_pre_ping=True)
        self._has_tables = False
        self._creating = Lock()

    @contextmanager
    def session(self) -> Iterator[Session]:
        """A unit of work. The first makes the tables: the database may start after the backend."""
        with self._creating:
            if not self._has_tables:
                SQLModel.metadata.create_all(self._engine)
                self._has_tables = True
        with Session(self._engine) as session:
            yield session

    async def problem(self) -> str | None:
        """Why the database cannot be used, or None when it can."""
        try:
            with anyio.fail_after(CHECK_SECONDS):
                await anyio.to_thread.run_sync(self._ping, abandon_on_cancel=True)
        except TimeoutError:
            return f"no answer within {CHECK_SECONDS:g} s"
        except DBAPIError as error:
            return str(error.orig).splitlines()[0]
        return None

    def close(self) -> None:
        self._engine.dispose()

    def _ping(self) -> None:
        with self.session() as session:
            session.exec(select(1)).one()
