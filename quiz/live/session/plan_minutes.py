"""The parts of a session in order, with their minutes, and the part it is in. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from quiz.live.session.agendas import WHERE_PRACTICE_DIFFERS, AgendaPart, agenda, agenda_for
from quiz.live.session.phases import OF_A_SCENARIO, Phase, SessionState
from quiz.live.session.plan import Plan

USUAL = agenda(45)
"""Asks about confidence; for a plan that asks it once only."""


@dataclass(frozen=True)
class TimedPart:
    """One part of a session. start: the minute it begins in, from 0. step: the scenario's, from 0;
    None for the other parts."""

    part: AgendaPart
    start: int
    step: int | None = None

    @property
    def end(self) -> int:
        return self.start + self.part.minutes


def each(plan: Plan) -> tuple[AgendaPart, ...]:
    """What happens with each scored scenario."""
    return agenda_for(plan).each_with(plan.votes)


def timed_parts(plan: Plan, titles: Sequence[str]) -> tuple[TimedPart, ...]:
    """All parts of a session with this plan. titles: of its scenarios, in its order."""
    found = agenda_for(plan)
    scored = sum(part.minutes for part in each(plan))
    discussion = (found.discussion or WHERE_PRACTICE_DIFFERS).minutes
    scenarios = [
        AgendaPart(f"{number}. {title}", discussion if one.contested else scored, ())
        for number, (one, title) in enumerate(zip(plan.scenarios, titles, strict=True), 1)
    ]
    before = found.opening[1:] if plan.before else ()
    after = (found.closing[:-1] or USUAL.closing[:-1]) if plan.after else ()
    opening, closing = (found.opening[0], *before), (*after, found.closing[-1])
    parts = [*opening, *scenarios, *closing]
    starts = accumulate((part.minutes for part in parts), initial=0)
    steps = [None] * len(opening) + list(range(len(scenarios))) + [None] * len(closing)
    return tuple(
        TimedPart(part, start, step)
        for part, start, step in zip(parts, starts, steps, strict=False)
    )


def minutes(plan: Plan) -> int:
    """How long a session with this plan takes."""
    return timed_parts(plan, [""] * len(plan.scenarios))[-1].end


def current(parts: Sequence[TimedPart], state: SessionState) -> TimedPart:
    """The part that a session is in. parts: of its plan."""
    first = next(index for index, part in enumerate(parts) if part.step is not None)
    match state.phase:
        case Phase.LOBBY:
            return parts[0]
        case Phase.BEFORE:
            return parts[first - 1]
        case phase if phase in OF_A_SCENARIO:
            return parts[first + state.step]
        case Phase.AFTER | Phase.CHANGE:
            return parts[-2]
        case _:
            return parts[-1]
