import os

from fastapi import FastAPI
from mcp import Client

MCP_URL = os.environ.get("TOOLS_MCP_URL", "http://localhost:8080/mcp")
STORE = "sqlite:///./store/app.db"
app = FastAPI()


@app.get("/health")
async def health():
    async with Client(MCP_URL):
        return {}
