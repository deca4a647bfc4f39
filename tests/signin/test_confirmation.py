"""Before acts that cannot be undone the person shows once more who they are."""

from collections.abc import Callable

import pytest
from flask import Flask

from quiz.people import guard
from quiz.people.models import Person, PersonRole
from quiz.routes import MAP, Audience
from quiz.vocabulary import Role
from quiz.web.failed_requests import limiter
from tests.conftest import Stored
from tests.people.steps import PASSWORD, account, sign_in
from tests.signin.factor_steps import options, with_passkey
from tests.signin.steps import EMAIL, advance_clock
from tests.visitor import Visitor

ACTS = {
    "/teams/<review_id>/delete",
    "/teams/<review_id>/close",
    "/host/<session_id>/delete",
    "/admin/people/<person_id>/address",
    "/admin/people/<person_id>/identity",
    "/admin/people/<person_id>/link",
    "/admin/people/<person_id>/live",
    "/admin/people/<person_id>/reviews",
    "/admin/people/<person_id>/second-step",
    "/admin/people/<person_id>/status",
    "/account/authenticator",
    "/account/authenticator/off",
    "/account/passkeys/<passkey_id>/remove",
    "/account/passkeys/new",
    "/account/recovery-codes",
    "/account/tokens/new",
}
SOME = {
    "/admin/people/<person_id>": "the form makes an administrator",
    "/admin/people/invite": "the form makes an administrator",
    "/teams/<review_id>/deputies": "the form hands the review over",
}
OTHERS = {
    "/account/password": "asks for the password itself",
    "/account/sessions": "one signs in again",
    "/account/sessions/<login_id>/end": "one signs in again",
    "/account/sessions/others": "one signs in again",
    "/account/tokens/<token_id>/revoke": "a token is made again in a minute",
    "/admin/contacts": "is typed again",
    "/admin/content/<source_id>/changed": "the next review ends it",
    "/admin/content/<source_id>/review": "the next review replaces it",
    "/admin/content/import": "nothing is taken in before it is confirmed",
    "/admin/content/import/<upload_id>": "drafts, which nobody is asked",
    "/admin/content/mails": "can be turned on again",
    "/admin/content/own/new": "makes a draft",
    "/admin/content/own/<item_id>/edit": "makes a draft",
    "/admin/content/own/<item_id>/answer": "shows an answer",
    "/admin/content/own/<item_id>/delete": "a draft, which nobody was asked",
    "/admin/content/own/<item_id>/ask": "asks a colleague",
    "/admin/content/own/<item_id>/read": "the words are read again",
    "/admin/content/own/<item_id>/publish": "a second person has read it",
    "/admin/content/own/<item_id>/withdraw": "is written again; earlier words are kept",
    "/admin/people/<person_id>/sessions": "they sign in again",
    "/admin/learning/new": "is removed again",
    "/admin/learning/<platform_id>": "is changed again",
    "/admin/learning/<platform_id>/remove": "is added again; no answer is lost",
    "/host/new": "makes something",
    "/host/templates/<template_id>": "makes something",
    "/host/templates/<template_id>/change": "a template is made again in a minute",
    "/host/<session_id>/move": "in front of a room",
    "/host/<session_id>/screen": "in front of a room",
    "/host/<session_id>/pause": "in front of a room",
    "/host/<session_id>/jump": "in front of a room",
    "/host/<session_id>/minimum": "in front of a room",
    "/host/<session_id>/hands": "in front of a room",
    "/host/<session_id>/questions": "in front of a room",
    "/host/<session_id>/pledges": "in front of a room",
    "/host/<session_id>/cohost": "is undone on the same page",
    "/host/<session_id>/duplicate": "makes something",
    "/host/<session_id>/rehearse": "makes something",
    "/host/<session_id>/template": "makes something",
    "/host/<session_id>/after": "only sooner than at first",
    "/teams/new": "makes something",
    "/teams/<review_id>/change": "is changed again",
    "/teams/<review_id>/more-time": "adds",
    "/teams/<review_id>/more-people": "adds",
    "/teams/<review_id>/device": "is stopped again",
    "/teams/<review_id>/invite": "sends a mail",
    "/teams/<review_id>/remind": "sends a mail",
    "/teams/offers/<offered>": "the other has confirmed it",
}
"""Every other form of somebody who is signed in, and why it needs no proof."""


def test_every_form_of_an_account_is_one_or_the_other() -> None:
    signed_in = [
        address
        for address in MAP
        if "POST" in address.methods
        and address.audience
        in (
            *(Audience.SIGNED_IN, Audience.LEAD, Audience.TRAINER),
            *(Audience.OWNER, Audience.ADMINISTRATOR),
        )
    ]
    assert {one.rule for one in signed_in if one.proof} == ACTS | SOME.keys()
    assert {one.rule for one in signed_in if not one.proof} == OTHERS.keys()


Late = Callable[[], None]


@pytest.fixture
def late(monkeypatch: pytest.MonkeyPatch) -> Late:
    """Let eleven minutes pass."""
    return lambda: advance_clock(monkeypatch, guard.PROVED_SECONDS + 60)


@pytest.fixture
def admin(app: Flask, ada: str) -> Visitor:
    return sign_in(Visitor(app), ada)


def names(stored: Stored) -> dict[str, str]:
    return {one.email: one.name for one in stored(Person)}


def test_what_was_typed_waits_and_is_then_done(
    app: Flask, admin: Visitor, stored: Stored, late: Late
) -> None:
    lead = account(app, Role.LEAD, email="lead@council.example")
    page = f"/admin/people/{lead}/address"
    admin.get(page)
    late()
    admin.send(email="new@council.example")
    assert admin.status == 403
    assert "Confirm that it is you" in admin.words
    assert "lead@council.example" in names(stored)
    admin.send(proof_password="not hers, sorry")
    assert admin.errors == ["This is not your password"]
    assert "not hers" not in admin.response.text
    admin.send(proof_password=PASSWORD)
    assert admin.path == f"/admin/people/{lead}"
    assert "new@council.example" in names(stored)
    admin.get(page).send(email="newer@council.example")
    assert admin.path == f"/admin/people/{lead}", "ten minutes begin again"


def test_a_passkey_confirms_too_and_once(
    app: Flask, ada: str, admin: Visitor, stored: Stored, late: Late
) -> None:
    passkey = with_passkey(app, ada)
    lead = account(app, Role.LEAD, email="lead@council.example")
    late()
    admin.get(f"/admin/people/{lead}/address").send(email=EMAIL)
    eve = with_passkey(app, lead)
    admin.send(proof_passkey=eve.sign(options(admin)))
    assert admin.errors == ["This passkey was not accepted. Try again, or use another way"]
    for nonsense in ("[", "[]", "[" * 9_000, '{"id": 1}'):
        assert admin.send(proof_passkey=nonsense).status == 422
    limiter.reset()
    answer = passkey.sign(options(admin))
    form, old = admin.filled_in(), admin.client.get_cookie("before-you-look").value
    admin.send(proof_passkey=answer)
    assert admin.errors == ["Another account has this address. Enter a different one"]
    admin.client.set_cookie("before-you-look", old)
    admin.post(admin.path, {**form, "proof_passkey": answer})
    assert admin.errors[0].startswith("This passkey was not accepted"), "used up, though refused"


def test_several_values_of_a_field_wait_too(
    app: Flask, admin: Visitor, stored: Stored, late: Late
) -> None:
    lead = account(app, Role.LEAD, email="lead@council.example", name="Lea")
    late()
    admin.get(f"/admin/people/{lead}").send(roles=["lead", "trainer"])
    assert admin.status == 200, "no administrator is made"
    admin.get(f"/admin/people/{lead}").send(roles=["lead", "owner", "administrator"])
    assert admin.status == 403
    admin.send(proof_password=PASSWORD)
    roles = {one.role for one in stored(PersonRole) if one.person_id == lead}
    assert roles == {"lead", "owner", "administrator"}


def test_guesses_are_limited_over_all_such_pages(app: Flask, admin: Visitor, late: Late) -> None:
    lead = account(app, Role.LEAD)
    late()
    statuses = []
    for page in ("address", "identity", "link", "status", "second-step", "live"):
        data = {**admin.get("/account/sessions").filled_in(), "proof_sent": "1"}
        path = f"/admin/people/{lead}/{page}"
        statuses.append(admin.post(path, {**data, "proof_password": "a guess"}).status)
    assert statuses == [422] * 5 + [429]
    assert "a guess" not in admin.response.text
    assert "Signing in failed several times" in admin.words
    admin.get(f"/admin/people/{lead}/sessions").send()
    assert admin.status == 200, "other pages stay open"


def test_a_stale_token_proves_nothing(app: Flask, admin: Visitor, late: Late) -> None:
    lead = account(app, Role.LEAD)
    late()
    sent = {"csrf_token": "stale", "proof_sent": "1", "proof_password": PASSWORD}
    path = f"/admin/people/{lead}/status"
    assert admin.post(path, {**sent, "wanted": "inactive"}).status == 400
    assert admin.filled_in()["wanted"] == "inactive"
    admin.send(proof_password=PASSWORD)
    assert "The account is deactivated." in admin.words


def test_cookies_of_an_earlier_release_are_asked(app: Flask, admin: Visitor) -> None:
    with admin.client.session_transaction() as cookie:
        login = dict(cookie[guard.SIGNED_IN])
        del login["proved"]
        cookie[guard.SIGNED_IN] = login
    lead = account(app, Role.LEAD)
    assert admin.get(f"/admin/people/{lead}/link").send().status == 403
    assert admin.send(proof_password=PASSWORD).status == 200
    assert "/invited/" in admin.words
