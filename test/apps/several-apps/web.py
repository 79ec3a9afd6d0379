import os

import uvicorn
from fastapi import FastAPI

import admin

site = FastAPI()
site.mount("/admin", admin.app)
TOKEN = os.environ["ACCESS_TOKEN"]


@site.get("/")
def index():
    return {}


if __name__ == "__main__":
    uvicorn.run("web:site", host="0.0.0.0", port=int(os.getenv("PORT", "8123")))
