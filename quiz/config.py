"""Settings: read once from the environment, checked at the door."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

SHORTEST_SECRET = 32


class OperatorError(Exception):
    """Something that whoever runs the service must put right; one sentence that says what."""


@dataclass(frozen=True)
class Settings:
    """What the operator decides.

    ``database_url`` names SQLite or PostgreSQL (psycopg 3). ``production`` turns on what only makes
    sense behind HTTPS: secure cookies, strict transport security, and no secret of our own making.
    ``proxies`` is how many reverse proxies stand in front and may say who is asking.
    ``limits`` is where guesses are counted: in this process, or in a Redis that all share.
    ``copies`` is where the server keeps good content for workers that it starts later.
    """

    secret_key: str
    database_url: str
    instance: Path
    production: bool = False
    proxies: int = 0
    limits: str = "memory://"
    copies: Path | None = None


def from_environment(environ: Mapping[str, str]) -> Settings:
    """Read the settings.

    Raises OperatorError when production is asked for without a secret, or a value cannot be used.
    """
    production = environ.get("PRODUCTION", "") not in ("", "0")
    instance = Path(environ.get("INSTANCE") or "instance").resolve()
    try:
        instance.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OperatorError(
            f"INSTANCE is {instance}, which cannot be made: {error.strerror}."
        ) from None
    proxies = environ.get("PROXIES", "0")
    if not proxies.isdecimal():
        raise OperatorError(f"PROXIES must be a whole number, not “{proxies}”.")
    secret = environ.get("SECRET_KEY") or _local_secret(instance, production)
    if production and len(secret) < SHORTEST_SECRET:
        raise OperatorError(
            f"SECRET_KEY is too short; give it {SHORTEST_SECRET} characters or more."
        )
    return Settings(
        secret_key=secret,
        database_url=_database(environ.get("DATABASE_URL"), instance),
        instance=instance,
        production=production,
        proxies=int(proxies),
        limits=environ.get("REDIS_URL") or "memory://",
        copies=Path(environ["CONTENT_COPIES"]) if environ.get("CONTENT_COPIES") else None,
    )


def _local_secret(instance: Path, production: bool) -> str:
    if production:
        raise OperatorError(
            "PRODUCTION is set but SECRET_KEY is not; give it 32 or more random characters, "
            "the same on every node."
        )
    path = instance / "secret_key"
    try:
        # Exclusive creation: of two workers that start together, one writes and both read.
        with path.open("x", encoding="ascii") as file:
            path.chmod(0o600)
            file.write(secrets.token_hex(SHORTEST_SECRET))
    except FileExistsError:
        pass
    except OSError as error:
        raise OperatorError(f"{path} cannot be written: {error.strerror}.") from None
    secret = path.read_text("ascii").strip()
    if len(secret) < SHORTEST_SECRET:
        raise OperatorError(
            f"{path} is too short to be a secret; delete it to have a new one made."
        )
    return secret


def _database(url: str | None, instance: Path) -> str:
    if not url and "?" in str(instance):
        raise OperatorError(f"INSTANCE is {instance}; choose a path without a question mark.")
    if not url:
        return f"sqlite:///{instance / 'quiz.sqlite3'}"
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise OperatorError("DATABASE_URL is not a database address.") from None
    match parsed.get_backend_name():
        case "sqlite" if parsed.drivername == "sqlite" and parsed.database not in (
            None,
            ":memory:",
        ):
            return url
        case "postgresql" | "postgres":
            return parsed.set(drivername="postgresql+psycopg").render_as_string(False)
        case other:
            raise OperatorError(
                f"DATABASE_URL names {other}; use sqlite:///a/file or postgresql://…."
            )
