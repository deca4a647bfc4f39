"""The display's current screen, and the fragment of it that is broadcast."""

from functools import partial
from typing import Any

from flask import render_template
from sqlalchemy.orm import Session

from quiz.content import bank
from quiz.live.display.screen import Screen
from quiz.live.results.highlights import Highlights, highlights
from quiz.live.session import archive, hands, pledges, questions, votes
from quiz.live.session.aggregate import VoteCounts
from quiz.live.session.hands import LiveHands
from quiz.live.session.models import LiveSession
from quiz.live.session.phases import OF_A_SCENARIO
from quiz.live.updates import broadcast
from quiz.live.updates.broadcast import Viewer
from quiz.storage import database_clock


def current_screen(session: Session, live: LiveSession) -> Screen:
    """What the display shows now."""
    state, plan = live.state, live.plan
    item, rounds = plan.scenarios[state.step].item, state.rounds(state.step)
    return Screen(
        state,
        plan,
        bank(),
        partial(votes.counts, session, live),
        partial(_votes, session, live, item),
        partial(votes.confidence, session, live),
        partial(votes.is_matched, session, live, item, rounds),
        live.timer,
        database_clock.seconds(session),
        live.closes_at,
        _hands(session, live),
        partial(_highlights, session, live),
        partial(pledges.shown, session, live),
    )


def _votes(session: Session, live: LiveSession, item: str) -> dict[int, VoteCounts]:
    """The votes on the current scenario that may be shown, by number. A phone's own part needs
    none: if each phone counted all answers, the work would grow with the square of the room."""
    rounds = live.state.numbered_rounds(live.state.step).items()
    found = ((number, votes.vote_counts(session, live, item, one)) for number, one in rounds)
    return {number: counts for number, counts in found if counts}


def _hands(session: Session, live: LiveSession) -> dict[int, LiveHands]:
    """The shows of hands of the current scenario, by the number of the vote."""
    if live.phase not in OF_A_SCENARIO:
        return {}
    rounds = live.state.numbered_rounds(live.state.step).items()
    found = ((number, hands.of_round(session, live, round_)) for number, round_ in rounds)
    return {number: shown for number, shown in found if shown}


def _highlights(session: Session, live: LiveSession) -> Highlights:
    return highlights(bank(), live.plan, archive.session_aggregate(session, live))


def screen_fragment(session: Session, live: LiveSession) -> str:
    """The fragment that every display of this session gets."""
    return render_template("live/screen.html", **screen_context(session, live))


def screen_context(
    session: Session, live: LiveSession, viewer: Viewer = Viewer.DISPLAY
) -> dict[str, Any]:
    state_id = broadcast.state_id(session, live, viewer)
    return {
        "screen": current_screen(session, live),
        "version": live.screen_version,
        "pause_until": live.pause_until,
        "question": questions.on_screen(session, live),
        "state_id": state_id,
    }
