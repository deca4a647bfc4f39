"""The room's screen fits a projector in every phase, for every scenario, and can be read from afar.

Nobody scrolls a wall. The screen is put together from votes made up here and laid out by a real
browser with the real styles; no service runs, and no session is played.
"""

import random
from collections.abc import Iterator

import pytest
from flask import Flask, render_template
from jinja2 import StrictUndefined
from playwright.sync_api import Browser, Page, Route, ViewportSize

from quiz import create_app
from quiz.bank.items import Contested, Item
from quiz.bank.sources import Checked
from quiz.config import Settings
from quiz.database import Database
from quiz.live.display.screen import Screen
from quiz.live.results.charts import VoteCounts
from quiz.live.session import codes
from quiz.live.session.aggregate import Confidence
from quiz.live.session.phases import OF_A_SCENARIO, VOTING, Phase, SessionState, Vote
from quiz.live.session.plan import Plan
from quiz.live.session.plan_scenarios import planned_scenario
from quiz.live.session.votes import Counts
from quiz.vocabulary import Answer, Certainty, Moment, Strand
from tests.conftest import SECRET
from tests.live.steps import BANK, ITEM

SCENARIOS: list[Item | Contested] = [*BANK.items.values(), *BANK.contested]
WALLS: list[ViewportSize] = [
    {"width": 1280, "height": 720},
    {"width": 1366, "height": 768},
    {"width": 1920, "height": 1080},
]
PHONE: ViewportSize = {"width": 320, "height": 640}
UNREAD = Checked.NOT_CHECKED
TWICE = (Vote(0, 1), Vote(0, 2))
LEAST = 0.026
"""The least height of type, as a share of the wall's."""
MUST_BE_READ = 0.035
READ = ", ".join(
    f".projector__{name}" for name in ("story", "options li", "hint", "code", "heading")
)
READ += ", .bars__label"
ADDRESS = "http://wall.example"

SHOW = "part => { document.querySelector('main').innerHTML = part; }"
MEASURE = """([parts, read]) => parts.map((part) => {
  const main = document.querySelector("main");
  main.innerHTML = part;
  for (const numbers of main.querySelectorAll("details")) numbers.open = innerWidth < 500;
  const size = (one) => parseFloat(getComputedStyle(one).fontSize);
  const own = (one) => [...one.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
  const seen = [...document.querySelectorAll("body *")].filter((one) => own(one)
    && one.checkVisibility() && one.getBoundingClientRect().width > 1 && !one.closest("title"));
  const least = (all) => Math.min(...all.map(size));
  const share = (pixels) => Math.round(10000 * pixels / innerHeight) / 10000;
  const page = document.scrollingElement;
  return {
    over: page.scrollHeight - innerHeight,
    wide: page.scrollWidth - innerWidth,
    least: share(least(seen)),
    read: share(least(seen.filter((one) => one.matches(read)))),
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
    """A phase as it has most to show: with two votes of the same people, and a timer."""
    voted = {number: votes_of(item, number) for number in (1, 2)}
    rated = {(str(strand), answer): 7 for strand in Strand for answer in Answer}
    said = {moment: Confidence(31, rated, matched=True) for moment in Moment}
    return Screen(
        SessionState(phase, 0, TWICE, paused),
        Plan((planned_scenario(item),) * 12, timer=120),
        lambda: Counts(131, 128),
        BANK,
        voted,
        lambda: said,
        lambda: True,
        timer=90 if phase in VOTING else None,
    )


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The pages, where a name that nothing has is an error and not an empty string."""
    tmp_path = tmp_path_factory.mktemp("wall")
    app = create_app(Settings(SECRET, f"sqlite:///{tmp_path / 'quiz.sqlite3'}", tmp_path))
    app.jinja_env.undefined = StrictUndefined
    with app.test_request_context(base_url=ADDRESS):
        yield app
    opened: Database = app.extensions["database"]
    opened.close()


def part(screen: Screen) -> str:
    return render_template("live/screen.html", screen=screen, version=1, state_id="1")


@pytest.fixture(scope="module")
def wall(browser: Browser, strict: Flask) -> Iterator[Page]:
    """The room's page with its styles and without its script."""
    page = browser.new_page()
    shown = render_template(
        "live/projector.html",
        screen=screen_of(ITEM, Phase.LOBBY),
        version=1,
        state_id="1",
        rehearsal=True,
        join_at="before-you-look.council.example/join",
        events="/none",
        state_at="/none",
        code="PP7 KX4",
        address=f"{ADDRESS}/join/PP7KX4",
        qr=codes.qr_svg(f"{ADDRESS}/join/PP7KX4"),
    )
    client = strict.test_client()

    def answered(route: Route) -> None:
        path = route.request.url.removeprefix(ADDRESS)
        if path == "/":
            route.fulfill(body=shown, content_type="text/html")
        elif path.endswith(".css"):
            with client.get(path) as styles:
                route.fulfill(body=styles.data, content_type="text/css")
        else:
            route.abort()

    page.route("**/*", answered)
    page.goto(ADDRESS)
    yield page
    page.close()


def measured(wall: Page, shown: dict[str, str]) -> dict[str, dict[str, float]]:
    """For each part: pixels over the height and the width, and the least type, of the height."""
    found = wall.evaluate(MEASURE, [list(shown.values()), READ])
    return dict(zip(shown, found, strict=True))


@pytest.fixture(scope="module")
def every(strict: Flask) -> dict[str, str]:
    """What the room shows of every scenario, and in the phases that are about none."""
    of_one = {
        f"{phase} {item.id}": part(screen_of(item, phase))
        for item in SCENARIOS
        for phase in Phase
        if phase in OF_A_SCENARIO
    }
    return of_one | {
        f"{phase}": part(screen_of(ITEM, phase)) for phase in Phase if phase not in OF_A_SCENARIO
    }


def test_every_phase_of_every_scenario_fits_the_wall_and_is_large(
    wall: Page, every: dict[str, str]
) -> None:
    for size in WALLS:
        wall.set_viewport_size(size)
        found = measured(wall, every)
        over = {name: one["over"] for name, one in found.items() if one["over"] > 0}
        assert not over, size
        wide = {name: one["wide"] for name, one in found.items() if one["wide"] > 0}
        assert not wide, size
        small = {name: one["least"] for name, one in found.items() if one["least"] < LEAST}
        assert not small, size
        little = {name: one["read"] for name, one in found.items() if one["read"] < MUST_BE_READ}
        assert not little, size


def test_on_a_phone_the_room_is_a_page_that_never_goes_sideways(
    wall: Page, every: dict[str, str]
) -> None:
    """With each table of numbers open: a test of walls leaves them closed."""
    wall.set_viewport_size(PHONE)
    found = measured(wall, every)
    assert not {name: one["wide"] for name, one in found.items() if one["wide"] > 0}


def test_a_pause_moves_nothing_on_the_wall(wall: Page, strict: Flask) -> None:
    wall.set_viewport_size(WALLS[0])
    paused = {str(phase): part(screen_of(ITEM, phase, paused=True)) for phase in OF_A_SCENARIO}
    assert all("We have paused" in one for one in paused.values())
    assert not {name: one for name, one in measured(wall, paused).items() if one["over"] > 0}


def test_each_place_in_a_source_is_told_apart_and_what_was_not_checked_says_so(
    wall: Page, strict: Flask
) -> None:
    for item in SCENARIOS:
        wall.evaluate(SHOW, part(screen_of(item, Phase.BEST)))
        told = wall.locator(".projector__pointers").inner_text()
        assert [pointer.place for pointer in item.pointers if pointer.place not in told] == []
        unread = {pointer.source.id for pointer in item.pointers if pointer.checked == UNREAD}
        assert told.count("not yet checked against the source") == len(unread), item.id


def test_the_best_answer_is_told_with_its_reason_and_what_became_of_the_room(
    wall: Page, strict: Flask
) -> None:
    wall.evaluate(SHOW, part(screen_of(ITEM, Phase.BEST)))
    best = "ABCD"[[option.id for option in ITEM.options].index(ITEM.best)]
    told = wall.locator(".projector__reasons").inner_text()
    assert f"The best answer is {best}" in told
    assert ITEM.option(ITEM.best).reason in told
    assert "Some of this is learning" in told
    assert wall.locator(".bars__one").count() == len(ITEM.options), "the last vote alone"
    assert "very sure and wrong" in wall.locator(".bars__key").inner_text()
    assert "fairly sure and wrong" in wall.locator(".bars__key").inner_text()


def test_the_instruction_to_talk_comes_before_all_else(wall: Page, strict: Flask) -> None:
    wall.set_viewport_size(WALLS[0])
    wall.evaluate(SHOW, part(screen_of(ITEM, Phase.DISCUSS)))
    hint, heading = (wall.locator(one).bounding_box() for one in (".projector__hint", "h1"))
    assert hint is not None
    assert heading is not None
    assert hint["y"] < heading["y"]
    assert hint["height"] > heading["height"]
