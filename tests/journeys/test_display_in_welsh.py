"""The longest walls in Welsh, with counts of hands, laid out by a real browser.

Its words are longer than the English ones; what fits in English may be cut.
"""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from quiz.languages.catalogues import language
from quiz.languages.sentences import written_in
from quiz.live.host.labels import TO
from quiz.live.session.hands import CountedOn
from quiz.live.session.phases import Phase
from tests.journeys.display_page import (
    LONGEST,
    PRESS,
    SCREENS,
    SHOW,
    counted,
    fragment,
    hands_screen,
    measure,
    open_display,
    screen_of,
)
from tests.journeys.test_display_layout import with_hands, with_votes
from tests.journeys.test_display_walls import CUT, fits
from tests.live.steps import BANK, ITEM

pytestmark = pytest.mark.repeats

SCORED = sorted(
    BANK.items.values(), key=lambda one: sum(len(option.text) for option in one.options)
)[-2:]
FULL_SCREEN = "() => { document.querySelector('[data-full-screen]').hidden = false }"


@pytest.fixture(scope="module")
def welsh(browser: Browser, strict: Flask) -> Iterator[Page]:
    with written_in(language("cy")):
        yield from open_display(browser, strict)


def test_the_longest_walls_fit(welsh: Page, strict: Flask) -> None:
    counts = [counted(number, CountedOn.HANDS, 44, 55, 33, 12) for number in (1, 2)]
    with written_in(language("cy")):
        walls = {
            f"{phase} {item.id} {people} {raised}": fragment(
                with_hands(screen_of(item, phase), raised, people)
            )
            for phase in (Phase.CLOSED, Phase.FIRST, Phase.BOTH, Phase.BEST)
            for item in (*LONGEST, *SCORED)
            for people in (9, 12)
            for raised in (1, 2, 3)
        } | {
            f"only hands {phase} {item.id} {len(shown)}": fragment(
                hands_screen(item, phase, *shown)
            )
            for phase in (Phase.CLOSED, Phase.FIRST, Phase.BOTH, Phase.BEST)
            for item in (*LONGEST, *SCORED)
            for shown in (counts[:1], counts)
        }
    assert any("Gofynnwyd ar ôl yr ateb:" in one for one in walls.values())
    fits(welsh, walls)


def test_every_option_fits(welsh: Page, strict: Flask) -> None:
    with written_in(language("cy")):
        walls = {
            f"{item.id} {people}": fragment(with_votes(screen_of(item, Phase.BEST), people))
            for item in SCORED
            for people in (7, 12, 200)
        }
    welsh.evaluate(PRESS, "options")
    for size in SCREENS:
        welsh.set_viewport_size(size)
        found = measure(welsh, walls)
        assert not {name: one for name, one in found.items() if one["tooHigh"] > 0}, size
    welsh.evaluate(PRESS, "")


def test_no_button_is_cut_beside_the_best_answer(welsh: Page, strict: Flask) -> None:
    """Its wall has the most buttons."""
    welsh.set_viewport_size(SCREENS[1])
    with written_in(language("cy")):
        onward = TO[Phase.OPEN] % {"number": 12}
        welsh.evaluate(SHOW, fragment(screen_of(ITEM, Phase.BEST), onward=str(onward)))
    welsh.evaluate(FULL_SCREEN)
    assert welsh.evaluate(CUT) == []
