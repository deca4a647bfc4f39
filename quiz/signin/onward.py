"""Where to after signing in: only ever to a page of our own."""

from flask import current_app, redirect, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect
from werkzeug.wrappers import Response

from quiz.people import guard
from quiz.people.models import Person

LEAD_NOWHERE = {
    f"signin.{name}" for name in ("sign_in", "sign_out", "invited", "oidc", "oidc_back")
}


def is_ours(path: str) -> bool:
    """Whether this is the path of a page on the map, and no address that leads elsewhere.

    It is asked of the map itself, not of how it looks: browsers read “//there” and “/\\\\there” as
    other sites, and the next trick is not known yet. Pages about signing in lead nowhere new.
    """
    if not path.startswith("/") or path.startswith("//") or "\\" in path or not path.isprintable():
        return False
    try:
        endpoint, _ = current_app.url_map.bind("").match(path, "GET")
    except (HTTPException, RequestRedirect):
        return False
    return endpoint not in LEAD_NOWHERE


def onward(person: Person, wanted: str) -> Response:
    """To the page that was asked for, or else to the first one that is there for this person."""
    if is_ours(wanted):
        return redirect(wanted, 303)
    return redirect(url_for(guard.links(person)[0].endpoint), 303)
