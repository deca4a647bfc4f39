"""The plan on the host's page: its parts with their minutes, where the session is, and jumps."""

from dataclasses import dataclass

from quiz.bank.items import Bank, Contested, Item
from quiz.live.session.models import LiveSession
from quiz.live.session.plan_jumps import jumps
from quiz.live.session.plan_minutes import TimedPart, current, minutes, timed_parts
from quiz.live.session.plan_scenarios import scenarios_by_id, titles


@dataclass(frozen=True)
class PlanRow:
    """One part of the plan. item: the scenario that a button goes to; empty without a button.
    asked: whether its first vote has been opened. now: whether the session is in it."""

    timed: TimedPart
    item: str
    asked: bool
    now: bool


@dataclass(frozen=True)
class PlanPart:
    """The plan, as the host's page shows it. minutes: of the whole session. scenarios: in its
    order; None for one that was taken out of the content."""

    rows: tuple[PlanRow, ...]
    now: TimedPart
    minutes: int
    scenarios: tuple[Item | Contested | None, ...]


def plan_part(live: LiveSession, bank: Bank) -> PlanPart:
    """The plan of a session."""
    plan, state = live.plan, live.state
    parts = timed_parts(plan, titles(bank, plan))
    now = current(parts, state)
    known = scenarios_by_id(bank)
    reachable = jumps(state, plan).keys() & known.keys()
    return PlanPart(
        tuple(
            PlanRow(
                part,
                item if (item := _item(live, part)) in reachable else "",
                part.step is not None and bool(state.rounds(part.step)),
                part == now,
            )
            for part in parts
        ),
        now,
        minutes(plan),
        tuple(known.get(one.item) for one in plan.scenarios),
    )


def _item(live: LiveSession, part: TimedPart) -> str:
    return "" if part.step is None else live.plan.scenarios[part.step].item
