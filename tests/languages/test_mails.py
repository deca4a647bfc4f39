"""A mail about an account is in the language of the page on which its owner did it."""

from dataclasses import replace

import pytest
from flask import Flask

from quiz import mail
from quiz.config import Settings
from quiz.mail import Letter
from quiz.people import passwords
from quiz.signin.forms import NEW_PASSWORD_HINT
from quiz.vocabulary import Role
from tests.languages.english_left import MADE_UP
from tests.people.steps import PASSWORD, account, sign_in
from tests.visitor import Visitor


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return replace(settings, smtp_url="smtp://mail.example", mail_from="quiz@council.example")


def test_a_mail_is_in_the_language_of_the_page(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[Letter] = []
    monkeypatch.setattr(mail, "send_all", lambda letters: sent.extend(letters) or 0)
    visitor = sign_in(Visitor(app), account(app, Role.LEAD, password=PASSWORD))
    visitor.get("/language/en-XA?next=/account/password")
    visitor.send(current=PASSWORD, password="eight lamps over the moor")
    (letter,) = sent
    assert "⟦Ýóúŕ ƥáššŵóŕđ" in visitor.words
    assert MADE_UP.sub("", letter.subject + letter.text).strip() == ""


def test_the_hint_says_how_long_a_password_is() -> None:
    assert str(NEW_PASSWORD_HINT).startswith(f"{passwords.SHORTEST} characters")
