"""Second factors in a real browser, whose authenticator is Chromium's own virtual one."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, CDPSession

from quiz.clock import today
from quiz.people import accounts, passwords
from quiz.storage.database import connect
from quiz.vocabulary import Role
from tests.journeys.person import DESK, PHONE, Person, TwoSizes
from tests.people.steps import PASSWORD
from tests.server import Server
from tests.signin.factor_steps import code

AUTHENTICATOR = {
    **{"protocol": "ctap2", "transport": "internal", "automaticPresenceSimulation": True},
    **{"hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True},
}


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport=PHONE)
    yield context
    context.close()


@pytest.fixture
def person(context: BrowserContext, shared_server: Server, everything: bool) -> Person:
    """By name: passkeys do not work at an address of numbers. ``make test-all`` checks each page
    in two sizes, and with axe."""
    page, address = context.new_page(), shared_server.address.replace("127.0.0.1", "localhost")
    if everything:
        return TwoSizes(page, address, sizes=(PHONE, DESK), axe_in_both=True)
    return Person(page, address, axe=False)


@pytest.fixture
def device(context: BrowserContext, person: Person) -> CDPSession:
    """A device that can keep passkeys."""
    device = context.new_cdp_session(person.page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    return device


def account(server: Server, email: str) -> None:
    database = connect(server.database_url)
    with database.begin(writes=True) as session:
        person = accounts.add(session, email, "Ada", [Role.LEAD], today())
        passwords.store(session, person, PASSWORD)
        session.commit()
    database.close()


def signs_in(person: Person, email: str) -> Person:
    person.opens("/signin")
    person.page.get_by_label("Email address").fill(email)
    person.page.get_by_label("Password", exact=True).fill(PASSWORD)
    return person.presses("Sign in")


@pytest.mark.usefixtures("device")
def test_a_passkey_signs_in_alone_and_as_the_second_step(
    person: Person, shared_server: Server
) -> None:
    email, page = "passkey@council.example", person.page
    account(shared_server, email)
    signs_in(person, email)
    person.opens("/account/passkeys/new")
    page.get_by_label("Name of the passkey").fill("my phone")
    person.presses("Add the passkey")
    assert "Write down your recovery codes" in person.words
    assert "my phone" in person.opens("/account").words
    person.opens("/signout").presses("Sign out")
    person.opens("/signin/passkey?next=/account").presses("Use my passkey")
    assert person.path == "/account"
    person.opens("/signout").presses("Sign out")
    signs_in(person, email).presses("Use my passkey")
    assert person.path == "/teams"
    assert email not in shared_server.log


@pytest.mark.only_test_all
def test_an_app_and_its_codes(person: Person, shared_server: Server) -> None:
    email, page = "app@council.example", person.page
    account(shared_server, email)
    signs_in(person, email)
    person.opens("/account/second-step").opens("/account/authenticator")
    key = page.inner_text("#authenticator-key").replace(" ", "")
    page.get_by_label("The code that the app shows now").fill("12")
    person.presses("Turn it on")
    page.get_by_label("The code that the app shows now").fill(code(-1, key))
    person.presses("Turn it on")
    recovery = page.locator("li.factor__code").first.inner_text()
    person.opens("/account").opens("/account/recovery-codes").opens("/account/authenticator/off")
    person.opens("/signout").presses("Sign out")
    signs_in(person, email)
    page.get_by_label("Code", exact=True).fill("000000")
    person.presses("Continue")
    page.get_by_label("Code", exact=True).fill(recovery)
    person.presses("Continue")
    assert "Recovery codes left: 9." in person.words


@pytest.mark.only_test_all
def test_a_device_that_says_no_leaves_another_way(
    person: Person, device: CDPSession, shared_server: Server
) -> None:
    person.opens("/signin/passkey")
    device.send("WebAuthn.disable")
    device.send("WebAuthn.enable")  # no authenticator is left, and none will be chosen
    device.send(
        "WebAuthn.addVirtualAuthenticator", {"options": {**AUTHENTICATOR, "isUserVerified": False}}
    )
    person.page.get_by_role("button", name="Use my passkey").click()
    status = person.page.get_by_role("status").filter(has_text="Try again, or use another way")
    status.wait_for()
    assert person.path == "/signin/passkey"
