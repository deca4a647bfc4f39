"""What is due is done without anybody's care: with the first form that is sent on a new day.

A page that only shows things may not change them. Commands do the same for who wants to be sure.
"""

from collections.abc import Callable, Mapping
from datetime import date

from flask import Flask, current_app, request
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from quiz import database
from quiz.clock import today

Task = Callable[[Session, date], int]
"""Does what is due, and says how much that was."""

DONE_ON = "done on"


def init_app(app: Flask, tasks: Mapping[str, Task]) -> None:
    """Let every form that is sent also do what is due. Each task is named in words, for the log."""
    app.extensions[DONE_ON] = {}

    @app.before_request
    def once_a_day() -> None:
        if request.method != "POST":
            return
        for name, task in tasks.items():
            _do(name, task)


def _do(name: str, task: Task) -> None:
    """Do one task in the transaction of this request; look once a day in each process.

    What goes wrong here is logged, and whoever sent the form is none the wiser: their own answer
    matters more.
    """
    done_on: dict[str, date] = current_app.extensions[DONE_ON]
    if done_on.get(name) == today():
        return
    session = database.session()
    try:
        with session.begin_nested():
            done = task(session, today())
    except (SQLAlchemyError, ValueError) as error:
        current_app.logger.error("%s: %s", name, type(error).__name__)
        return
    # Only a look that found nothing is remembered: what was done now may yet be rolled back.
    if not done:
        done_on[name] = today()
