"""The day on which a token or a login session was last used: the one thing that a GET stores."""

import logging

from flask import request
from sqlalchemy import Executable
from sqlalchemy.exc import SQLAlchemyError

from quiz.storage import database

log = logging.getLogger(__name__)


def note(statement: Executable) -> None:
    """Store a day. A GET is read-only, so it has a transaction of its own; and it answers even if
    nothing can be stored."""
    try:
        if request.method == "POST":
            database.session().execute(statement)
            return
        with database.database().connect(writes=True) as connection:
            try:
                connection.execute(statement)
                connection.commit()
            finally:
                connection.rollback()  # after a commit that failed, closing does not roll back
    except SQLAlchemyError as error:
        log.warning("the day of a use was not noted: %s", type(error).__name__)
