"""Administrators change an address, disconnect an account, and hand over live sessions."""

from collections.abc import Sequence

import pytest
from flask import Flask

from quiz.live.session import plan_templates
from quiz.live.session.models import CoHost, LiveSession, PlanTemplate
from quiz.live.session.plan import Plan, PlannedScenario
from quiz.mail import Letter
from quiz.people import accounts
from quiz.people.models import AuditEvent, ExternalIdentity, Person
from quiz.storage.database import Database
from quiz.vocabulary import Role
from tests.conftest import Stored
from tests.live import steps as live
from tests.people.steps import PASSWORD, account, invitation, sign_in, signed_in
from tests.signin import steps as signin
from tests.visitor import Visitor

OLD, NEW = signin.EMAIL, "ada@county.example"


class Outbox:
    """A mail server that keeps what it is given."""

    def __init__(self) -> None:
        self.sent: list[Letter] = []

    def deliver(self, letters: Sequence[Letter]) -> int:
        self.sent += letters
        return 0


@pytest.fixture
def outbox(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Outbox:
    outbox = Outbox()
    monkeypatch.setitem(app.extensions, "mail", outbox)
    return outbox


@pytest.fixture
def admin(app: Flask) -> Visitor:
    person = account(app, Role.ADMINISTRATOR, Role.TRAINER, email="root@council.example")
    return sign_in(Visitor(app), person)


def run(app: Flask, *args: str) -> str:
    result = app.test_cli_runner().invoke(args=["people", *args])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.output


def trail(stored: Stored) -> list[tuple[str, str, bool]]:
    return [(one.action, one.subject, one.actor_id is None) for one in stored(AuditEvent)]


def know(database: Database, person_id: str, subject: str) -> None:
    with database.begin(writes=True) as session:
        person = session.get_one(Person, person_id)
        accounts.add_identity(session, person, "https://login.example", subject)
        session.commit()


def leave(database: Database, name: str) -> Person:
    with database.begin(writes=True) as session:
        person = accounts.find_by_email(session, f"{name}@council.example")
        assert person is not None
        accounts.deactivate(session, person)
        session.commit()
        return person


def keep_templates(database: Database, name: str, *titles: str) -> None:
    """Keep templates of this person; all but “Mine” are shared."""
    with database.begin(writes=True) as session:
        person = accounts.find_by_email(session, f"{name}@council.example")
        assert person is not None
        for title in titles:
            plan = Plan((PlannedScenario(live.ITEM.id, live.ITEM.revision),))
            plan_templates.keep(session, person, title, plan, shared=title != "Mine")
        session.commit()


def test_an_address_is_changed(app: Flask, admin: Visitor, stored: Stored, outbox: Outbox) -> None:
    ada = account(app, Role.LEAD, email=OLD, password=PASSWORD)
    link = invitation(app, ada)
    admin.get(f"/admin/people/{ada}/address").send(email="root@council.example")
    assert admin.errors == ["Another account has this address. Enter a different one"]
    assert outbox.sent == []
    typed = {**admin.filled_in(), "email": f" {NEW.upper()}"}
    admin.client.post(f"/admin/people/{ada}/address", data=typed).close()
    assert "The address is changed." in admin.get(f"/admin/people/{ada}").words
    assert trail(stored) == [("address_changed", ada, False)]
    assert [letter.to for letter in outbox.sent] == [OLD]
    assert NEW not in outbox.sent[0].text
    assert Visitor(app).get(f"/invited/{link}").status == 404
    assert signin.sign_in(Visitor(app)).path == "/signin"
    assert signin.sign_in(Visitor(app), email=NEW).path == "/teams"


def test_the_command_changes_an_address(app: Flask, stored: Stored, outbox: Outbox) -> None:
    ada = account(app, Role.LEAD, email=OLD)
    account(app, email="bo@council.example")
    assert "already has an account" in run(app, "change-address", OLD, "bo@council.example")
    assert "is not an email address" in run(app, "change-address", OLD, "bo")
    assert trail(stored) == []
    assert run(app, "change-address", OLD, NEW) == "Changed.\nA mail went to the old address.\n"
    assert trail(stored) == [("address_changed", ada, True)]
    assert [letter.to for letter in outbox.sent] == [OLD]


def test_an_organisation_s_account_is_disconnected(
    app: Flask, admin: Visitor, database: Database, stored: Stored
) -> None:
    ada, bo = account(app, Role.LEAD), account(app, Role.LEAD)
    visitor = sign_in(Visitor(app), ada)
    know(database, ada, "1")
    know(database, bo, "2")
    page = admin.get(f"/admin/people/{ada}/identity")
    assert "one-time" not in page.words
    page.send()
    assert [(one.subject, one.person_id) for one in stored(ExternalIdentity)] == [("2", bo)]
    assert visitor.get("/account").path == "/signin"
    assert "None is connected" in admin.get(f"/admin/people/{ada}/identity").words
    assert trail(stored) == [("identity_removed", ada, False)]
    assert "Disconnected the organisation’s account" in admin.get("/admin/audit").words


def test_every_account_is_disconnected_after_a_new_registration(
    app: Flask, database: Database, stored: Stored
) -> None:
    people = [account(app, Role.LEAD), account(app, Role.TRAINER)]
    account(app, Role.LEAD, email=OLD)
    for number, person in enumerate(people):
        know(database, person, str(number))
    assert "name an address, or add --all" in run(app, "disconnect")
    assert run(app, "disconnect", OLD) == "0 disconnected.\n"
    assert run(app, "disconnect", "--all") == "2 disconnected.\n"
    assert stored(ExternalIdentity) == []
    assert sorted(trail(stored)) == sorted(("identity_removed", one, True) for one in people)


def test_another_trainer_becomes_the_host(
    app: Flask, admin: Visitor, database: Database, stored: Stored
) -> None:
    host = live.host_session(app)
    path = live.session_path(host)
    new = live.signed_in(app, "Nina")
    host.get(f"{path}/cohost").send(email="nina@council.example")
    assert len(stored(CoHost)) == 1
    tess = stored(LiveSession)[0].person_id
    page = f"/admin/people/{tess}/live"
    assert "This account is active" in admin.get(page).words
    leave(database, "tess")
    assert "has 1 live session." in admin.get(page).words
    assert "morning" not in admin.words, "no title"
    for email in ("root@council.example", "nobody@council.example"):
        assert admin.get(page).send(email=email).status == 422
    admin.get(page).send(email="nina@council.example")
    nina = stored(LiveSession)[0].person_id
    assert nina != tess
    assert stored(CoHost) == []
    assert "has no live sessions" in admin.words
    assert new.get(path).status == 200
    assert trail(stored) == [("live_handed_over", f"{tess} {nina}", False)]
    assert "Tess, to Nina" in admin.get("/admin/audit").words


def test_the_command_hands_over_sessions(app: Flask, database: Database, stored: Stored) -> None:
    live.host_session(app)
    account(app, Role.LEAD, email=OLD)
    nina = account(app, Role.TRAINER, email="nina@council.example")
    names = ("tess@council.example", "nina@council.example")
    keep_templates(database, "tess", "Our morning")
    assert "deactivate it first" in run(app, "hand-over", *names)
    leave(database, "tess")
    assert "needs the role trainer" in run(app, "hand-over", names[0], OLD)
    assert "Live sessions handed over: 1. Templates: 1." in run(app, "hand-over", *names)
    assert {one.person_id for one in (*stored(LiveSession), *stored(PlanTemplate))} == {nina}


def test_templates_are_handed_over_without_a_session(
    app: Flask, admin: Visitor, database: Database, stored: Stored
) -> None:
    tess = account(app, Role.TRAINER, email="tess@council.example", name="Tess")
    nina = account(app, Role.TRAINER, email="nina@council.example", name="Nina")
    keep_templates(database, "tess", "Our morning", "Mine")
    keep_templates(database, "nina", "Our morning")
    leave(database, "tess")
    assert "team reviews (0), live sessions (0) or shared templates (1)" in run(
        app, "delete", "tess@council.example"
    )
    admin.get(f"/admin/people/{tess}/live")
    assert "Tess has 2 templates." in admin.words
    admin.send(email="nina@council.example")
    assert sorted((one.title, one.shared) for one in stored(PlanTemplate)) == [
        ("Mine", False),
        ("Our morning", True),
        ("Our morning (2)", True),
    ]
    assert {one.person_id for one in stored(PlanTemplate)} == {nina}
    assert trail(stored) == [("live_handed_over", f"{tess} {nina}", False)]
    assert run(app, "delete", "tess@council.example") == "Deleted.\n"


def test_a_trainer_may_not_mend_accounts(app: Flask) -> None:
    visitor, ada = signed_in(app, Role.TRAINER), account(app, Role.LEAD)
    for page in ("address", "identity", "live"):
        assert visitor.get(f"/admin/people/{ada}/{page}").status == 403
