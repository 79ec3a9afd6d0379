"""What a task is: in the database, in requests and in answers."""

from datetime import UTC, date, datetime
from typing import Annotated, Literal

from pydantic import StringConstraints
from sqlalchemy import String
from sqlmodel import Field, SQLModel

Priority = Literal["low", "normal", "high"]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


class TaskCreate(SQLModel):
    title: Text
    priority: Priority = Field(default="normal", sa_type=String)
    due_date: date | None = None


class TaskUpdate(SQLModel):
    """Only the fields that are sent change; the defaults are never read."""

    title: Text = ""
    priority: Priority = "normal"
    due_date: date | None = None
    done: bool = False


class Task(TaskCreate, table=True):
    id: int | None = Field(default=None, primary_key=True)
    done: bool = False
    created_at: datetime = Field(default_factory=lambda: datetime.now(UTC))


class QuickAdd(SQLModel):
    """A task in one sentence: "Pay the rent tomorrow !high"."""

    text: Text
    today: date = Field(default_factory=date.today)
    """The sender's date: what "tomorrow" counts from."""
