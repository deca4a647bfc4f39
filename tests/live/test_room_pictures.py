"""What the room's screen shows one key away, in a pause, to people who join, and last."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from quiz import clock
from quiz.live.session.models import LiveSession
from tests.conftest import Stored
from tests.live.screen_steps import fields, press
from tests.live.steps import BANK, ITEM, open_screen, session_path
from tests.live.stored_steps import host_session, move, open_vote

RIGHT = ITEM.option(ITEM.best)


def test_reasons_and_sources_are_one_key_away_once_the_best_answer_is_shown(app: Flask) -> None:
    host = host_session(app)
    screen = open_screen(host, plain=True)
    open_vote(host)
    move(host, "next", "skip")
    for show, text in (("reasons", RIGHT.reason), ("sources", ITEM.pointers[0].source.title)):
        page = BeautifulSoup(host.client.get(f"{screen}&show={show}").text, "lxml")
        assert page.body is not None
        assert page.body["data-shown"] == show
        assert "display--plain" in page.body["class"]
        part = page.select_one(f'[data-panel="{show}"]')
        assert part is not None
        assert text in part.get_text()
    assert 'data-shown=""' in host.client.get(f"{screen}&show=nonsense").text


def test_every_option_is_offered_where_the_screen_does_not_list_them(app: Flask) -> None:
    host = host_session(app)
    screen = open_screen(host)
    open_vote(host)
    offer, wall = 'data-shows="options"', host.client.get(screen).text
    assert offer not in wall, "the story and all options are on the screen"
    assert 'data-panel="options"' not in wall
    move(host, "next")
    assert offer in host.client.get(screen).text


def test_a_source_is_named_in_plain_words() -> None:
    titles = {pointer.source.title for item in BANK.items.values() for pointer in item.pointers}
    assert [title for title in titles if "(" in title and "describe" in title] == []


def test_a_rehearsal_can_be_run_and_ended_from_the_screen(app: Flask, stored: Stored) -> None:
    host = host_session(app)
    host.get(f"{host.path}/rehearse").send()
    screen = open_screen(host)
    press(host, screen, "next")
    assert "12 of 12</b> answered" in host.client.get(screen).text
    press(host, screen, "end")
    assert host.client.get(screen).status_code == 404
    assert not [live for live in stored(LiveSession) if live.rehearsal]


def test_a_pause_is_a_picture_with_the_code_and_when_we_go_on(
    app: Flask, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = clock.seconds()
    monkeypatch.setattr(clock, "seconds", lambda: now)
    host = host_session(app)
    screen, path = open_screen(host), session_path(host)
    sent = {**fields(host, screen), "minutes": "15"}
    assert host.client.post(f"{screen}/pause", data=sent).status_code == 303
    assert stored(LiveSession)[0].pause_until is None, "not paused"
    press(host, screen, "pause")
    assert "We have paused." in host.client.get(screen).text
    host.client.post(f"{screen}/pause", data={**fields(host, screen), "minutes": "15"})
    assert f"We have paused, until {in_england(now, 15)}." in host.client.get(screen).text
    assert f"you go on at {in_england(now, 15)}" in host.get(path).words
    host.get(f"{path}/pause").send(minutes="5")
    assert f"you go on at {in_england(now, 5)}" in host.words
    press(host, screen, "resume")
    assert stored(LiveSession)[0].pause_until is None
    assert "We have paused" not in host.client.get(screen).text


def in_england(now: int, minutes: int) -> str:
    """The next full minute after that many minutes."""
    at = datetime.fromtimestamp(now, ZoneInfo("Europe/London")) + timedelta(minutes=minutes)
    full = at if not at.second else at.replace(second=0) + timedelta(minutes=1)
    return full.strftime("%I:%M%p").lstrip("0").lower()


def test_times_of_day_are_those_of_england() -> None:
    """In winter and in summer: noon in Greenwich on 1 June 2027 is one o'clock."""
    assert clock.time_of_day(1_800_000_000) == "8:00am"
    assert clock.time_of_day(1_811_851_200) == "1:00pm"


@pytest.mark.parametrize("public_url", [None, "https://look.example"])
def test_people_join_at_the_public_address(app: Flask, public_url: str | None) -> None:
    app.extensions["settings"] = replace(app.extensions["settings"], public_url=public_url)
    host = host_session(app)
    here = "look.example" if public_url else "localhost"
    screen = host.client.get(open_screen(host)).text
    code = stored_code(screen)
    assert f'translate="no">{here}/join</b>' in screen
    assert f"QR code of the address http{'s' if public_url else ''}://{here}/join/{code}" in screen
    host.get(host.path)
    assert f"Join at {here}/join with" in host.response.text
    invitation = host.page.select_one("#invitation")
    assert invitation is not None
    assert f"://{here}/join/{code}" in invitation.get_text()
    assert "Tess’s morning" in invitation.get_text()
    link = host.page.select_one("#screen-link")
    assert link is not None
    assert link.get_text().strip().endswith(f"{here}{open_screen(host)}")


def stored_code(screen: str) -> str:
    shown = BeautifulSoup(screen, "lxml").select_one(".display__code")
    assert shown is not None
    return shown.get_text().replace(" ", "")


def test_the_last_scenario_can_be_left_out_and_that_ends_the_session(
    app: Flask, stored: Stored
) -> None:
    host = host_session(app, ITEM.id, after=False)
    screen = open_screen(host)
    page = open_vote(host).page
    (asks,) = (one for one in page.select("details.hosting__end") if one.select("[value=skip]"))
    assert "Leave this scenario out and end the session" in asks.get_text()
    assert "it cannot be opened again" in asks.get_text()
    assert "it cannot be opened again" in host.client.get(f"{screen}?show=skip").text
    press(host, screen, "skip")
    assert stored(LiveSession)[0].phase == "end"
    assert "its vote was left out" in host.get(f"{session_path(host)}/after").words
