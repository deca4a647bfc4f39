"""``flask people …``."""

import re
from datetime import date

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select

from quiz.answers.totals import Total
from quiz.live.session.models import LiveSession
from quiz.people.models import AccountInvitation, AuditEvent, LoginSession, Person, PersonRole
from quiz.storage.database import Database, downgrade
from quiz.vocabulary import Role
from tests.conftest import Stored
from tests.live import steps as live
from tests.people.steps import PASSWORD, account, signed_in
from tests.teams import actions as teams
from tests.visitor import Visitor

URL = "https://look.example.org"
EMAIL = "ada@council.example"


def run(app: Flask, *args: str) -> Result:
    return app.test_cli_runner().invoke(args=["people", *args])


def link_in(result: Result) -> str:
    found = re.search(rf"{URL}(/invited/\S+)", result.output)
    assert found, result.output
    return found[1]


def invite(app: Flask, *args: str) -> Result:
    result = run(app, "invite", EMAIL, "--url", URL, *args)
    assert result.exit_code == 0, result.output
    return result


def test_invite_prints_a_link_that_works(app: Flask, stored: Stored) -> None:
    result = invite(app, "--role", "lead", "--role", "trainer", "--name", "Ada Lead")
    assert "ada@council.example: Ada Lead, Team lead, Trainer" in result.output
    assert "works once, for 7 days" in result.output
    visitor = Visitor(app).get(link_in(result)).send(password=PASSWORD)
    assert visitor.path == "/teams"


def test_invite_again_replaces_the_link_and_keeps_the_roles(app: Flask, stored: Stored) -> None:
    first = link_in(invite(app, "--role", "lead"))
    second = link_in(invite(app))
    assert first != second
    assert Visitor(app).get(first).status == 404
    assert Visitor(app).get(second).status == 200
    with app.app_context():
        assert len(stored(Person)) == len(stored(AccountInvitation)) == 1


def test_invite_again_adds_the_named_roles(app: Flask) -> None:
    invite(app, "--role", "lead")
    invite(app, "--role", "owner")
    assert "Team lead, Content owner" in run(app, "list").output


def test_the_last_administrator_is_not_deactivated_without_a_question(app: Flask) -> None:
    invite(app, "--role", "administrator")
    refused = run(app, "deactivate", EMAIL)
    assert refused.exit_code == 1
    assert "this is the last active administrator" in refused.output
    assert "(deactivated)" not in run(app, "list").output
    assert run(app, "deactivate", EMAIL, "--yes").exit_code == 0


def test_invite_activates_a_deactivated_account(app: Flask) -> None:
    invite(app, "--role", "lead")
    assert run(app, "deactivate", EMAIL).exit_code == 0
    assert "(deactivated)" in run(app, "list").output
    assert Visitor(app).get(link_in(invite(app))).status == 200


@pytest.mark.parametrize(
    ("args", "message"),
    [
        ([EMAIL, "--role", "lead"], "set PUBLIC_URL, or add --url"),
        ([EMAIL, "--url", "look.example.org", "--role", "lead"], "set PUBLIC_URL, or add --url"),
        ([EMAIL, "--url", URL], "name a role, with --role"),
        ([EMAIL, "--url", URL, "--role", "boss"], "is not one of"),
        (["ada at council", "--url", URL, "--role", "lead"], "is not an email address"),
        ([f"{'a' * 250}@b.example", "--url", URL, "--role", "lead"], "is not an email address"),
    ],
)
def test_invalid_arguments_of_invite_are_refused(
    app: Flask, stored: Stored, args: list[str], message: str
) -> None:
    result = run(app, "invite", *args)
    assert result.exit_code != 0
    assert message in result.output
    assert stored(Person) == stored(AuditEvent) == []


def test_sign_out_ends_every_session_of_the_account(app: Flask, stored: Stored) -> None:
    visitor = signed_in(app, Role.LEAD)
    other = signed_in(app, Role.LEAD)
    email = visitor.get("/account").page.find(string=re.compile("@council")).strip()
    assert run(app, "sign-out", email.upper()).exit_code == 0
    assert visitor.get("/account").path == "/signin"
    assert other.get("/account").path == "/account"


def test_deactivate_signs_out_and_stops_sign_ins(app: Flask, stored: Stored) -> None:
    account(app, Role.LEAD, email=EMAIL, password=PASSWORD)
    visitor = Visitor(app).get("/signin").send(email=EMAIL, password=PASSWORD)
    assert visitor.path == "/teams"
    assert run(app, "deactivate", EMAIL).exit_code == 0
    assert visitor.get("/account").path == "/signin"
    assert visitor.send(email=EMAIL, password=PASSWORD).status == 422
    assert stored(LoginSession) == []


@pytest.mark.parametrize("command", ["sign-out", "deactivate", "delete"])
def test_an_unknown_address_is_refused(app: Flask, command: str) -> None:
    result = run(app, command, "nobody@council.example")
    assert result.exit_code == 1
    assert "has no account; see" in result.output


def test_commands_are_in_the_audit_trail(app: Flask, stored: Stored) -> None:
    invite(app, "--role", "lead")
    run(app, "sign-out", EMAIL)
    run(app, "deactivate", EMAIL, "--yes")
    assert sorted(event.action for event in stored(AuditEvent)) == [
        *("deactivated", "invited", "link_made", "role_given", "sessions_ended")
    ]
    assert {event.actor_id for event in stored(AuditEvent)} == {None}


def test_delete_removes_the_account_and_keeps_the_audit_trail(
    app: Flask, stored: Stored, database: Database
) -> None:
    root = signed_in(app, Role.ADMINISTRATOR)
    (admin,) = stored(Person)
    invited = root.get("/admin/people/invite").send(email=EMAIL, name="Ada", roles="lead")
    assert invited.status == 200
    ada = next(one.id for one in stored(Person) if one.email == EMAIL)
    run(app, "deactivate", EMAIL, "--yes")
    run(app, "deactivate", admin.email, "--yes")
    before = {(event.action, event.actor_id, event.subject) for event in stored(AuditEvent)}
    for email in (EMAIL.upper(), admin.email):
        result = run(app, "delete", email)
        assert result.exit_code == 0, result.output
    for table in (Person, PersonRole, AccountInvitation, LoginSession):
        assert stored(table) == []
    after = {(event.action, event.actor_id, event.subject) for event in stored(AuditEvent)}
    assert after - before == {("deleted", None, ada), ("deleted", None, admin.id)}
    assert before <= after
    words = signed_in(app, Role.ADMINISTRATOR).get("/admin/audit").words
    subject, actor = f"Deleted account {ada[:6]}", f"Deleted account {admin.id[:6]}"
    assert f"{actor} Gave a role {subject}, Team lead" in words
    assert f"The command line Deleted the account {subject}" in words
    assert "Ada" not in words


def test_an_active_account_is_not_deleted(app: Flask, stored: Stored) -> None:
    invite(app, "--role", "lead")
    result = run(app, "delete", EMAIL)
    assert result.exit_code == 1
    assert "deactivate it first" in result.output
    assert len(stored(Person)) == 1


def test_an_account_with_a_review_is_not_deleted(
    app: Flask, stored: Stored, database: Database
) -> None:
    lead = account(app, Role.LEAD, email=EMAIL)
    day = date(2025, 3, 3)
    review = teams.made(database, lead, teams.wanted(5, opens_on=day, closes_on=day))
    for _, code in teams.codes_of(database, review):
        teams.submit_copy(database, review, code, teams.all_right(), day)
    run(app, "deactivate", EMAIL)
    result = run(app, "delete", EMAIL)
    assert result.exit_code == 1
    assert "still has team reviews (1), live sessions (0) or shared templates (0)" in result.output
    other_totals = {total.lead for total in stored(Total)} - {lead}
    assert len({total.lead for total in stored(Total)}) == len(other_totals) + 1 == 2
    app.test_cli_runner().invoke(args=["teams", "delete", "--before", "2025-03-04", "--yes"])
    assert run(app, "delete", EMAIL).exit_code == 0
    assert {total.lead for total in stored(Total)} == other_totals, "totals over all leads stay"


def test_an_account_with_a_live_session_is_not_deleted(
    app: Flask, stored: Stored, database: Database
) -> None:
    live.host_session(app, name="Tess")
    with database.begin(writes=True) as session:
        session.scalars(select(LiveSession)).one().opened_on = date(2025, 3, 3)
        session.commit()
    live.host_session(app, name="Noor")
    run(app, "deactivate", "tess@council.example")
    result = run(app, "delete", "tess@council.example")
    assert "still has team reviews (0), live sessions (1) or shared templates (0)" in result.output
    delete = ["live", "delete", "--before", "2025-03-04"]
    result = app.test_cli_runner().invoke(args=delete, input="n\n")
    assert "“Tess’s morning”, open since 2025-03-03\n" in result.output
    assert len(stored(LiveSession)) == 2
    app.test_cli_runner().invoke(args=delete, input="y\n")
    assert [one.title for one in stored(LiveSession)] == ["Noor’s morning"]
    assert run(app, "delete", "tess@council.example").exit_code == 0
    assert "no session is older than" in app.test_cli_runner().invoke(args=delete).output


@pytest.mark.only_on("sqlite")
@pytest.mark.own_app
def test_a_database_without_tables_is_said_as_such(app: Flask, database: Database) -> None:
    downgrade(database, "base")
    result = run(app, "list")
    assert result.exit_code == 1
    assert "run flask upgrade first" in result.output
    assert "Traceback" not in result.output
