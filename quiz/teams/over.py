"""Whether there is still anything to do with the invitation that this browser holds."""

from flask import current_app

from quiz import database, holding
from quiz.clock import today
from quiz.teams import codes, reviews


def invitation_is_over() -> bool:
    """Whether its review is closed, past its last day, or gone; also where there is none."""
    came = holding.invitation()
    if came is None:
        return True
    key = codes.keyed_hash(str(current_app.config["SECRET_KEY"]), came.code)
    found = reviews.by_code(database.session(), key)
    return found is None or found[0].over(today())
