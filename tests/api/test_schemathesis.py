"""Requests that schemathesis makes from the OpenAPI document, against the app that serves it."""

from typing import Any

import pytest
from flask import Flask
from hypothesis import given, settings

from quiz.vocabulary import ApiScope, Role
from quiz.web.failed_requests import limiter
from tests.api.steps import make_token
from tests.people.steps import account

EXAMPLES = 25
"""For each operation, with a token and without one."""


@pytest.mark.only_test_all
@pytest.mark.only_on("sqlite")
def test_what_is_made_from_the_document_is_answered_as_it_says(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    import schemathesis  # only `make test-all` installs it

    monkeypatch.setattr(limiter, "enabled", False)
    person = account(app, *Role)
    spec = schemathesis.openapi.from_wsgi("/api", app)
    operations = [found.ok() for found in spec.get_all_operations()]
    assert operations
    for operation in operations:
        scopes = [scope for scope in ApiScope if f"/{scope}" in operation.path]
        tokens = [make_token(app, person, scope) for scope in scopes]
        for sent in ({}, *({"Authorization": f"Bearer {token}"} for token in tokens)):
            try_requests(operation, sent)


def try_requests(operation: Any, sent: dict[str, str]) -> None:
    """Try values of every parameter, and validate each answer."""

    @settings(max_examples=EXAMPLES)
    @given(case=operation.as_strategy())
    def holds(case: Any) -> None:
        case.call_and_validate(headers={"Accept-Encoding": "identity", **sent})

    holds()
