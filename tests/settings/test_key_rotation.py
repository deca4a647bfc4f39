"""After a change of the secret key, what was made under the old one still works (decision 34)."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask

from quiz.answers.models import Attempt
from quiz.live.session.models import Participant
from quiz.live.session.pledges import LivePledge
from quiz.people.models import Authenticator
from quiz.storage.database import Database
from quiz.teams import codes
from quiz.teams.models import PendingSubmission
from quiz.vocabulary import Role
from quiz.web.signed_cookie import BrowserCookie
from tests.conftest import SECRET, Stored
from tests.live import stored_steps as live
from tests.live.completed_session import completed_session
from tests.live.steps import code as live_code
from tests.live.steps import open_screen
from tests.people.steps import PASSWORD, account, invitation, signed_in
from tests.selfcheck.steps import code_of, reach_scenarios
from tests.signin.factor_steps import code as app_code
from tests.signin.factor_steps import options, with_app, with_passkey
from tests.signin.steps import EMAIL
from tests.signin.steps import sign_in as type_password
from tests.teams import actions
from tests.visitor import Visitor

NEW = "another secret, made when the first one was lost"
Rotate = Callable[[], None]


@pytest.fixture
def rotate(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Rotate:
    """Change the key as SECRET_KEY and SECRET_KEY_FALLBACKS do."""

    def change() -> None:
        settings = replace(app.extensions["settings"], secret_key=NEW, older_keys=(SECRET,))
        app.extensions["settings"] = settings
        app.config["SECRET_KEY"], app.config["SECRET_KEY_FALLBACKS"] = NEW, [SECRET]
        monkeypatch.setattr(app, "session_interface", BrowserCookie())  # as after a restart

    return change


def test_an_open_page_and_a_return_code_still_work(app: Flask, rotate: Rotate) -> None:
    visitor = reach_scenarios(Visitor(app))
    code = code_of(visitor)
    visitor.get("/check/scenario/1")
    rotate()
    visitor.send(option=visitor.choices("option")[0], certainty="3")
    assert visitor.path == "/check/scenario/2"
    assert code_of(visitor) == code, "the page shows the words that were written down"
    assert Visitor(app).get("/check/return").send(code=code).path == "/check/scenario/2"


def test_people_stay_signed_in_and_links_still_work(app: Flask, rotate: Rotate) -> None:
    visitor, link = signed_in(app, Role.LEAD), invitation(app, account(app, Role.LEAD))
    rotate()
    assert visitor.get("/account").path == "/account"
    invited = Visitor(app).get(f"/invited/{link}").send(name="Ada", password=PASSWORD)
    assert invited.path == "/teams"


def test_a_second_factor_still_works_and_moves_to_the_new_key(
    app: Flask, rotate: Rotate, stored: Stored
) -> None:
    ada = account(app, Role.LEAD, password=PASSWORD, email=EMAIL)
    recovery, passkey = with_app(app, ada), with_passkey(app, ada)
    waiting = [type_password(Visitor(app)) for _ in range(3)]
    before = stored(Authenticator)[0].sealed
    rotate()
    assert waiting[0].send(code=app_code()).path == "/teams"
    assert waiting[1].send(code=recovery[0]).path == "/teams"
    assert waiting[2].send(passkey=passkey.sign(options(waiting[2]))).path == "/teams"
    settings = replace(app.extensions["settings"], older_keys=())
    app.extensions["settings"] = settings
    app.config["SECRET_KEY_FALLBACKS"] = []
    assert stored(Authenticator)[0].sealed != before
    assert type_password(Visitor(app)).send(code=app_code(1)).path == "/teams"
    with app.extensions["database"].begin(writes=True) as session:
        session.get_one(Authenticator, ada).sealed = before
        session.commit()
    late = type_password(Visitor(app))
    assert late.send(code=app_code(1)).status == 422, "its key is gone"
    assert late.send(code=recovery[1]).status == 422


def test_a_review_keeps_the_key_it_was_made_with(
    app: Flask, database: Database, rotate: Rotate, stored: Stored
) -> None:
    lead_id = actions.lead(database)
    review = actions.made(database, lead_id, actions.wanted())
    (_, before), *_ = actions.codes_of(database, review)
    rotate()
    lead = actions.signed_in(app, lead_id).get(f"/teams/{review}/codes")
    assert codes.spelled(before) in lead.words
    visitor = actions.until_submission(app, before)
    visitor.send()
    assert visitor.path == "/review/is-in"
    assert len(actions.decrypted(stored(PendingSubmission))) == 1
    newer = actions.made(database, lead_id, actions.wanted(form="B"), NEW)
    (_, after), *_ = actions.codes_of(database, newer, NEW)
    assert Visitor(app).get(f"/review/{codes.spelled(after)}").status == 200


def test_a_participant_stays_the_same(app: Flask, rotate: Rotate, stored: Stored) -> None:
    host = live.host_session(app)
    phone = live.join_session(app, host)
    live.open_vote(host)
    rotate()
    assert phone.get("/play").status == 200
    before = len(stored(Participant))
    phone.get("/join").send(code=live_code(host))
    assert phone.path == "/play"
    assert len(stored(Participant)) == before, "joining again makes no second participant"


def test_a_link_to_the_screen_still_opens_it(app: Flask, rotate: Rotate) -> None:
    host = live.host_session(app)
    old = open_screen(host)
    rotate()
    assert Visitor(app).get(old).status == 200
    new = open_screen(host)
    assert new != old, "a new link is made with the new key"
    assert Visitor(app).get(new).status == 200
    assert Visitor(app).get(f"{old[:-1]}{'0' if old[-1] != '0' else '1'}").status == 404


def test_a_pledge_stays_one_and_stays_its_person_s(
    app: Flask, rotate: Rotate, stored: Stored
) -> None:
    _, (guest, *_) = completed_session(app)
    guest.get("/play").send(pledge="I will ask first.")
    rotate()
    assert "I will ask first." in str(guest.get("/play").page)
    guest.send(pledge="I will write it down.")
    assert [one.text for one in stored(LivePledge)] == ["I will write it down."]


def test_a_saved_copy_is_saved_once(app: Flask, rotate: Rotate, stored: Stored) -> None:
    _, (guest, *_) = completed_session(app)
    before = guest.get("/play/keep").send().page.select_one("#return-code")
    rotate()
    after = guest.get("/play/keep").page.select_one("#return-code")
    assert before
    assert after == before, "the words that were written down"
    assert len(stored(Attempt)) == 1
    code = after.get_text(" ", strip=True) if after else ""
    assert Visitor(app).get("/check/return").send(code=code).path == "/check/feedback"
