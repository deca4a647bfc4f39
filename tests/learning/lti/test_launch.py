"""Opening the check from a learning system."""

from typing import Any

import pytest

from quiz.answers.models import Attempt
from quiz.people.models import SpentChallenge
from tests.conftest import Stored
from tests.learning.lti.simulator import AGS, CLAIM, PERSON, SCORE, USER, Simulator
from tests.learning.lti.steps import LAUNCH, arrive, begin, initiation, launch
from tests.promises.test_map import all_rows
from tests.selfcheck.steps import reach_feedback, reach_scenarios
from tests.visitor import Visitor

MAIN, LAUNCHED, BROWSER = "before-you-look", "before-you-look-launch", "before-you-look-lti"


@pytest.mark.repeats
def test_a_launch_asks_the_platform_as_openid_connect_says(
    visitor: Visitor, simulator: Simulator
) -> None:
    asked = begin(visitor, simulator)
    assert len(asked.pop("state")) > 100
    assert len(asked.pop("nonce")) > 40
    assert asked == {
        "scope": "openid",
        "response_type": "id_token",
        "response_mode": "form_post",
        "prompt": "none",
        "client_id": "tool-7",
        "redirect_uri": LAUNCH,
        "login_hint": "hint-1",
        "lti_message_hint": "message-1",
    }


@pytest.mark.repeats
def test_a_launch_may_begin_with_a_get_and_without_a_client_id(
    visitor: Visitor, simulator: Simulator
) -> None:
    query = initiation(simulator, client_id="", lti_message_hint="")
    answer = visitor.client.get("/lti/login", query_string=query)
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith(simulator.url("auth?"))


@pytest.mark.both_databases
def test_a_launch_opens_the_check_and_says_what_is_sent_back(
    visitor: Visitor, simulator: Simulator, stored: Stored
) -> None:
    arrive(visitor, simulator)
    assert "Council Learning does not see your answers" in visitor.words
    assert "At the end you can tell it that you have finished" in visitor.words
    visitor.send()
    assert visitor.path == "/"
    visitor.send()
    assert visitor.path == "/check/confidence"
    assert len(stored(Attempt)) == 1
    assert len(stored(SpentChallenge)) == 1


def test_only_its_own_cookie_may_come_from_another_site(
    visitor: Visitor, simulator: Simulator
) -> None:
    """Browsers send the main cookie with no POST of another site: a launch must not replace it."""
    answer = visitor.client.post("/lti/login", data=initiation(simulator))
    (cookie,) = answer.headers.getlist("Set-Cookie")
    assert cookie.startswith(f"{BROWSER}=")
    assert {"Secure", "HttpOnly", "SameSite=None", "Partitioned"} <= set(cookie.split("; "))
    cookies = launch(visitor, simulator).headers.getlist("Set-Cookie")
    assert [one.split("=")[0] for one in cookies] == [LAUNCHED]
    assert "SameSite=Lax" in cookies[0]


def test_a_check_in_this_browser_survives_a_launch(visitor: Visitor, simulator: Simulator) -> None:
    reach_scenarios(visitor)
    kept = visitor.client.get_cookie(MAIN)
    arrive(visitor, simulator)
    assert visitor.client.get_cookie(MAIN) == kept
    assert "Somebody has started a check in this browser" in visitor.words
    assert visitor.send().status == 422, "a press without an answer asks again"
    visitor.send(whose="mine")
    assert visitor.path == "/check/scenario/1"


def test_somebody_else_begins_anew_and_keeps_their_launch(
    visitor: Visitor, simulator: Simulator
) -> None:
    reach_scenarios(visitor)
    arrive(visitor, simulator).send(whose="somebody-else")
    assert visitor.path == "/"
    reach_feedback(visitor, [(True, "3")] * 12)
    assert "Council Learning does not know yet" in visitor.words


@pytest.mark.repeats
def test_a_finished_check_needs_its_five_words(visitor: Visitor, simulator: Simulator) -> None:
    reach_feedback(visitor, [(True, "3")] * 12)
    visitor.get("/check/save").send()
    arrive(visitor, simulator).send(whose="mine")
    assert visitor.path == "/check/return"


def test_a_link_opens_the_set_that_it_names(visitor: Visitor, simulator: Simulator) -> None:
    arrive(visitor, simulator, **{f"{CLAIM}custom": {"form": "C"}}).send()
    assert "twelve scenarios from set 3." in visitor.words
    assert visitor.filled_in()["scenarios"] == "C"
    visitor.send()
    with visitor.client.session_transaction() as cookie:
        assert cookie["attempt"]


@pytest.mark.repeats
def test_another_value_for_the_set_opens_any(visitor: Visitor, simulator: Simulator) -> None:
    given: list[Any] = [{"form": "Z"}, {"form": "nothing"}, {"form": 7}, ["C"], {}]
    for custom in given:
        arrive(visitor, simulator, **{f"{CLAIM}custom": custom}).send()
        assert visitor.path == "/"
        assert visitor.filled_in()["scenarios"] == "A"


def test_a_link_that_takes_no_result_says_so(visitor: Visitor, simulator: Simulator) -> None:
    none: list[dict[str, Any]] = [
        {AGS: None},
        {"sub": None},
        {AGS: {"scope": [], "lineitem": simulator.url("items/3")}},
        {AGS: {"scope": [SCORE]}},
        {AGS: {"scope": [SCORE], "lineitem": "http://169.254.169.254/latest"}},
        {AGS: ["x"]},
    ]
    for claims in none:
        arrive(visitor, simulator, **claims)
        assert "at the end there is nothing to send" in visitor.words, claims
    visitor.send()
    reach_feedback(visitor, [(True, "3")] * 12)
    assert "does not know yet" not in visitor.words


def test_nothing_about_the_person_is_stored_logged_or_readable(
    visitor: Visitor, simulator: Simulator, stored: Stored, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    arrive(visitor, simulator).send()
    launch(visitor, simulator, aud="another")
    cookies = " ".join(one.value for one in visitor.client._cookies.values())
    everywhere = f"{all_rows(stored)} {caplog.text} {cookies} {visitor.response.text}"
    assert "Council Learning" in everywhere
    for private in (USER, "items/3", *PERSON.values()):
        assert private not in everywhere


def test_a_frame_gets_a_link_to_a_window_of_its_own(visitor: Visitor, simulator: Simulator) -> None:
    framed = {"Sec-Fetch-Dest": "iframe"}
    answer = visitor.client.post("/lti/login", data=initiation(simulator), headers=framed)
    policy = answer.headers.getlist("Content-Security-Policy")
    assert answer.status_code == 200
    assert len(policy) == 1
    assert f"frame-ancestors {simulator.issuer};" in f"{policy[0]};"
    assert "X-Frame-Options" not in answer.headers
    assert not answer.headers.getlist("Set-Cookie")
    visitor._arrive(answer)
    link = visitor.page.select_one("main a.govuk-button")
    assert link is not None
    assert link["target"] == "_blank"
    again = visitor.client.get(str(link["href"]))
    assert again.headers["Location"].startswith(simulator.url("auth?"))


@pytest.mark.repeats
def test_other_pages_are_in_no_frame(visitor: Visitor, simulator: Simulator) -> None:
    arrive(visitor, simulator)
    assert visitor.response.headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in visitor.response.headers["Content-Security-Policy"]
