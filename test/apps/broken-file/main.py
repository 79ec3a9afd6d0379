from fastapi import FastAPI

from extra import router

app = FastAPI()
app.include_router(router)
