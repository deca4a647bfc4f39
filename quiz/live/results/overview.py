"""What a trainer's sessions show together: each scenario with the first votes of all of them. Pure.

Only counts that the summary of a session tells exactly are added up. So the page says nothing that
its reader could not add up from the summaries (measurement.md 5.3, P8); a vote of so few that the
summary tells a range is left out, because a sum with it would tell the count.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from quiz.bank.items import Contested, Item
from quiz.live.results.headline import right, sure_and_wrong
from quiz.live.session.aggregate import VoteCounts
from quiz.live.session.small_rooms import is_small


@dataclass(frozen=True)
class ScenarioOverview:
    """The first votes on one scenario in all sessions. sure_and_wrong: how many were so."""

    scenario: Item
    sessions: int
    answered: int
    right: int
    sure_and_wrong: int


def overview(
    votes: Iterable[tuple[Item | Contested, VoteCounts | None]],
) -> list[ScenarioOverview]:
    """Scored scenarios by the share of people who were sure and wrong, the highest first.

    votes: the first votes of all sessions that have ended, without rehearsals; None where too few
    answered.
    """
    found: dict[tuple[str, int], ScenarioOverview] = {}
    for scenario, first in votes:
        if not first or not isinstance(scenario, Item) or is_small(sum(first.values())):
            continue
        key = (scenario.id, scenario.revision)
        before = found.get(key, ScenarioOverview(scenario, 0, 0, 0, 0))
        found[key] = ScenarioOverview(
            scenario,
            before.sessions + 1,
            before.answered + sum(first.values()),
            before.right + right(first, scenario.best).range.low,
            before.sure_and_wrong + sure_and_wrong(first, scenario.best).range.low,
        )
    return sorted(found.values(), key=lambda one: one.sure_and_wrong / one.answered, reverse=True)
