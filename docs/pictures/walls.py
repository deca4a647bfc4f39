"""Every wall of a session: the room's screen in each phase, with 5, 14 and 200 made-up people."""

import random
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, ViewportSize

from docs.pictures.session import CONTESTED, ITEM, PicturedSession, Vote
from tests.server import Server

WALLS = Path(__file__).parent / "walls"
SIZES: list[ViewportSize] = [{"width": 1280, "height": 720}, {"width": 960, "height": 540}]
ROOMS = (5, 14, 200)
COLOURS = 48
FIRST, SECOND, LATER = 45, 75, 95
"""How likely somebody is to choose the best answer in each vote, in percent."""
LATECOMERS = 2
"""How many miss the first vote, in a room that is large enough."""


def take_walls(browser: Browser, server: Server) -> None:
    """One picture of each phase and size, named by people, phase and height."""
    WALLS.mkdir(exist_ok=True)
    for people in ROOMS:
        session = PicturedSession(browser, server, people, email=f"tess{people}@council.example")
        for phase in _played(session, people):
            for size in SIZES:
                session.display.set_viewport_size(size)
                session.display.wait_for_timeout(200)
                found = session.display.screenshot()
                _save(found, WALLS / f"{people}-{phase}-{size['height']}.png")
        session.close()


def _save(png: bytes, file: Path) -> None:
    """A wall has few colours, and a picture with few takes a third of the bytes."""
    few = Image.open(BytesIO(png)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(file, optimize=True)


def _played(session: PicturedSession, people: int) -> Iterator[str]:
    """Each phase once it is on the screen: a scenario with two votes and one after the answer, and
    a contested scenario."""
    yield "lobby"
    early = people - (LATECOMERS if people > 2 * LATECOMERS + 1 else 0)
    yield session.move_to("open")
    session.vote(_votes(people, early, FIRST, ITEM.best))
    for phase in ("closed", "first", "discuss"):
        if phase == "first" and people != min(ROOMS):
            yield session.move_to("certainty")
        yield session.move_to(phase)
    yield session.move_to("open_again")
    session.vote(_votes(people, people, SECOND, ITEM.best))
    yield session.move_to("both")
    yield session.move_to("best")
    session.press("reopen", "open_again")
    session.vote(_votes(people, people, LATER, ITEM.best))
    session.move_to("both")
    session.move_to("best")
    yield "best-later"
    session.move_to("open")
    session.vote(_votes(people, people, FIRST, CONTESTED.options[0].id), CONTESTED)
    session.press("next", "closed")
    session.press("skip", "best")
    yield "contested"
    session.press("end", "end")
    yield "end"


def _votes(people: int, answering: int, percent: int, best: str) -> list[Vote]:
    """Votes of the first ``answering`` people, the same in each run."""
    chance = random.Random(f"{people} {percent}")
    others = [option.id for option in ITEM.options if option.id != best]
    return [
        (
            best if chance.randrange(100) < percent else chance.choice(others),
            chance.choices((1, 2, 3, 4), (1, 2, 4, 4))[0],
        )
        for _ in range(answering)
    ]
