"""Rehearsing alone: made-up participants answer whatever is asked, by a rule and not by chance.

A rehearsal is marked as one, counts nowhere, and is deleted with its end.
"""

import hashlib

from sqlalchemy.orm import Session

from quiz.bank.items import Bank, Item
from quiz.live.session.models import LiveAnswer, LiveRating, LiveSession, Participant
from quiz.live.session.phases import RATING, Phase
from quiz.live.session.plans import scenario_of
from quiz.tables import upsert
from quiz.vocabulary import Answer, Certainty, Moment, Strand

FEWEST = 12
RIGHT_OF_A_HUNDRED = {1: 45, 2: 70}
"""How likely a made-up participant is to choose the best answer, in the first and second vote."""


def draw(seed: str, below: int) -> int:
    """A number from 0 to ``below`` - 1 that follows from the seed alone."""
    return int.from_bytes(hashlib.sha256(seed.encode()).digest()[:8]) % below


def choice(seed: str, scenario: Item | None, vote: int) -> tuple[str, Certainty]:
    """What a made-up participant answers: in a second vote the best option more often."""
    certainty = Certainty(1 + draw(f"{seed}:certainty", len(Certainty)))
    if scenario and draw(f"{seed}:best", 100) < RIGHT_OF_A_HUNDRED[vote]:
        return scenario.best, certainty
    return "abcd"[draw(f"{seed}:option", 4)], certainty


def many(live: LiveSession) -> int:
    """How many take part: enough for a chart."""
    return max(FEWEST, live.plan.minimum)


def _people(live: LiveSession) -> list[str]:
    return [
        hashlib.sha256(f"rehearsal:{live.id}:{number}".encode()).hexdigest()
        for number in range(many(live))
    ]


def fill(session: Session, live: LiveSession) -> None:
    """Let the made-up participants join."""
    session.flush()
    for person in _people(live):
        upsert(session, Participant, {"id": person, "session_id": live.id})


def follow(session: Session, live: LiveSession, bank: Bank) -> None:
    """Let the made-up participants answer what is asked now, once. Nothing in a real session."""
    if not live.rehearsal:
        return
    if live.state.takes_answers:
        _vote(session, live, bank)
    elif live.state.phase in RATING:
        _rate(session, live)


def _vote(session: Session, live: LiveSession, bank: Bank) -> None:
    state = live.state
    asked = live.plan.scenarios[state.step]
    try:
        scenario = scenario_of(bank, asked)
    except KeyError:  # the content has it no longer
        return
    vote = 1 if state.phase == Phase.OPEN else 2
    for person in _people(live):
        seed = f"{person}:{asked.item}:{state.round}"
        option, certainty = choice(seed, scenario if isinstance(scenario, Item) else None, vote)
        upsert(
            session,
            LiveAnswer,
            {
                **{"session_id": live.id, "participant_id": person},
                **{"item": asked.item, "round": state.round},
            },
            {"revision": asked.revision, "option": option, "certainty": int(certainty)},
        )


def _rate(session: Session, live: LiveSession) -> None:
    moment = Moment(live.state.phase.value)
    answers = [answer for answer in Answer if answer != Answer.NOT_MY_WORK]
    for person in _people(live):
        for strand in Strand:
            said = answers[draw(f"{person}:{moment}:{strand}", len(answers))]
            key = {"session_id": live.id, "participant_id": person}
            upsert(
                session, LiveRating, {**key, "strand": strand, "moment": moment}, {"answer": said}
            )
