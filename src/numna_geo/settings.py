"""Everything a deployment may change, read once, at the edges only."""

from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from pydantic import (
    Field,
    SecretStr,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, SettingsConfigDict

from numna_geo.maps.base_maps import BaseMap, base_map


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
    publisher_name: str = "numNA Geo"
    publisher_url: str | None = None
    contact_url: str | None = None
    accessibility_contact: str | None = None
    basemap_url: str | None = None
    basemap_attribution: str | None = None
    logos_dir: Path | None = None
    routing_url: str | None = None
    routing_timeout_s: float = Field(default=1.5, gt=0, le=60)
    travel_graph: Path | None = None
    downloads_dir: Path | None = None
    downloads_kept: int = Field(default=5, ge=0, le=100)
    geocoder_url: str | None = None
    geocoder_timeout_s: float = Field(default=1.5, gt=0, le=60)
    db_pool_size: int = Field(default=8, ge=1, le=100)
    db_statement_timeout_s: float = Field(default=5.0, gt=0, le=120)
    db_wait_s: float = Field(default=3.0, gt=0, le=60)
    log_level: str = Field(default="INFO", pattern="^(DEBUG|INFO|WARNING|ERROR)$")

    @field_validator("publisher_url", "contact_url", "accessibility_contact")
    @classmethod
    def _is_address(cls, url: str | None, told: ValidationInfo) -> str | None:
        also = () if told.field_name == "publisher_url" else ("mailto:",)
        kinds = ("https://", "http://", *also)
        if url and not url.startswith(kinds):
            raise ValueError(f"no address, expected one of: {', '.join(kinds)}")
        return url

    @model_validator(mode="after")
    def _has_a_base_map(self) -> Self:
        _ = self.base_map
        return self

    @property
    def base_map(self) -> BaseMap | None:
        """The base map that readers may ask for, if this deployment has one."""
        return base_map(self.basemap_url, self.basemap_attribution)

    @field_validator("database_url")
    @classmethod
    def _is_postgresql(cls, url: SecretStr | None) -> SecretStr | None:
        parts = urlsplit(url.get_secret_value() if url else "postgresql://")
        expected = "expected postgresql://user:password@host:5432/database"
        if parts.scheme.partition("+")[0] not in ("postgresql", "postgres"):
            raise ValueError(f"not an address of PostgreSQL, {expected}")
        try:
            _ = parts.port
        except ValueError:
            raise ValueError(f"the port is no number, {expected}") from None
        return url
