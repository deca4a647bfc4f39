"""A real browser for the journeys, and axe checks."""

from __future__ import annotations

import functools
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from tests.passed import ACCESSIBLE

T = TypeVar("T")

AXE = Path(__file__).parent.parent / "assets/node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# The checked state without tokens: hidden fields differ on every page.
STATE = """() => {
  const copy = document.documentElement.cloneNode(true);
  copy.querySelectorAll('input[type=hidden]').forEach(box => box.setAttribute('value', ''));
  const fields = [...document.querySelectorAll('input:not([type=hidden]), textarea, select')];
  const media = ['(forced-colors: active)', '(prefers-color-scheme: dark)',
                 '(prefers-reduced-motion: reduce)', 'print'];
  return JSON.stringify([
    copy.outerHTML, innerWidth, innerHeight, devicePixelRatio, scrollX, scrollY,
    media.map(query => matchMedia(query).matches),
    fields.map(field => [field.checked, field.value]),
    [...document.querySelectorAll('*')].indexOf(document.activeElement),
  ]);
}"""
# How often a live page goes to its next page during one question, at most.
MOVES = 3
# Style sheets are fetched again only for an experimental rule, which we do not run.
RUN = """tags => axe.run(document, {
  runOnly: tags, resultTypes: ['violations'], preload: {assets: ['media']},
})"""
ARGS = [
    "--headless=new",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    # Allow requests to our server only.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A process for pages that no screen shows is a third of the cost of opening a page.
    "--in-process-gpu",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser that `make test` found. Raises if missing; never skips."""
    path = os.environ.get("CHROMIUM")
    if not path:
        pytest.fail('No browser: run "make test", or set CHROMIUM to the path of a Chromium.')
    with sync_playwright() as playwright:
        # No Chromium sandbox is Playwright's default: root and most containers cannot have one, and
        # only our own pages are opened.
        browser = playwright.chromium.launch(
            executable_path=path, args=ARGS, chromium_sandbox=False
        )
        yield browser
        browser.close()


@functools.cache
def _axe() -> str:
    return AXE.read_text(encoding="utf-8")


def axe_violations(page: Page) -> list[dict[str, Any]]:
    """The axe-core rules that the page breaks, each with the nodes that break it.

    Pages that passed are cached by document, window, colours and field state.
    """
    return of_a_page(page, lambda: _checked(page))


def of_a_page(page: Page, question: Callable[[], T]) -> T:
    """What scripts find on a page: ``question`` runs them.

    A live page may go to its next page meanwhile. Then the question is put to the next page.
    """
    for _ in range(MOVES):
        try:
            return question()
        except PlaywrightError as error:
            if not re.search("context was destroyed|because of a navigation", str(error)):
                raise
            page.wait_for_load_state()
    return question()


def _checked(page: Page) -> list[dict[str, Any]]:
    state: str = page.evaluate(STATE)
    if state in ACCESSIBLE:
        return []
    # Not a script tag: the site's content security policy forbids inline scripts.
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(_axe())
    violations: list[dict[str, Any]] = page.evaluate(RUN, RULES)["violations"]
    if not violations:
        ACCESSIBLE.add(state)
    return violations
