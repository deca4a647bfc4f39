"""Boxes whose closing day has passed are closed without anybody's care.

A page that only shows things may not change them, so it is done with the first form that anybody
sends on a new day, or by ``flask teams close-due``.
"""

from datetime import date

from flask import Flask, current_app, request
from sqlalchemy.exc import SQLAlchemyError

from quiz import database
from quiz.clock import today
from quiz.teams import box

NOTHING_DUE_ON = "nothing due on"


def close_due_once_a_day() -> None:
    """Close what is due, in the transaction of this request; look once a day in each process.

    What goes wrong here is logged, and whoever sent the form is none the wiser: their own answer
    matters more.
    """
    if request.method != "POST" or _looked_on() == today():
        return
    session = database.session()
    try:
        with session.begin_nested():
            closed = box.close_due(session, today())
    except (SQLAlchemyError, ValueError) as error:
        current_app.logger.error("a review could not be closed: %s", type(error).__name__)
        return
    # Only a look that found nothing is remembered: what was closed now may yet be rolled back.
    if not closed:
        current_app.extensions[NOTHING_DUE_ON] = today()


def _looked_on() -> date | None:
    found: date | None = current_app.extensions.get(NOTHING_DUE_ON)
    return found


def init_app(app: Flask) -> None:
    """Let every form that is sent also close what is due."""
    app.before_request(close_due_once_a_day)
