"""The projector's page, the streams, and what a page asks for by itself."""

import pytest
from flask import Flask

from quiz import clock
from quiz.people import guard
from tests.live.way import ITEM, hosting, joined, move, open_vote, vote
from tests.visitor import Visitor


def state_of(visitor: Visitor, path: str, **headers: str) -> tuple[str, str]:
    """The first state that a stream tells: its id, and the part."""
    response = visitor.client.get(path, headers=headers)
    assert response.status_code == 200
    assert response.mimetype == "text/event-stream"
    for event in response.iter_encoded():
        if event.startswith(b"event: state"):
            response.close()
            lines = event.decode().split("\n")
            return lines[1].removeprefix("id: "), "\n".join(
                line.removeprefix("data: ") for line in lines[2:]
            ).strip()
    raise AssertionError("the stream ended")


def test_the_room_sees_bars_by_sureness_and_their_numbers(app: Flask) -> None:
    host = hosting(app)
    visitors = [joined(app, host) for _ in range(5)]
    open_vote(host)
    for visitor in visitors:
        vote(visitor, "a", "4")
    move(host, "next", "next", "next")
    room = Visitor(app)
    room.client = host.client
    room.get(f"{host.path}/room")
    assert "5 of them sure" in room.words
    assert len(room.page.select(".bars__bar")) == 4
    numbers = [
        cell.get_text() for cell in room.page.select(".bars__numbers tbody tr")[0].select("td")
    ]
    assert numbers == ["0", "0", "5", "5"]
    assert ITEM.option(ITEM.best).reason not in room.response.text


@pytest.mark.parametrize("part", ["", "/room"])
def test_what_is_pushed_is_what_is_polled(app: Flask, part: str) -> None:
    host = hosting(app)
    joined(app, host)
    id_, pushed = state_of(host, f"{host.path}{part}/events")
    polled = host.client.get(f"{host.path}{part}/state")
    tokenless = [line for line in polled.text.splitlines() if "csrf_token" not in line]
    assert [line for line in pushed.splitlines() if "csrf_token" not in line] == tokenless
    tag = polled.headers["ETag"]
    assert id_ in tag
    again = host.client.get(f"{host.path}{part}/state", headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    joined(app, host)
    later = host.client.get(f"{host.path}{part}/state", headers={"If-None-Match": tag})
    assert later.status_code == 200


def test_a_stream_is_neither_kept_nor_compressed_and_sets_no_cookie(app: Flask) -> None:
    host = hosting(app)
    visitor = joined(app, host)
    for sender, path in ((visitor, "/play/events"), (host, f"{host.path}/events")):
        response = sender.client.get(path, headers={"Accept-Encoding": "br, gzip"})
        assert "Content-Encoding" not in response.headers
        assert "Set-Cookie" not in response.headers
        assert "no-store" in response.headers["Cache-Control"]
        assert response.headers["X-Accel-Buffering"] == "no"
        response.close()


def test_a_participants_own_tag_changes_with_their_answer(app: Flask) -> None:
    host = hosting(app)
    visitor, other = joined(app, host), joined(app, host)
    open_vote(host)
    tags = [one.client.get("/play/state").headers["ETag"] for one in (visitor, other)]
    vote(visitor, "b", "2")
    now = [one.client.get("/play/state").headers["ETag"] for one in (visitor, other)]
    assert now[0] != tags[0]
    assert now[1] == tags[1]


def test_what_a_page_asks_for_by_itself_prolongs_no_sign_in(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    host = hosting(app)
    began = clock.seconds()
    for minutes in range(0, 120, 20):
        monkeypatch.setattr(clock, "seconds", lambda at=minutes: began + 60 * at)
        for path in ("/state", "/room", "/room/state"):
            response = host.client.get(host.path + path)
            assert response.status_code == 200
            assert "Set-Cookie" not in response.headers
    monkeypatch.setattr(clock, "seconds", lambda: began + guard.IDLE_SECONDS + 1)
    assert host.client.get(f"{host.path}/state").status_code in (303, 401, 403)


def test_who_is_not_its_host_sees_no_room(app: Flask) -> None:
    host, other = hosting(app), hosting(app, name="Ola")
    for path in ("/room", "/room/state", "/room/events", "/state", "/events"):
        assert other.client.get(host.path + path).status_code == 404
        assert joined(app, host).client.get(host.path + path).status_code in (303, 401, 403)
