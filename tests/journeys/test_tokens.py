"""Making, showing and revoking a token in a real browser, in two sizes and with axe."""

import pytest
from playwright.sync_api import Browser

from quiz.clock import today
from quiz.people import accounts, passwords
from quiz.storage.database import connect
from quiz.vocabulary import Role
from tests.journeys.person import DESK, PHONE, TwoSizes
from tests.people.steps import PASSWORD
from tests.server import Server

EMAIL = "token@council.example"


@pytest.mark.only_test_all
def test_a_token_is_made_shown_and_revoked(browser: Browser, shared_server: Server) -> None:
    database = connect(shared_server.database_url)
    with database.begin(writes=True) as session:
        lead = accounts.add(session, EMAIL, "Ada", [Role.LEAD], today())
        passwords.store(session, lead, PASSWORD)
        session.commit()
    database.close()
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    person = TwoSizes(page, shared_server.address, sizes=(PHONE, DESK), axe_in_both=True)
    person.opens("/signin")
    page.get_by_label("Email address").fill(EMAIL)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    person.presses("Sign in")
    person.opens("/account/tokens/new").presses("Make the token")
    assert "Give the token a name" in person.words
    page.get_by_label("Name of the token").fill("Monthly report")
    page.get_by_label("Results of team reviews").check()
    page.get_by_label("30 days").check()
    person.presses("Make the token")
    token = page.locator("code.token").first.inner_text()
    answer = context.request.get(
        f"{shared_server.address}/api/v1/reviews", headers={"Authorization": f"Bearer {token}"}
    )
    assert answer.json() == {"reviews": []}
    person.opens("/account")
    page.get_by_role("link", name="Revoke the token Monthly report").click()
    person.presses("Revoke it")
    assert "is revoked" in person.words
    assert token not in shared_server.log
    context.close()
