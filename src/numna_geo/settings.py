"""Everything a deployment may change, read once, at the edges only."""

from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Environment variables, or a `.env` file; `.env.example` explains each.

    A variable that is set but empty counts as not set.
    """

    model_config = SettingsConfigDict(
        env_file=".env", frozen=True, extra="ignore", env_ignore_empty=True
    )

    database_url: SecretStr | None = None
    numna_home: Path | None = None
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65_535)
    public_url: str | None = None
    basemap_url: str | None = None
    basemap_attribution: str | None = None
    db_pool_size: int = Field(default=8, ge=1, le=100)
    db_statement_timeout_s: float = Field(default=5.0, gt=0, le=120)
    db_wait_s: float = Field(default=3.0, gt=0, le=60)
    log_level: str = Field(default="INFO", pattern="^(DEBUG|INFO|WARNING|ERROR)$")
