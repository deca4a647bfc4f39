"""Rehearsing alone: made-up participants answer every question, by a rule and not at random.

A rehearsal is marked as one, counts nowhere, and is deleted when it ends.
"""

import hashlib

from sqlalchemy.orm import Session

from quiz.bank.items import Bank, Item
from quiz.live.session.models import LiveAnswer, LiveRating, LiveSession, Participant
from quiz.live.session.phases import RATING, Phase
from quiz.live.session.plan_scenarios import scenario_of
from quiz.storage.tables import upsert
from quiz.vocabulary import OPTION_IDS, Answer, Certainty, Moment, Strand

FEWEST = 12
"""How many made-up participants there are at least. One of them misses each first vote, so the two
votes are not of the same people, as in most rooms."""
PERCENT_RIGHT = {1: 45, 2: 70}
"""How likely a made-up participant is to choose the best answer, in the first and second vote."""


def draw(seed: str, below: int) -> int:
    """A number from 0 to ``below`` - 1 that depends on the seed alone."""
    return int.from_bytes(hashlib.sha256(seed.encode()).digest()[:8]) % below


def choice(seed: str, scenario: Item | None, vote: int) -> tuple[str, Certainty]:
    """What a made-up participant answers: in a second vote the best option more often."""
    certainty = Certainty(1 + draw(f"{seed}:certainty", len(Certainty)))
    if scenario and draw(f"{seed}:best", 100) < PERCENT_RIGHT[vote]:
        return scenario.best, certainty
    return OPTION_IDS[draw(f"{seed}:option", 4)], certainty


def participant_count(live: LiveSession) -> int:
    """How many made-up participants there are: enough for a chart of a vote that one misses."""
    return max(FEWEST, live.plan.minimum + 1)


def _participants(live: LiveSession) -> list[str]:
    return [
        hashlib.sha256(f"rehearsal:{live.id}:{number}".encode()).hexdigest()
        for number in range(participant_count(live))
    ]


def add_participants(session: Session, live: LiveSession) -> None:
    """Let the made-up participants join."""
    session.flush()
    for id_ in _participants(live):
        upsert(session, Participant, {"id": id_, "session_id": live.id})


def answer_open_question(session: Session, live: LiveSession, bank: Bank) -> None:
    """Let the made-up participants answer the current question, once. A real session has none."""
    if not live.rehearsal:
        return
    if live.state.takes_answers:
        _vote(session, live, bank)
    elif live.state.phase in RATING:
        _rate(session, live)


def _vote(session: Session, live: LiveSession, bank: Bank) -> None:
    state = live.state
    planned = live.plan.scenarios[state.step]
    try:
        scenario = scenario_of(bank, planned)
    except KeyError:  # it was taken out of the content
        return
    vote = 1 if state.phase == Phase.OPEN else 2
    for id_ in _participants(live)[vote == 1 :]:
        seed = f"{id_}:{planned.item}:{state.round}"
        option, certainty = choice(seed, scenario if isinstance(scenario, Item) else None, vote)
        upsert(
            session,
            LiveAnswer,
            {
                **{"session_id": live.id, "participant_id": id_},
                **{"item": planned.item, "round": state.round},
            },
            {"revision": planned.revision, "option": option, "certainty": int(certainty)},
        )


def _rate(session: Session, live: LiveSession) -> None:
    moment = Moment(live.state.phase.value)
    answers = [answer for answer in Answer if answer != Answer.NOT_MY_WORK]
    for id_ in _participants(live):
        said = {
            strand: answers[draw(f"{id_}:{moment}:{strand}", len(answers))] for strand in Strand
        }
        for strand in (one for one in Strand if one.is_asked(said)):
            key = {"session_id": live.id, "participant_id": id_, "strand": strand, "moment": moment}
            upsert(session, LiveRating, key, {"answer": said[strand]})
