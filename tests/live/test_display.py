"""The display: what its page shows, who may open it, and the screen behind it."""

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from flask import Flask, render_template

from quiz.bank.items import Contested, Item
from quiz.live.display.screen import Screen, too_few
from quiz.live.session.aggregate import VoteCounts
from quiz.live.session.phases import Phase, SessionState, Vote
from quiz.live.session.plan import Plan
from quiz.live.session.plan_scenarios import planned_scenario
from quiz.live.session.votes import Counts
from quiz.vocabulary import Certainty
from tests.live.steps import BANK, CONTESTED, ITEM
from tests.live.stored_steps import host_session, join_session, move, open_vote, vote
from tests.visitor import Visitor

TEN = {("a", Certainty.VERY_SURE): 10}
TWICE = (Vote(0, 1), Vote(0, 2))
OTHERS = "Each line is everybody who answered. Not all the same people answered both times."
FEW = "fewer than 5 answered, so there is no chart."


def first_vote_shown(app: Flask) -> tuple[Visitor, list[Visitor]]:
    """A host, and ten participants who chose the first option and were very sure."""
    host = host_session(app)
    visitors = [join_session(app, host) for _ in range(10)]
    open_vote(host)
    for visitor in visitors:
        vote(visitor, "a", "4")
    return move(host, "next", "next", "next"), visitors


def test_the_display_shows_bars_by_sureness_and_their_numbers(app: Flask) -> None:
    host, _ = first_vote_shown(app)
    display = Visitor(app)
    display.client = host.client
    display.get(f"{host.path}/display")
    assert "10 votes, all of them sure" in display.words
    assert len(display.page.select(".bars__bar")) == 4
    numbers = [
        cell.get_text() for cell in display.page.select(".bars__numbers tbody tr")[0].select("td")
    ]
    assert numbers == ["0", "0", "10", "10"]
    assert ITEM.option(ITEM.best).reason not in display.response.text


def test_each_of_two_charts_has_its_title(app: Flask) -> None:
    host, visitors = first_vote_shown(app)
    assert "First vote, 10" in visitors[0].get("/play").words
    move(host, "next", "next")
    for visitor in visitors:
        vote(visitor, "b", "4")
    move(host, "next")
    bars = visitors[0].get("/play").page.select(".bars__one")
    assert [bar.p.get_text() for bar in bars if bar.p] == ["First vote", "Second vote"] * 4


def test_only_its_hosts_can_open_a_sessions_display(app: Flask) -> None:
    host, other = host_session(app), host_session(app, name="Ola")
    for path in ("/display", "/screen", "/pause", "/state", "/events"):
        assert other.client.get(host.path + path).status_code == 404
        assert join_session(app, host).client.get(host.path + path).status_code in (303, 401, 403)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("room", "display"),
        ("pictures/scenario-1.png", "charts/scenario-1.png"),
    ],
)
def test_an_old_address_redirects_permanently(app: Flask, old: str, new: str) -> None:
    host = host_session(app)
    answer = host.client.get(f"{host.path}/{old}")
    assert (answer.status_code, answer.headers["Location"]) == (301, f"{host.path}/{new}")


# The screen, without a service


def screen_of(item: Item | Contested, state: SessionState, votes: dict[int, VoteCounts]) -> Screen:
    return Screen(
        state, Plan((planned_scenario(item),)), BANK, lambda: Counts(9, 0, 9), lambda: votes
    )


@pytest.mark.parametrize(
    ("phase", "votes", "shown", "caption", "caution"),
    [
        (Phase.BOTH, {1: TEN, 2: TEN}, ["First vote", "Second vote"], OTHERS, ()),
        (Phase.BOTH, {1: TEN}, ["First vote"], "Each bar", (f"Second vote: {FEW}",)),
        (Phase.BOTH, {2: TEN}, ["Second vote"], "Each bar", (f"First vote: {FEW}",)),
        (Phase.BOTH, {}, [], "Each bar", (too_few(5),)),
        (Phase.DISCUSS, {1: TEN}, ["First vote"], "Each bar", ()),
        (Phase.BEST, {2: TEN}, ["Second vote"], "sure and wrong", (f"First vote: {FEW}",)),
    ],
)
def test_each_vote_has_a_chart_or_a_reason_why_not(
    phase: Phase,
    votes: dict[int, VoteCounts],
    shown: list[str],
    caption: str,
    caution: tuple[str, ...],
) -> None:
    screen = screen_of(ITEM, SessionState(phase, 0, TWICE), votes)
    assert [chart.title for chart in screen.charts] == shown
    assert caption in screen.caption
    assert screen.cautions == caution


def test_a_scenario_with_one_vote_says_nothing_of_a_second() -> None:
    screen = screen_of(ITEM, SessionState(Phase.BEST, 0, TWICE[:1]), {1: TEN})
    assert screen.cautions == ()


def test_the_caption_of_a_contested_scenario_names_no_wrong_answers() -> None:
    screen = screen_of(CONTESTED, SessionState(Phase.BEST, 0, TWICE[:1]), {1: TEN})
    assert screen.caption == "Each bar is split by how sure people were."


def test_ratings_are_asked_again_only_where_they_were_asked_before() -> None:
    screen = screen_of(ITEM, SessionState(Phase.AFTER), {})
    assert "again" in screen.sentence
    alone = replace(screen, plan=replace(screen.plan, before=False))
    assert "again" not in alone.sentence


def test_where_no_answer_of_a_small_room_has_half_the_answers_stand_in_place_of_equal_bars() -> (
    None
):
    split = {(option, Certainty.UNSURE): 2 if option == "a" else 1 for option in "abcd"}
    state = SessionState(Phase.FIRST, 0, TWICE[:1])
    screen = screen_of(ITEM, state, {1: split})
    assert screen.is_split
    assert screen.lists_options
    half = {("a", Certainty.UNSURE): 3, ("b", Certainty.UNSURE): 3}
    for votes in (half, TEN):
        assert not screen_of(ITEM, state, {1: votes}).is_split


def test_below_the_minimum_the_wall_begins_with_the_best_answer_and_why(app: Flask) -> None:
    screen = screen_of(ITEM, SessionState(Phase.BEST, 0, TWICE[:1]), {})
    best = ITEM.option(ITEM.best)
    with app.test_request_context():
        page = BeautifulSoup(render_template("live/best_answer.html", screen=screen), "lxml")
    assert page.h1 is not None
    assert page.h1.get_text().endswith(best.text)
    assert best.reason in page.get_text()
    assert page.get_text().count(best.text) == 1
    assert too_few(5) in page.get_text()
