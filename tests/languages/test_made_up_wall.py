"""A session on the room's screen in the made-up language, from the lobby to the end."""

import pytest
from flask import Flask

from quiz.live.session import hands, store
from quiz.live.session.hands import CountedOn
from quiz.live.session.phases import Phase
from quiz.live.session.timer import ClockMove
from tests.languages.english_left import english_left
from tests.live.steps import CONTESTED, ITEM, open_screen
from tests.live.stored_steps import (
    host_session,
    join_session,
    move,
    rate,
    session_of,
    vote,
    writing,
)
from tests.visitor import Visitor

NO_WORDS = "7–8"
"""A title without English words."""


class Wall:
    """The room's screen in the host's browser, and what English it had."""

    def __init__(self, app: Flask, scenarios: str, people: int) -> None:
        self.host = host_session(app, scenarios)
        with writing(self.host) as session:
            session_of(session, self.host).title = NO_WORDS
            session.commit()
        self.screen = open_screen(self.host)
        self.guests = [join_session(app, self.host) for _ in range(people)]
        self.left: set[str] = set()
        self.seen: set[str] = set()

    def look(self) -> str:
        page = self.host.client.get(self.screen).text
        assert '<html lang="en-XA"' in page
        self.left |= english_left(page)
        self.seen.add(page.partition('data-phase="')[2].partition('"')[0])
        return page

    def go(self, *moves: str) -> None:
        """Make these moves, and look after each."""
        for name in moves:
            move(self.host, name)
            self.look()

    def count(self, counted_on: CountedOn, *counts: int) -> None:
        """Count hands or paper for the last vote."""
        with writing(self.host) as session:
            live = session_of(session, self.host)
            found = dict(zip("abcd", counts, strict=True))
            assert hands.keep(session, live, live.state.hands_round, counted_on, found)
            session.commit()
        self.look()

    def vote(self, *options: str) -> None:
        for number, guest in enumerate(self.guests):
            vote(guest, options[number % len(options)], str(1 + number % 4))


def wall(app: Flask, people: int, *scenarios: str) -> Wall:
    found = Wall(app, " ".join(scenarios), people)
    found.host.client.get("/language/en-XA?next=/")
    found.look()
    return found


def test_no_english_is_left_on_the_wall_of_a_larger_room(app: Flask) -> None:
    room = wall(app, 11, ITEM.id, CONTESTED.id)
    others = [option.id for option in ITEM.options if option.id != ITEM.best]
    room.go("next", "pause")
    room.go("resume")
    for guest in room.guests:
        rate(guest)
    room.go("next")
    room.vote(*others)
    room.go("next", "next", "next", "next", "next")
    room.vote(ITEM.best, ITEM.best, others[0])
    room.go("next", "next", "reopen")
    room.vote(ITEM.best)
    room.go("next", "next", "next")
    room.vote("a", "b")
    room.go("next", "skip", "next")
    for guest in room.guests[1:]:
        rate(guest, casework="yes")
    rate(room.guests[0], casework="partly")
    room.go("next")
    room.go("end")
    assert room.seen == set(Phase)
    assert room.left == set()


@pytest.mark.repeats
def test_nor_on_the_wall_of_a_small_room_and_of_one_without_a_chart(app: Flask) -> None:
    room = wall(app, 6, ITEM.id, CONTESTED.id)
    room.go("skip")
    with writing(room.host) as session:
        live = session_of(session, room.host)
        assert store.set_clock(session, live, ClockMove.CLOSE_SOON, live.screen_version)
        session.commit()
    room.look()
    room.vote("a", "b", "c")
    room.go("next", "next", "next", "next")
    room.vote("a", "a", "a", "b")
    room.go("next", "next", "next")
    room.guests = room.guests[:1]
    room.vote("a")
    room.go("next")
    room.count(CountedOn.HANDS, 1, 4, 3, 1)
    room.go("next", "next")
    room.count(CountedOn.PAPER, 1, 4, 1, 0)
    room.go("next")
    room.go("next")
    assert room.left == set()
    gone = Visitor(app).get("/language/en-XA?next=/screen/" + "0" * 64)
    assert english_left(gone.response.text) == set()
