"""Scheduled tasks, run with the first POST of a day: no operator has to set up a timer.

A GET may not write. Commands run the same tasks at once.
"""

from collections.abc import Callable, Mapping
from datetime import date

from flask import Flask, current_app, request
from sqlalchemy.orm import Session

from quiz import database
from quiz.clock import today

Task = Callable[[Session, date], int]
"""Does what is due; returns the number of items processed."""

DONE_ON = "done on"
TASKS = "tasks"


def init_app(app: Flask, tasks: Mapping[str, Task]) -> None:
    """Run the tasks before each POST. The key is what the log says when a task fails."""
    app.extensions[DONE_ON], app.extensions[TASKS] = {}, tasks

    @app.before_request
    def once_a_day() -> None:
        if request.method != "POST":
            return
        for name, task in tasks.items():
            _do(name, task)


def _do(name: str, task: Task) -> None:
    """Run one task in the transaction of this request, at most once a day in each process.

    An error is logged and does not stop the request: the answer that was sent matters more.
    """
    done_on: dict[str, date] = current_app.extensions[DONE_ON]
    if done_on.get(name) == today():
        return
    session = database.session()
    try:
        with session.begin_nested():
            done = task(session, today())
    except Exception as error:  # whatever is wrong with one task, the answer is stored
        current_app.logger.error("%s: %s", name, type(error).__name__)
        return
    # Remember only a run that found nothing: this request may still be rolled back.
    if not done:
        done_on[name] = today()
