"""What a trainer's sessions show together: each scenario with the first votes of all of them. Pure.

Only charts that the summary of a session shows are added up. So the page says nothing that its
reader could not add up from the summaries (measurement.md 5.3, P8).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quiz.bank.items import Item
from quiz.live.results.charts import SURENESS, Bar
from quiz.live.results.summary import VOTE_TITLES, ScenarioSummary

SURE = [shade for shade, levels in SURENESS.items() if all(level.sure for level in levels)]


@dataclass(frozen=True)
class ScenarioOverview:
    """The first votes on one scenario in all sessions. sure_and_wrong: how many were so."""

    scenario: Item
    sessions: int
    answered: int
    right: int
    sure_and_wrong: int


def overview(sessions: Iterable[Sequence[ScenarioSummary]]) -> list[ScenarioOverview]:
    """Scored scenarios by the share of people who were sure and wrong, the highest first.

    sessions: the summaries of each session that has ended, without rehearsals.
    """
    found: dict[tuple[str, int], ScenarioOverview] = {}
    for one in (summary for session in sessions for summary in session):
        first = next((chart for chart in one.charts if chart.title == VOTE_TITLES[0]), None)
        if first is None or not isinstance(one.scenario, Item):
            continue
        key = (one.scenario.id, one.scenario.revision)
        before = found.get(key, ScenarioOverview(one.scenario, 0, 0, 0, 0))
        found[key] = ScenarioOverview(
            one.scenario,
            before.sessions + 1,
            before.answered + first.total,
            before.right + sum(bar.count for bar in first.bars if bar.best),
            before.sure_and_wrong + sum(_sure(bar) for bar in first.bars if bar.best is False),
        )
    return sorted(found.values(), key=lambda one: one.sure_and_wrong / one.answered, reverse=True)


def _sure(bar: Bar) -> int:
    return sum(bar.counts[shade] for shade in SURE)
