"""Tokens and requests for tests of the API."""

from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from quiz.clock import today
from quiz.people import accounts, api_tokens
from quiz.people.models import ApiToken
from quiz.storage.database import Database
from quiz.vocabulary import ApiScope


def make_token(app: Flask, person_id: str, scope: ApiScope = ApiScope.REVIEWS) -> str:
    """A new token of this person."""
    database: Database = app.extensions["database"]
    with app.app_context(), database.begin(writes=True) as session:
        person = accounts.find(session, person_id)
        assert person is not None
        token = api_tokens.make(session, person, "Report", scope, 30, today())
        session.commit()
    return token


def token_row(app: Flask, person_id: str) -> str:
    """The id of a new token."""
    make_token(app, person_id)
    database: Database = app.extensions["database"]
    with database.begin(writes=False) as session:
        person = accounts.find(session, person_id)
        assert person is not None
        found: list[ApiToken] = list(api_tokens.of(session, person))
        return found[-1].id


def ask(app: Flask, path: str, token: str = "", method: str = "GET", **headers: str) -> Any:
    """The response to a program's request."""
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    if token:
        sent["Authorization"] = f"Bearer {token}"
    found: TestResponse = app.test_client().open(f"/api{path}", method=method, headers=sent)
    return found
