"""Take the pictures of the documentation, with made-up people in a real browser.

``check`` takes those of a self-check, ``live`` those of a live session, ``accounts`` those of other
people with an account. Without a name it takes all three.
``--language cy`` takes them in Welsh, for the help in Welsh.
``walls`` takes the room's screen in each phase with 5, 14 and 200 people: see ``walls.py``.
"""

import argparse
import os
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from docs.pictures.accounts import COURSE, take_accounts
from docs.pictures.in_language import context, picture_file
from docs.pictures.session import ITEM, NAME, PicturedSession, Vote
from docs.pictures.walls import take_walls
from quiz.bank.load import load
from quiz.languages.catalogues import language
from quiz.languages.sentences import write_in
from tests.server import Server, running

KEYS = {f"{item.id}.{item.best}" for item in load().items.values()}
# For each scenario: whether the answer is right, and the certainty. Two are sure and wrong.
ANSWERS = [*zip([1, 1, 0, 1, 1, 1, 0, 1, 1, 0, 1, 1], "331442342141", strict=True)]
PICTURED = 5
BEST = ITEM.best
TEMPTING, OTHER = [option.id for option in ITEM.options if option.id != BEST][:2]
# The votes are split and sure, so the pictures show why people discuss them.
FIRST_VOTE: list[Vote] = [
    *[(BEST, 4)] * 2,
    *[(BEST, 3)] * 4,
    *[(BEST, 2)] * 3,
    *[(TEMPTING, 4)] * 3,
    *[(TEMPTING, 3)] * 5,
    *[(TEMPTING, 2)] * 2,
    *[(OTHER, 3)] * 1,
    *[(OTHER, 1)] * 4,
]
SECOND_VOTE: list[Vote] = [
    *[(BEST, 4)] * 7,
    *[(BEST, 3)] * 9,
    *[(BEST, 2)] * 2,
    *[(TEMPTING, 3)] * 2,
    *[(TEMPTING, 2)] * 3,
    *[(OTHER, 1)] * 1,
]


def continue_(page: Page) -> None:
    with page.expect_navigation():
        page.locator("main form:not(.leave-out) button[type=submit]").click()


def answer(page: Page, right: int, certainty: str) -> None:
    values = page.eval_on_selector_all(
        'input[name="option"]', "boxes => boxes.map(box => box.value)"
    )
    chosen = next(value for value in values if (value in KEYS) == bool(right))
    page.check(f'input[name="option"][value="{chosen}"]')
    page.check(f'input[name="certainty"][value="{certainty}"]')


def take_check(browser: Browser, server: Server) -> None:
    page = context(browser, viewport={"width": 420, "height": 900}).new_page()
    page.goto(server.address)
    continue_(page)
    said = {"aware": "yes", "understanding": "yes", "casework": "partly", "asking": "no"}
    for question, rating in said.items():
        page.check(f'input[name="{question}"][value="{rating}"]')
    continue_(page)
    for number, (right, certainty) in enumerate(ANSWERS, start=1):
        answer(page, right, certainty)
        if number == PICTURED:
            page.screenshot(path=picture_file("scenario"), full_page=True)
        continue_(page)
    continue_(page)
    page.check('input[name="risk_ok"][value="yes"]')
    continue_(page)
    continue_(page)
    page.set_viewport_size({"width": 1100, "height": 1500})
    page.screenshot(path=picture_file("feedback"))


def take_live(browser: Browser, server: Server) -> None:
    session = PicturedSession(browser, server, len(FIRST_VOTE))
    session.move_to("open")
    session.phone.screenshot(path=picture_file("live-phone"), full_page=True)
    session.vote(FIRST_VOTE)
    session.move_to("first")
    session.display.screenshot(path=picture_file("live-vote"))
    session.host.screenshot(path=picture_file("live-host"))
    session.move_to("open_again")
    session.vote(SECOND_VOTE)
    session.move_to("best")
    session.display.screenshot(path=picture_file("live-best"))


PICTURE_SETS = {
    "check": take_check,
    "live": take_live,
    "accounts": take_accounts,
    "walls": take_walls,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", nargs="?", choices=list(PICTURE_SETS))
    parser.add_argument("--language", default="en", help="of the pages, such as cy")
    given = parser.parse_args()
    what = given.what
    write_in(language(given.language))
    names = [what] if what else ["check", "live", "accounts"]
    with (
        tempfile.TemporaryDirectory() as instance,
        running(Path(instance), LEARNING_SYSTEMS=COURSE, LANGUAGES="en,cy") as server,
        sync_playwright() as playwright,
    ):
        # Pictures show the address at which people join, so use a name and not an IP address.
        rule = f"--host-resolver-rules=MAP {NAME} {server.address.removeprefix('http://')}"
        browser = playwright.chromium.launch(
            executable_path=os.environ["CHROMIUM"], chromium_sandbox=False, args=[rule]
        )
        for name in names:
            PICTURE_SETS[name](browser, server)
        browser.close()


if __name__ == "__main__":
    main()
