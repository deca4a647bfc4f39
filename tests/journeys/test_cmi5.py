"""A launch by cmi5 from a learning system on another site, in a real browser."""

from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.person import DESK, PHONE, TwoSizes
from tests.learning.packages.learning_site import ACTOR, SESSION, LearningSite, serving
from tests.server import Server

ANSWERS = (("best", "3"), ("best", "3"), ("other", "1"), ("best", "2"))


def statements(site: LearningSite) -> dict[str, dict[str, Any]]:
    return dict(zip(site.verbs, site.statements, strict=True))


def takes_cmi5(site: LearningSite, server: Server, browser: Browser) -> TwoSizes:
    """Open the check by cmi5, and finish it, in one tab."""
    page = browser.new_context(viewport=DESK).new_page()
    person = TwoSizes(page, "", sizes=(DESK, PHONE), axe_in_both=True)
    person.opens(site.launch(f"{server.address}/learning/cmi5"))
    person.address = server.address
    assert "actor" not in page.url
    assert "endpoint" not in page.url
    person.presses("Continue").answers_without_pages(*ANSWERS)
    person.opens("/check/feedback")
    return person.follows(page.get_by_role("link", name="Tell it that I have finished"))


@pytest.mark.only_test_all
@pytest.mark.parametrize("chooses_result", [False, True])
def test_cmi5_sends_its_statements_from_the_browser(
    site: LearningSite, shared_server: Server, browser: Browser, chooses_result: bool
) -> None:
    person = takes_cmi5(site, shared_server, browser)
    if chooses_result:
        person.page.get_by_label("Also that 3 of 4 answers were right").check()
    assert site.verbs == ["initialized"]
    person.presses("Send it")
    found = statements(site)
    added = ["scored"] if chooses_result else []
    assert site.verbs == ["initialized", "completed", *added, "terminated"]
    categories = "https://w3id.org/xapi/cmi5/context/categories/"
    for verb, one in found.items():
        assert one["actor"] == ACTOR
        assert one["object"]["id"] == f"{site.address}/activities/7"
        assert one["context"]["extensions"] == {SESSION: "session-1"}
        used = {each["id"] for each in one["context"]["contextActivities"].get("category", [])}
        wanted = {"completed": {"cmi5", "moveon"}, "scored": set()}.get(verb, {"cmi5"})
        assert used == {categories + each for each in wanted}
        assert "score" not in one.get("result", {}) or verb == "scored"
    assert found["completed"]["result"].keys() == {"completion", "duration"}
    assert found["terminated"]["result"].keys() == {"duration"}
    if chooses_result:
        score = {"raw": 3, "min": 0, "max": 4, "scaled": 0.75}
        assert found["scored"]["result"] == {"score": score}
    # Nothing of the launch is left, and the way back is the learning system's.
    assert person.page.evaluate("JSON.stringify({...sessionStorage})") == "{}"
    link = person.page.get_by_role("link", name="Go back to your learning system")
    assert str(link.get_attribute("href")).startswith(site.address)
    log = shared_server.log
    assert "Robin" not in log
    assert "registration" not in log
    assert not [token for token in site.tokens if token in log]


@pytest.mark.only_test_all
def test_cmi5_says_what_was_not_taken_and_sends_it_again_once(
    site: LearningSite, shared_server: Server, browser: Browser
) -> None:
    person = takes_cmi5(site, shared_server, browser)
    site.refuses = "terminated"
    person.page.get_by_role("button", name="Send it").click()
    expect(person.page.get_by_text("did not take it")).to_be_visible()
    site.refuses = ""
    person.page.reload()
    person.presses("Send it")
    assert site.verbs == ["initialized", "completed", "terminated"]


@pytest.mark.only_test_all
def test_opened_to_look_at_cmi5_sends_no_completion(
    site: LearningSite, shared_server: Server, browser: Browser
) -> None:
    site.mode = "Review"
    takes_cmi5(site, shared_server, browser).presses("Send it")
    assert site.verbs == ["initialized", "terminated"]


@pytest.mark.only_test_all
def test_who_leaves_the_device_leaves_nothing_of_a_launch_in_the_tab(
    site: LearningSite, shared_server: Server, browser: Browser
) -> None:
    person = takes_cmi5(site, shared_server, browser)
    assert "Robin" in person.page.evaluate("JSON.stringify({...sessionStorage})")
    person.opens("/check/leave").presses("Leave this device")
    assert person.page.evaluate("JSON.stringify({...sessionStorage})") == "{}"
    person.opens("/check/feedback")
    assert "Robin" not in person.words


@pytest.mark.only_test_all
def test_the_browser_reaches_no_learning_system_that_is_not_listed(
    site: LearningSite, shared_server: Server, browser: Browser
) -> None:
    page = browser.new_context().new_page()
    with serving("127.0.0.1") as hostile:
        hostile.service = shared_server.address
        page.goto(hostile.launch(f"{shared_server.address}/learning/cmi5"))
        assert "not on our list" in page.inner_text("main")
        page.goto(site.launch(f"{shared_server.address}/learning/cmi5"))
        reach = "url => fetch(url, {method: 'POST'}).then(() => 'reached', () => 'refused')"
        assert page.evaluate(reach, f"{hostile.address}/token") == "refused"
        assert hostile.spent == set()
