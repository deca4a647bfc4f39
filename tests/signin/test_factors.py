"""The account's pages about second factors, and the setting that requires one."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask

from quiz.people.models import AuditEvent, Authenticator, Passkey, RecoveryCode
from quiz.vocabulary import Role
from tests.admin.test_mending import Outbox, outbox
from tests.conftest import Stored
from tests.people.steps import PASSWORD, account, signed_in
from tests.people.steps import sign_in as sign_in_at_once
from tests.signin.factor_steps import code, options, with_app, with_passkey
from tests.signin.software_passkey import SoftwarePasskey
from tests.signin.steps import EMAIL, advance_clock, sign_in
from tests.visitor import Visitor

__all__ = ["outbox"]


def key_on(visitor: Visitor) -> str:
    """The key that the page shows, as an app stores it."""
    return visitor.page.select_one("#authenticator-key").get_text().replace(" ", "")


def codes_on(visitor: Visitor) -> list[str]:
    return [one.get_text(strip=True) for one in visitor.page.select("li.factor__code")]


def actions(stored: Stored) -> list[str]:
    return sorted(event.action for event in stored(AuditEvent))


@pytest.fixture
def visitor(app: Flask, ada: str) -> Visitor:
    """Ada, signed in."""
    return sign_in_at_once(Visitor(app), ada)


def test_an_app_counts_once_its_code_was_typed(
    app: Flask, visitor: Visitor, stored: Stored, outbox: Outbox
) -> None:
    visitor.get("/account/authenticator")
    key = key_on(visitor)
    assert visitor.page.select_one("svg.qr")
    assert visitor.send(code="000000").status == 422
    assert key_on(visitor) == key, "the app was set up with this key"
    assert stored(Authenticator) == []
    assert sign_in(Visitor(app)).path == "/admin/people"
    visitor.client.post(
        "/account/authenticator", data={**visitor.filled_in(), "code": code(-1, key)}
    ).close()
    assert key not in stored(Authenticator)[0].sealed
    assert len(stored(RecoveryCode)) == 10
    assert actions(stored) == ["factor_on", "recovery_made"]
    assert [(one.to, "was set up" in one.text) for one in outbox.sent] == [(EMAIL, True)]
    later = sign_in(Visitor(app))
    assert later.send(code=code(-1, key)).status == 422, "the code that confirmed it is used"
    assert later.send(code=code(0, key)).path == "/admin/people"


def test_recovery_codes_are_shown_once_and_replaced(
    app: Flask, visitor: Visitor, stored: Stored
) -> None:
    visitor.get("/account/authenticator")
    visitor.send(code=code(0, key_on(visitor)))
    first = codes_on(visitor)
    assert len({*first}) == 10
    assert "10 left" in visitor.get("/account").words
    assert codes_on(visitor.get("/account/recovery-codes")) == []
    visitor.send()
    assert not {*codes_on(visitor)} & {*first}
    assert sign_in(Visitor(app)).send(code=first[0]).status == 422
    visitor.get("/account/authenticator/off").send()
    assert stored(RecoveryCode) == stored(Authenticator) == []
    assert sign_in(Visitor(app)).path == "/admin/people"
    assert "You need none yet" in visitor.get("/account/recovery-codes").words


def test_a_page_of_somebody_else_or_of_yesterday_sets_nothing_up(
    app: Flask, visitor: Visitor, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    eve = sign_in_at_once(Visitor(app), account(app, Role.LEAD, password=PASSWORD))
    planted = eve.get("/account/authenticator").filled_in()["sealed"]
    key = key_on(eve)
    for sealed in (planted, "", "made up", "é"):
        visitor.get("/account/authenticator").send(sealed=sealed, code=code(0, key))
        assert visitor.errors == ["The page was open for too long. Scan the new code"]
    eve.get("/account/authenticator")
    advance_clock(monkeypatch, 3601)
    assert eve.send(code=code(0, key_on(eve))).status == 403, "an hour ago she signed in"
    assert stored(Authenticator) == []


def test_accounts_of_a_provider_have_its_own_second_step(app: Flask) -> None:
    visitor = signed_in(app, Role.LEAD)
    assert "Authenticator app" not in visitor.get("/account").words
    for path in ("authenticator", "passkeys/new", "passkeys/options", "recovery-codes"):
        assert visitor.get(f"/account/{path}").path == "/account"


Require = Callable[[str], None]


@pytest.fixture
def require(app: Flask) -> Require:
    def change(value: str) -> None:
        app.extensions["settings"] = replace(app.extensions["settings"], second_factor=value)

    return change


def test_who_needs_a_factor_can_do_nothing_else_first(
    app: Flask, ada: str, require: Require, stored: Stored
) -> None:
    before = sign_in_at_once(Visitor(app), ada).get("/admin/people/invite")
    data = {**before.filled_in(), "email": "new@council.example", "roles": "lead"}
    require("administrators")
    assert before.post("/admin/people/invite", data).status == 403
    assert "Set up a second step first" in before.words
    visitor = sign_in(Visitor(app))
    assert visitor.path == "/account/second-step"
    assert [link.get_text() for link in visitor.page.select(".masthead__link")] == ["Sign out"]
    for path in ("/account", "/admin/people", "/account/password", "/teams", "/account/sessions"):
        assert visitor.get(path).path == "/account/second-step", path
    assert visitor.client.get("/account/time-left").text.isdecimal()
    visitor.get("/account/authenticator")
    visitor.send(code=code(0, key_on(visitor)))
    assert visitor.get("/admin/people").path == "/admin/people"
    lead = account(app, Role.LEAD, email="lead@council.example", password=PASSWORD)
    assert sign_in(Visitor(app), email="lead@council.example").path == "/teams"
    require("all")
    other = sign_in(Visitor(app), email="lead@council.example")
    assert other.path == "/account/second-step"
    passkey = SoftwarePasskey()
    answer = passkey.make(options(other, "/account/passkeys/options"))
    other.get("/account/passkeys/new").send(name="my phone", passkey=answer)
    assert len(codes_on(other)) == 10
    assert other.get("/teams").path == "/teams"
    assert [one.person_id for one in stored(Passkey)] == [lead]


def test_the_setting_asks_nothing_of_people_who_came_by_the_provider(
    app: Flask, ada: str, require: Require
) -> None:
    require("all")
    visitor = sign_in_at_once(Visitor(app), ada)
    with visitor.client.session_transaction() as cookie:
        cookie["person"] = {**cookie["person"], "by_provider": True}
    assert visitor.get("/admin/people").path == "/admin/people"


def test_an_administrator_removes_a_second_step(
    app: Flask, visitor: Visitor, ada: str, stored: Stored, outbox: Outbox
) -> None:
    lead = account(app, Role.LEAD, email="lead@council.example", password=PASSWORD)
    page = f"/admin/people/{lead}/second-step"
    assert "There is none to remove" in visitor.get(page).words
    assert "second step" not in visitor.get(page.rpartition("/")[0]).words
    for by_command in (False, True):
        with_app(app, lead)
        with_passkey(app, lead)
        if by_command:
            runner = app.test_cli_runner()
            args = ["people", "remove-second-step", "lead@council.example"]
            assert "A mail about it went" in runner.invoke(args=args).output
            assert "no second step" in runner.invoke(args=args).output
        else:
            assert visitor.get(page.rpartition("/")[0]).page.select_one(f'a[href="{page}"]')
            visitor.get(page)
            visitor.client.post(page, data=visitor.filled_in()).close()
        assert stored(Authenticator) == stored(Passkey) == stored(RecoveryCode) == []
        assert sign_in(Visitor(app), email="lead@council.example").path == "/teams"
    events = {(one.action, one.subject, one.actor_id) for one in stored(AuditEvent)}
    assert events == {("factors_removed", lead, ada), ("factors_removed", lead, None)}
    assert [letter.to for letter in outbox.sent] == ["lead@council.example"] * 2
    assert sign_in_at_once(Visitor(app), lead).get(page).status == 403
