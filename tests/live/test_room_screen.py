"""The room's screen: what its link shows, from which browser it moves, and when it ends."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from quiz import clock
from quiz.live.host import screen_views
from quiz.live.session.models import LiveSession
from quiz.people import accounts, guard
from tests.conftest import Stored
from tests.live.screen_steps import fields, press
from tests.live.steps import ITEM, open_screen, session_path, signed_in, vote
from tests.live.stored_steps import host_session, join_session, move, open_vote
from tests.visitor import Visitor

RIGHT = ITEM.option(ITEM.best)


def phase(stored: Stored) -> str:
    return stored(LiveSession)[0].phase


def later(monkeypatch: pytest.MonkeyPatch, seconds: int) -> None:
    now = clock.seconds() + seconds
    monkeypatch.setattr(clock, "seconds", lambda: now)


def test_the_screen_moves_the_session_also_after_the_sign_out(
    app: Flask, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    host = host_session(app)
    screen = open_screen(host)
    later(monkeypatch, guard.IDLE_SECONDS + 1)
    assert host.client.get("/host").status_code == 303, "signed out"
    for name, expected in (("next", "before"), ("next", "open"), ("back", "before")):
        assert press(host, screen, name).status_code == 303
        assert phase(stored) == expected


def test_a_press_on_the_screen_keeps_its_host_signed_in(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    host = host_session(app)
    screen = open_screen(host)
    for _ in range(3):
        later(monkeypatch, guard.IDLE_SECONDS - 60)
        assert press(host, screen, "next").status_code == 303
    assert host.client.get("/host").status_code == 200


def test_the_link_alone_shows_and_moves_nothing(app: Flask, stored: Stored) -> None:
    host = host_session(app)
    screen = open_screen(host)
    guest = join_session(app, host)
    open_vote(host)
    for visitor in (Visitor(app), guest):
        shown = visitor.client.get(screen)
        assert ITEM.question in shown.text
        assert "<button" not in shown.text.partition("<main")[2].replace(
            '<button type="button" class="display__button" aria-pressed="true">', ""
        )
        token = visitor.get("/join").filled_in()["csrf_token"]
        version = str(stored(LiveSession)[0].screen_version)
        sent = {"move": "next", "version": version, "csrf_token": token, "minutes": "5"}
        for address in ("move", "pause"):
            assert visitor.client.post(f"{screen}/{address}", data=sent).status_code == 403
    assert phase(stored) == "open"


def forbidden(host: Visitor) -> None:
    host.get(f"{session_path(host)}/screen").send(moves="no")


def signed_out(host: Visitor) -> None:
    assert "its keys and buttons stop working" in host.get("/signout").words
    host.send()


def left_device(host: Visitor) -> None:
    host.get("/check/leave").send()


def deactivated(host: Visitor) -> None:
    with host.app.extensions["database"].begin(writes=True) as session:
        person = accounts.find_by_email(session, "tess@council.example")
        assert person is not None
        accounts.deactivate(session, person)
        session.commit()


def somebody_else(host: Visitor) -> None:
    other = signed_in(host.app, "Ola").client.get_cookie("before-you-look")
    with host.client.session_transaction() as cookie:
        screens = cookie["screens"]
    assert other is not None
    host.client.set_cookie("before-you-look", other.value)
    with host.client.session_transaction() as cookie:
        cookie["screens"] = screens


@pytest.mark.parametrize(
    "loses_it", [forbidden, signed_out, left_device, deactivated, somebody_else]
)
def test_the_screen_moves_only_while_its_host_may_and_allows(
    app: Flask, stored: Stored, loses_it: Callable[[Visitor], None]
) -> None:
    host = host_session(app)
    screen = open_screen(host)
    sent = {**fields(host, screen), "move": "next"}
    loses_it(host)
    sent["version"] = str(stored(LiveSession)[0].screen_version)
    assert fields(host, screen) == {}, "the buttons are gone"
    assert host.client.post(f"{screen}/move", data=sent).status_code == 403
    assert host.client.get(screen).status_code == 200, "it still shows"
    assert phase(stored) == "lobby"


def keys(host: Visitor, screen: str) -> dict[str, str]:
    """What the keys for the next step and back press: a move, or the part that asks."""
    page = BeautifulSoup(host.client.get(screen).text, "lxml")
    found = page.select('[data-moves="onward"], [data-moves="back"]')
    return {str(one["data-moves"]): str(one.get("value") or one["href"]) for one in found}


def test_the_keys_lose_no_vote_without_asking(app: Flask, stored: Stored) -> None:
    host = host_session(app)
    screen = open_screen(host)
    guests = [join_session(app, host) for _ in range(2)]
    open_vote(host)
    assert keys(host, screen) == {"onward": "close_soon", "back": "?show=back"}
    press(host, screen, "close_soon")
    assert keys(host, screen) == {"onward": "next", "back": "keep_open"}
    for viewer in (host.get(host.path), guests[0].get("/play"), Visitor(app).get(screen)):
        assert "Closing in" in viewer.words
    press(host, screen, "keep_open")
    for guest in guests:
        vote(guest, ITEM.best)
    assert keys(host, screen)["onward"] == "next", "nobody is cut off"
    asks = host.client.get(f"{screen}?show=back").text
    assert "Leave this vote out?" in asks
    assert "nobody sees its answers, and they do not count" in asks
    press(host, screen, "next")
    assert phase(stored) == "closed"
    assert keys(host, screen)["back"] == "back", "a closed vote is not lost"


def test_the_last_step_asks_before_it_ends_the_session(app: Flask, stored: Stored) -> None:
    host = host_session(app)
    screen = open_screen(host)
    move(host, "skip", "skip", "next", "next", "skip", "next", "next")
    assert phase(stored) == "change"
    assert keys(host, screen)["onward"] == "?show=end"
    assert not host.page.select('.hosting__buttons button[value="next"]')
    assert host.page.select("details.hosting__end--next button")[0]["value"] == "end"


def test_the_host_can_allow_it_again(app: Flask, stored: Stored) -> None:
    host = host_session(app)
    screen = open_screen(host)
    forbidden(host)
    assert "It only shows the session" in host.words
    host.get(f"{session_path(host)}/screen").send(moves="yes")
    assert press(host, screen, "next").status_code == 303
    assert phase(stored) == "before"


def test_a_press_without_a_token_or_after_another_changes_nothing(
    app: Flask, stored: Stored
) -> None:
    host = host_session(app)
    screen = open_screen(host)
    assert press(host, screen, "next", csrf_token="x").status_code == 400
    assert press(host, screen, "next", version="7").status_code == 409
    assert press(host, screen, "reopen").status_code == 409
    assert press(host, screen, "close", version="0").status_code == 400
    assert host.client.get(f"{screen}/move").status_code == 303
    assert phase(stored) == "lobby"


@pytest.mark.parametrize("name", ["next", "back", "pause", "close_soon", "keep_open"])
def test_a_press_for_an_older_state_moves_nothing(app: Flask, stored: Stored, name: str) -> None:
    """The second of two presses names the state before the first."""
    host = open_vote(host_session(app))
    screen = open_screen(host)
    if name == "keep_open":
        press(host, screen, "close_soon")
    sent = {**fields(host, screen), "move": name}
    script = {screen_views.BY_SCRIPT: "1"}
    answers = [host.client.post(f"{screen}/move", data=sent, headers=script) for _ in range(2)]
    assert [one.status_code for one in answers] == [204, 409]
    assert stored(LiveSession)[0].screen_version == int(sent["version"]) + 1


def test_the_screen_ends_with_its_session(
    app: Flask, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    host = host_session(app)
    screen = open_screen(host)
    visitor = Visitor(app)
    assert press(host, screen, "end").status_code == 303
    parts = ("", "/state", "/events", "/move", "/pause")
    assert [visitor.client.get(screen + part).status_code for part in parts] == [404] * len(parts)
    assert "The session has ended" in host.client.get(screen).text, "the room reads the end"
    assert fields(host, screen) == {}
    sent = {"move": "back", "version": "1", "csrf_token": "x"}
    assert host.client.post(f"{screen}/move", data=sent).status_code == 403
    tomorrow = clock.today() + timedelta(days=1)
    monkeypatch.setattr(clock, "today", lambda: tomorrow)
    assert [host.client.get(screen + part).status_code for part in parts] == [404] * len(parts)
    monkeypatch.undo()
    with app.extensions["database"].begin(writes=True) as session:
        session.delete(session.get_one(LiveSession, stored(LiveSession)[0].id))
        session.commit()
    assert "There is no session on this screen" in visitor.get(screen).words


def test_a_session_that_ended_earlier_leads_its_host_to_the_summary(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    host = move(host_session(app), "end")
    tomorrow = clock.today() + timedelta(days=1)
    monkeypatch.setattr(clock, "today", lambda: tomorrow)
    assert host.client.get(f"{host.path}/display").headers["Location"] == f"{host.path}/after"


def test_guesses_of_the_link_are_limited(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    host = host_session(app)
    screen, visitor = open_screen(host), Visitor(app)
    wrong = screen[:-1] + ("0" if screen[-1] != "0" else "1")
    for path in (wrong, screen[:-32], f"/screen/{'0' * 64}", "/screen/a"):
        assert visitor.client.get(path).status_code == 404
    answers = [visitor.client.get(f"{wrong}/state").status_code for _ in range(101)]
    assert answers == [404] * 100 + [429]


def test_the_screen_never_shows_notes_or_a_hint(app: Flask) -> None:
    host = host_session(app)
    screen = open_screen(host)
    guests = [join_session(app, host) for _ in range(5)]
    open_vote(host)
    for guest in guests:
        vote(guest, ITEM.best, "4")
    for _ in range(4):
        move(host, "next")
        assert "For you, now" in host.words
        for show in ("", "options", "reasons", "sources", "keys"):
            text = host.client.get(f"{screen}?show={show}").text
            for secret in ("For you, now", ITEM.prompt, RIGHT.reason, "hosting__hint"):
                assert secret not in text
    id_ = session_path(host).rpartition("/")[2]
    stranger = Visitor(app)
    stranger.client.get(screen)
    for path in ("", "/state", "/guide.pdf", "/after", "/display"):
        assert stranger.client.get(f"/host/{id_}{path}").status_code == 303


def test_the_screen_says_when_it_was_late(app: Flask) -> None:
    host = host_session(app)
    screen = open_screen(host)
    sent = {**fields(host, screen), "move": "next"}
    move(host, "next")
    answer = host.client.post(f"{screen}/move", data=sent)
    assert answer.status_code == 409
    assert str(screen_views.MOVED_ON) in answer.text
    by_script = press(host, screen, "back")
    assert by_script.status_code == 303
    quiet = host.client.post(
        f"{screen}/move",
        data={**fields(host, screen), "move": "next"},
        headers={screen_views.BY_SCRIPT: "1"},
    )
    assert (quiet.status_code, quiet.data) == (204, b"")


def test_of_more_than_three_screens_in_a_browser_the_one_used_longest_ago_only_shows(
    app: Flask,
) -> None:
    """Whatever their ids are: the cookie sorts the keys of a mapping."""
    host = host_session(app)
    paths = [host.path, *(host_session(app).path for _ in range(4))]
    first, second, third, fourth, fifth = sorted(paths, reverse=True)
    screens = {}
    for path in (first, second, third):
        screens[path] = open_screen(host.get(path))
    assert press(host, screens[first], "next").status_code == 303
    for path in (fourth, fifth):
        screens[path] = open_screen(host.get(path))
    moves = {path: "data-moves" in host.client.get(screens[path]).text for path in screens}
    assert moves == {first: True, second: False, third: False, fourth: True, fifth: True}
