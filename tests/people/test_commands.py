"""``flask people …``, run as it would be."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message
from click.testing import Result
from flask import Flask
from sqlalchemy import select

from quiz import create_app
from quiz.answers.totals import Total
from quiz.config import Settings
from quiz.database import Database
from quiz.live.models import LiveSession
from quiz.people.models import Deed, Invitation, Person, PersonRole, SignedIn
from quiz.vocabulary import Role
from tests.conftest import Stored
from tests.live import way as live
from tests.people.way import PASSWORD, account, signed_in
from tests.server import free_port
from tests.teams import actions as reviewed
from tests.visitor import Visitor

URL = "https://look.example.org"
EMAIL = "ada@council.example"


def run(app: Flask, *args: str) -> Result:
    return app.test_cli_runner().invoke(args=["people", *args])


def link_in(result: Result) -> str:
    found = re.search(rf"{URL}(/invited/\S+)", result.output)
    assert found, result.output
    return found[1]


def invites(app: Flask, *args: str) -> Result:
    result = run(app, "invite", EMAIL, "--url", URL, *args)
    assert result.exit_code == 0, result.output
    return result


def roles_of(stored: Stored) -> list[str]:
    return [role.value for role in stored(Person)[0].has]


def test_invite_prints_a_link_that_lets_one_in(app: Flask, stored: Stored) -> None:
    result = invites(app, "--role", "lead", "--role", "trainer", "--name", "Ada Lead")
    assert "ada@council.example: Ada Lead, Team lead, Trainer" in result.output
    assert "works once, for 7 days" in result.output
    visitor = Visitor(app).get(link_in(result)).send(password=PASSWORD)
    assert visitor.path == "/account"


def test_invite_again_gives_another_link_and_no_other_role(app: Flask, stored: Stored) -> None:
    first = link_in(invites(app, "--role", "lead"))
    second = link_in(invites(app))
    assert first != second
    assert Visitor(app).get(first).status == 404
    assert Visitor(app).get(second).status == 200
    with app.app_context():
        assert len(stored(Person)) == len(stored(Invitation)) == 1


def test_invite_again_adds_the_roles_that_are_named(app: Flask) -> None:
    invites(app, "--role", "lead")
    invites(app, "--role", "owner")
    assert "Team lead, Content owner" in run(app, "list").output


def test_invite_lets_somebody_deactivated_in_again(app: Flask) -> None:
    invites(app, "--role", "lead")
    assert run(app, "deactivate", EMAIL).exit_code == 0
    assert "(deactivated)" in run(app, "list").output
    assert Visitor(app).get(link_in(invites(app))).status == 200


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ([EMAIL, "--role", "lead"], "set PUBLIC_URL, or add --url"),
        ([EMAIL, "--url", "look.example.org", "--role", "lead"], "set PUBLIC_URL, or add --url"),
        ([EMAIL, "--url", URL], "say what they may do, with --role"),
        ([EMAIL, "--url", URL, "--role", "boss"], "is not one of"),
        (["ada at council", "--url", URL, "--role", "lead"], "is not an email address"),
        ([f"{'a' * 250}@b.example", "--url", URL, "--role", "lead"], "is not an email address"),
    ],
)
def test_an_invitation_that_cannot_be_is_refused(
    app: Flask, stored: Stored, args: list[str], said: str
) -> None:
    result = run(app, "invite", *args)
    assert result.exit_code != 0
    assert said in result.output
    assert stored(Person) == stored(Deed) == []


def test_end_signs_out_everywhere(app: Flask, stored: Stored) -> None:
    visitor = signed_in(app, Role.LEAD)
    other = signed_in(app, Role.LEAD)
    email = visitor.get("/account").page.find(string=re.compile("@council")).strip()
    assert run(app, "end", email.upper()).exit_code == 0
    assert visitor.get("/account").path == "/signin"
    assert other.get("/account").path == "/account"


def test_deactivate_keeps_out_at_once(app: Flask, stored: Stored) -> None:
    account(app, Role.LEAD, email=EMAIL, password=PASSWORD)
    visitor = Visitor(app).get("/signin").send(email=EMAIL, password=PASSWORD)
    assert visitor.path == "/teams"
    assert run(app, "deactivate", EMAIL).exit_code == 0
    assert visitor.get("/account").path == "/signin"
    assert visitor.send(email=EMAIL, password=PASSWORD).status == 422
    assert stored(SignedIn) == []


@pytest.mark.parametrize("command", ["end", "deactivate", "delete"])
def test_nothing_can_be_done_to_somebody_unknown(app: Flask, command: str) -> None:
    result = run(app, command, "nobody@council.example")
    assert result.exit_code == 1
    assert "nobody has an account with" in result.output


def test_what_was_done_at_the_command_line_is_in_the_trail(app: Flask, stored: Stored) -> None:
    invites(app, "--role", "lead")
    run(app, "end", EMAIL)
    run(app, "deactivate", EMAIL)
    assert sorted(deed.what for deed in stored(Deed)) == [
        *("deactivated", "invited", "link_made", "role_given", "sessions_ended")
    ]
    assert {deed.by_id for deed in stored(Deed)} == {None}


def test_an_account_is_deleted_and_the_trail_stays(
    app: Flask, stored: Stored, database: Database
) -> None:
    root = signed_in(app, Role.ADMINISTRATOR)
    (admin,) = stored(Person)
    link = root.get("/admin/people/invite").send(email=EMAIL, name="Ada", roles="lead")
    assert link.status == 200
    ada = next(one.id for one in stored(Person) if one.email == EMAIL)
    run(app, "deactivate", EMAIL)
    run(app, "deactivate", admin.email)
    before = {(deed.what, deed.by_id, deed.about) for deed in stored(Deed)}
    for email in (EMAIL.upper(), admin.email):
        result = run(app, "delete", email)
        assert result.exit_code == 0, result.output
    for table in (Person, PersonRole, Invitation, SignedIn):
        assert stored(table) == []
    after = {(deed.what, deed.by_id, deed.about) for deed in stored(Deed)}
    assert after - before == {("deleted", None, ada), ("deleted", None, admin.id)}
    assert before <= after
    words = signed_in(app, Role.ADMINISTRATOR).get("/admin/deeds").words
    gone, by = f"Deleted account {ada[:6]}", f"Deleted account {admin.id[:6]}"
    assert f"{by} Gave a role {gone}, Team lead" in words
    assert f"The command line Deleted the account {gone}" in words
    assert "Ada" not in words


def test_whoever_is_active_is_not_deleted(app: Flask, stored: Stored) -> None:
    invites(app, "--role", "lead")
    result = run(app, "delete", EMAIL)
    assert result.exit_code == 1
    assert "deactivate it first" in result.output
    assert len(stored(Person)) == 1


def test_nobody_is_deleted_while_there_is_a_review_of_theirs(
    app: Flask, stored: Stored, database: Database
) -> None:
    lead = account(app, Role.LEAD, email=EMAIL)
    day = date(2025, 3, 3)
    review = reviewed.made(database, lead, reviewed.wanted(5, opens_on=day, closes_on=day))
    for _, code in reviewed.codes_of(database, review):
        reviewed.submit_copy(database, review, code, reviewed.all_right(), day)
    run(app, "deactivate", EMAIL)
    result = run(app, "delete", EMAIL)
    assert result.exit_code == 1
    assert "there still are team reviews (1) or live sessions (0)" in result.output
    others = {one.lead for one in stored(Total)} - {lead}
    assert len({one.lead for one in stored(Total)}) == len(others) + 1 == 2
    app.test_cli_runner().invoke(args=["teams", "delete", "--before", "2025-03-04", "--yes"])
    assert run(app, "delete", EMAIL).exit_code == 0
    assert {one.lead for one in stored(Total)} == others, "what everybody adds up to stays"


def test_nobody_is_deleted_while_there_is_a_live_session_of_theirs(
    app: Flask, stored: Stored, database: Database
) -> None:
    live.hosting(app, name="Tess")
    with database.begin(writes=True) as session:
        session.scalars(select(LiveSession)).one().opened_on = date(2025, 3, 3)
        session.commit()
    live.hosting(app, name="Noor")
    run(app, "deactivate", "tess@council.example")
    result = run(app, "delete", "tess@council.example")
    assert "there still are team reviews (0) or live sessions (1)" in result.output
    delete = ["live", "delete", "--before", "2025-03-04"]
    result = app.test_cli_runner().invoke(args=delete, input="n\n")
    assert "“Tess’s morning”, open since 2025-03-03\n" in result.output
    assert len(stored(LiveSession)) == 2
    app.test_cli_runner().invoke(args=delete, input="y\n")
    assert [one.title for one in stored(LiveSession)] == ["Noor’s morning"]
    assert run(app, "delete", "tess@council.example").exit_code == 0
    assert "no session is older than" in app.test_cli_runner().invoke(args=delete).output


class Box(Message):
    """A mail server's letter box."""

    def __init__(self) -> None:
        super().__init__()
        self.topic_letters: list[Any] = []

    def handle_message(self, message: Any) -> None:
        self.topic_letters.append(message)


@pytest.fixture
def box() -> Any:
    """A real mail server on a port of this machine."""
    box = Box()
    server = Controller(box, hostname="127.0.0.1", port=free_port())
    server.start()
    box.port = server.port  # type: ignore[attr-defined]
    yield box
    server.stop()


def with_mail(settings: Settings, smtp_url: str, database: Database) -> Flask:
    """Another app on the same database, which can send mail."""
    mailing = replace(settings, smtp_url=smtp_url, mail_from="look@council.example", public_url=URL)
    app = create_app(mailing)
    app.testing = True
    app.extensions["database"].close()
    app.extensions["database"] = database
    return app


@pytest.mark.usefixtures("app")
def test_the_link_is_mailed_when_there_is_a_server(
    settings: Settings, database: Database, box: Any
) -> None:
    app = with_mail(settings, f"smtp://127.0.0.1:{box.port}", database)
    result = run(app, "invite", EMAIL, "--role", "lead")
    assert "It was mailed, too." in result.output
    (letter,) = box.topic_letters
    assert (letter["To"], letter["From"]) == (EMAIL, "look@council.example")
    assert f"{URL}{link_in(result)}" in letter.get_payload(decode=True).decode()


@pytest.mark.usefixtures("app")
def test_a_page_mails_the_link_after_it_is_stored(
    settings: Settings, database: Database, box: Any
) -> None:
    app = with_mail(settings, f"smtp://127.0.0.1:{box.port}", database)
    visitor = signed_in(app, Role.ADMINISTRATOR).get("/admin/people/invite")
    visitor.send(email=EMAIL, name="Ada", roles="lead")
    assert "It is on its way to ada@council.example" in visitor.words
    visitor.response.close()
    link = visitor.page.find(id="one-time-link").get_text(strip=True)
    assert link in box.topic_letters[0].get_payload(decode=True).decode()
    assert Visitor(app).get(link.removeprefix(URL)).status == 200


@pytest.mark.usefixtures("app")
def test_a_server_that_is_not_there_is_no_harm(
    settings: Settings, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    app = with_mail(settings, f"smtp://127.0.0.1:{free_port()}", database)
    result = run(app, "invite", EMAIL, "--role", "lead")
    assert "It could not be mailed; give it to them." in result.output
    assert Visitor(app).get(link_in(result)).status == 200
    assert EMAIL not in caplog.text
    assert "/invited/" not in caplog.text


@pytest.mark.usefixtures("app")
def test_a_password_is_not_sent_in_the_clear(
    settings: Settings, database: Database, box: Any
) -> None:
    app = with_mail(settings, f"smtp://me:secret@127.0.0.1:{box.port}", database)
    result = run(app, "invite", EMAIL, "--role", "lead")
    assert "It could not be mailed" in result.output
    assert box.topic_letters == []
