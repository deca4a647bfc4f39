"""Take the README's pictures: made-up people in a real browser, on a service of its own.

``check`` takes those of a check, ``live`` those of a live session; without either, all are taken.
"""

import argparse
import os
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from docs.pictures.session import ITEM, NAME, Room, Vote
from quiz.bank.load import load
from tests.server import Server, running

ROOT = Path(__file__).parents[2]
KEYS = {f"{item.id}.{item.best}" for item in load().items.values()}
# For each scenario: whether right, and how sure. Two sure and wrong, as in most people's checks.
ANSWERS = [*zip([1, 1, 0, 1, 1, 1, 0, 1, 1, 0, 1, 1], "331442342141", strict=True)]
SHOWN = 5
PICTURES = ROOT / "docs/pictures"
BEST = ITEM.best
TEMPTING, OTHER = [option.id for option in ITEM.options if option.id != BEST][:2]
# A room that is split, and sure: the pictures are to show what the talk is about.
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


def go_on(page: Page) -> None:
    with page.expect_navigation():
        page.locator("main form button").click()


def answer(page: Page, right: int, certainty: str) -> None:
    values = page.eval_on_selector_all('input[name="option"]', "all => all.map(one => one.value)")
    chosen = next(value for value in values if (value in KEYS) == bool(right))
    page.check(f'input[name="option"][value="{chosen}"]')
    page.check(f'input[name="certainty"][value="{certainty}"]')


def take_check(browser: Browser, server: Server) -> None:
    page = browser.new_page(viewport={"width": 420, "height": 900})
    page.goto(server.address)
    go_on(page)
    go_on(page)
    page.check('input[name="risk_ok"][value="yes"]')
    go_on(page)
    for said in ("yes", "yes", "partly", "no"):
        page.check(f'input[name="answer"][value="{said}"]')
        go_on(page)
    for number, (right, certainty) in enumerate(ANSWERS, start=1):
        answer(page, right, certainty)
        if number == SHOWN:
            page.screenshot(path=ROOT / "docs/pictures/scenario.png", full_page=True)
        go_on(page)
    go_on(page)
    page.set_viewport_size({"width": 1100, "height": 1500})
    page.screenshot(path=ROOT / "docs/pictures/feedback.png")


def take_live(browser: Browser, server: Server) -> None:
    room = Room(browser, server, len(FIRST_VOTE))
    room.moves("open")
    room.phone.screenshot(path=PICTURES / "live-phone.png", full_page=True)
    room.votes(FIRST_VOTE)
    room.moves("first")
    room.wall.screenshot(path=PICTURES / "live-vote.png")
    room.host.screenshot(path=PICTURES / "live-host.png")
    room.moves("open_again")
    room.votes(SECOND_VOTE)
    room.moves("best")
    room.wall.screenshot(path=PICTURES / "live-best.png")


TAKEN = {"check": take_check, "live": take_live}


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("what", nargs="?", choices=list(TAKEN))
    what = asked.parse_args().what
    wanted = [what] if what else list(TAKEN)
    with (
        tempfile.TemporaryDirectory() as instance,
        running(Path(instance)) as server,
        sync_playwright() as playwright,
    ):
        # A name instead of this machine's number: pictures show the address at which people join.
        named = f"--host-resolver-rules=MAP {NAME} {server.address.removeprefix('http://')}"
        browser = playwright.chromium.launch(
            executable_path=os.environ["CHROMIUM"], chromium_sandbox=False, args=[named]
        )
        for each in wanted:
            TAKEN[each](browser, server)
        browser.close()


if __name__ == "__main__":
    main()
