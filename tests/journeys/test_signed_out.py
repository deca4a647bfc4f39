"""What a page says of a password that is being typed, and what is left on the screen after the
sign-out."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.person import Person
from tests.journeys.test_second_step import account, signs_in
from tests.server import Server


def comes_back_to(page: Page) -> None:
    """As when somebody looks at a tab again."""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


@pytest.mark.repeats
def test_a_page_gives_way_after_the_sign_out_unless_something_is_typed(
    person: Person, shared_server: Server
) -> None:
    email, page = "left@council.example", person.page
    account(shared_server, email)
    signs_in(person, email).opens("/account/password")
    said, field = page.get_by_role("status"), page.get_by_label("Choose a password", exact=True)
    for typed, words in (
        ("kettle", "Choose a password of 12 characters or more"),
        ("passwordpassword", "This password is too easy to guess"),
        ("kettle otter brisk seven", "This password is hard to guess"),
    ):
        field.fill(typed)
        expect(said).to_contain_text(words)
    read, leaving = page.context.new_page(), page.context.new_page()
    read.goto(f"{shared_server.address}/account")
    read.route("**/account/time-left", lambda route: route.fulfill(status=503))
    with read.expect_response("**/account/time-left"):
        comes_back_to(read)
    assert read.url.endswith("/account"), "an outage is no sign-out"
    read.unroute("**/account/time-left")
    leaving.goto(f"{shared_server.address}/signout")
    leaving.get_by_role("button", name="Sign out", exact=True).click()
    comes_back_to(page)
    expect(page.get_by_role("alert")).to_contain_text("What you typed is still on this page")
    assert field.input_value() == "kettle otter brisk seven"
    comes_back_to(read)
    expect(read).to_have_url(f"{shared_server.address}/signin?next=%2Faccount")
    assert email not in read.content()
