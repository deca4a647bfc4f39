"""A participant answers in a real browser: late, delayed, incomplete or changed answers."""

from collections.abc import Callable

from flask import Flask
from playwright.sync_api import Page

from quiz.live.session.plan import PlannedScenario
from tests.browser import axe_violations
from tests.journeys.live.sessions import (
    PHONE,
    SOON,
    ParticipantPhone,
    announced,
    create_session,
    wait_for_position,
)
from tests.live.steps import BANK, ITEM, OTHER
from tests.server import Server

THIRD = BANK.form("A").items[2]


def test_the_reply_to_an_answer_may_arrive_after_the_host_has_moved_on(
    phone: ParticipantPhone,
) -> None:
    page, delayed = phone.page, phone.send_delayed_answer()
    route = delayed[-1]
    reply = route.fetch()
    phone.host_moves("pause")
    page.wait_for_selector('[data-state-id="3"]')
    route.fulfill(response=reply)
    page.wait_for_selector("text=The session is paused")
    page.wait_for_selector("text=Your answer is kept")


def test_a_complete_answer_is_sent_when_the_host_presses_twice(phone: ParticipantPhone) -> None:
    phone.open_first_vote()
    phone.choose("b", "2")
    phone.host_moves("close_soon", "next")
    phone.page.wait_for_selector("[data-kept]", timeout=SOON)
    wait_for_position(phone.page, "closed-0-1", timeout=2 * SOON)


def test_a_late_answer_shows_that_it_was_not_kept(phone: ParticipantPhone) -> None:
    page, delayed = phone.page, phone.send_delayed_answer()
    route = delayed[-1]
    phone.host_moves("next")
    wait_for_position(page, "closed-0-1")
    delayed.clear()
    route.continue_()
    phone.wait_for_request(delayed).continue_()  # the script sends it again, as a whole page
    page.wait_for_selector("text=so your answer was not kept", timeout=SOON)


def test_an_incomplete_form_says_what_is_missing_and_can_be_completed(
    phone: ParticipantPhone,
) -> None:
    page = phone.page
    phone.open_first_vote()
    page.check(f'input[value="{ITEM.id}.b"]')
    phone.send()
    page.wait_for_selector(".govuk-error-summary", timeout=SOON)
    assert axe_violations(page) == []
    assert page.locator(f'input[value="{ITEM.id}.b"]').is_checked()
    phone.becomes_visible()
    page.wait_for_timeout(300)
    assert page.locator(".govuk-error-message").count() == 1, "the error stays until it is fixed"
    page.check('input[name="certainty"][value="3"]')
    page.evaluate(
        "for (const field of document.querySelectorAll('[name=csrf_token]')) field.value = 'old'"
    )
    with page.expect_navigation():
        phone.send()
    page.wait_for_selector(".govuk-error-summary", timeout=SOON)
    phone.send()
    page.wait_for_selector("text=Your answer is kept", timeout=SOON)


def test_a_choice_by_keyboard_is_sent_and_announced(phone: ParticipantPhone) -> None:
    page = phone.page
    phone.open_first_vote()
    # The form was broadcast, and has the same shortcuts as one that came with its page.
    page.check(f'input[value="{ITEM.id}.b"]')
    page.keyboard.press("2")
    assert page.locator('input[name="certainty"][value="2"]').is_checked()
    page.check(f'input[value="{ITEM.id}.c"]')
    assert page.locator('input[name="certainty"]:checked').count() == 0
    assert "say again how sure" in page.locator(".say-again").inner_text()
    page.keyboard.press("3")
    phone.send()
    page.wait_for_selector("text=Your answer is kept", timeout=SOON)
    assert announced(page) == "Your answer is kept"
    assert page.evaluate("document.activeElement.textContent") == "Your answer is kept"


def test_a_pause_is_announced_and_an_answer_can_be_changed_after_it(
    phone: ParticipantPhone,
) -> None:
    page = phone.page
    phone.open_first_vote()
    phone.choose("c", "3")
    phone.send()
    page.wait_for_selector("text=Your answer is kept", timeout=SOON)
    phone.host_moves("pause")
    page.wait_for_selector("text=The session is paused", timeout=SOON)
    assert announced(page).startswith("The session is paused")
    assert axe_violations(page) == []
    phone.host_moves("resume")
    page.get_by_role("link", name="Change my answer").click()
    wait_for_position(page, "open-0-1")
    phone.becomes_visible()
    page.wait_for_timeout(500)
    assert page.locator(f'input[value="{ITEM.id}.c"]').is_checked()
    phone.host_moves("next")
    wait_for_position(page, "closed-0-1")


def test_offline_is_said_at_the_button_and_back_marks_nothing_in_the_next_question(
    app: Flask, server: Server, open_page: Callable[..., Page]
) -> None:
    """The address of the next question is the same, and the host moves on while one is away."""
    plan = [PlannedScenario(item.id, item.revision) for item in (OTHER, ITEM, THIRD)]
    page = open_page(viewport=PHONE)
    phone = ParticipantPhone.join(page, app, server, create_session(app, *plan))
    phone.open_first_vote()
    page.check(f'input[value="{OTHER.id}.b"]')
    page.check('input[name="certainty"][value="4"]')
    page.context.set_offline(True)
    phone.send()
    page.wait_for_selector("form >> text=We keep your answer and send it", timeout=SOON)
    page.context.set_offline(False)
    page.wait_for_selector("text=Your answer is kept", timeout=SOON)
    page.context.set_offline(True)
    page.wait_for_selector("[data-live-notice]:not([hidden])", timeout=SOON)
    page.get_by_role("link", name="Change my answer").click()
    page.wait_for_selector("text=We open this when the line is back", timeout=SOON)
    page.context.set_offline(False)
    page.wait_for_url("**/play?change=1", timeout=SOON)
    phone.host_moves("skip")
    page.reload()  # so that the form comes with its page
    phone.choose("b", "4")
    page.get_by_role("link", name="Accessibility").click()
    page.wait_for_url("**/accessibility")
    phone.host_moves("skip")
    page.go_back()
    wait_for_position(page, "open-2-3")
    assert page.locator("input:checked").count() == 0
