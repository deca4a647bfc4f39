"""Passkeys: adding, using and removing them, with an authenticator in software."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from flask import Flask

from quiz.people import challenges
from quiz.people.models import AuditEvent, LoginSession, Passkey, Person, SpentChallenge
from quiz.vocabulary import Role
from tests.conftest import Stored
from tests.people.steps import PASSWORD, account
from tests.people.steps import sign_in as sign_in_at_once
from tests.signin.factor_steps import options, with_app, with_passkey
from tests.signin.software_passkey import PRESENT, SoftwarePasskey
from tests.signin.steps import COOKIE, EMAIL, advance_clock, sign_in
from tests.visitor import Visitor

ADD = "/account/passkeys/options"
REFUSED = "This passkey was not accepted. Try again, or use another way"


def alone(visitor: Visitor, passkey: SoftwarePasskey, **changes: str) -> Visitor:
    """Sign in with a passkey alone."""
    visitor.get("/signin/passkey")
    return visitor.send(passkey=passkey.sign(options(visitor), **changes))


@pytest.mark.both_databases
def test_a_passkey_is_added_used_and_removed(app: Flask, ada: str, stored: Stored) -> None:
    visitor, passkey = sign_in_at_once(Visitor(app), ada), SoftwarePasskey()
    visitor.get("/account/passkeys/new")
    assert visitor.send(name="", passkey="x").errors == ["Give the passkey a name"]
    visitor.send(name="work laptop", passkey=passkey.make(options(visitor, ADD)))
    assert "The passkey “work laptop” is added." in visitor.words
    second = sign_in(Visitor(app))
    assert second.path == "/signin/second-step"
    assert second.send(passkey=passkey.sign(options(second))).path == "/admin/people"
    only = alone(Visitor(app).get("/signin/passkey?next=/admin/audit"), passkey)
    assert only.path == "/admin/people"
    other = Visitor(app).get("/signin/passkey?next=/admin/audit")
    other.send(passkey=passkey.sign(options(other)))
    assert other.path == "/admin/audit"
    visitor.get(f"/account/passkeys/{stored(Passkey)[0].id}/remove").send()
    assert stored(Passkey) == []
    assert alone(Visitor(app), passkey).errors == [REFUSED]
    assert sign_in(Visitor(app)).path == "/admin/people"
    actions = sorted(event.action for event in stored(AuditEvent))
    assert actions == ["passkey_added", "passkey_removed", "recovery_made"]


def test_an_answer_counts_once_also_with_a_copy_of_the_cookie(
    app: Flask, ada: str, stored: Stored
) -> None:
    passkey, visitor = with_passkey(app, ada), Visitor(app)
    visitor.get("/signin/passkey")
    answer = passkey.sign(options(visitor))
    copied = visitor.client.get_cookie(COOKIE).value
    form = visitor.filled_in()
    assert visitor.send(passkey=answer).path == "/admin/people"
    thief = Visitor(app)
    thief.client.set_cookie(COOKIE, copied)
    assert thief.post("/signin/passkey", {**form, "passkey": answer}).status == 422
    assert len(stored(LoginSession)) == len(stored(SpentChallenge)) == 1


@pytest.mark.both_databases
def test_of_two_answers_at_once_one_gets_in(app: Flask, ada: str, stored: Stored) -> None:
    passkey, one, two = with_passkey(app, ada), Visitor(app), Visitor(app)
    one.get("/signin/passkey")
    answer = passkey.sign(options(one))
    two.client.set_cookie(COOKIE, one.client.get_cookie(COOKIE).value)
    form = {**one.filled_in(), "passkey": answer}
    with ThreadPoolExecutor(2) as pool:
        sent = pool.map(lambda each: each.post("/signin/passkey", form).status, (one, two))
        assert sorted(sent) == [200, 422]
    assert len(stored(LoginSession)) == 1


def test_what_is_refused(app: Flask, ada: str, monkeypatch: pytest.MonkeyPatch) -> None:
    passkey = with_passkey(app, ada, count=7)
    passkey.count = 8
    eve = with_passkey(app, account(app, Role.LEAD))
    visitor, elsewhere = Visitor(app).get("/signin/passkey"), Visitor(app)
    another_session = passkey.sign(options(elsewhere))
    asked = options(visitor)
    passkey.count = 7
    went_back = passkey.sign(asked)
    passkey.count, passkey.flags = 9, PRESENT
    not_verified = passkey.sign(asked)
    passkey.flags |= 4
    passkey.origin = "http://evil.example"
    another_origin = passkey.sign(asked)
    passkey.origin = "http://localhost"
    another_owner = passkey.sign(asked, userHandle=eve.user)
    forged = passkey.sign(asked, signature=SoftwarePasskey().user or "AAAA")
    unknown = SoftwarePasskey(user=passkey.user).sign(asked)
    making = passkey.make(options(sign_in_at_once(Visitor(app), ada), ADD))
    for answer in (
        *(another_session, went_back, not_verified, another_origin, another_owner, forged),
        *(unknown, making, "", "{}", "[1]", "[" * 9_000, passkey.sign(asked)[:-1], '{"id": "é"}'),
    ):
        data = {**visitor.filled_in(), "passkey": answer}
        assert visitor.post("/signin/passkey", data).status == 422, answer[:200]
    assert visitor.send(passkey=passkey.sign(asked)).path == "/admin/people"
    late = Visitor(app).get("/signin/passkey")
    passkey.count = 10
    answer = passkey.sign(options(late))
    advance_clock(monkeypatch, challenges.VALID_SECONDS + 1)
    assert late.send(passkey=answer).status == 422


def test_a_second_step_takes_only_the_account_s_own_passkey(app: Flask, ada: str) -> None:
    with_app(app, ada)
    eve = with_passkey(app, account(app, Role.LEAD))
    visitor = sign_in(Visitor(app))
    visitor.send(passkey=eve.sign(options(visitor)))
    assert visitor.errors == [REFUSED]
    assert visitor.get("/account").path == "/signin"


def test_a_deactivated_account_s_passkey_opens_nothing(
    app: Flask, ada: str, database: object
) -> None:
    passkey = with_passkey(app, ada)
    with app.extensions["database"].begin(writes=True) as session:
        session.get_one(Person, ada).active = False
        session.commit()
    assert alone(Visitor(app), passkey).errors == [REFUSED]


def test_a_passkey_is_added_once_and_for_oneself(app: Flask, ada: str, stored: Stored) -> None:
    visitor = sign_in_at_once(Visitor(app), ada)
    other = sign_in_at_once(Visitor(app), account(app, Role.LEAD, password=PASSWORD))
    passkey = SoftwarePasskey()
    visitor.get("/account/passkeys/new")
    answer = passkey.make(options(visitor, ADD))
    copied = visitor.client.get_cookie(COOKIE).value
    assert other.get("/account/passkeys/new").send(name="x", passkey=answer).status == 422
    visitor.send(name="one", passkey=answer)
    found = stored(Passkey)[0].id
    assert other.get(f"/account/passkeys/{found}/remove").status == 404
    assert other.get(f"/account/passkeys/{uuid4().hex}/remove").status == 404
    visitor.client.set_cookie(COOKIE, copied)
    assert visitor.get("/account/passkeys/new").send(name="two", passkey=answer).status == 422
    again = passkey.make(options(other, ADD))
    assert other.get("/account/passkeys/new").send(name="x", passkey=again).status == 422
    assert len(stored(Passkey)) == 1
    no_check = SoftwarePasskey(flags=PRESENT)
    made = no_check.make(options(visitor, ADD))
    assert visitor.get("/account/passkeys/new").send(name="x", passkey=made).errors == [REFUSED]


def test_the_options_name_no_account(app: Flask, ada: str) -> None:
    with_passkey(app, ada)
    asked = options(Visitor(app))
    assert '"allowCredentials": []' in asked
    assert '"userVerification": "required"' in asked
    assert EMAIL not in asked
