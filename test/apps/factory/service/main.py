from fastapi import FastAPI

from service.config import Config
from service.routes import register


def create_app(config: Config | None = None) -> FastAPI:
    app = FastAPI()
    app.state.config = config or Config()
    register(app)

    @app.get("/livez")
    def alive():
        return {"alive": True}

    return app
