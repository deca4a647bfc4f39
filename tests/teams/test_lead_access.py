"""Who can open a lead's pages, and that opening them changes nothing."""

import pytest
from flask import Flask
from sqlalchemy import event

from quiz.clock import today
from quiz.people import accounts
from quiz.routes import MAP, Address, Audience
from quiz.storage.database import Database
from quiz.teams.models import Review
from quiz.vocabulary import Role
from tests.conftest import Stored
from tests.teams import actions
from tests.visitor import Visitor

OURS = [a for a in MAP if a.audience == Audience.LEAD and "<review_id>" in a.rule]


by_address = pytest.mark.parametrize("address", OURS, ids=lambda address: address.rule)


@pytest.fixture
def visitor(app: Flask, lead: str) -> Visitor:
    return actions.signed_in(app, lead)


def path(address: Address, review: str) -> str:
    return address.rule.replace("<review_id>", review).replace("<int:number>", "1")


@by_address
def test_another_leads_review_is_not_found(
    app: Flask, database: Database, lead: str, stored: Stored, address: Address
) -> None:
    review = actions.made(database, lead, actions.wanted(8))
    stranger = actions.signed_in(app, actions.lead(database, "other@example.org"))
    token = stranger.get("/teams/new").filled_in()["csrf_token"]
    there, nowhere = path(address, review), path(address, "0" * 32)
    for method in address.methods:
        data = {"csrf_token": token} if method == "POST" else None
        answers = [stranger.client.open(at, method=method, data=data) for at in (there, nowhere)]
        assert [answer.status_code for answer in answers] == [404, 404]
        assert answers[0].text == answers[1].text
    assert "Duty team" not in stranger.get("/teams").words
    assert stored(Review)[0].closed_on is None


@by_address
def test_accounts_without_the_lead_role_are_refused(
    app: Flask, database: Database, lead: str, address: Address
) -> None:
    review = actions.made(database, lead, actions.wanted(8))
    with database.begin(writes=True) as session:
        roles = [Role.TRAINER, Role.ADMINISTRATOR]
        other = accounts.add(session, "t@example.org", "T", roles, today()).id
        session.commit()
    assert actions.signed_in(app, other).client.get(path(address, review)).status_code == 403


@pytest.mark.both_databases
@by_address
def test_get_writes_nothing_and_post_needs_the_token(
    visitor: Visitor, database: Database, lead: str, stored: Stored, address: Address
) -> None:
    mailing = address.rule.endswith(("/invite", "/remind"))
    one_device = address.rule.endswith("/device")
    planned = actions.wanted(8, by_mail=mailing, passed_round=one_device)
    review = actions.made(database, lead, planned)
    if address.rule.endswith("/remind"):
        with database.begin(writes=True) as session:
            session.get_one(Review, review).sent_on = today()
            session.commit()
    written = []

    @event.listens_for(database.reader, "before_cursor_execute")
    @event.listens_for(database.writer, "before_cursor_execute")
    def watch(_c: object, _k: object, statement: str, *_: object) -> None:
        if statement.split()[0].upper() in {"INSERT", "UPDATE", "DELETE"}:
            written.append(statement)

    # There are no files until a block is opened.
    nothing_yet = "results." in address.rule or "/results/" in address.rule
    assert visitor.get(path(address, review)).status == (404 if nothing_yet else 200)
    assert written == []
    if "POST" in address.methods:
        data = visitor.filled_in()
        del data["csrf_token"]
        assert visitor.client.post(path(address, review), data=data).status_code == 400
        assert stored(Review)[0].closed_on is None


@pytest.mark.both_databases
@pytest.mark.parametrize(
    "address", ["/teams/%00", "/teams/%00/results", "/teams/compare?first=%00", "/review/%00"]
)
def test_a_null_character_in_an_address_is_not_found(visitor: Visitor, address: str) -> None:
    assert visitor.get(address).status == 404
