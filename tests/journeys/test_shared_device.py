"""Two people on one tablet, and a press without a connection, in a real browser.

`make test` plays the way that only a browser shows, Back through the history; `make test-all` plays
the other two as well.
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.journeys.form_filler import choose
from tests.journeys.person import Person

MARKS = 'input[name="option"]:checked, input[name="certainty"]:checked'


@pytest.fixture
def tablet(person: Person) -> Person:
    """A tablet; other tests run axe on the same pages."""
    person.axe = False
    return person


def answers_and_chooses(tablet: Person) -> None:
    """The first person: two answers sent, and a third chosen and not sent."""
    tablet.begins().answers(right=True, certainty="4").answers(right=False, certainty="4")
    values = tablet.page.eval_on_selector_all(
        'input[name="option"]', "all => all.map(b => b.value)"
    )
    tablet.chooses("option", choose(values, best=True)).chooses("certainty", "4")


def chooses_and_waits(tablet: Person) -> None:
    boxes = tablet.page.locator('input[name="option"]').all()
    values = [str(box.get_attribute("value")) for box in boxes]
    tablet.chooses("option", choose(values, best=True)).chooses("certainty", "4")


def leaves(tablet: Person) -> None:
    answers_and_chooses(tablet)
    tablet.follows(tablet.page.get_by_role("link", name="Leave this device"))
    tablet.presses("Leave this device")


def walks_off(tablet: Person) -> None:
    answers_and_chooses(tablet)
    tablet.opens("/")
    expect(tablet.page.get_by_role("heading", name="Is this yours?")).to_be_visible()
    nothing_marked(tablet)
    tablet.presses("No, I am somebody else")


def finishes_and_walks_off(tablet: Person) -> None:
    tablet.begins()
    for _ in range(4):
        tablet.answers(right=True, certainty="4")
    tablet.presses("See my feedback")
    assert tablet.path == "/check/feedback"
    tablet.opens("/")
    assert tablet.page.locator('main a[href="/check/feedback"]').count() == 0, (
        "nothing to go on with"
    )
    tablet.page.go_back()
    expect(tablet.page.get_by_role("heading", name="Is this yours?")).to_be_visible()
    assert "right" not in tablet.words


def nothing_marked(tablet: Person) -> None:
    assert tablet.page.locator(MARKS).count() == 0, tablet.path
    assert "You chose" not in tablet.words


WAYS: tuple[Callable[[Person], None], ...] = (leaves, walks_off, finishes_and_walks_off)


def test_the_next_person_never_sees_what_the_last_one_marked(
    tablet: Person, everything: bool, contexts: list[BrowserContext]
) -> None:
    for way in WAYS if everything else WAYS[:1]:
        contexts[0].clear_cookies()
        way(tablet)
        tablet.begins()
        nothing_marked(tablet)
        for _ in range(tablet.page.evaluate("history.length")):
            tablet.page.go_back()
            if tablet.page.url == "about:blank":
                break
            nothing_marked(tablet)


def test_a_press_offline_is_sent_later_and_back_does_not_send_a_refused_form_again(
    tablet: Person, contexts: list[BrowserContext]
) -> None:
    tablet.begins()
    tablet.page.get_by_role("button", name="Continue").click()
    expect(tablet.page.get_by_role("alert")).to_be_visible()
    chooses_and_waits(tablet)
    contexts[0].set_offline(True)
    tablet.page.get_by_role("button", name="Continue").click()
    expect(tablet.page.get_by_text("You are offline.")).to_be_visible()
    assert tablet.path == "/check/scenario/1"
    with tablet.page.expect_navigation():
        contexts[0].set_offline(False)
    assert tablet.path == "/check/scenario/2"
    tablet.page.go_back()
    assert tablet.path == "/check/scenario/1"
    assert tablet.page.is_checked('input[name="certainty"][value="4"]')
    assert tablet.page.locator(".govuk-error-summary").count() == 0


def test_a_shared_device_warns_and_then_shows_nothing(tablet: Person) -> None:
    tablet.page.clock.install()
    tablet.opens("/").page.get_by_text("Is this device shared").click()
    tablet.chooses("device", "shared").presses("Start")
    warning = tablet.page.get_by_text("Are you still there?")
    expect(warning).to_be_hidden()
    tablet.page.clock.fast_forward("28:10")
    expect(warning).to_be_visible()
    tablet.page.get_by_role("button", name="I am still here").click()
    expect(warning).to_be_hidden()
    with tablet.page.expect_navigation():
        tablet.page.clock.fast_forward("30:10")
    # The service's own clock did not move, so the page offers to leave.
    assert tablet.path == "/check/leave"
