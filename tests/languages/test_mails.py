"""A mail about an account is in the language of the page on which its owner did it."""

from flask import Flask

from quiz.people import passwords
from quiz.signin.forms import NEW_PASSWORD_HINT
from quiz.vocabulary import Role
from tests.admin.test_mending import Outbox, outbox
from tests.languages.english_left import WORD
from tests.people.steps import PASSWORD, account, sign_in
from tests.visitor import Visitor

__all__ = ["outbox"]


def test_a_mail_is_in_the_language_of_the_page(app: Flask, outbox: Outbox) -> None:
    visitor = sign_in(Visitor(app), account(app, Role.LEAD, password=PASSWORD))
    visitor.get("/language/en-XA?next=/account/password")
    typed = {"current": PASSWORD, "password": "eight lamps over the moor"}
    visitor.client.post("/account/password", data=visitor.filled_in() | typed).close()
    (letter,) = outbox.sent
    words = f"{letter.subject} {letter.text}"
    assert "⟦Ţĥé ŵáý" in words
    assert not WORD.search(words)


def test_the_hint_says_how_long_a_password_is() -> None:
    assert str(NEW_PASSWORD_HINT).startswith(f"{passwords.SHORTEST} characters")
