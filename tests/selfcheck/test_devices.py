"""A device that several people use, one's own phone, and whose a check is."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.cookies import SimpleCookie

import pytest
from flask import Flask

from quiz import clock
from quiz.answers.models import Attempt
from quiz.browser.browser_session import REMEMBERED, SHARED
from quiz.browser.last_press import LAST_PRESS, _signer
from tests.conftest import Stored
from tests.live.steps import join_session
from tests.live.stored_steps import host_session
from tests.selfcheck.steps import answer, code_of, reach_answers, reach_scenarios, start
from tests.visitor import Visitor

MINUTES = 60
DAYS = 24 * 60 * MINUTES


@pytest.fixture
def after(monkeypatch: pytest.MonkeyPatch):
    """Moves the service's clock."""
    moved = [0]
    monkeypatch.setattr(clock, "seconds", lambda: int(datetime.now(UTC).timestamp()) + moved[0])

    def move(seconds: int) -> None:
        moved[0] += seconds

    return move


def say(visitor: Visitor, device: str) -> Visitor:
    """Say what this device is, as the start page asks, and press something."""
    with visitor.app.test_request_context():
        visitor.client.set_cookie(LAST_PRESS, str(_signer().dumps(clock.seconds())))
    said = {"own": {REMEMBERED: clock.seconds()}, "shared": {SHARED: True}}
    with visitor.client.session_transaction() as cookie:
        cookie.update(said.get(device, {}))
    return visitor


def marked(visitor: Visitor) -> list[str]:
    """What the page shows of anybody's answers."""
    boxes = visitor.page.select('input[name="option"][checked], input[name="certainty"][checked]')
    return [str(box["value"]) for box in boxes] + ["You chose"] * ("You chose" in visitor.words)


def test_is_this_yours_shows_no_answer_and_start_needs_a_second_press(
    visitor: Visitor, stored: Stored
) -> None:
    old_page = visitor.get("/").filled_in()
    answer(reach_scenarios(visitor), certainty="4")
    visitor.get("/")
    assert "Is this yours?" in visitor.words
    assert not marked(visitor)
    assert "Very sure" not in visitor.words
    visitor.post("/", {**old_page, "csrf_token": visitor.filled_in()["csrf_token"]})
    assert visitor.status == 409
    assert visitor.send(whose="mine").path == "/check/scenario/2", "nothing was set aside"
    assert len(stored(Attempt)) == 1


def test_somebody_else_starts_anew_and_the_first_comes_back_by_five_words(
    app: Flask, stored: Stored
) -> None:
    visitor = answer(reach_scenarios(Visitor(app)), certainty="4")
    code = code_of(visitor)
    visitor.get("/").send(whose="somebody-else")
    assert visitor.path == "/"
    reach_scenarios(visitor)
    assert marked(visitor) == []
    assert len(stored(Attempt)) == 2
    assert Visitor(app).get("/check/return").send(code=code).path == "/check/scenario/2"


def test_a_finished_check_is_offered_only_on_a_phone_that_is_one_s_own(app: Flask) -> None:
    for device, offered in (("unknown", False), ("shared", False), ("own", True)):
        visitor = say(reach_answers(Visitor(app), length="short"), device)
        visitor.get("/check/answers").send()
        assert visitor.path == "/check/feedback"
        visitor.get("/")
        assert ("See your feedback again" in visitor.words) == offered, device
        assert bool(visitor.page.main.select('a[href="/check/feedback"]')) == offered


CHECK_PAGES = ("/check/scenario/1", "/check/scenario/1/why", "/check/answers", "/check/feedback")


def test_after_the_start_page_every_page_of_a_check_asks_whose_it_is(visitor: Visitor) -> None:
    answer(reach_scenarios(visitor), certainty="4")
    open_form = visitor.get("/check/scenario/1").filled_in()
    assert marked(visitor), "the same person still sees what they marked"
    visitor.get("/")
    for path in (*CHECK_PAGES, "/check/save"):
        assert visitor.get(path).status == 403
        assert "Is this yours?" in visitor.words, path
        assert not marked(visitor)
    assert visitor.filled_in().keys() == {"csrf_token"}
    assert visitor.send(whose="save-first").path == "/check/save"
    visitor.get("/").send(whose="mine")
    assert visitor.path == "/check/scenario/2"
    assert marked(visitor.get("/check/scenario/1"))
    # A second tab: the first one's form shows that it is the same person.
    visitor.get("/")
    visitor.post("/check/scenario/1", {**open_form, "csrf_token": csrf(visitor)})
    assert visitor.path == "/check/scenario/2"


def csrf(visitor: Visitor) -> str:
    return str(visitor.filled_in()["csrf_token"])


@pytest.mark.parametrize(
    ("device", "has_words", "opens"),
    [
        ("unknown", False, "Yes, show my feedback"),
        ("unknown", True, "type its five words"),
        ("shared", False, "the feedback cannot be opened again"),
        ("shared", True, "type its five words"),
    ],
)
def test_a_finished_check_opens_by_its_words_once_the_start_page_was_opened(
    app: Flask, device: str, has_words: bool, opens: str
) -> None:
    visitor = say(reach_answers(Visitor(app), length="short").send(), device)
    code = code_of(visitor) if has_words else ""
    visitor.get("/")
    for path in (*CHECK_PAGES, "/check/marks", "/check/supervision", "/check/cpd-note.docx"):
        assert visitor.get(path).status == 403
        assert opens in visitor.words, path
        assert "right" not in visitor.words
    by_press = opens.startswith("Yes")
    assert visitor.send(whose="mine").path == ("/check/feedback" if by_press else "/")
    assert visitor.status == (200 if by_press else 409)
    if has_words:
        assert visitor.get("/check/return").send(code=code).path == "/check/feedback"
        assert visitor.status == 200


def test_what_is_said_of_a_check_s_five_words_is_true(app: Flask) -> None:
    visitor = answer(reach_scenarios(Visitor(app)))
    assert "Nobody has asked for its five words" in visitor.get("/").words
    code_of(visitor.send(whose="save-first"))
    assert "come back to it with their five words" in visitor.get("/").words


def test_one_s_own_phone_asks_nothing_on_a_page_of_the_check(app: Flask) -> None:
    visitor = say(reach_answers(Visitor(app), length="short").send(), "own")
    assert visitor.get("/").get("/check/feedback").status == 200


def test_a_new_check_drops_the_invitation_of_the_one_before(visitor: Visitor) -> None:
    reach_answers(visitor, length="short").send()
    with visitor.client.session_transaction() as cookie:
        cookie["invited"] = ["BCDFGHJKMN", "a ticket"]
    start(visitor, length="short")
    with visitor.client.session_transaction() as cookie:
        assert "invited" not in cookie


def test_a_shared_device_leaves_after_half_an_hour_without_a_press(app: Flask, after) -> None:
    visitor = Visitor(app)
    host = host_session(app)
    say(reach_scenarios(visitor), "shared")
    visitor.get("/join").send(code=code_on(host))
    after(29 * MINUTES)
    assert visitor.get("/check/scenario/1").status == 200
    after(29 * MINUTES)
    visitor.client.get("/play/state")  # a page by itself: no press
    after(MINUTES + 1)
    visitor.get("/check/scenario/1")
    assert visitor.status == 403
    assert "Nobody pressed anything here for 30 minutes" in visitor.words
    assert visitor.get("/play").status == 403
    # It stays a shared device, for the next person.
    visitor.get("/")
    assert visitor.filled_in()["device"] == "shared"
    assert "Nobody pressed" not in visitor.words


def code_on(host: Visitor) -> str:
    return str(host.page.select_one(".hosting__code").get_text(strip=True))


def test_an_answer_that_comes_too_late_on_a_shared_device_is_not_kept(app: Flask, after) -> None:
    visitor = say(reach_scenarios(Visitor(app)), "shared").get("/check/scenario/1")
    after(31 * MINUTES)
    answer(visitor)
    assert visitor.status == 403
    assert "What you just sent was not kept" in visitor.words


def test_pressing_on_a_page_is_reported_by_its_script(app: Flask, after) -> None:
    visitor = say(reach_scenarios(Visitor(app)), "shared").get("/check/scenario/1")
    for _ in range(3):
        after(29 * MINUTES)
        assert visitor.client.get("/check/press").status_code == 200
    assert visitor.get("/check/scenario/1").status == 200
    visitor.client.delete_cookie(LAST_PRESS)
    assert visitor.get("/check/scenario/1").status == 403, "an unknown press is an old one"


def test_remember_on_this_phone(visitor: Visitor, after) -> None:
    reach_scenarios(visitor)
    assert "Remember" not in visitor.words, "not before the first answer"
    answer(visitor)
    assert "Remember it on this phone, or get five words" in visitor.words
    visitor.get("/check/save")
    response = visitor.client.post("/check/save", data={**visitor.filled_in(), "device": "own"})
    sent = SimpleCookie(response.headers["Set-Cookie"])["before-you-look"]
    ends = parsedate_to_datetime(sent["expires"])
    assert 29 <= (ends - datetime.now(UTC)).days <= 30
    assert "Remember it" not in visitor.get("/check/scenario/2").words
    after(29 * DAYS)
    assert visitor.get("/check/scenario/2").status == 200
    after(DAYS + 1)
    assert visitor.get("/check/scenario/2").status == 403


def test_without_remembering_the_cookie_ends_with_the_browser(visitor: Visitor) -> None:
    visitor.get("/")
    response = visitor.client.post("/", data=visitor.filled_in())
    assert "expires" not in response.headers["Set-Cookie"].lower()


def test_join_offers_that_one_is_somebody_else(app: Flask) -> None:
    visitor = join_session(app, host_session(app))
    visitor.get("/join").send(whose="somebody-else")
    assert visitor.path == "/join"
    assert "You are taking part" not in visitor.words
    assert visitor.get("/play").status == 403


@pytest.mark.parametrize("device", ["own", "shared", "unknown"])
def test_what_is_said_of_the_device_at_the_start_is_kept(visitor: Visitor, device: str) -> None:
    visitor.get("/").send(device=device)
    assert bool(visitor.client.get_cookie(LAST_PRESS)) == (device == "shared")
    with visitor.client.session_transaction() as cookie:
        assert (SHARED in cookie, REMEMBERED in cookie) == (device == "shared", device == "own")


def test_after_the_start_page_no_page_leads_back_to_the_last_person_s_check(
    app: Flask,
) -> None:
    visitor = reach_answers(Visitor(app)).send()
    back = "Back to my check"
    for path in ("/guidance", "/glossary", "/guidance/B", "/guidance/sources/ripa-2000"):
        assert back in visitor.get(path).words, "from the feedback"
    assert "Somebody finished a check in this browser." in visitor.get("/").words
    for path in ("/guidance", "/glossary", "/guidance/B", "/guidance/sources/ripa-2000"):
        assert back not in visitor.get(path).words
    reach_scenarios(visitor)
    assert back in visitor.get("/guidance").words
