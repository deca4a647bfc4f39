"""Where the browser goes after signing in: only to a page of this service."""

from flask import current_app, redirect, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect
from werkzeug.wrappers import Response

from quiz.people import guard
from quiz.people.models import Person

NOT_AFTER_SIGN_IN = {
    f"signin.{name}"
    for name in (
        *("sign_in", "sign_out", "invited", "oidc", "oidc_back"),
        *("enter_code", "passkey", "passkey_options"),
    )
}


def is_own_page(path: str) -> bool:
    """Whether this is the path of a page on the map, other than the pages of signing in.

    An open redirect would let a link to our sign-in lead to another site. The path must match the
    map itself: a check of its form alone would miss tricks, such as “//there” and “/\\\\there”,
    which browsers read as other sites.
    """
    if not path.startswith("/") or path.startswith("//") or "\\" in path or not path.isprintable():
        return False
    try:
        endpoint, _ = current_app.url_map.bind("").match(path, "GET")
    except (HTTPException, RequestRedirect):
        return False
    return endpoint not in NOT_AFTER_SIGN_IN


def redirect_after_sign_in(person: Person, wanted: str) -> Response:
    """To the wanted page if it is one of ours, else to the person's first masthead link; first to
    setting up a second factor, where the operator requires one."""
    if guard.lacks_factor(person):
        return redirect(url_for("signin.set_up"), 303)
    if is_own_page(wanted):
        return redirect(wanted, 303)
    return redirect(url_for(guard.links(person)[0].endpoint), 303)
