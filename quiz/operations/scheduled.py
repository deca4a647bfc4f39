"""Daily tasks, run with the first POST of a day and by each worker: no operator needs a timer.

A GET may not write. Commands run the same tasks at once. After a jump of the date nothing is run
(decision 37).
"""

from collections.abc import Callable, Mapping
from datetime import date

from flask import Flask, current_app, request
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from quiz.clock import today
from quiz.storage import answer_timeout, database, last_run
from quiz.web.one_at_a_time import waits

Task = Callable[[Session, date], int]
"""Does what is due; returns the number of items processed."""

TASKS, DONE_ON = "tasks", "done on"


def init_app(app: Flask, tasks: Mapping[str, Task]) -> None:
    """Run the tasks before each POST. The key is what the log says when a task fails.

    An error is logged and does not stop the request: the answer that was sent matters more.
    """
    app.extensions[TASKS], app.extensions[DONE_ON] = tasks, {}

    @app.before_request
    def once_a_day() -> None:
        # A form that waits for others' guesses leaves them to another form: it would hold its
        # connection meanwhile, and SQLite has only one that writes.
        if request.method == "POST" and _is_due() and not waits(request.endpoint):
            session = database.session()
            with answer_timeout.unlimited():  # a year's deletions may take longer than an answer
                _run(session)


def run_in(app: Flask) -> None:
    """Run what is due in a transaction of its own; an error is logged."""
    with app.app_context():
        if not _is_due():
            return
        try:
            with database.database().begin(writes=True) as session:
                _run(session)
                session.commit()
        except SQLAlchemyError as error:
            app.logger.error("the daily tasks were not run: %s", type(error).__name__)


def _is_due() -> bool:
    extensions, day = current_app.extensions, today()
    return any(extensions[DONE_ON].get(name) != day for name in extensions[TASKS])


def _run(session: Session) -> None:
    """Run the tasks that are due, each at most once a day in each process."""
    done_on: dict[str, date] = current_app.extensions[DONE_ON]
    if not _may_delete(session):
        done_on.clear()  # look again at the next form, also when the clock is set right
        return
    for name, task in current_app.extensions[TASKS].items():
        if done_on.get(name) == today():
            continue
        try:
            with session.begin_nested():
                done = task(session, today())
        except Exception as error:  # whatever is wrong with one task, the answer is stored
            current_app.logger.error("%s: %s", name, type(error).__name__)
            continue
        # Remember only a run that found nothing: this request may still be rolled back.
        if not done:
            done_on[name] = today()


def _may_delete(session: Session) -> bool:
    """Note that the service runs today; False after a jump of the date, or when that failed."""
    try:
        with session.begin_nested():
            return last_run.note(session, today()) is None
    except Exception as error:  # as above
        current_app.logger.error("the date could not be checked: %s", type(error).__name__)
        return False
