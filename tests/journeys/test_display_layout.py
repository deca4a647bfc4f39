"""The display's page fits a large screen in every phase, for every scenario, in large type.

Nobody scrolls a display.
"""

from dataclasses import replace

import pytest
from flask import Flask
from playwright.sync_api import Page, ViewportSize

from quiz.bank.items import Contested
from quiz.bank.sources import Checked
from quiz.live.display.screen import Screen
from quiz.live.session.hands import CountedOn, LiveHands
from quiz.live.session.phases import OF_A_SCENARIO, Phase, Vote
from quiz.vocabulary import Certainty
from tests.journeys.display_page import (
    LONGEST,
    PRESS,
    SCENARIOS,
    SCREENS,
    SHOW,
    SMALLEST_SENTENCE,
    SMALLEST_TEXT,
    SMALLEST_TYPE,
    TWICE,
    fragment,
    measure,
    screen_of,
)
from tests.live.steps import ITEM

OPENED = (Phase.CLOSED, Phase.CERTAINTY, Phase.FIRST, Phase.DISCUSS, Phase.BOTH, Phase.BEST)
"""Phases of a scenario that begin with a sentence for the back row."""
HERO = '<h1 class="display__hero'
PHONE: ViewportSize = {"width": 320, "height": 640}
UNCHECKED = Checked.NOT_CHECKED
FULL_OF_WORDS = (Phase.OPEN, Phase.BEST)


@pytest.fixture(scope="module")
def fragments(strict: Flask, everything: bool) -> dict[str, str]:
    """The fragment of every phase for every scenario, and of the phases without one.

    In `make test` every scenario has the phases in which its own words fill the screen, and the
    four longest have the others, too.
    """
    with_scenario = {
        f"{phase} {item.id}": fragment(screen_of(item, phase))
        for phase in Phase
        if phase in OF_A_SCENARIO
        for item in (SCENARIOS if everything or phase in FULL_OF_WORDS else LONGEST)
    }
    small = with_votes(screen_of(ITEM, Phase.BEST), 7)
    with_scenario["three votes of a small room"] = fragment(small)
    with_scenario |= {
        f"{count} counts of hands in a room of {people}, {item.id}": fragment(
            with_hands(screen_of(item, Phase.BEST), count, people)
        )
        for count in (2, 3)
        for people in (9, 12)
        for item in (ITEM, *LONGEST)
        if not isinstance(item, Contested)
    }
    with_scenario |= {
        f"hands beside the votes {item.id}": fragment(with_hands(screen_of(item, Phase.BOTH), 3, 9))
        for item in LONGEST
    }
    again = replace(small.state.reveal(), phase=Phase.OPEN_AGAIN)
    with_scenario |= {
        f"both of others {item.id}": fragment(
            replace(screen_of(item, Phase.BOTH), matched=lambda: False)
        )
        for item in LONGEST
    }
    with_scenario |= {
        f"asked after the answer {item.id}": fragment(
            replace(screen_of(item, Phase.OPEN_AGAIN), state=again)
        )
        for item in LONGEST
    }
    with_scenario["the longest question"] = fragment(
        screen_of(ITEM, Phase.OPEN), "May we look? " * 15 + "Who?"
    )
    return with_scenario | {
        f"{phase}": fragment(screen_of(ITEM, phase))
        for phase in Phase
        if phase not in OF_A_SCENARIO
    }


def test_every_phase_of_every_scenario_fits_the_screen_in_large_type(
    display: Page, fragments: dict[str, str]
) -> None:
    for size in SCREENS:
        display.set_viewport_size(size)
        found = measure(display, fragments)
        assert not {name: one for name, one in found.items() if one["tooHigh"] > 0}, size
        assert not {name: one for name, one in found.items() if one["tooWide"] > 0}, size
        assert not {name: one for name, one in found.items() if one["type"] < SMALLEST_TYPE}, size
        assert not {name: one for name, one in found.items() if one["text"] < SMALLEST_TEXT}, size
        with_sentence = [name for name in fragments if HERO in fragments[name]]
        assert len(with_sentence) >= len(OPENED) * len(LONGEST) + len(SCENARIOS) - len(LONGEST)
        opened = {name: found[name]["sentence"] for name in with_sentence}
        assert not {name: one for name, one in opened.items() if not SMALLEST_SENTENCE <= one < 1}


def test_on_a_phone_the_page_never_scrolls_sideways(
    display: Page, fragments: dict[str, str]
) -> None:
    """With every table of numbers open; on large screens they stay closed."""
    display.set_viewport_size(PHONE)
    found = measure(display, fragments)
    assert not {name: one["tooWide"] for name, one in found.items() if one["tooWide"] > 0}


def test_the_page_still_fits_during_a_pause(display: Page, strict: Flask) -> None:
    display.set_viewport_size(SCREENS[0])
    paused = {str(phase): fragment(screen_of(ITEM, phase, paused=True)) for phase in OF_A_SCENARIO}
    assert all("We have paused" in one for one in paused.values())
    assert not {name: one for name, one in measure(display, paused).items() if one["tooHigh"] > 0}


def with_votes(screen: Screen, people: int) -> Screen:
    """The same with three votes, the last after the answer, not of the same people."""
    votes = {key: {("a", Certainty.VERY_SURE): people} for key in (1, 2, 3)}
    state = replace(screen.state, votes=(*TWICE, Vote(0, 3)))
    return replace(screen, state=state, find_votes=lambda: votes, matched=lambda: False)


def with_hands(screen: Screen, counts: int, people: int) -> Screen:
    """The same with three votes of so many people, and hands counted in ``counts`` of them."""
    hands = LiveHands(counted_on=CountedOn.HANDS, a=4, b=1, c=3, d=3)
    return replace(with_votes(screen, people), hands=dict.fromkeys(range(1, counts + 1), hands))


@pytest.mark.parametrize("shown", ["options", "reasons", "sources", "keys"])
def test_what_a_key_shows_fits_the_screen_for_every_scenario(
    display: Page, strict: Flask, shown: str
) -> None:
    display.set_viewport_size(SCREENS[0])
    display.evaluate(PRESS, shown)
    walls = {item.id: screen_of(item, Phase.BEST) for item in SCENARIOS}
    if shown == "options":
        walls |= {
            f"{item.id} {people}": with_votes(walls[item.id], people)
            for item in LONGEST
            for people in (7, 12)
        }
    found = measure(display, {name: fragment(one) for name, one in walls.items()})
    display.evaluate(PRESS, "")
    assert not {name: one for name, one in found.items() if one["tooHigh"] > 0}
    assert not {name: one for name, one in found.items() if one["type"] < SMALLEST_TYPE}


def test_every_place_in_the_guidance_is_listed_and_marked_if_unchecked(
    display: Page, strict: Flask
) -> None:
    display.evaluate(PRESS, "sources")
    for item in SCENARIOS:
        display.evaluate(SHOW, fragment(screen_of(item, Phase.BEST)))
        listed = display.locator(".display__sources").inner_text()
        assert [pointer.place for pointer in item.pointers if pointer.place not in listed] == []
        unchecked = {pointer.source.id for pointer in item.pointers if pointer.checked == UNCHECKED}
        assert listed.count("not yet checked against the source") == len(unchecked), item.id
    display.evaluate(PRESS, "")


def test_the_best_answer_comes_after_one_sentence_and_a_bar_for_each_vote(
    display: Page, strict: Flask
) -> None:
    display.set_viewport_size(SCREENS[0])
    screen = screen_of(ITEM, Phase.BEST)
    display.evaluate(SHOW, fragment(screen))
    assert screen.answer is not None
    assert display.locator("h1").inner_text().split() == screen.answer.sentence.split()
    assert display.locator(".outcomes__row").count() == len(TWICE)
    best = "ABCD"[[option.id for option in ITEM.options].index(ITEM.best)]
    answer = display.locator(".display__best").inner_text().split()
    assert answer == f"The best answer {best}. {ITEM.option(ITEM.best).text}".split()
    display.evaluate(PRESS, "reasons")
    assert ITEM.option(ITEM.best).reason in display.locator("[data-panel=reasons]").inner_text()
    display.evaluate(PRESS, "options")
    options = display.locator("[data-panel=options]")
    assert "Some of this is learning" in options.inner_text()
    assert options.get_by_text("The best answer", exact=True).count() == 1
    fills = options.locator(".bars__part").evaluate_all(
        "all => all.map(one => one.getAttribute('fill'))"
    )
    assert len(set(fills)) == 2, "one colour for the best answer, one for the others"
    display.evaluate(PRESS, "")
