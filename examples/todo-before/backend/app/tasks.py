"""/api/tasks: the tasks and how they change."""

from collections.abc import Iterator
from secrets import compare_digest
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request, status
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from sqlmodel import Session, select

from app.models import QuickAdd, Task, TaskCreate, TaskUpdate


def open_session(request: Request) -> Iterator[Session]:
    with request.state.database.session() as session:
        yield session


def require_token(
    request: Request,
    given: Annotated[HTTPAuthorizationCredentials | None, Depends(HTTPBearer(auto_error=False))],
) -> None:
    expected = request.state.settings.api_token
    if expected is None:
        return
    if given is None or not compare_digest(
        given.credentials.encode(), expected.get_secret_value().encode()
    ):
        raise HTTPException(
            status.HTTP_401_UNAUTHORIZED,
            "A valid bearer token is needed to change tasks",
            {"WWW-Authenticate": "Bearer"},
        )


async def parse_quick_add(request: Request, quick: QuickAdd) -> TaskCreate:
    return await request.state.mcp.parse_task(quick.text, quick.today)


def find_task(task_id: int, session: Annotated[Session, Depends(open_session)]) -> Task:
    task = session.get(Task, task_id)
    if task is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, f"There is no task {task_id}")
    return task


OpenSession = Annotated[Session, Depends(open_session)]
FoundTask = Annotated[Task, Depends(find_task)]

router = APIRouter(prefix="/api/tasks", tags=["tasks"])
token_needed = [Depends(require_token)]


@router.get("")
def list_tasks(session: OpenSession) -> list[Task]:
    return list(session.exec(select(Task).order_by(Task.done, Task.id)))


@router.get("/{task_id}")
def get_task(task: FoundTask) -> Task:
    return task


@router.post("", status_code=status.HTTP_201_CREATED, dependencies=token_needed)
def create_task(new: TaskCreate, session: OpenSession) -> Task:
    return _save(Task.model_validate(new), session)


@router.post("/quick-add", status_code=status.HTTP_201_CREATED, dependencies=token_needed)
def quick_add(
    parsed: Annotated[TaskCreate, Depends(parse_quick_add)], session: OpenSession
) -> Task:
    return _save(Task.model_validate(parsed), session)


@router.patch("/{task_id}", dependencies=token_needed)
def update_task(task: FoundTask, changes: TaskUpdate, session: OpenSession) -> Task:
    return _save(task.sqlmodel_update(changes.model_dump(exclude_unset=True)), session)


@router.delete("/{task_id}", status_code=status.HTTP_204_NO_CONTENT, dependencies=token_needed)
def delete_task(task: FoundTask, session: OpenSession) -> None:
    session.delete(task)
    session.commit()


def _save(task: Task, session: Session) -> Task:
    session.add(task)
    session.commit()
    session.refresh(task)
    return task
