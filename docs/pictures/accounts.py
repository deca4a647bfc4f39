"""Pictures of the pages of people with an account: a lead, a content owner, an administrator; and
of what somebody sees who comes from a course."""

from flask import Flask
from playwright.sync_api import Browser, Page, ViewportSize

from docs.pictures.in_language import context, picture_file
from docs.pictures.session import press
from quiz import create_app
from quiz.bank import edits, own_content
from quiz.bank.load import load
from quiz.content import store
from quiz.languages.sentences import gettext
from quiz.settings.config import from_environment
from quiz.vocabulary import Role
from tests.authors.own_drafts import OWN_ID, words
from tests.people.steps import PASSWORD, account
from tests.server import Server
from tests.teams import stored_reviews
from tests.teams.blocks import blocks

COURSE = "https://learn.council.example"
"""The learning system that the service has on its list."""
LAUNCH = "0123456789abcdef" * 2
"""The number of a launch, which a package draws."""
DESK: ViewportSize = {"width": 1000, "height": 800}
PEOPLE = {"Lea": Role.LEAD, "Olu": Role.OWNER, "Ada": Role.ADMINISTRATOR}


def take_accounts(browser: Browser, server: Server) -> None:
    """Take the pictures of the help for leads, content owners, administrators and courses."""
    app = create_app(from_environment({"INSTANCE": str(server.log_file.parent), **server.environ}))
    ids = {name: _account(app, name) for name in PEOPLE}
    review = stored_reviews.review(
        app.extensions["database"], ids["Lea"], blocks(load(), [16], sure=0.7), name="Duty team"
    )
    _unfinished_draft(app)
    app.extensions["database"].close()
    shots = (
        ("Lea", f"/teams/{review}/results", "review", 1000),
        ("Olu", f"/admin/content/own/{OWN_ID}/edit?open=yes", "own-scenario", 1000),
        ("Ada", "/admin/people", "people", 620),
    )
    for name, path, picture, height in shots:
        page = context(browser, viewport={**DESK, "height": height}).new_page()
        _sign_in(page, server, name)
        page.goto(f"{server.address}{path}")
        page.screenshot(path=picture_file(picture))
    page = context(browser, viewport={**DESK, "height": 560}).new_page()
    page.goto(f"{server.address}/learning/scorm?system={COURSE}&number={LAUNCH}")
    page.screenshot(path=picture_file("course"))


def _account(app: Flask, name: str) -> str:
    email = f"{name.lower()}@council.example"
    return account(app, PEOPLE[name], email=email, name=name, password=PASSWORD)


def _sign_in(page: Page, server: Server, name: str) -> None:
    page.goto(f"{server.address}/account")
    page.get_by_label(gettext("Email address")).fill(f"{name.lower()}@council.example")
    page.get_by_label(gettext("Password"), exact=True).fill(PASSWORD)
    press(page, "Sign in")


def _unfinished_draft(app: Flask) -> None:
    """A draft with two parts that are still to write."""
    draft = {**words(), "prompt": "", "people": []}
    edits.apply(store(app), lambda data: own_content.add(data, draft, ()), local=True)
