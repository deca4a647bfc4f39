"""Where the browser goes after signing in: only to a page of this service."""

from flask import redirect, url_for
from werkzeug.wrappers import Response

from quiz.people import guard
from quiz.people.models import Person
from quiz.web.security import endpoint_of

NOT_AFTER_SIGN_IN = {
    f"signin.{name}"
    for name in (
        *("sign_in", "sign_out", "invited", "oidc", "oidc_back"),
        *("enter_code", "passkey", "passkey_options"),
    )
}


def is_own_page(path: str) -> bool:
    """Whether this is the path of a page of ours, other than the pages of signing in."""
    endpoint = endpoint_of(path)
    return endpoint is not None and endpoint not in NOT_AFTER_SIGN_IN


def redirect_after_sign_in(person: Person, wanted: str) -> Response:
    """To the wanted page if it is one of ours, else to the person's first masthead link; first to
    setting up a second factor, where the operator requires one."""
    if guard.lacks_factor(person):
        return redirect(url_for("signin.set_up"), 303)
    if is_own_page(wanted):
        return redirect(wanted, 303)
    return redirect(url_for(guard.links(person)[0].endpoint), 303)
