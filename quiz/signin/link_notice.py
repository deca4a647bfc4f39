"""The notice about one-time links that an administrator made for an account in use."""

from datetime import date

from quiz import database
from quiz.clock import long_date
from quiz.people import audit
from quiz.people.models import Person
from quiz.retention import INVITATION

NOTICE = (
    "An administrator made a one-time link to your account on {day}. Who has it can choose a new "
    "password. If you did not ask for it, change your password and tell somebody you trust."
)


def link_notice(person: Person, today: date) -> str:
    """What to say when somebody signs in; empty if no link was made in the last days."""
    newest = next(iter(audit.later_links(database.session(), person)), None)
    if newest is None or newest < today - INVITATION.period:
        return ""
    return NOTICE.format(day=long_date(newest))
