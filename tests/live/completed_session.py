"""A session that has ended, for the tests of what comes after."""

from datetime import date
from types import ModuleType

from flask import Flask

from quiz.live.session import archive
from quiz.live.session.plan import FEWEST_FOR_A_CHART
from quiz.live.session.small_rooms import is_small
from quiz.storage.database import Database
from tests.live import stored_steps
from tests.live.steps import ITEM
from tests.visitor import Visitor

WRONG = next(option.id for option in ITEM.options if option.id != ITEM.best)


def completed_session(
    app: Flask, count: int = 6, steps: ModuleType = stored_steps
) -> tuple[Visitor, list[Visitor]]:
    """The host's summary of a session that has ended, and its participants.

    On the first scenario all but one are right, then all. The second scenario is left out.
    Everybody answers the confidence questions before and after. steps: ``stored_steps``, or
    ``steps`` to play it over the pages.
    """
    host = steps.host_session(app)
    guests = [steps.join_session(app, host) for _ in range(count)]
    steps.move(host, "next")
    for guest in guests:
        steps.rate(guest, casework="no")
    steps.move(host, "next")
    for number, guest in enumerate(guests):
        steps.vote(guest, ITEM.best if number else WRONG, "4")
    # Without a chart the next step after the closed vote is the talk; a small room has one chart.
    charts = 0 if count < FEWEST_FOR_A_CHART else 1 if is_small(count) else 2
    steps.move(host, *["next"] * (3 + charts))
    for guest in guests:
        steps.vote(guest, ITEM.best, "3")
    steps.move(host, "next", "next", "next", "skip")
    for guest in guests:
        steps.rate(guest, casework="yes")
    steps.move(host, "next", "end")
    return to_summary(host), guests


def to_summary(host: Visitor) -> Visitor:
    """From the host's page of a session that has ended to its summary."""
    assert "The session has ended" in host.words
    return host.get(f"{host.path}/after")


def session_path(host: Visitor) -> str:
    """The session's address, for a host who looks at its summary."""
    return host.path.removesuffix("/after")


def archive_due(app: Flask, database: Database, day: date) -> int:
    """Archive what is due on a day; returns how many sessions that were."""
    with app.app_context(), database.begin(writes=True) as session:
        archived = archive.archive_due(session, day)
        session.commit()
    return archived
