"""The settings, and the only place that reads the environment.

    PEERMILL_*, DOCKER_HOST  ->  load()  ->  Settings  ->  as_environment()  ->  our own processes

Every setting has a default that needs nothing installed: SQLite and an embedded Redis below `var`.
"""

import difflib
import os
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field, ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict

from core.errors import UsageError
from sandboxes.socket_folder import socket_folder

CHECKOUT = Path(__file__).resolve().parent.parent
PREFIX = "PEERMILL_"


class Settings(BaseSettings):
    """What may be set, as PEERMILL_<NAME>. Sizes are in the unit that the name ends with."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_ignore_empty=True, extra="forbid", frozen=True, populate_by_name=True
    )

    var: Annotated[Path, AfterValidator(Path.absolute)] = CHECKOUT / "var"
    docker_host: str | None = Field(default=None, validation_alias="DOCKER_HOST")
    oci_runtime: str = "runc"
    database_url: str | None = Field(default=None, pattern=r"^[a-z+0-9]+://")
    redis_url: str | None = Field(default=None, pattern=r"^(rediss?|unix)://")
    http_host: str = Field(default="127.0.0.1", pattern=r"^[0-9A-Za-z.:-]+$")
    http_port: int = Field(default=8042, ge=1, le=65535)
    public_url: str | None = Field(default=None, pattern=r"^https?://")
    workers: int = Field(default=2, ge=1, le=256)
    pool_size: int = Field(default=2, ge=1, le=64)
    quota_mib: int = Field(default=100, ge=1)
    server: str | None = Field(default=None, pattern=r"^https?://")
    token: str | None = Field(default=None, repr=False)

    @property
    def database(self) -> str:
        """The SQLAlchemy URL: what was set, or SQLite below `var`."""
        return self.database_url or f"sqlite:///{self.var}/peermill.db"

    @property
    def embedded_redis(self) -> bool:
        return self.redis_url is None

    @property
    def redis_socket(self) -> Path:
        """Where the embedded Redis listens."""
        return socket_folder(self.var, "run") / "redis.sock"

    @property
    def redis(self) -> str:
        """The URL for redis-py."""
        return self.redis_url or f"unix://{self.redis_socket}"

    @property
    def broker(self) -> str:
        """The URL for Celery, which writes a socket's URL its own way."""
        return self.redis.replace("unix://", "redis+socket://", 1)

    @property
    def url(self) -> str:
        """Where students reach the server, without a final slash."""
        return (self.public_url or f"http://{self.http_host}:{self.http_port}").rstrip("/")

    @property
    def repositories(self) -> Path:
        """The folder of bare repositories."""
        return self.var / "repositories"

    @property
    def demo(self) -> Path:
        """The demo's own `var`: it runs beside a server."""
        return self.var / "demo"

    def as_environment(self) -> dict[str, str]:
        """The variables that give a process of ours these same settings."""
        values = {name: value for name, value in self if value is not None}
        docker_host = values.pop("docker_host", None)
        variables = {f"{PREFIX}{name.upper()}": str(value) for name, value in values.items()}
        return variables | ({"DOCKER_HOST": docker_host} if docker_host else {})


def load(**overrides: object) -> Settings:
    """The settings of this process; `overrides` go before the environment. Raises UsageError, naming the variable."""
    _refuse_unknown(os.environ)
    try:
        return Settings(**overrides)  # type: ignore[arg-type]  # checked by the model
    except ValidationError as error:
        raise UsageError("; ".join(_explained(problem) for problem in error.errors())) from None


def process_environment(settings: Settings) -> dict[str, str]:
    """The environment for a process of ours: this one's, with these settings."""
    others = {name: value for name, value in os.environ.items() if not _is_ours(name)}
    return others | settings.as_environment()


def _is_ours(name: str) -> bool:
    return name.upper().startswith(PREFIX) or name == "DOCKER_HOST"


def _refuse_unknown(environment: os._Environ[str]) -> None:
    known = [f"{PREFIX}{name.upper()}" for name in Settings.model_fields if name != "docker_host"]
    for name in environment:
        if name.upper().startswith(PREFIX) and name.upper() not in known:
            near = difflib.get_close_matches(name.upper(), known, n=1, cutoff=0)
            raise UsageError(f"{name} is not a setting; did you mean {near[0]}?")


def _explained(problem: ErrorDetails) -> str:
    name = str(problem["loc"][0]).upper()
    variable = name if name == "DOCKER_HOST" else f"{PREFIX}{name}"
    return f"{variable}={problem.get('input')!r}: {problem['msg']}"
