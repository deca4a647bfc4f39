"""The link to the room's screen tells what the screen prints, and nothing else."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from quiz.live.updates.broadcast import Viewer, watcher
from quiz.live.updates.stream import Key
from tests.live.room_steps import FakeClock, see
from tests.live.steps import code, open_screen, session_path
from tests.live.stored_steps import host_session, join_session, move, open_vote, rate, vote
from tests.visitor import Visitor

OF_THE_REQUEST = "X-Request-ID"
"""A header with a random number."""


def seen_by_link(host: Visitor) -> Callable[[], list[bytes]]:
    """A function that reads all that the link gives: page, polled part and event, with headers."""
    app, link = host.app, open_screen(host)
    key = Key(session_path(host).rpartition("/")[2], Viewer.DISPLAY, "en")

    def seen() -> list[bytes]:
        found: list[bytes] = []
        for path in (link, f"{link}/state"):
            response = Visitor(app).client.get(path)
            assert response.status_code == 200
            response.headers.pop(OF_THE_REQUEST)
            found += [response.data, str(sorted(response.headers)).encode()]
        snapshot = watcher(app)._find_changes({key: None})[key]
        assert snapshot
        return [*found, snapshot.event]

    return seen


def in_lobby(guest: Visitor, host: Visitor) -> Iterator[Visitor]:
    yield guest.get("/play")
    yield guest.get("/join").send(code=code(host.get(session_path(host))))
    yield guest.get(f"/join/{code(host).replace(' ', '')}")
    yield guest.get("/join").send(code="CDFHJK")
    yield guest.get("/play/question").send(question="Who decides?")


def in_rating(guest: Visitor, host: Visitor) -> Iterator[Visitor]:
    move(host, "next")
    rate(guest)
    yield guest  # the screen prints how many answered
    yield rate(guest, aware="no", casework="yes")


def in_vote(guest: Visitor, host: Visitor) -> Iterator[Visitor]:
    open_vote(host)
    yield vote(guest, "a")
    yield vote(guest, "b", "4")
    yield guest.get("/play/question").send(question="Who decides?")
    yield guest.get("/play/question").send(question="And who then?")
    yield guest.get("/check/leave").send()


@pytest.mark.parametrize("acts", [in_lobby, in_rating, in_vote])
def test_an_act_that_changes_nothing_on_the_screen_changes_no_byte_of_its_link(
    app: Flask, fake_clock: FakeClock, acts: Callable[[Visitor, Visitor], Iterator[Visitor]]
) -> None:
    host = host_session(app)
    guests = [join_session(app, host) for _ in range(3)]
    host.get(f"{session_path(host)}/questions").send(press="allow")
    see(host.get(session_path(host)), *guests)
    seen, steps = seen_by_link(host), acts(guests[0], host)
    next(steps)
    before = seen()
    for _ in steps:
        assert seen() == before


def test_what_the_screen_prints_is_sent_and_a_phone_that_left_falls_with_the_next_minute(
    app: Flask, fake_clock: FakeClock
) -> None:
    host = host_session(app)
    guests = [join_session(app, host) for _ in range(3)]
    open_vote(host)
    seen = seen_by_link(host)
    ids, said = [], []
    for act in (
        lambda: None,
        lambda: vote(guests[0], "a"),
        lambda: join_session(app, host),
        lambda: guests[1].get("/check/leave").send(),
        lambda: setattr(fake_clock, "now", fake_clock.now + 60),
    ):
        act()
        event = seen()[-1].decode()
        ids.append([int(one) for one in event.split("\n")[1].removeprefix("id: ").split(".")])
        said.append(event.partition("<b>")[2].partition("</b>")[0])
    assert said == ["0 of 3", "1 of 3", "1 of 4", "1 of 3", "1 of 3"]
    assert ids[0] < ids[1] < ids[2] < ids[4], "pages take it"
