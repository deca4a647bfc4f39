"""The display's page, rendered from votes made up here and laid out by a real browser.

The styles are the real ones; no service runs.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from flask import Flask, render_template
from playwright.sync_api import Browser, Page, Route, ViewportSize

from quiz.bank.items import Contested, Item
from quiz.documents.qr_code import qr_svg
from quiz.live.display.screen import Screen
from quiz.live.host.controls import Button
from quiz.live.host.forms import MoveForm
from quiz.live.host.screen_controls import Controls
from quiz.live.results.charts import VoteCounts
from quiz.live.results.highlights import Highlights
from quiz.live.session.aggregate import Confidence
from quiz.live.session.hands import CountedOn, LiveHands
from quiz.live.session.moves import Move
from quiz.live.session.phases import VOTING, Phase, SessionState, Vote
from quiz.live.session.plan import Plan
from quiz.live.session.plan_scenarios import planned_scenario
from quiz.live.session.votes import Counts
from quiz.vocabulary import Answer, Certainty, Moment, Strand
from tests.live.steps import BANK, ITEM

SCENARIOS: list[Item | Contested] = [*BANK.items.values(), *BANK.contested]
LONGEST = sorted(SCENARIOS, key=lambda one: sum(len(option.text) for option in one.options))[-4:]
SCREENS: list[ViewportSize] = [
    {"width": 1280, "height": 720},
    {"width": 960, "height": 540},
    {"width": 1920, "height": 1080},
]
TWICE = (Vote(0, 1), Vote(0, 2))
SMALLEST_TYPE = 0.03
"""The smallest type allowed, as a share of the screen's height."""
SMALLEST_TEXT = 0.035
SMALLEST_SENTENCE = 0.08
"""Of the sentence above the best answer, which is read from the back of the room."""
TEXT = ", ".join(f".display__{name}" for name in ("story", "options li", "hint", "code", "heading"))
TEXT += ", .bars__label"
LONGEST_LABEL = "Close the vote and show the result"
ADDRESS = "http://display.example"

PRESS = "name => { document.body.dataset.shown = name }"
SHOW = "fragment => { document.querySelector('main').innerHTML = fragment; }"
MEASURE = """([fragments, text]) => fragments.map((fragment) => {
  const main = document.querySelector("main");
  main.innerHTML = fragment;
  for (const table of main.querySelectorAll("details")) table.open = innerWidth < 500;
  const size = (one) => parseFloat(getComputedStyle(one).fontSize);
  const hasText = (one) => [...one.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
  const visible = [...document.querySelectorAll("body *")].filter((one) => hasText(one)
    && one.checkVisibility() && one.getBoundingClientRect().width > 1 && !one.closest("title"));
  const smallest = (all) => Math.min(...all.map(size));
  const share = (pixels) => Math.round(10000 * pixels / innerHeight) / 10000;
  const page = document.scrollingElement;
  const strip = main.querySelector(".display__controls");
  const top = strip ? strip.getBoundingClientRect().top : innerHeight;
  const under = (one) => !one.closest(".display__controls")
    && one.getBoundingClientRect().bottom > top + 1;
  return {
    tooHigh: page.scrollHeight - innerHeight,
    tooWide: page.scrollWidth - innerWidth,
    type: share(smallest(visible)),
    text: share(smallest(visible.filter((one) => one.matches(text)))),
    sentence: share(smallest(visible.filter((one) => one.closest(".display__hero")))),
    covered: visible.filter((one) => under(one)).map((one) => one.outerHTML),
  };
})"""


def votes_of(item: Item | Contested, seed: int) -> VoteCounts:
    """Eight to 31 answers, each option chosen by somebody."""
    chance = random.Random(f"{item.id} {seed}")
    given: dict[tuple[str, Certainty], int] = {}
    for number in range(chance.randint(8, 31)):
        option = item.options[number % 4] if number < 4 else chance.choice(item.options)
        at = option.id, chance.choice(list(Certainty))
        given[at] = given.get(at, 0) + 1
    return given


def screen_of(item: Item | Contested, phase: Phase, paused: bool = False) -> Screen:
    """A phase with as much as it can show: two votes of the same people, and a timer."""
    votes = {number: votes_of(item, number) for number in (1, 2)}
    ratings = {(str(strand), answer): 7 for strand in Strand for answer in Answer}
    confidence = {moment: Confidence(31, ratings, matched=True) for moment in Moment}
    return Screen(
        SessionState(phase, 0, TWICE, paused),
        Plan((planned_scenario(item),) * 12, timer=120),
        BANK,
        lambda: Counts(131, 128, 131),
        lambda: votes,
        lambda: confidence,
        lambda: True,
        timer=90 if phase in VOTING else None,
    )


def counted(number: int, counted_on: CountedOn, *counts: int) -> LiveHands:
    """A show of hands, or of paper, for the vote with this number."""
    return LiveHands(round=number, counted_on=counted_on, **dict(zip("abcd", counts, strict=True)))


def hands_screen(item: Item | Contested, phase: Phase, *hands: LiveHands) -> Screen:
    """A phase of a room without a chart from phones, in which the host has counted."""
    shown = screen_of(item, phase)
    state = replace(shown.state, votes=TWICE[: len(hands)])
    return replace(shown, find_votes=dict, state=state, hands={one.round: one for one in hands})


def ended_screen(highlights: Highlights, pledges: Sequence[str] = ()) -> Screen:
    """The end, with these highlights or these sentences of people."""
    shown = screen_of(ITEM, Phase.END)
    return replace(shown, find_highlights=lambda: highlights, find_pledges=lambda: pledges)


def some_controls(onward: str = LONGEST_LABEL) -> Controls:
    """Small buttons, with the longest label of a next step."""
    back = Button(Move.BACK, "Back to the result of the votes")
    form = MoveForm(formdata=None, data={"version": 1})
    return Controls("code", form, Button(Move.NEXT, onward), back, (), ())


def fragment(screen: Screen, question: str = "", onward: str = LONGEST_LABEL) -> str:
    """What the screen of a host shows: with small buttons, which need room."""
    return render_template(
        "live/screen.html",
        screen=screen,
        version=1,
        state_id="1",
        pause_until=1_800_000_000,
        question=question,
        controls=None if screen.ended else some_controls(onward),
    )


def open_display(browser: Browser, strict: Flask) -> Iterator[Page]:
    """The display's page, with its styles and without its script."""
    page = browser.new_page()
    shown = render_template(
        "live/display.html",
        screen=screen_of(ITEM, Phase.LOBBY),
        version=1,
        state_id="1",
        **{"rehearsal": True, "title": "Tuesday morning", "notice": "", "token": ""},
        **{"shown": "", "plain": False, "pause_until": None, "question": ""},
        join_at="before-you-look.council.example/join",
        events="/none",
        state_at="/none",
        code="PP7 KX4",
        address=f"{ADDRESS}/join/PP7KX4",
        qr=qr_svg(f"{ADDRESS}/join/PP7KX4"),
    )
    client = strict.test_client()

    def serve(route: Route) -> None:
        path = route.request.url.removeprefix(ADDRESS)
        if path == "/":
            route.fulfill(body=shown, content_type="text/html")
        elif path.endswith(".css"):
            with client.get(path) as styles:
                route.fulfill(body=styles.data, content_type="text/css")
        else:
            route.abort()

    page.route("**/*", serve)
    page.goto(ADDRESS)
    yield page
    page.close()


Measured = dict[str, Any]


def measure(display: Page, shown: dict[str, str]) -> dict[str, Measured]:
    """For each fragment: pixels beyond the height and the width, the smallest type, and the text
    that is behind the small buttons."""
    found = display.evaluate(MEASURE, [list(shown.values()), TEXT])
    return dict(zip(shown, found, strict=True))
