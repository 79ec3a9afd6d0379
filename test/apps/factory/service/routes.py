from fastapi import APIRouter, Depends, FastAPI

router = APIRouter(prefix="/items")


def current_user():
    return "somebody"


@router.get("/")
def items():
    return []


@router.get("/search")
def search(text: str):
    return [text]


@router.get("/mine", dependencies=[Depends(current_user)])
def mine():
    return []


def save(folder, name):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text("")


@router.post("/upload")
def upload(app):
    save(app.state.config.upload_dir, "a.txt")


def register(app: FastAPI):
    app.include_router(router, prefix="/v1")
