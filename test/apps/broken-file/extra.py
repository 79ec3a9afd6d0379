from fastapi import APIRouter

router = APIRouter()


@router.get("/before")
def before():
    return 1


def broken(:
    return 1 +


@router.get("/health")
def health():
    return 2
