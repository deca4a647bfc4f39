"""The second step of a sign-in: a code of an authenticator app, or a recovery code."""

import logging
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from quiz import clock
from quiz.people import authenticator, guard, second_step
from quiz.people.models import AuditEvent, LoginSession, PendingSignIn, RecoveryCode
from quiz.vocabulary import Role
from tests.admin.test_mending import Outbox, outbox
from tests.conftest import Stored
from tests.people.steps import PASSWORD, account, invitation
from tests.signin.factor_steps import SECRET, code, with_app
from tests.signin.steps import COOKIE, EMAIL, advance_clock, sign_in
from tests.visitor import Visitor

__all__ = ["outbox"]


@pytest.fixture
def codes(app: Flask, ada: str) -> list[str]:
    """Ada's recovery codes; she has an authenticator app."""
    return with_app(app, ada)


@pytest.mark.parametrize(
    ("now", "typed", "step"),
    [
        (59, "287082", 1),
        (1111111109, "081804", 0x23523EC),
        (20000000000, "353130", 0x27BC86AA),
        (59, "081804", None),
        (59, "２８７０８２", None),
    ],
)
def test_codes_are_those_of_the_standard(
    monkeypatch: pytest.MonkeyPatch, now: int, typed: str, step: int | None
) -> None:
    """RFC 6238, appendix B: the last six of its eight digits."""
    monkeypatch.setattr(clock, "seconds", lambda: now)
    assert authenticator.step_of("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", typed) == step


def waiting(app: Flask, **typed: str) -> Visitor:
    visitor = sign_in(Visitor(app), **typed)
    assert visitor.path == "/signin/second-step"
    return visitor


@pytest.mark.usefixtures("codes")
def test_a_password_alone_signs_nobody_in(app: Flask, stored: Stored) -> None:
    visitor = Visitor(app)
    visitor.get("/admin/audit").send(email=EMAIL, password=PASSWORD)
    assert visitor.path == "/signin/second-step"
    assert stored(LoginSession) == []
    for path in ("/account", "/admin/people", "/account/second-step", "/account/time-left"):
        assert Visitor.get(visitor, path).path == "/signin", path
    visitor.get("/signin/second-step").send(code=f"{code()[:3]} {code()[3:]}")
    assert visitor.path == "/admin/audit"
    assert stored(PendingSignIn) == []
    assert len(stored(LoginSession)) == 1


@pytest.mark.usefixtures("codes")
def test_a_code_works_once_and_one_step_either_side(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    used = code()
    assert waiting(app).send(code=used).path == "/admin/people"
    assert waiting(app).send(code=used).status == 422
    assert waiting(app).send(code=code(-1)).status == 422, "earlier than the one that was used"
    assert waiting(app).send(code=code(2)).status == 422
    assert waiting(app).send(code=code(1)).path == "/admin/people"
    advance_clock(monkeypatch, 120)
    assert waiting(app).send(code=code(-1)).path == "/admin/people"


@pytest.mark.usefixtures("codes")
def test_its_person_is_told_of_a_second_use(
    app: Flask, outbox: Outbox, caplog: pytest.LogCaptureFixture
) -> None:
    """Who sends it has the password, too. A code that is only wrong tells nobody anything."""
    used = code()
    waiting(app).send(code=used)
    for wrong in ("000000", code(-1), used):
        again = waiting(app)
        again.client.post(again.path, data={**again.filled_in(), "code": wrong}).close()
        assert [letter.to for letter in outbox.sent] == [EMAIL] * (wrong == used)
    assert "sent twice" in outbox.sent[0].subject
    assert used not in outbox.sent[0].text
    assert [line for line in caplog.messages if "code used twice" in line]
    assert used not in caplog.text


def test_only_one_s_own_code_counts(app: Flask, codes: list[str]) -> None:
    other = account(app, Role.LEAD, email="eve@council.example", password=PASSWORD)
    [own, *_] = with_app(app, other, SECRET[::-1])
    assert waiting(app).send(code=code(secret=SECRET[::-1])).status == 422
    assert waiting(app).send(code=own).status == 422
    assert waiting(app, email="eve@council.example").send(code=codes[0]).status == 422
    assert waiting(app, email="eve@council.example").send(code=code()).status == 422


def test_a_recovery_code_works_once(app: Flask, codes: list[str], stored: Stored) -> None:
    visitor = waiting(app, next="//evil.example/").send(code=f" {codes[3].lower()} ")
    assert visitor.path == "/admin/people"
    assert "You used a recovery code. Recovery codes left: 9." in visitor.words
    assert [event.action for event in stored(AuditEvent)] == ["recovery_used"]
    assert waiting(app).send(code=codes[3]).status == 422
    assert waiting(app).send(code=codes[4].replace("-", "")).path == "/admin/people"


@pytest.mark.both_databases
@pytest.mark.parametrize("kind", ["recovery", "app"])
def test_of_two_at_once_one_gets_in(
    app: Flask, codes: list[str], stored: Stored, kind: str
) -> None:
    typed = codes[0] if kind == "recovery" else code()
    visitors = [waiting(app), waiting(app)]
    with ThreadPoolExecutor(2) as pool:
        sent = pool.map(lambda one: one.send(code=typed).status, visitors)
        assert sorted(sent) == [200, 422]
    assert len(stored(LoginSession)) == 1


@pytest.mark.usefixtures("codes")
@pytest.mark.parametrize("end", ["signed out", "everywhere", "new password", "ten minutes"])
def test_step_two_is_over_after(
    app: Flask, ada: str, end: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = waiting(app)
    copied = visitor.client.get_cookie(COOKIE).value
    if end == "signed out":
        visitor.get("/signout")
        visitor.post("/signout", {"csrf_token": visitor.get("/signin").filled_in()["csrf_token"]})
    elif end == "everywhere":
        signed_in = waiting(app).send(code=code())
        signed_in.get("/account/sessions").send()
    elif end == "new password":
        Visitor(app).get(f"/invited/{invitation(app, ada)}").send(password="brisk otters fold maps")
    else:
        advance_clock(monkeypatch, second_step.VALID_SECONDS + 1)
    thief = Visitor(app)
    thief.client.set_cookie(COOKIE, copied)
    assert thief.get("/signin/second-step").path == "/signin"
    assert "Please sign in again." in thief.words


@pytest.mark.usefixtures("codes")
def test_a_one_time_link_does_not_skip_the_second_step(app: Flask, ada: str) -> None:
    visitor = Visitor(app).get(f"/invited/{invitation(app, ada)}")
    visitor.send(password="brisk otters fold maps")
    assert visitor.path == "/signin/second-step"
    assert visitor.get("/account").path == "/signin"


@pytest.mark.usefixtures("codes")
def test_tokens_are_new_after_the_second_step(app: Flask) -> None:
    visitor = waiting(app)
    with visitor.client.session_transaction() as cookie:
        planted, form = cookie[second_step.PENDING]["token"], cookie["csrf_token"]
    visitor.send(code=code())
    with visitor.client.session_transaction() as cookie:
        assert cookie[guard.SIGNED_IN]["token"] != planted
        assert cookie.get("csrf_token") != form
        cookie[guard.SIGNED_IN] = {**cookie[guard.SIGNED_IN], "token": planted}
    assert visitor.get("/account").path == "/signin"


@pytest.mark.usefixtures("codes")
def test_guesses_at_a_code_are_limited_by_account(app: Flask) -> None:
    known = waiting(app).send(code=code())
    known.get("/signout").send()
    statuses = []
    for number in range(3):  # from many places, each with the password
        visitor = Visitor(app)
        visitor.client.environ_base["REMOTE_ADDR"] = f"192.0.2.{number}"
        sign_in(visitor)
        data = {**visitor.filled_in(), "code": "000000"}
        statuses += [visitor.post("/signin/second-step", data).status for _ in range(5)]
    assert statuses == [422] * 10 + [429] * 5
    assert "Please wait" in waiting(app).send(code=code(1)).page.h1.get_text()
    assert sign_in(known).send(code=code(1)).path == "/admin/people", "others cannot lock her out"


def test_a_code_that_nobody_is_asked_for_is_no_error(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    visitor = Visitor(app)
    token = visitor.get("/signin").filled_in()["csrf_token"]
    visitor.post("/signin/second-step", {"csrf_token": token, "code": "000000"})
    assert visitor.path == "/signin"
    assert [one for one in caplog.records if one.levelno >= logging.ERROR] == []


def test_guesses_at_a_password_count_for_its_own_account(app: Flask) -> None:
    """A step that waits for one account does not hide guesses at another's password."""
    mallory = account(app, Role.LEAD, email="mallory@council.example", password=PASSWORD)
    with_app(app, mallory)
    visitor = waiting(app, email="mallory@council.example")
    data = {**visitor.get("/signin").filled_in(), "email": EMAIL, "password": "wrong"}
    assert [visitor.post("/signin", data).status for _ in range(6)] == [422] * 5 + [429]
    assert sign_in(Visitor(app), email="mallory@council.example").status == 200


def test_no_code_is_logged_or_stored_as_it_is(
    app: Flask, codes: list[str], stored: Stored, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    waiting(app).send(code="123456").send(code=codes[0])
    logged = caplog.text
    assert "a wrong second factor: signin.enter_code" in logged
    for secret in (*codes, codes[0].replace("-", ""), SECRET, "123456", EMAIL):
        assert secret not in logged
    assert not {one.hash for one in stored(RecoveryCode)} & {*codes}
