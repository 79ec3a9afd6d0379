import logging.handlers
import os

from fastapi import FastAPI

os.makedirs("var/logs", exist_ok=True)
logging.getLogger().addHandler(logging.handlers.RotatingFileHandler("var/logs/app.log"))
DATABASE_URL = os.getenv("DATABASE_URL", "postgresql://app:app@localhost/app")
PREFIX = "/api"

app = FastAPI()


@app.get(f"{PREFIX}/status")
async def status():
    return {"ok": True}


@app.post(PREFIX + "/things")
async def create():
    with open("var/things.txt", "a") as file:
        file.write("thing")
