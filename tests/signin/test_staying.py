"""People are warned before a sign-out, and stay with one press (WCAG 2.2.1)."""

import pytest
from flask import Flask

from quiz.people import guard
from quiz.vocabulary import Role
from tests.people.steps import PASSWORD, account, sign_in, signed_in
from tests.signin.steps import advance_clock
from tests.visitor import Visitor, text_of

HOUR = 60 * 60


def test_a_page_knows_when_its_person_is_signed_out(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = signed_in(app, Role.LEAD).get("/account")
    warning = person.page.select_one("[data-sign-out]")
    assert warning is not None
    assert guard.IDLE_SECONDS - 5 < int(str(warning["data-sign-out"])) <= guard.IDLE_SECONDS
    advance_clock(monkeypatch, HOUR)
    for _ in range(2):
        left = int(person.client.get("/account/time-left").text)
        assert HOUR - 5 < left <= HOUR, "asking does not extend it"
    advance_clock(monkeypatch, HOUR)
    assert person.client.get("/account/time-left").status_code == 303


def test_one_press_stays_for_more_than_twelve_hours(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = signed_in(app, Role.LEAD)
    for _ in range(14):
        advance_clock(monkeypatch, HOUR)
        assert person.client.get("/account/stay").status_code == 200
    assert person.get("/account").path == "/account"


@pytest.mark.parametrize("role", Role)
def test_each_page_of_the_masthead_warns(app: Flask, role: Role) -> None:
    person = signed_in(app, role).get("/account")
    pages = [str(link["href"]) for link in person.page.select("header a[href]")]
    assert "/account" in pages
    for page in pages:
        assert person.get(page).page.select("[data-sign-out]"), page


def test_nobody_else_is_warned(app: Flask) -> None:
    assert not Visitor(app).get("/").page.select("[data-sign-out]")
    assert Visitor(app).client.get("/account/stay").status_code == 303


def test_what_was_sent_after_the_sign_out_is_sent_again_after_a_sign_in(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Back would ask for the form anew, without what was typed."""
    person_id = account(app, Role.TRAINER)
    trainer = sign_in(Visitor(app), person_id).get("/host/new?agenda=20")
    advance_clock(monkeypatch, guard.IDLE_SECONDS)
    trainer.send(title="Tuesday morning")
    assert trainer.status == 403
    assert "it is still on this page" in trainer.words
    assert "Sign in (in a new tab)" in trainer.words
    sign_in(trainer, person_id)
    for _ in range(2):  # the page of before the sign-in is not trusted: its form comes up filled in
        trainer.send()
    assert trainer.path.startswith("/host/")
    assert text_of(trainer.page.h1) == "Tuesday morning"


def test_a_password_that_was_sent_after_the_sign_out_is_on_no_page(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    person_id = account(app, Role.TRAINER, password=PASSWORD)
    person = sign_in(Visitor(app), person_id).get("/account/password")
    advance_clock(monkeypatch, guard.IDLE_SECONDS)
    person.send(current=PASSWORD)
    assert person.status == 403
    assert "Sign in in another tab" in person.words
    assert PASSWORD not in str(person.page)
