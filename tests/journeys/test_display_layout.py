"""The display's page fits a large screen in every phase, for every scenario, in large type.

Nobody scrolls a display. The page is rendered from votes made up here, and laid out by a real
browser with the real styles. No service runs.
"""

import random
from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask, render_template
from jinja2 import StrictUndefined
from playwright.sync_api import Browser, Page, Route, ViewportSize

from quiz import create_app
from quiz.bank.items import Contested, Item
from quiz.bank.sources import Checked
from quiz.config import Settings
from quiz.database import Database
from quiz.documents.qr_code import qr_svg
from quiz.live.display.screen import Screen
from quiz.live.results.charts import VoteCounts
from quiz.live.session.aggregate import Confidence
from quiz.live.session.phases import OF_A_SCENARIO, VOTING, Phase, SessionState, Vote
from quiz.live.session.plan import Plan
from quiz.live.session.plan_scenarios import planned_scenario
from quiz.live.session.votes import Counts
from quiz.vocabulary import Answer, Certainty, Moment, Strand
from tests.conftest import SECRET
from tests.live.steps import BANK, ITEM

SCENARIOS: list[Item | Contested] = [*BANK.items.values(), *BANK.contested]
SCREENS: list[ViewportSize] = [
    {"width": 1280, "height": 720},
    {"width": 960, "height": 540},
    {"width": 1920, "height": 1080},
]
PHONE: ViewportSize = {"width": 320, "height": 640}
UNCHECKED = Checked.NOT_CHECKED
TWICE = (Vote(0, 1), Vote(0, 2))
SMALLEST_TYPE = 0.03
"""The smallest type allowed, as a share of the screen's height."""
SMALLEST_TEXT = 0.035
SMALLEST_SENTENCE = 0.08
"""Of the sentence above the best answer, which is read from the back of the room."""
TEXT = ", ".join(f".display__{name}" for name in ("story", "options li", "hint", "code", "heading"))
TEXT += ", .bars__label"
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
  return {
    tooHigh: page.scrollHeight - innerHeight,
    tooWide: page.scrollWidth - innerWidth,
    type: share(smallest(visible)),
    text: share(smallest(visible.filter((one) => one.matches(text)))),
    sentence: share(smallest(visible.filter((one) => one.closest(".display__hero")))),
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
        lambda: Counts(131, 128, 131),
        BANK,
        votes,
        lambda: confidence,
        lambda: True,
        timer=90 if phase in VOTING else None,
    )


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An app whose templates fail on an undefined name."""
    tmp_path = tmp_path_factory.mktemp("display")
    app = create_app(Settings(SECRET, f"sqlite:///{tmp_path / 'quiz.sqlite3'}", tmp_path))
    app.jinja_env.undefined = StrictUndefined
    with app.test_request_context(base_url=ADDRESS):
        yield app
    opened: Database = app.extensions["database"]
    opened.close()


def fragment(screen: Screen, question: str = "") -> str:
    return render_template(
        "live/screen.html",
        screen=screen,
        version=1,
        state_id="1",
        pause_until=1_800_000_000,
        question=question,
    )


@pytest.fixture(scope="module")
def display(browser: Browser, strict: Flask) -> Iterator[Page]:
    """The display's page, with its styles and without its script."""
    page = browser.new_page()
    shown = render_template(
        "live/display.html",
        screen=screen_of(ITEM, Phase.LOBBY),
        version=1,
        state_id="1",
        **{"rehearsal": True, "title": "Tuesday morning", "notice": "", "token": ""},
        **{"shown": "", "plain": True, "pause_until": None, "question": ""},
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


def measure(display: Page, shown: dict[str, str]) -> dict[str, dict[str, float]]:
    """For each fragment: pixels beyond the height and the width, and the smallest type."""
    found = display.evaluate(MEASURE, [list(shown.values()), TEXT])
    return dict(zip(shown, found, strict=True))


@pytest.fixture(scope="module")
def fragments(strict: Flask) -> dict[str, str]:
    """The fragment of every phase for every scenario, and of the phases without one."""
    with_scenario = {
        f"{phase} {item.id}": fragment(screen_of(item, phase))
        for item in SCENARIOS
        for phase in Phase
        if phase in OF_A_SCENARIO
    }
    later = screen_of(ITEM, Phase.BEST)
    state = replace(later.state, votes=(*TWICE, Vote(0, 3)))
    votes = {key: {("a", Certainty.VERY_SURE): 7} for key in (1, 2, 3)}
    small = replace(later, state=state, votes=votes, matched=lambda: False)
    with_scenario["three votes of a small room"] = fragment(small)
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
        best = {name: one["sentence"] for name, one in found.items() if name.startswith("best")}
        assert len(best) == len(SCENARIOS)
        assert min(best.values()) >= SMALLEST_SENTENCE, size


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


@pytest.mark.parametrize("shown", ["options", "reasons", "sources", "keys"])
def test_what_a_key_shows_fits_the_screen_for_every_scenario(
    display: Page, strict: Flask, shown: str
) -> None:
    display.set_viewport_size(SCREENS[0])
    display.evaluate(PRESS, shown)
    found = measure(display, {item.id: fragment(screen_of(item, Phase.BEST)) for item in SCENARIOS})
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
    key = options.locator(".bars__key").inner_text()
    assert "very sure and wrong" in key
    assert "fairly sure and wrong" in key
    display.evaluate(PRESS, "")


def test_the_instruction_to_talk_comes_first(display: Page, strict: Flask) -> None:
    display.set_viewport_size(SCREENS[0])
    display.evaluate(SHOW, fragment(screen_of(ITEM, Phase.DISCUSS)))
    hint, heading = (display.locator(one).bounding_box() for one in (".display__hint", "h1"))
    assert hint is not None
    assert heading is not None
    assert hint["y"] < heading["y"]
    assert hint["height"] > heading["height"]
