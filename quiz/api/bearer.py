"""Who asks: the token in the header Authorization (RFC 6750). No cookie is read."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import request
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import Forbidden, Unauthorized

from quiz import database
from quiz.clock import today
from quiz.people import api_tokens
from quiz.people.models import ApiToken, Person
from quiz.security import log_refusal
from quiz.vocabulary import ApiScope

LONGEST_TOKEN = 100

View = Callable[..., Any]
log = logging.getLogger(__name__)


class _ScopeMissing(Forbidden):
    """A valid token that may not read this."""

    def __init__(self, scope: ApiScope) -> None:
        super().__init__()
        self.scope = scope

    def get_headers(self, *given: Any, **named: Any) -> list[tuple[str, str]]:
        challenge = _challenge(error="insufficient_scope", scope=self.scope)
        return [*super().get_headers(*given, **named), ("WWW-Authenticate", str(challenge))]


def _challenge(**more: str | None) -> WWWAuthenticate:
    return WWWAuthenticate("bearer", {"realm": "api", **more})


def with_token(scope: ApiScope) -> Callable[[View], View]:
    """Give a view the owner of the request's token: 401 without a valid one, 403 for another scope
    or after its owner lost the role."""

    def admit(view: View) -> View:
        @wraps(view)
        def answer(**arguments: Any) -> Any:
            return view(_owner(scope), **arguments)

        return answer

    return admit


def _owner(scope: ApiScope) -> Person:
    sent = request.authorization
    if sent is None or sent.type != "bearer" or not sent.token:
        raise Unauthorized(www_authenticate=_challenge())
    found = None
    if len(sent.token) <= LONGEST_TOKEN:
        found = api_tokens.use(database.session(), sent.token, today())
    if found is None:
        log_refusal("a token that is not valid")
        raise Unauthorized(www_authenticate=_challenge(error="invalid_token"))
    token, person = found
    if token.scope != scope or not api_tokens.may_read(person, scope):
        raise _ScopeMissing(scope)
    _note_use(token)
    return person


def _note_use(token: ApiToken) -> None:
    """Once a day, in a transaction of its own. The request itself is read-only, and answers even if
    nothing can be stored."""
    if token.used_on == today():
        return
    try:
        with database.database().begin(writes=True) as writing:
            api_tokens.note_use(writing, token.id, today())
            writing.commit()
    except SQLAlchemyError as error:
        log.warning("the use of a token was not noted: %s", type(error).__name__)
