"""``flask doctor``: looks at everything that the service needs, and says what to do."""

import json
import os
import shutil
import stat
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import click
from limits.storage import storage_from_string
from sqlalchemy.exc import SQLAlchemyError

from quiz import mail
from quiz.instance import DATABASE, KEY_FILE
from quiz.learning.lti import platform_keys, registered, signing_keys
from quiz.learning.lti.outgoing import PlatformUnavailable
from quiz.operations import database_checks, server_certificates
from quiz.operations.problem import Problem
from quiz.operations.production_settings import settings
from quiz.settings import certificates
from quiz.settings.config import current_settings
from quiz.signin import provider
from quiz.storage import database
from quiz.storage.database_commands import DatabaseCommand, unusable
from quiz.web import assets

FEWEST_FREE_BYTES = 500 * 1024 * 1024
TIMEOUT_SECONDS = 5
CERTIFICATE_NOTICE = timedelta(days=30)
OTHERS = stat.S_IRWXG | stat.S_IRWXO
EVERYBODY = stat.S_IRWXO
ENVIRONMENT = "/etc/before-you-look/environment"
"""Where docs/running.md puts the settings, passwords among them."""


def built_assets() -> str:
    names = json.loads((assets.BUILD / "manifest.json").read_text("utf-8")).values()
    if missing := [name for name in names if not (assets.BUILD / name).exists()]:
        raise Problem(f"{missing[0]} is missing: run make run once, or copy quiz/static/build")
    return f"{len(names)} files"


def disk() -> str:
    free = shutil.disk_usage(current_settings().instance).free
    if free < FEWEST_FREE_BYTES:
        raise Problem(f"{free >> 20} MB free at {current_settings().instance}: make room")
    return f"{free >> 20:,} MB free"


def permissions() -> str:
    folder = current_settings().instance
    if not os.access(folder, os.W_OK):
        raise Problem(f"{folder} cannot be written: give it to the user of the service")
    for file in map(Path, filter(None, (os.environ.get("SECRET_KEY_FILE"), ENVIRONMENT))):
        if file.exists() and file.stat().st_mode & EVERYBODY:
            raise Problem(f"{file} has secrets and is open to everybody: chmod o= {file}")
    for path in (folder, folder / KEY_FILE, folder / DATABASE):
        if path.exists() and path.stat().st_uid != folder.stat().st_uid:
            raise Problem(f"{path} belongs to another user than {folder}: chown it")
        if path.exists() and stat.S_IMODE(path.stat().st_mode) & OTHERS:
            raise Problem(f"{path} is open to others: chmod go= {path}")
    return f"only its owner opens {folder}"


def redis() -> str:
    url = current_settings().limits
    if not url.startswith("redis"):
        return "not set"
    storage: Any = storage_from_string(url, socket_connect_timeout=TIMEOUT_SECONDS)
    try:
        storage.storage.ping()
    except storage.base_exceptions as error:
        raise Problem(
            f"REDIS_URL does not answer ({certificates.reason(error)}): start Redis, or put the "
            "address, the password or the certificate right"
        ) from None
    return "answers"


def server_certificates_end() -> str:
    """Those of the database and of Redis; other servers' are renewed by somebody else."""
    found, now = list(server_certificates.ends(current_settings())), datetime.now(UTC)
    if late := [
        f"{setting} {'ended' if end < now else 'ends'} on {end.date()}"
        for setting, end in found
        if end - now < CERTIFICATE_NOTICE
    ]:
        raise Problem(
            f"the certificate of the server in {', and of that in '.join(late)}: make a new one "
            "(deploy/tls/make-certificates) and start the server again"
        )
    return f"the first ends on {min(end for _, end in found).date()}" if found else "none checked"


def smtp() -> str:
    if not mail.is_on():
        return "not set"
    try:
        mail.check()
    except (OSError, ValueError) as error:
        raise Problem(f"{error or type(error).__name__}: put SMTP_URL right") from None
    return "answers; no mail was sent"


def sign_in() -> str:
    if not provider.is_on():
        return "not set"
    try:
        provider.check()
    except provider.ProviderUnavailable as error:
        raise Problem(f"discovery failed ({error}): put OIDC_ISSUER right") from None
    return "discovery answers"


def learning_systems() -> str:
    """Whether we can sign for them, and whether their keys can be read."""
    with database.database().begin(writes=False) as session:
        systems = registered.every(session)
    if not systems:
        return "none is registered"
    try:
        signing_keys.sign({})
    except signing_keys.NoKey as error:
        raise Problem(f"{error}: run flask learning keys new, and remove the old key") from None
    for each in systems:
        try:
            platform_keys.read(each)
        except PlatformUnavailable as error:
            raise Problem(
                f"the keys of {each.name} cannot be read ({error}): compare its public keyset URL"
            ) from None
    return f"{len(systems)}, and their keys can be read"


CHECKS: dict[str, Callable[[], str]] = {
    "settings": settings,
    "database": database_checks.tables,
    "keys": database_checks.keys,
    "backups": database_checks.backups,
    "assets": built_assets,
    "clock": database_checks.clock,
    "disk": disk,
    "permissions": permissions,
    "Redis": redis,
    "certificates": server_certificates_end,
    "SMTP": smtp,
    "OIDC": sign_in,
    "learning systems": learning_systems,
}


@click.command(
    "doctor",
    cls=DatabaseCommand,
    help="Check settings, database, secret keys, backups, assets, clock, disk, permissions, Redis, "
    "certificates, SMTP, OIDC and learning systems. Each line says OK, or what to do; the exit "
    "status is 1 if there is something to do.",
)
def doctor() -> None:
    to_do: set[str] = set()
    for name, check in CHECKS.items():
        try:
            click.echo(f"OK     {name}: {check()}")
        except (Problem, OSError, ValueError) as problem:
            to_do.add(name)
            click.echo(f"TO DO  {name}: {problem}")
        except SQLAlchemyError as error:
            known = "not checked: put the database right first" if "database" in to_do else ""
            to_do.add(name)
            click.echo(f"TO DO  {name}: {known or unusable(error).message.removesuffix('.')}")
    if to_do:
        raise SystemExit(1)
