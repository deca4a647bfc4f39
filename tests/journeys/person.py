"""A person with a real browser."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page

from quiz.bank.load import load
from tests.browser import axe_violations

KEYS = {f"{item.id}.{item.best}" for item in load().items.values()}


@dataclass
class Person:
    """A person who uses a browser page. With ``axe``, every page opened is checked."""

    page: Page
    address: str
    axe: bool = True

    def __post_init__(self) -> None:
        # axe needs scripts; other tests check the same pages with scripts.
        self.axe = self.axe and self.scripts

    @property
    def scripts(self) -> bool:
        """Whether this browser runs a page's scripts."""
        return bool(self.page.evaluate("!matchMedia('(scripting: none)').matches"))

    def opens(self, path: str) -> "Person":
        self.page.goto(self.address + path)
        return self.looks()

    def looks(self) -> "Person":
        """Check the page against the accessibility rules."""
        if self.axe:
            found = axe_violations(self.page)
            assert found == [], (self.path, [(v["id"], v["nodes"][0]["html"]) for v in found])
        return self

    def presses(self, button: str) -> "Person":
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=button, exact=True).click()
        return self.looks()

    def follows(self, link: Locator) -> "Person":
        """Follow a link to another page."""
        with self.page.expect_navigation():
            link.click()
        return self.looks()

    def chooses(self, name: str, value: str) -> "Person":
        self.page.check(f'input[name="{name}"][value="{value}"]')
        return self

    def answers(self, *, right: bool, certainty: str) -> "Person":
        """Choose an option, say how sure, and continue."""
        values = self.page.eval_on_selector_all(
            'input[name="option"]', "boxes => boxes.map(box => box.value)"
        )
        self.chooses("option", next(value for value in values if (value in KEYS) == right))
        self.chooses("certainty", certainty)
        return self.presses("Continue")

    def starts(self, length: str = "full", feedback: str = "end") -> "Person":
        self.opens("/").chooses("length", length).chooses("feedback", feedback)
        return self.presses("Start")

    def reaches_the_scenarios(self) -> "Person":
        self.presses("Continue")
        self.presses("Continue")
        while "/confidence/" in self.path:
            self.chooses("answer", "yes").presses("Continue")
        return self

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path

    @property
    def words(self) -> str:
        return " ".join(self.page.inner_text("main").split())

    def sees_no_sideways_scrolling(self) -> "Person":
        wide = self.page.evaluate(
            "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
        )
        assert wide[0] <= wide[1], f"{self.path} is {wide[0]} px wide in a window of {wide[1]}"
        return self
