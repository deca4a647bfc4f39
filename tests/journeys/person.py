"""A person with a real browser."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, ViewportSize

from tests.browser import axe_violations, of_a_page
from tests.journeys.form_filler import FormFiller, choose

PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1200, "height": 900}


@dataclass
class Person:
    """A person who uses a browser page. With ``axe``, every page opened is checked."""

    page: Page
    address: str
    axe: bool = True
    #: Whether this browser runs a page's scripts.
    scripts: bool = field(init=False)

    def __post_init__(self) -> None:
        without = "matchMedia('(scripting: none)').matches"
        self.scripts = not of_a_page(self.page, lambda: self.page.evaluate(without))
        # axe needs scripts; other tests check the same pages with scripts.
        self.axe = self.axe and self.scripts

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
        self.chooses("option", choose(values, best=right))
        self.chooses("certainty", certainty)
        return self.presses("Continue")

    def starts(self) -> "Person":
        """Start a check of twelve scenarios."""
        return self.opens("/").presses("Start")

    def begins(self, length: str = "short", feedback: str = "end") -> "Person":
        """Start a check and answer the survey without pages; open the first scenario."""
        with self.without_pages() as requests:
            path = begin(requests, length, feedback)
        return self.opens(path)

    def answers_without_pages(self, *answers: tuple[str, str]) -> "Person":
        """Go through a short check without pages.

        Each answer is ``best`` or ``other``, and how sure.
        """
        with self.without_pages() as requests:
            path = begin(requests, "short", "end")
            for option, certainty in answers:
                path, _ = requests.sends(path, option=option, certainty=certainty)
            path, _ = requests.sends(path)
        assert path == "/check/feedback"
        return self

    @contextmanager
    def without_pages(self) -> Iterator[FormFiller]:
        """Go on by plain requests with this browser's cookies, where a test needs no page.

        The browser keeps its page; open the next one afterwards.
        """
        context = self.page.context
        held = {cookie["name"]: cookie["value"] for cookie in context.cookies()}
        requests = FormFiller(self.address, random.Random(0), held)
        yield requests
        context.add_cookies(
            [
                {"name": name, "value": value, "url": self.address}
                for name, value in requests.cookies.items()
            ]
        )

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path

    @property
    def words(self) -> str:
        return " ".join(self.page.inner_text("main").split())

    def sees_no_sideways_scrolling(self) -> "Person":
        widths = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
        wide = of_a_page(self.page, lambda: self.page.evaluate(widths))
        assert wide[0] <= wide[1], f"{self.path} is {wide[0]} px wide in a window of {wide[1]}"
        return self


@dataclass
class TwoSizes(Person):
    """Checks the layout of each page in both sizes, and accessibility in the first.

    With ``axe_in_both``, accessibility in both.
    """

    sizes: tuple[ViewportSize, ViewportSize] = (PHONE, DESK)
    axe_in_both: bool = False

    def looks(self) -> "TwoSizes":
        current = self.page.viewport_size
        for size in sorted(self.sizes, key=lambda one: one != current):
            if self.page.viewport_size != size:
                self.page.set_viewport_size(size)
            if self.axe_in_both or size == self.sizes[0]:
                super().looks()
            self.sees_no_sideways_scrolling()
        return self


def begin(requests: FormFiller, length: str, feedback: str) -> str:
    """Start a check and answer the survey; the path of the first scenario."""
    path, _ = requests.sends("/", length=length, feedback=feedback)
    path, _ = requests.sends(path)
    return path
