"""Scenarios that are taken out of the content while a session with them is planned or runs."""

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

from quiz.live.display.phase_shown import REMOVED
from quiz.live.session.models import LiveSession
from quiz.live.session.phases import Phase, SessionState, Vote
from quiz.storage.database import Database
from tests.live.steps import CONTESTED, OTHER, join_session, move, open_vote, position, vote
from tests.live.stored_steps import host_session
from tests.visitor import Visitor

TWICE = (Vote(0, 1), Vote(0, 2))
LATE = ("open_again", "both", "best")


def test_a_removed_scenario_is_announced_and_can_be_passed_over(
    app: Flask, database: Database
) -> None:
    host = host_session(app, f"{CONTESTED.id} {OTHER.id}")
    visitors = [join_session(app, host) for _ in range(5)]
    open_vote(host)
    for visitor in visitors:
        vote(visitor, "a", "4")
    phone, display = visitors[0], Visitor(app)
    display.client = host.client
    sent = phone.get("/play?change=1").filled_in()
    remove(database, 0)
    assert phone.client.post("/play", data=sent).status_code == 409
    refused = phone.post("/play", sent).words
    assert "taken out" in refused
    assert "The host closed the question" not in refused
    assert "You had not sent an answer" not in refused
    for name in ("open", "closed", "certainty", "first", "discuss", "open_again", "both", "best"):
        with database.begin(writes=True) as session:
            live = session.scalars(select(LiveSession)).one()
            live.state = SessionState(Phase(name), 0, TWICE if name in LATE else TWICE[:1])
            session.commit()
        assert position(host.get(host.path)).startswith(name)
        assert str(REMOVED) in host.words
        assert "This scenario was taken out of the content" in host.words
        assert "vote is" not in host.words
        first = host.page.select(".hosting__buttons > button")[0]
        assert first.get_text() == "Open the vote on scenario 2"
        assert "guidance differs" not in host.words
        for other in (phone.get("/play"), display.get(f"{host.path}/display")):
            assert str(REMOVED) in other.words
            assert not [words for words in ("Fewer than", "Talk", "Answer") if words in other.words]
        assert 'http-equiv="refresh"' in phone.get("/play").response.text
        assert "Look now" in phone.words
        assert phone.page.select_one("main form") is None
    move(host, "next")
    assert position(host).startswith("open-1-")
    vote(phone, "b")
    assert "Your answer is kept" in phone.words
    move(host, "next", "end")
    host.get(f"{host.path}/after")
    assert "1 scenario was asked. 1 scenario of the plan was taken out of the content" in host.words


def remove(database: Database, *steps: int) -> None:
    """As if these scenarios of the plan had been taken out of the content."""
    with database.begin(writes=True) as session:
        live = session.scalars(select(LiveSession)).one()
        scenarios = [
            replace(one, item="no-such-scenario") if step in steps else one
            for step, one in enumerate(live.plan.scenarios)
        ]
        live.plan_text = replace(live.plan, scenarios=tuple(scenarios)).to_json()
        session.commit()


@pytest.mark.parametrize(
    ("steps", "notice"),
    [
        ((0, 1), "All of its scenarios were taken out"),
        ((1,), "1 scenario was taken out"),
        ((), ""),
    ],
)
def test_the_lobby_says_how_many_scenarios_were_removed(
    app: Flask, database: Database, steps: tuple[int, ...], notice: str
) -> None:
    host = host_session(app)
    remove(database, *steps)
    host.get(host.path)
    assert notice in host.words
    assert ("taken out of the content" in host.words) == bool(notice)
