"""What follows a right password, and the end of every sign-in."""

import logging

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from quiz.clock import today
from quiz.people import factors, guard, second_step
from quiz.people.means import Means
from quiz.people.models import Person
from quiz.signin import rate_limits
from quiz.signin.link_notice import show_link_notice
from quiz.signin.redirects import redirect_after_sign_in
from quiz.storage import database

log = logging.getLogger(__name__)


def after_password(person: Person, wanted: str) -> Response:
    """To the second step, if the account has one; else signed in."""
    if factors.has_any(database.session(), person):
        guard.sign_out()
        second_step.begin(person, rate_limits.account(person.email), wanted)
        return redirect(url_for("signin.enter_code"), 303)
    return complete(person, wanted, Means.PASSWORD)


def complete(person: Person, wanted: str, means: Means) -> Response:
    """Sign this browser in. From now on it is a known one."""
    guard.sign_in(person, means)
    log.info("signed in, %s: %s", means.value, request.endpoint)
    show_link_notice(person, today())
    return rate_limits.remember(redirect_after_sign_in(person, wanted), person)
