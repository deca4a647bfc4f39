"""The first votes of many sessions at once, in two queries."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quiz.live.session import aggregate
from quiz.live.session.aggregate import VoteCounts
from quiz.live.session.models import LiveAnswer, LiveSession, LiveSums
from quiz.vocabulary import Certainty


def first_votes(session: Session, ended: Sequence[LiveSession]) -> list[list[VoteCounts | None]]:
    """For each session that has ended, the first vote on each scenario of its plan.

    None for one that was not asked, or with fewer answers than the plan's minimum: the same counts
    as in ``archive.session_aggregate``.
    """
    ids = [live.id for live in ended]
    stored = select(LiveSums).where(LiveSums.session_id.in_(ids))
    sums = {one.session_id: one.sums for one in session.scalars(stored)}
    answers = _counts(session, [id_ for id_ in ids if id_ not in sums])
    return [
        [
            one.votes[0] if one.votes else None
            for one in aggregate.from_json(sums[live.id]).scenarios
        ]
        if live.id in sums
        else [_first(live, step, answers) for step in range(len(live.plan.scenarios))]
        for live in ended
    ]


Vote = tuple[str, str, int]
"""The ids of a session and of a scenario, and the round."""


def _counts(session: Session, ids: Sequence[str]) -> dict[Vote, VoteCounts]:
    vote = (LiveAnswer.session_id, LiveAnswer.item, LiveAnswer.round)
    answer = (LiveAnswer.option, LiveAnswer.certainty)
    grouped = select(*vote, *answer, func.count()).where(LiveAnswer.session_id.in_(ids))
    found: dict[Vote, dict[tuple[str, Certainty], int]] = defaultdict(dict)
    for id_, item, round_, option, level, count in session.execute(
        grouped.group_by(*vote, *answer)
    ):
        found[id_, item, round_][option, Certainty(level)] = count
    return dict(found)


def _first(live: LiveSession, step: int, answers: dict[Vote, VoteCounts]) -> VoteCounts | None:
    rounds = live.state.rounds(step)
    if not rounds or not live.state.is_closed(rounds[0]):
        return None
    found = answers.get((live.id, live.plan.scenarios[step].item, rounds[0]), {})
    return found if sum(found.values()) >= live.plan.minimum else None
