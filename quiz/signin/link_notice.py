"""The notice about one-time links that an administrator made for an account in use."""

from datetime import date

from quiz.languages.sentences import lazy_gettext
from quiz.people import audit
from quiz.people.models import Person
from quiz.retention import INVITATION
from quiz.storage import database
from quiz.web.notices import flash

NOTICE = lazy_gettext(
    "An administrator made a one-time link to your account on %(day)s. Anyone who has it can "
    "choose a new password. If you did not ask for it, change your password and tell somebody you "
    "trust."
)


def show_link_notice(person: Person, today: date) -> None:
    """Tell somebody who signs in, if such a link was made within the days for which it works."""
    newest = next(iter(audit.later_links(database.session(), person)), None)
    if newest is not None and newest >= today - INVITATION.period:
        flash(NOTICE.filled(day=newest))
