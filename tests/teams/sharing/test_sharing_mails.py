"""Both people get a mail, after the change is committed, and no mail has a figure or a code."""

from typing import Any

import pytest
from flask import Flask

from quiz.languages.catalogues import language
from quiz.languages.sentences import written_in
from quiz.people.models import Person
from quiz.settings.config import Settings
from quiz.storage.database import Database
from quiz.teams.models import Review
from quiz.teams.sharing import mails
from quiz.vocabulary import Role
from tests.people.steps import account
from tests.people.test_mail import URL, mailbox, with_mail
from tests.teams import actions
from tests.teams.test_mailing import text_of
from tests.visitor import Visitor

__all__ = ["mailbox"]  # a fixture


def sent(visitor: Visitor, path: str, **typed: str) -> None:
    """Send a form; its mails leave when the response is closed."""
    token = visitor.get(path).filled_in()["csrf_token"]
    visitor.client.post(path, data={"csrf_token": token, **typed}).close()


@pytest.mark.parametrize(
    ("kind", "accepted"),
    [
        (
            "deputy",
            [
                ("lead@example.org", "A deputy for your team review"),
                ("dee@example.org", "You are a deputy for a team review"),
            ],
        ),
        (
            "lead",
            [
                ("lead@example.org", "Your team review was handed over"),
                ("dee@example.org", "You have taken over a team review"),
            ],
        ),
    ],
)
def test_both_people_are_mailed(
    app: Flask,
    settings: Settings,
    database: Database,
    mailbox: Any,
    lead: str,
    kind: str,
    accepted: list[tuple[str, str]],
) -> None:
    assert app
    mailing = with_mail(settings, f"smtp://127.0.0.1:{mailbox.port}", database)
    review = actions.made(database, lead, actions.wanted(8))
    dee = account(mailing, Role.LEAD, email="dee@example.org", name="Dee")
    sent(
        actions.signed_in(mailing, lead),
        f"/teams/{review}/deputies",
        email="dee@example.org",
        kind=kind,
    )
    sent(actions.signed_in(mailing, dee), f"/teams/offers/{review}", answer="accept")
    (asked, *later) = mailbox.mails
    assert asked["To"] == "dee@example.org"
    assert "Sam Lead asks you to" in text_of(asked)
    assert sorted((mail["To"], mail["Subject"]) for mail in later) == sorted(accepted)
    for mail in mailbox.mails:
        assert f"{URL}/teams" in text_of(mail).split()
        assert "“Duty team, spring”" in text_of(mail).replace("\n", " ")


@pytest.mark.parametrize("actor", ["lead", "deputy"])
def test_only_the_person_who_is_here_gets_the_language_of_the_page(actor: str) -> None:
    people = {name: Person(id=name, email=name, name=name) for name in ("lead", "deputy")}
    review = Review(name="Duty team")
    with written_in(language("cy")):
        letters = mails.ended(people[actor], people["lead"], people["deputy"], review, "address")
    assert [one.to for one in letters if "Cyn i Chi Edrych" in one.text] == [actor]
    assert [one.to for one in letters if "Before You Look" in one.text] == [
        name for name in ("deputy", "lead") if name != actor
    ]
