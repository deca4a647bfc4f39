"""Charts in a real browser: small, large, in print, and in high contrast."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from tests.browser import axe_violations
from tests.charts import samples
from tests.charts.gallery import opens

WIDTHS = [320, 1200]


@pytest.fixture
def page(browser: Browser, app: Flask, request: Any) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": request.param, "height": 900})
    opened = context.new_page()
    opens(opened, app, [*samples.all_charts(), *samples.odd()])
    yield opened
    context.close()


small_and_large = pytest.mark.parametrize("page", WIDTHS, indirect=True)


@small_and_large
def test_the_accessibility_rules_hold(page: Page) -> None:
    found = axe_violations(page)
    assert found == [], [(v["id"], v["nodes"][0]["html"]) for v in found]


@small_and_large
def test_all_fits_and_all_words_can_be_read(page: Page) -> None:
    wide, window = page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    assert wide <= window
    sizes = page.evaluate(
        """[...document.querySelectorAll('.chart *')]
            .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
            .filter(e => !e.closest('title, desc') && e.getClientRects().length)
            .map(e => {
                const svg = e.closest('svg');
                const scale = svg?.viewBox.baseVal?.width
                    ? svg.getBoundingClientRect().width / svg.viewBox.baseVal.width : 1;
                return parseFloat(getComputedStyle(e).fontSize) * scale;
            })"""
    )
    assert len(sizes) > 100
    assert min(sizes) >= 14


@small_and_large
def test_a_mark_is_at_its_percentage_of_the_line(page: Page) -> None:
    """21 of 30 said yes: 70 % of the way from the first line of the grid to the last."""
    left, right, middle = page.evaluate(
        """(() => {
            const strip = document.querySelectorAll('#pairing .chart__strip')[1];
            const box = strip.querySelector('.chart__diamond').getBoundingClientRect();
            const grid = [...strip.querySelectorAll('.chart__grid')]
                .map(line => line.getBoundingClientRect().left);
            return [grid[0], grid.at(-1), (box.left + box.right) / 2];
        })()"""
    )
    assert middle == pytest.approx(left + 0.7 * (right - left), abs=1)


@pytest.mark.parametrize("page", [1200], indirect=True)
def test_marks_are_visible_in_high_contrast_and_in_print(page: Page) -> None:
    colours = """[...document.querySelectorAll('#pairing svg[role=img] .chart__shown')]
        .map(e => getComputedStyle(e).stroke)"""
    plain = set(page.evaluate(colours))
    page.emulate_media(forced_colors="active", color_scheme="dark")
    assert set(page.evaluate(colours)) == {"rgb(255, 255, 255)"} != plain
    page.emulate_media(forced_colors="none", media="print")
    assert set(page.evaluate(colours)) == plain
    assert page.locator("#pairing table").is_visible()
