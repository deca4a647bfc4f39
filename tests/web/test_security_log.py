"""What is refused is logged, with nothing about the person or what they sent."""

import logging

import pytest
from flask import Flask

from quiz.vocabulary import Role
from tests.people.steps import PASSWORD, account, invitation, signed_in
from tests.signin.steps import sign_in
from tests.visitor import Visitor

EMAIL = "ada@council.example"


@pytest.fixture
def ada(app: Flask) -> str:
    return account(app, Role.LEAD, email=EMAIL, password=PASSWORD)


def test_each_refusal_is_logged_without_personal_data(
    app: Flask, ada: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    token, visitor = invitation(app, ada), Visitor(app)
    for _ in range(6):
        sign_in(visitor, password="a guess that is wrong")
    visitor.client.post("/join", data={"code": "BCDFG", "csrf_token": "forged"})
    link = Visitor(app).get(f"/invited/{token}").send(name="Ada", password=PASSWORD)
    assert link.path == "/teams"
    Visitor(app).get(f"/invited/{token}")
    signed_in(app, Role.LEAD).get("/admin/people")
    visitor.client.put("/admin/people")
    assert [record.getMessage() for record in caplog.records] == [
        *["a wrong address or password: signin.sign_in"] * 5,
        "too many failed requests: signin.sign_in",
        "a form's token was refused: live.join",
        "a one-time link that is used, replaced, too old or unknown: signin.invited",
        "an account without the role: admin.people",
        "a method that is not in use: None",
    ]
    assert not any(secret in caplog.text for secret in (EMAIL, "a guess", token, "BCDFG"))


def test_a_sign_in_that_succeeds_is_logged_without_who(
    app: Flask, ada: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    sign_in(Visitor(app))
    assert "signed in, password: signin.sign_in" in caplog.messages
    assert not any(secret in caplog.text for secret in (EMAIL, ada))
