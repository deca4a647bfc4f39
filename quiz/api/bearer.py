"""Who asks: the token in the header Authorization (RFC 6750). No cookie is read."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import g, request
from werkzeug.exceptions import HTTPException

from quiz.api import problems
from quiz.clock import today
from quiz.people import api_tokens, day_of_use, factors
from quiz.people.models import Person
from quiz.storage import database
from quiz.vocabulary import ApiScope
from quiz.web.security import log_refusal

LONGEST_TOKEN = 100
WRONG_TOKEN = "wrong_token"  # noqa: S105 - a name, not a password
"""Set in ``g`` when a request had a token that is not valid."""

View = Callable[..., Any]


class _Refused(HTTPException):
    """A request without a valid token, or with one that may not read this (RFC 6750, 3)."""

    def __init__(self, status: int, detail: str = "", **about: str) -> None:
        super().__init__()
        self.code, self.detail = status, detail
        self.about = {"realm": "api", **about}

    def get_headers(self, *given: Any, **named: Any) -> list[tuple[str, str]]:
        # Werkzeug would leave out quotes, which RFC 9110 asks for.
        values = ", ".join(f'{name}="{value}"' for name, value in self.about.items())
        return [*super().get_headers(*given, **named), ("WWW-Authenticate", f"Bearer {values}")]


def with_token(scope: ApiScope) -> Callable[[View], View]:
    """Give a view the owner of the request's token: 401 without a valid one, 403 for another scope,
    after its owner lost the role, and while its owner lacks a second step that is required."""

    def admit(view: View) -> View:
        @wraps(view)
        def answer(**arguments: Any) -> Any:
            return view(_owner(scope), **arguments)

        return answer

    return admit


def _owner(scope: ApiScope) -> Person:
    sent = request.authorization
    if sent is None or sent.type != "bearer" or not sent.token:
        raise _Refused(401)
    found = None
    if len(sent.token) <= LONGEST_TOKEN:
        found = api_tokens.use(database.session(), sent.token, today())
    if found is None:
        setattr(g, WRONG_TOKEN, True)
        log_refusal("a token that is not valid")
        raise _Refused(401, error="invalid_token")
    token, person = found
    if token.scope != scope or not api_tokens.may_read(person, scope):
        raise _Refused(403, error="insufficient_scope", scope=scope)
    if factors.is_missing_of(database.session(), person):
        log_refusal("a token whose owner has no second step")
        raise _Refused(403, problems.NO_SECOND_STEP)
    if token.used_on != today():  # noted once a day; the request itself is read-only
        day_of_use.note(api_tokens.note_use(token.id, today()))
    return person
