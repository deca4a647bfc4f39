"""Add the map to an app: who may open each address, limits on guesses, old addresses."""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

from flask import Flask, Response, abort, redirect, request, url_for
from flask.globals import request_ctx

from quiz.addresses import Address, Audience, View
from quiz.api import bearer, limits
from quiz.authors import waiting
from quiz.learning.lti.offer import offered_to
from quiz.learning.packages import opened
from quiz.live.display import type_size
from quiz.live.participant.membership import require_membership
from quiz.live.results import charts
from quiz.people import guard
from quiz.routes import MAP, MOVED
from quiz.selfcheck.current import current_attempt
from quiz.signin import confirmation
from quiz.teams import device_views, invitation_views, turns
from quiz.vocabulary import Role
from quiz.web.converters import StrandConverter
from quiz.web.failed_requests import limiter
from quiz.web.network import network
from quiz.web.one_at_a_time import one_at_a_time
from quiz.web.security import require_form


def _with_attempt(view: View) -> View:
    @wraps(view)
    def answer(**arguments: Any) -> Any:
        return view(current_attempt(), **arguments)

    return answer


def _with_membership(view: View) -> View:
    @wraps(view)
    def answer(**arguments: Any) -> Any:
        return view(require_membership(), **arguments)

    return answer


# No role includes another, except as listed here. Administrators look after accounts and may do
# what content owners do; what a lead sees of a team is not for them.
ROLES: dict[Audience, tuple[Role, ...]] = {
    Audience.SIGNED_IN: (),
    Audience.LEAD: (Role.LEAD,),
    Audience.TRAINER: (Role.TRAINER,),
    Audience.OWNER: (Role.OWNER, Role.ADMINISTRATOR),
    Audience.ADMINISTRATOR: (Role.ADMINISTRATOR,),
}


def _with_person(*roles: Role, before_factor: bool = False) -> Callable[[View], View]:
    def admit(view: View) -> View:
        @wraps(view)
        def answer(**arguments: Any) -> Any:
            return view(guard.require(*roles, before_factor=before_factor), **arguments)

        return answer

    return admit


ADMIT: dict[Audience, Callable[[View], View]] = {
    Audience.ANYONE: lambda view: view,
    Audience.CHECK: _with_attempt,
    Audience.INVITED: invitation_views.with_invitation,
    Audience.DEVICE: device_views.with_device,
    Audience.PARTICIPANT: _with_membership,
    **{audience: _with_person(*roles) for audience, roles in ROLES.items()},
}


def _admitted(address: Address) -> View:
    """The view, for its audience; an act that cannot be undone needs a proof of who they are."""
    view = confirmation.confirmed(address.proof)(address.view) if address.proof else address.view
    if address.scope:
        return bearer.with_token(address.scope)(view)
    if address.before_factor:
        return _with_person(*ROLES[address.audience], before_factor=True)(view)
    return ADMIT[address.audience](view)


def _with_a_form(view: View, *, files: bool) -> View:
    """Refuse every other kind of body. It is inside the limits, so that such a request counts."""

    @wraps(view)
    def answer(**arguments: Any) -> Any:
        if request.method == "POST":
            require_form(files=files)
        return view(**arguments)

    return answer


UPLOADS = {address.endpoint: address.upload for address in MAP if address.upload}


def _allow_upload() -> None:
    """Let a browser that is signed in send a file. It is before the first use of the database,
    which reads the whole form."""
    asked = request_ctx.request
    largest = UPLOADS.get(asked.endpoint or "") if asked.method == "POST" else None
    if largest and guard.has_signed_in():
        asked.max_content_length = largest
        # Werkzeug holds a piece of a file to the limit of a text, and reads 64 kB at a time.
        asked.max_form_memory_size = largest


def _failed(response: Response) -> bool:
    return response.status_code >= 400


def _refuse_null_characters() -> None:
    """PostgreSQL does not store null characters, and no address has one."""
    asked = request_ctx.request
    if "\0" in asked.path or (asked.query_string and "\0" in "".join(asked.args.values())):
        abort(404)


def _moved_to(address: Address) -> View:
    """A permanent redirect to an address, for the same audience; a form is sent again there."""

    def moved(*_admitted: Any, **arguments: Any) -> Any:
        query = request.query_string.decode("utf-8", "replace")
        path = url_for(address.endpoint, **arguments)
        status = 308 if request.method == "POST" else 301
        return redirect(f"{path}?{query}" if query else path, status)

    return ADMIT[address.audience](moved)


def _limited(view: View, address: Address) -> View:
    """The view with the limits on failed requests that the map gives it; of the API, on all."""
    if address.is_api:
        view = limits.limited(view)
    if address.guesses:
        guessing = ["GET", "HEAD", "POST"] if "<code>" in address.rule else ["POST"]
        view = limiter.limit(
            address.guesses,
            methods=guessing,
            deduct_when=_failed,
            exempt_when=limiter.unless(address.unless),
        )(view)
    if address.proof:
        view = confirmation.limited(view)
    for limit in address.limits:
        view = limiter.limit(
            limit.guesses,
            key_func=limit.counted_by,
            methods=["POST"],
            deduct_when=_failed,
            exempt_when=limiter.unless(limit.unless),
        )(view)
    if address.limits or (address.guesses and address.audience == Audience.SIGNED_IN):
        view = one_at_a_time(view, lambda: _guessed(address))
    return view


def _guessed(address: Address) -> Iterator[str]:
    """What the limits of an address with passwords or codes of accounts count this request by."""
    yield f"{address.endpoint} {network()}"
    for limit in address.limits:
        if not limit.unless():
            yield f"{address.endpoint} {limit.counted_by()}"


def _redirect_moved(app: Flask) -> None:
    """Add the addresses of earlier releases."""
    for old, new in MOVED:
        address = next(address for address in MAP if address.rule == new)
        view = _moved_to(address)
        if address.background:
            view = guard.background(view)
        app.add_url_rule(old, f"moved from {old}", view, methods=address.methods)


def bind(app: Flask) -> None:
    """Add the addresses to the app."""
    app.url_map.converters["strand"] = StrandConverter
    app.before_request(_refuse_null_characters)
    app.before_request(_allow_upload)
    app.before_request(turns.keep_to_the_turn)
    # Feedback is a page of the self-check, but it links to a team review.
    app.jinja_env.globals["invitation_is_over"] = invitation_views.invitation_is_over
    app.jinja_env.globals.update(learning_system=offered_to, package_launch=opened.current)
    app.jinja_env.globals.update(waiting.IN_TEMPLATES)
    app.jinja_env.globals.update(turns.IN_TEMPLATES | type_size.IN_TEMPLATES, **charts.IN_TEMPLATES)
    for address in MAP:
        view = _with_a_form(_admitted(address), files=address.upload is not None)
        if address.background:
            view = guard.background(view)
        view = _limited(view, address)
        app.add_url_rule(address.rule, address.endpoint, view, methods=address.methods)
    _redirect_moved(app)
    app.extensions["links"] = [
        guard.Link(
            address.link,
            address.endpoint,
            ROLES.get(address.audience, ()),
            before_factor=address.before_factor or address.audience == Audience.ANYONE,
            waiting=address.waiting,
        )
        for address in MAP
        if address.link
    ]
