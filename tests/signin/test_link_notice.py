"""An administrator's one-time link tells the person whose account it opens."""

from typing import Any

import pytest
from flask import Flask

from quiz.settings.config import Settings
from quiz.storage.database import Database
from quiz.vocabulary import Role
from tests.people.steps import PASSWORD, account, signed_in
from tests.people.test_mail import mailbox, with_mail
from tests.signin.steps import sign_in
from tests.visitor import Visitor

__all__ = ["mailbox"]  # a fixture

EVE = "eve@council.example"


@pytest.fixture
def eve(app: Flask) -> str:
    return account(app, Role.LEAD, email=EVE, password=PASSWORD)


def test_the_person_reads_it_at_the_next_sign_in_and_on_their_account(app: Flask, eve: str) -> None:
    visitor = sign_in(Visitor(app), email=EVE)
    assert "one-time link" not in visitor.get("/account").words
    visitor.get("/signout").send()
    admin = signed_in(app, Role.ADMINISTRATOR)
    for _ in range(2):
        admin.get(f"/admin/people/{eve}/link").send()
        assert "reads at the next sign-in" in admin.words
    sign_in(visitor, email=EVE)
    assert "An administrator made a one-time link to your account on" in visitor.words
    assert "Made for this account on" in visitor.get("/account").words


def test_the_mail_says_whose_account_it_opens(
    settings: Settings, database: Database, mailbox: Any, eve: str
) -> None:
    app = with_mail(settings, f"smtp://127.0.0.1:{mailbox.port}", database)
    admin = signed_in(app, Role.ADMINISTRATOR)
    for _ in range(2):
        admin.get(f"/admin/people/{eve}/link").send()
        admin.response.close()
    text = mailbox.mails[-1].get_payload(decode=True).decode()
    assert "If you did not ask for it" in text
    assert "you have been given an account" not in text
