"""Walls of hands and of the end, reasons and sources, and small buttons: large type, in full."""

import pytest
from flask import Flask
from playwright.sync_api import Page

from quiz.bank.items import Contested, Item
from quiz.live.results.highlights import Highlights, highlights
from quiz.live.session.aggregate import ScenarioVotes, SessionAggregate
from quiz.live.session.anonymous import LONGEST_TEXT
from quiz.live.session.hands import CountedOn
from quiz.live.session.phases import Phase
from quiz.live.session.plan import Plan
from quiz.live.session.plan_scenarios import planned_scenario
from quiz.vocabulary import Certainty
from tests.journeys.display_page import (
    PRESS,
    SCENARIOS,
    SCREENS,
    SHOW,
    SMALLEST_SENTENCE,
    SMALLEST_TEXT,
    SMALLEST_TYPE,
    Measured,
    counted,
    ended_screen,
    fragment,
    hands_screen,
    measure,
    screen_of,
)
from tests.live.ended_session import ended_aggregate, other_option
from tests.live.steps import BANK, ITEM

HANDS = counted(1, CountedOn.HANDS, 1, 4, 3, 1)
AGAIN = counted(2, CountedOn.HANDS, 0, 9, 0, 0)
TIE = counted(1, CountedOn.HANDS, 111, 111, 111, 111)
PAPER = counted(1, CountedOn.PAPER, 1, 5, 1, 0)
COUNTED = (Phase.CLOSED, Phase.FIRST, Phase.DISCUSS, Phase.BOTH, Phase.BEST)
FINDINGS = 0.045
SIZES = """() => [...document.querySelectorAll(".display__findings *")].map(
  (one) => parseFloat(getComputedStyle(one).fontSize) / innerHeight)"""
MARKER = "() => getComputedStyle(document.querySelector('main li')).listStyleType"
CUT = """() => [...document.querySelectorAll(".display__controls :is(a, button)")].filter((one) =>
  one.scrollWidth > one.clientWidth || one.getBoundingClientRect().right > innerWidth
).map((one) => one.outerHTML)"""


def fits(display: Page, walls: dict[str, str]) -> dict[str, Measured]:
    """What was measured on the smaller screens, where every wall has to fit in large type."""
    for size in SCREENS[:2]:
        display.set_viewport_size(size)
        found = measure(display, walls)
        assert not {name: one for name, one in found.items() if one["tooHigh"] > 0}, size
        assert not {name: one for name, one in found.items() if one["tooWide"] > 0}, size
        assert not {name: one for name, one in found.items() if one["covered"]}, size
        assert not {name: one for name, one in found.items() if one["type"] < SMALLEST_TYPE}, size
    return found


def longest_options() -> list[Item | Contested]:
    """The scenarios whose options take most room, and a contested one."""
    length = {item.id: sum(len(option.text) for option in item.options) for item in SCENARIOS}
    return [*sorted(SCENARIOS, key=lambda item: length[item.id])[-2:], BANK.contested[0]]


def test_a_show_of_hands_begins_with_one_sentence_in_the_largest_type(
    display: Page, strict: Flask
) -> None:
    rooms = {"one": [HANDS], "two": [HANDS, AGAIN], "tie": [TIE], "paper": [PAPER]}
    found = fits(
        display,
        {
            f"{phase} {item.id} {name}": fragment(hands_screen(item, phase, *hands))
            for item in longest_options()
            for phase in COUNTED
            for name, hands in rooms.items()
        },
    )
    assert not {name: one for name, one in found.items() if one["text"] < SMALLEST_TEXT}
    assert min(one["sentence"] for one in found.values()) >= SMALLEST_SENTENCE


def highlights_of(number: int, *, longest: bool) -> str:
    """Scenarios that moved, with the longest or the shortest titles."""
    items = [item for item in SCENARIOS if isinstance(item, Item)]
    shown = sorted(items, key=lambda item: len(item.title), reverse=longest)[:number]
    scenarios = []
    for item in shown:
        wrong = other_option(item.best), Certainty.VERY_SURE
        first, second = ({wrong: n, (item.best, Certainty.UNSURE): 200 - n} for n in (150, 25))
        scenarios.append(ScenarioVotes(item.id, item.revision, (first, second), matched=False))
    aggregate = SessionAggregate(200, tuple(scenarios), ended_aggregate().confidence)
    plan = Plan(tuple(planned_scenario(item) for item in shown))
    return fragment(ended_screen(highlights(BANK, plan, aggregate)))


def test_the_end_begins_with_one_sentence_and_the_back_row_reads_the_rest(
    display: Page, strict: Flask
) -> None:
    nothing = Highlights()
    long = ["May we look? " * (LONGEST_TEXT // 13)] * 30
    walls = {
        "highlights": highlights_of(3, longest=True),
        "short highlights": highlights_of(2, longest=False),
        "three short ones": highlights_of(3, longest=False),
        "pledges": fragment(ended_screen(nothing, ["I ask first."] * 5)),
        "long pledges": fragment(ended_screen(nothing, long)),
        "short pledges": fragment(ended_screen(nothing, ["I ask."] * 100)),
    }
    found = fits(display, walls)
    assert min(one["sentence"] for one in found.values()) >= SMALLEST_SENTENCE
    display.evaluate(SHOW, walls["highlights"])
    assert min(display.evaluate(SIZES)) >= FINDINGS
    assert display.evaluate(MARKER) == "none", "the lines have numbers of their own"
    hero = display.locator("h1").inner_text().split()
    assert hero == ["150", "of", "200", "were", "sure,", "and", "wrong", "in", "scenario", "1."]
    display.evaluate(SHOW, walls["long pledges"])
    assert "more." in display.locator("main").inner_text()


def test_the_small_buttons_say_what_the_next_step_is(display: Page, strict: Flask) -> None:
    display.set_viewport_size(SCREENS[1])
    for phase in Phase:
        if phase != Phase.END:
            display.evaluate(SHOW, fragment(screen_of(ITEM, phase)))
            assert display.evaluate(CUT) == [], phase


@pytest.mark.parametrize(("shown", "least"), [("reasons", 0.72), ("sources", 0.25)])
def test_reasons_and_sources_are_set_as_large_as_they_allow(
    display: Page, strict: Flask, shown: str, least: float
) -> None:
    """The text goes on to the end of the screen: no small type above an empty wall."""
    display.set_viewport_size(SCREENS[0])
    display.evaluate(PRESS, shown)
    ends = {}
    for item in (*SCENARIOS[:6], *BANK.contested[:3]):
        display.evaluate(SHOW, fragment(screen_of(item, Phase.BEST)))
        last = display.locator(f"[data-panel={shown}] li").last.bounding_box()
        assert last is not None
        ends[item.id] = (last["y"] + last["height"]) / SCREENS[0]["height"]
    display.evaluate(PRESS, "")
    assert not {name: end for name, end in ends.items() if not least < end < 1}
