"""One device is passed round: turns by the same rules, and nothing left of the one before."""

import re

import pytest
from flask import Flask

from quiz import clock
from quiz.answers.models import Attempt
from quiz.browser.browser_session import ATTEMPT, SEEN
from quiz.storage.database import Database
from quiz.teams import turns
from quiz.teams.models import InvitationCode, PendingSubmission, Review, ReviewGroup
from quiz.vocabulary import Answer, Certainty
from tests.conftest import Stored
from tests.teams import actions
from tests.visitor import Visitor

PAGES_OF_A_TURN = [
    *("/check/feedback", "/check/answers", "/check/scenario/1", "/check/confidence/casework"),
    *("/check/about", "/check/stand", "/check/marks", "/check/save", "/check/delete"),
    *("/review/put-in", "/review/is-in", "/device/turn", "/device/end"),
]
OTHER_PAGES = ["/", "/check/return", "/check/leave", "/check/second-look", "/review", "/join"]


@pytest.fixture
def review(database: Database, lead: str) -> str:
    return actions.made(database, lead, actions.wanted(5, releases=1, passed_round=True))


@pytest.fixture
def device(app: Flask, review: str, lead: str) -> Visitor:
    """The device on which the lead has opened the review."""
    visitor = actions.signed_in(app, lead).get(f"/teams/{review}")
    assert "Open it on this device" in visitor.words
    visitor.get(f"/teams/{review}/device").send()
    assert visitor.path == "/device"
    return visitor


def begins(device: Visitor) -> Visitor:
    """The next person presses, reads the invitation, and starts."""
    device.get("/device").send()
    assert "5 people, in one group. Each takes one turn on this device" in device.words
    return device.send()


def finishes(device: Visitor) -> Visitor:
    """A turn whose check is finished: its answers are stored without its pages."""
    begins(device)
    given = [(item.best, Certainty.FAIRLY_SURE) for item in actions.BANK.form("A").items]
    with device.app.extensions["database"].begin(writes=True) as session:
        attempt_id = actions.finished(session, given, Answer.YES)
        session.commit()
    with device.client.session_transaction() as cookie:
        cookie[ATTEMPT], cookie[SEEN] = attempt_id, ["A"]
    return device.get("/check/feedback")


def ends(device: Visitor) -> Visitor:
    device.get("/device/end").send()
    assert device.path == "/device"
    return device


@pytest.mark.both_databases
def test_each_turn_puts_in_one_copy_and_the_last_one_opens_the_box(
    device: Visitor, database: Database, review: str, stored: Stored
) -> None:
    for number in range(5):
        finishes(device).get("/review/put-in")
        data = device.filled_in()
        for _ in range(2):  # pressed twice
            device.post("/review/put-in", data)
            assert "A copy of your answers is in the box" in device.words
        if number < 4:
            assert len(stored(PendingSubmission)) == number + 1
            assert sum(code.used for code in stored(InvitationCode)) == number + 1
        ends(device)
    assert sum(not row.copy_allowed for row in stored(Attempt)) == 5
    assert [block.people for block in actions.opened(database, review)] == [5]
    assert stored(Review)[0].closed_on is not None
    words = device.get("/device").words
    assert "Nobody can answer now" in words
    assert "“Duty team, spring” is closed, so nobody can answer any more. Give" in words
    assert not device.page.select("main form")


def test_nothing_of_a_turn_is_shown_in_the_next(device: Visitor, app: Flask) -> None:
    finishes(device).get("/check/save").send()
    code = device.page.select_one("#return-code")
    assert code
    seen = {}
    for page in PAGES_OF_A_TURN:
        seen[page] = device.get(page).response.text
    stale = device.get("/review/put-in").filled_in()
    ends(device)
    with device.client.session_transaction() as cookie:
        assert set(cookie) <= {"device", "csrf_token"}
    for page in [*PAGES_OF_A_TURN, *OTHER_PAGES, f"/review/{code.get_text().split()[0]}"]:
        assert device.get(page).path == "/device", page
        assert device.client.post(page, data=stale).headers["Location"] == "/device", page
    begins(device)
    words = "".join(seen.values())
    chosen = set(re.findall(r"form_tag\" value=\"(\w+)", words))
    for page in [*PAGES_OF_A_TURN, *OTHER_PAGES]:
        text = device.get(page).response.text
        assert "You got" not in text, page
        assert " checked" not in text, page
        assert code.get_text() not in text, page
        assert not chosen & set(re.findall(r"form_tag\" value=\"(\w+)", text)), page
    # A page of the turn before that is still there can add or change nothing.
    device.client.post("/review/put-in", data=stale)
    assert "is in the box" not in device.get("/review/is-in").words
    # Its owner can see it elsewhere.
    mine = Visitor(app).get("/check/return").send(code=code.get_text())
    assert mine.path == "/check/feedback"


def test_every_form_in_a_turn_keeps_browsers_from_restoring_it(device: Visitor) -> None:
    begins(device)
    while device.path != "/check/feedback":
        assert device.form.get("autocomplete") == "off", device.path
        assert device.page.select_one("[data-turn]"), device.path
        if "scenario" in device.path:
            device.send(**{"option": device.choices("option")[0], "certainty": "2"})
        elif "confidence" in device.path:
            device.send(aware="no", casework="no", asking="no")
        else:
            device.send()


def test_a_turn_that_was_left_is_over(device: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    now = clock.seconds()
    begins(device)
    monkeypatch.setattr(clock, "seconds", lambda: now + turns.LONGEST_SILENCE - 1)
    assert device.get("/check/save").path == "/check/save"
    monkeypatch.setattr(clock, "seconds", lambda: now + 2 * turns.LONGEST_SILENCE - 2)
    assert device.get("/check/save").path == "/check/save", "the request before went on"
    monkeypatch.setattr(clock, "seconds", lambda: now + 4 * turns.LONGEST_SILENCE)
    data = {"form_tag": "x"}
    assert device.client.post("/check/save", data=data).headers["Location"] == "/device"
    assert device.get("/check/save").path == "/device"


def test_the_script_ends_a_turn_with_one_request(device: Visitor) -> None:
    link = begins(device).page.select_one("[data-turn]")
    assert link
    assert link["data-turn"] == str(turns.IDLE_SECONDS)
    assert turns.IDLE_SECONDS < turns.LONGEST_SILENCE
    assert device.get(str(link["data-reset"])).path == "/device"
    assert device.get("/check/save").path == "/device"


def test_the_lead_is_signed_out_on_it_and_never_sees_a_code(
    app: Flask, device: Visitor, database: Database, lead: str, review: str
) -> None:
    assert device.get(f"/teams/{review}").path == "/device"
    visitor = actions.signed_in(app, lead)
    pages = ("", "/invite", "/preview", "/more-people", "/device", "/codes", "/codes.csv")
    seen = "".join(visitor.get(f"/teams/{review}{page}").response.text for page in pages)
    assert visitor.status == 404
    for _, code in actions.codes_of(database, review):
        assert code not in seen.replace("-", "")
        assert Visitor(app).get(f"/review/{code}").status == 404
    finishes(device).get("/review/put-in").send()
    assert "Fewer than 5 of 5" in visitor.get(f"/teams/{review}").words


def test_a_turn_more_can_be_added_late(
    app: Flask, database: Database, lead: str, stored: Stored
) -> None:
    review = actions.made(database, lead, actions.wanted(6, passed_round=True))
    visitor = actions.signed_in(app, lead).get(f"/teams/{review}/more-people").send(group_0="1")
    assert "1 more can take a turn" in visitor.words
    assert stored(ReviewGroup)[0].invited == 7
    assert len(stored(InvitationCode)) == 7


def test_a_turn_without_a_copy_uses_nothing_up(device: Visitor, stored: Stored) -> None:
    ends(finishes(device))
    assert not any(code.used for code in stored(InvitationCode))
    assert stored(PendingSubmission) == []


def test_the_device_becomes_an_ordinary_browser_again(device: Visitor) -> None:
    finishes(device)
    device.get("/device/stop").send()
    assert device.path == "/"
    assert device.get("/check/feedback").status == 403
    assert device.get("/device").status == 403


def test_other_reviews_are_not_opened_on_a_device(
    app: Flask, database: Database, lead: str
) -> None:
    review = actions.made(database, lead, actions.wanted(8))
    assert actions.signed_in(app, lead).get(f"/teams/{review}/device").status == 404
