"""What ``flask doctor`` looks at in the database: tables, secret keys, backups and the clock."""

import time
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from sqlalchemy import text

from quiz.answers import readiness, record
from quiz.clock import today
from quiz.instance import HALF_RESTORED, RESTORING, is_easy_to_guess
from quiz.learning.lti import signing_keys
from quiz.operations import database_copy
from quiz.operations.backup_file import BackupError
from quiz.operations.problem import Problem
from quiz.people import audit, authenticator
from quiz.settings.config import current_settings
from quiz.storage import database, last_run, missing_tables
from quiz.teams import codes

CLOCK_SECONDS = 5
UNUSED = timedelta(days=366)


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
            "an older secret key is easy to guess, and with it somebody can sign in as anybody: "
            "take it away as soon as the codes that were made with it may end"
        )
    older = _counted(needed, lambda key: key != ours.secret_key)
    return f"an older key is needed ({older})" if older else "reviews and apps need no older key"


def _counted(needed: Mapping[str, list[str | None]], which: Callable[[str | None], bool]) -> str:
    counts = {what: sum(map(which, found)) for what, found in needed.items()}
    return ", ".join(f"{what}: {count}" for what, count in counts.items() if count)


def backups() -> str:
    """Whether a backup can be made here, not whether one is made; and whether the last restore was
    interrupted."""
    if (current_settings().instance / RESTORING).exists():
        raise Problem(HALF_RESTORED)
    try:
        return database_copy.programs(database.database())
    except BackupError as error:
        raise Problem(str(error).removesuffix(".")) from None


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
