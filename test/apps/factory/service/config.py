from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

BASE = Path(__file__).resolve().parent.parent


class Config(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="SVC_", env_file=".env")

    port: int = 9000
    signing_key: SecretStr
    token_expire_minutes: int = 60
    redis_url: str = "redis://localhost:6379/0"
    upload_dir: Path = BASE / "uploads"
    region: str = Field(default="eu", validation_alias="AWS_REGION")
