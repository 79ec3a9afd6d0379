from importlib.metadata import version

from fastapi import FastAPI

from .api import router

api = FastAPI(version=version("src-layout"))
api.include_router(router)
