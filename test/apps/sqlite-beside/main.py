from fastapi import FastAPI
from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    database_url: str = "sqlite:///./notes.db"


settings = Settings()
app = FastAPI()


@app.get("/healthz")
def healthz():
    return {"database": settings.database_url}
