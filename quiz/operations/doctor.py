"""``flask doctor``: looks at everything that the service needs, and says what to do."""

import json
import os
import re
import shutil
import stat
import time
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import click
from limits.storage import storage_from_string
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from quiz import mail
from quiz.answers import readiness, record
from quiz.clock import today
from quiz.information import TESTED_ON
from quiz.instance import DATABASE, KEY_FILE, is_easy_to_guess
from quiz.learning.lti import platform_keys, registered, signing_keys
from quiz.learning.lti.outgoing import PlatformUnavailable
from quiz.operations import database_copy, server_certificates
from quiz.operations.backup_file import BackupError
from quiz.people import audit, authenticator
from quiz.settings import certificates, security_txt
from quiz.settings.config import current_settings
from quiz.settings.operator_details import Operator
from quiz.signin import provider
from quiz.storage import database, last_run, missing_tables
from quiz.storage.database_commands import DatabaseCommand, unusable
from quiz.teams import codes
from quiz.web import assets

FEWEST_FREE_BYTES = 500 * 1024 * 1024
OWN = (
    *("OPERATOR_NAME", "PRIVACY_CONTACT", "ACCESSIBILITY_CONTACT", "SECURITY_CONTACT"),
    *("PUBLIC_URL", "LEARNING_SYSTEMS", "SMTP_URL", "MAIL_FROM", "OIDC_ISSUER"),
    *("DATABASE_URL", "REDIS_URL"),
)
SAMPLE = re.compile(
    r"sampleshire|01234 567890|TENANT-ID|:password@|\bexample\.(org|com|net)\b|\.example\b", re.I
)
"""Values of deploy/environment.sample, and names that nobody can own (RFC 2606)."""
CLOCK_SECONDS = 5
TIMEOUT_SECONDS = 5
UNUSED = timedelta(days=366)
CERTIFICATE_NOTICE = timedelta(days=30)
OTHERS = stat.S_IRWXG | stat.S_IRWXO
EVERYBODY = stat.S_IRWXO
ENVIRONMENT = "/etc/before-you-look/environment"
"""Where docs/running.md puts the settings, passwords among them."""


class Problem(Exception):
    """What is wrong, and what to do about it."""


def settings() -> str:
    """Settings that cannot be used stop every command before this one."""
    ours = current_settings()
    if not ours.production:
        return "not in production; set PRODUCTION=1 to serve other people"
    if sample := [name for name in OWN if SAMPLE.search(os.environ.get(name, ""))]:
        raise Problem(f"{', '.join(sample)} still as in the sample: set your own")
    if ours.operator:
        _look_at(ours.operator)
    if not ours.public_url:
        raise Problem("PUBLIC_URL is not set: set it, so that links have the right address")
    if ours.limits.startswith("memory") and ours.server.workers > 1:
        raise Problem("REDIS_URL is not set: set it, or each worker counts guesses by itself")
    return "in production"


def _look_at(operator: Operator) -> None:
    privacy, accessibility = operator.privacy_contact, operator.accessibility_contact
    for name, given in (("PRIVACY_CONTACT", privacy), ("ACCESSIBILITY_CONTACT", accessibility)):
        if not (security_txt.MAIL.fullmatch(given) or security_txt.PHONE.fullmatch(given)):
            raise Problem(f"{name} is {given!r}: set an email address or a telephone number")
    if operator.statement_on < max(TESTED_ON, today() - UNUSED):
        raise Problem(
            "STATEMENT_DATE is over a year ago, or before the statement changed: read "
            "/accessibility again, and set it"
        )


def tables() -> str:
    with database.database().begin(writes=False) as session:
        if gone := missing_tables.missing(session.connection()):
            raise Problem(gone)
        if not database.is_migrated(session):
            found = database.revision_of(session.connection())
            if found and found > database.newest_revision():
                raise Problem(
                    f"the tables are of a newer release (revision {found}): use that release, or "
                    "run its flask downgrade"
                )
            raise Problem("the tables are missing or older: run flask upgrade")
    opened = database.database()
    if (said := readiness.readiness(opened)) != readiness.READY:
        raise Problem(f"{said}: look at its disk, its permissions and its locks")
    return f"{opened.writer.dialect.name}, revision {database.newest_revision()}"


def keys() -> str:
    """Which secret keys are needed; a return code or recovery code does not say which is its."""
    ours = current_settings()
    with database.database().begin(writes=False) as session:
        needed = {
            "open reviews": codes.keys_needed(session, ours.keys),
            "authenticator apps": authenticator.keys_needed(session),
            "keys for learning systems": signing_keys.keys_needed(session),
        }
    if gone := _counted(needed, lambda key: key is None):
        raise Problem(
            f"made with a secret key that is not here ({gone}): add it to SECRET_KEY_FALLBACKS. If "
            "it is lost, run flask people remove-second-step for people who cannot sign in"
        )
    if any(map(is_easy_to_guess, ours.older_keys)):
        raise Problem(
            "an older secret key is easy to guess, and whoever guesses it can sign in as anybody: "
            "take it away as soon as the codes that were made with it may end"
        )
    older = _counted(needed, lambda key: key != ours.secret_key)
    return f"an older key is needed ({older})" if older else "reviews and apps need no older key"


def _counted(needed: Mapping[str, list[str | None]], which: Callable[[str | None], bool]) -> str:
    counts = {what: sum(map(which, found)) for what, found in needed.items()}
    return ", ".join(f"{what}: {count}" for what, count in counts.items() if count)


def backups() -> str:
    """Whether a backup can be made here; not whether one is made."""
    try:
        return database_copy.programs(database.database())
    except BackupError as error:
        raise Problem(str(error).removesuffix(".")) from None


def built_assets() -> str:
    names = json.loads((assets.BUILD / "manifest.json").read_text("utf-8")).values()
    if missing := [name for name in names if not (assets.BUILD / name).exists()]:
        raise Problem(f"{missing[0]} is missing: run make run once, or copy quiz/static/build")
    return f"{len(names)} files"


def clock() -> str:
    """Compare the clock with the database server's, and with the newest day in the tables."""
    with database.database().begin(writes=False) as session:
        if session.get_bind().dialect.name == "postgresql":
            theirs = session.scalar(text("SELECT extract(epoch FROM clock_timestamp())"))
            apart = abs(time.time() - float(theirs or 0))
            if apart > CLOCK_SECONDS:
                raise Problem(f"{apart:.0f} s from the database server's: keep both in step (NTP)")
        if held := last_run.held_until(session, today()):
            raise Problem(last_run.explanation(held, today()))
        days = (record.newest_day(session), audit.newest_day(session))
    return _compare(max(filter(None, days), default=None), today())


def _compare(newest: date | None, now: date) -> str:
    if newest is None:
        return f"today is {now}; nothing is stored yet"
    if newest > now:
        raise Problem(f"today is {now}, and something was stored on {newest}: set the clock")
    if now - newest > UNUSED:
        raise Problem(
            f"today is {now}, and the newest entry is of {newest}: if that is wrong, set the clock "
            "before flask due or anybody's answer deletes what looks old"
        )
    return f"today is {now}, the newest entry is of {newest}"


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
    "database": tables,
    "keys": keys,
    "backups": backups,
    "assets": built_assets,
    "clock": clock,
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
