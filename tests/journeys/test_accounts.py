"""An account in a real browser: from the one-time link to signing out everywhere."""

import re
import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, ViewportSize

from tests.journeys.person import DESK, Person, TwoSizes
from tests.people.steps import PASSWORD
from tests.server import ROOT, Server

SMALL: ViewportSize = {"width": 320, "height": 640}


@pytest.fixture
def server(shared_server: Server) -> Server:
    return shared_server


@pytest.fixture(
    params=[True, pytest.param(False, marks=pytest.mark.repeats)], ids=["scripts", "no-scripts"]
)
def person(
    server: Server, browser: Browser, everything: bool, request: pytest.FixtureRequest
) -> Iterator[Person]:
    context = browser.new_context(viewport=SMALL, java_script_enabled=request.param)
    yield TwoSizes(context.new_page(), server.address, sizes=(SMALL, DESK), axe_in_both=everything)
    context.close()


def invited(server: Server, *more: str) -> str:
    """The path of a link that the command prints."""
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "people", "invite", *more]
    done = subprocess.run(
        [*command, "--url", server.address],
        cwd=ROOT,
        env=server.environ,
        capture_output=True,
        text=True,
    )
    found = re.search(rf"{server.address}(\S+)", done.stdout)
    assert found, done.stderr
    return found[1]


PAGES = (
    *("/admin/people", "/admin/contacts", "/admin/content", "/admin/content/import"),
    *("/admin/audit", "/account"),
)
LIKE_OTHERS = (
    *("/admin/people/invite", "/admin/content/ripa-2000/changed"),
    *("/admin/content/ripa-2000/review", "/admin/content/export"),
    *("/account/password", "/account/sessions", "/signout"),
)
"""Short forms in the same template as those above, or pages that the journey opens, too."""


def check_every_page(person: Person, everything: bool) -> None:
    """Every admin page fits the screen and passes the accessibility checks."""
    for path in PAGES + LIKE_OTHERS * everything:
        person.opens(path)
        assert person.path == path
    person.opens("/admin/people")
    person.follows(person.page.get_by_role("link", name="Ada Admin").first)


@pytest.mark.starts_first
def test_from_the_one_time_link_to_signing_out(
    person: Person, server: Server, everything: bool, request: pytest.FixtureRequest
) -> None:
    page, way = person.page, request.node.callspec.id
    email = f"ada.{way}@council.example"
    link = invited(server, email, "--role", "administrator")
    person.opens(link)
    page.get_by_label("Your name").fill("Ada Admin")
    page.get_by_label("Choose a password").fill("password1234")
    person.presses("Save and sign in")
    assert "too easy to guess" in person.words
    assert page.get_by_label("Your name").input_value() == "Ada Admin"
    page.get_by_label("Choose a password").fill(PASSWORD)
    person.presses("Save and sign in")
    assert person.path == "/admin/people"
    if person.scripts or everything:
        check_every_page(person, everything)
    person.opens("/admin/people/invite")
    page.get_by_label("Email address").fill(f"lead.{way}@council.example")
    page.get_by_label("Team lead").check()
    person.presses("Make a link")
    assert f"{server.address}/invited/" in person.words
    person.opens("/account/sessions").presses("Sign out everywhere")
    assert person.path == "/signin"
    person.opens("/admin/audit")
    assert person.path == "/signin"
    page.get_by_label("Email address").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    person.presses("Sign in")
    assert person.path == "/admin/audit"
    person.follows(page.get_by_role("link", name="Sign out")).presses("Sign out")
    assert "You are signed out." in person.words
    assert "council.example" not in server.log
    assert link not in server.log


def test_the_password_can_be_shown(person: Person) -> None:
    person.opens("/signin")
    show = person.page.get_by_role("button", name="Show password")
    if not person.scripts:
        assert show.count() == 0
        return
    box = person.page.get_by_label("Password", exact=True)
    assert box.get_attribute("type") == "password"
    show.click()
    assert box.get_attribute("type") == "text"
    person.looks()


def test_pages_without_signing_in(person: Person) -> None:
    for path in ("/signin", "/invited/no-such-link", "/signout"):
        person.opens(path)
