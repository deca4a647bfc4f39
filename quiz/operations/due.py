"""``flask due``: everything that is due, for a timer. Running it again does nothing more."""

import logging
from collections.abc import Callable
from datetime import date

import click
from sqlalchemy.orm import Session

from quiz.answers import record
from quiz.clock import today
from quiz.live.session import archive
from quiz.people import api_tokens, login_sessions
from quiz.settings.config import current_settings
from quiz.storage import database, last_run, missing_tables
from quiz.storage.database_commands import DatabaseCommand
from quiz.teams.box import opening

log = logging.getLogger(__name__)


def close_reviews(session: Session, day: date) -> int:
    return opening.close_due(session, day, current_settings().keys)


TASKS: dict[str, Callable[[Session, date], int]] = {
    "reviews closed": close_reviews,
    "live sessions archived": archive.archive_due,
    "old checks deleted": record.forget_old,
    "old sign-ins deleted": login_sessions.forget_old,
    "expired tokens deleted": api_tokens.forget_old,
}
"""What each line of the output counts, and the task, which has a transaction of its own."""
DAILY_TASKS: dict[str, Callable[[Session, date], int]] = {
    "a review could not be closed": close_reviews,
    "a session could not be archived": archive.archive_due,
    "old checks could not be deleted": record.forget_old,
    "expired tokens could not be deleted": api_tokens.forget_old,
}
"""Those that the service also runs by itself once a day, and what the log says when one fails. Each
sign-in deletes old sign-ins."""


def require_trusted_date(session: Session) -> None:
    """Raises ClickException after a jump of the date; nothing is deleted then (decision 37)."""
    if held := last_run.note(session, today()):
        session.commit()
        raise click.ClickException(last_run.explanation(held, today()))


@click.command(
    "due",
    cls=DatabaseCommand,
    help="Close, archive and delete everything that is due. For a timer; it can run at any time.",
)
def due() -> None:
    with database.database().begin(writes=False) as session:
        if gone := missing_tables.missing(session.connection()):
            raise click.ClickException(f"nothing was done: {gone}.")
        if not database.is_migrated(session):
            raise click.ClickException("the database is not migrated: run flask upgrade first.")
    with database.database().begin(writes=True) as session:
        require_trusted_date(session)
        session.commit()
    failed = False
    for words, task in TASKS.items():
        try:
            with database.database().begin(writes=True) as session:
                done = task(session, today())
                session.commit()
        except Exception as error:  # one task that fails does not stop the others
            log.error("%s: %s", words, type(error).__name__)
            click.echo(f"{words}: failed ({type(error).__name__})", err=True)
            failed = True
        else:
            click.echo(f"{words}: {done}")
    if failed:
        raise SystemExit(1)
