"""Take the README's pictures: a made-up person in a real browser, on a service of its own."""

import os
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from quiz.bank.load import load
from tests.server import running

ROOT = Path(__file__).parents[2]
KEYS = {f"{item.id}.{item.best}" for item in load().items.values()}
# For each scenario: whether right, and how sure. Two sure and wrong, as in most people's checks.
ANSWERS = [*zip([1, 1, 0, 1, 1, 1, 0, 1, 1, 0, 1, 1], "331442342141", strict=True)]
SHOWN = 5


def go_on(page: Page) -> None:
    with page.expect_navigation():
        page.locator("main form button").click()


def answer(page: Page, right: int, certainty: str) -> None:
    values = page.eval_on_selector_all('input[name="option"]', "all => all.map(one => one.value)")
    chosen = next(value for value in values if (value in KEYS) == bool(right))
    page.check(f'input[name="option"][value="{chosen}"]')
    page.check(f'input[name="certainty"][value="{certainty}"]')


def take(page: Page, address: str) -> None:
    page.goto(address)
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


if __name__ == "__main__":
    with (
        tempfile.TemporaryDirectory() as instance,
        running(Path(instance)) as server,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=os.environ["CHROMIUM"], chromium_sandbox=False
        )
        take(browser.new_page(viewport={"width": 420, "height": 900}), server.address)
        browser.close()
    print("docs/pictures/scenario.png, docs/pictures/feedback.png")
