"""The summary after a session: each scenario with its charts, and the confidence ratings. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from quiz.analysis.intervals import wilson
from quiz.analysis.ranges import exactly, interval
from quiz.bank.items import Bank, Contested, Item
from quiz.charts.lines import Change, ChangeRow
from quiz.charts.shares import Share
from quiz.live.results.charts import (
    CONFIDENCE_CAUTION,
    Chart,
    VoteChange,
    confidence_chart,
    vote_change,
    vote_chart,
)
from quiz.live.session.aggregate import Confidence, RatingCounts, ScenarioVotes, SessionAggregate
from quiz.live.session.plan import Plan
from quiz.live.session.plan_scenarios import scenario_of
from quiz.vocabulary import Answer, Moment, Strand

NOT_ASKED = "This was not asked."
TOO_FEW = "Fewer than {minimum} people answered, so nothing is shown."
TOO_FEW_HERE = "Fewer than {minimum} answered this one"
VOTE_TITLES = ("First vote", "Second vote")
MOMENT_TITLES = {Moment.BEFORE: "Before", Moment.AFTER: "After"}
SEPARATE = (
    "Different people answered before and after, so there are two charts, and no change is shown: "
    "it would give away the few who came late or left early."
)


@dataclass(frozen=True)
class ScenarioSummary:
    """One scenario. charts: one for each vote that may be shown. vote_change: both votes compared,
    where the same people answered both. note: why something is missing."""

    number: int
    scenario: Item | Contested
    charts: tuple[Chart, ...]
    vote_change: VoteChange | None
    note: str

    @property
    def name(self) -> str:
        """For addresses and file names."""
        return f"scenario-{self.number}"

    @property
    def was_asked(self) -> bool:
        return self.note != NOT_ASKED

    @property
    def best(self) -> str | None:
        return self.scenario.best if isinstance(self.scenario, Item) else None


def scenario_summaries(
    bank: Bank, plan: Plan, aggregate: SessionAggregate
) -> list[ScenarioSummary]:
    """The plan's scenarios in its order, without those that are no longer in the bank."""
    found = []
    pairs = zip(plan.scenarios, aggregate.scenarios, strict=True)
    for number, (planned, votes) in enumerate(pairs, 1):
        try:
            scenario = scenario_of(bank, planned)
        except KeyError:
            continue
        found.append(_scenario_summary(number, scenario, votes, plan.minimum))
    return found


def _scenario_summary(
    number: int, scenario: Item | Contested, found: ScenarioVotes, minimum: int
) -> ScenarioSummary:
    best = scenario.best if isinstance(scenario, Item) else None
    options = [(option.id, option.text) for option in scenario.options]
    shown = [
        (title, votes)
        for title, votes in zip(VOTE_TITLES, found.votes, strict=False)
        if votes is not None
    ]
    both = len(shown) == len(VOTE_TITLES) and found.matched
    return ScenarioSummary(
        number,
        scenario,
        tuple(vote_chart(title, options, votes, best) for title, votes in shown),
        vote_change(shown[0][1], shown[1][1], best) if both and best else None,
        _note(found.votes, minimum),
    )


def _note(votes: Sequence[object], minimum: int) -> str:
    if not votes:
        return NOT_ASKED
    if any(vote is None for vote in votes):
        too_few = TOO_FEW.format(minimum=minimum)
        return too_few if len(votes) == 1 or not any(votes) else f"Of one vote: {too_few.lower()}"
    return ""


@dataclass(frozen=True)
class ConfidenceSummary:
    """The confidence questions. change: of the people who answered both times; None where before
    and after are shown separately. Never both, so that neither can be subtracted from the other."""

    change: Change | None
    charts: tuple[Chart, ...]
    cautions: tuple[str, ...]


def confidence_summary(
    bank: Bank, aggregate: SessionAggregate, minimum: int
) -> ConfidenceSummary | None:
    """None where nothing may be shown (measurement.md 5.3, P8). minimum: the plan's."""
    if not aggregate.confidence:
        return None
    charts = tuple(
        confidence_chart(
            MOMENT_TITLES[moment],
            [(question.strand, question.asked) for question in bank.confidence],
            one.ratings,
            TOO_FEW_HERE.format(minimum=minimum),
        )
        for moment, one in aggregate.confidence.items()
    )
    if not aggregate.has_change:
        cautions = (SEPARATE,) if len(charts) == len(Moment) else ()
        return ConfidenceSummary(None, charts, cautions)
    return ConfidenceSummary(_change(bank, aggregate), charts, (CONFIDENCE_CAUTION,))


def _is_rated(ratings: RatingCounts, strand: Strand) -> bool:
    return any(rated == strand for rated, _ in ratings)


def _change(bank: Bank, aggregate: SessionAggregate) -> Change:
    before, after = (aggregate.confidence[moment] for moment in Moment)
    rows = [
        ChangeRow(question.asked, _yes(before, question.strand), _yes(after, question.strand))
        for question in bank.confidence
        if _is_rated(before.ratings, question.strand) and _is_rated(after.ratings, question.strand)
    ]
    title = "Said yes, before and after, of the same people"
    return Change("confidence", title, before.people, rows)


def _yes(one: Confidence, strand: Strand) -> Share:
    found = exactly(one.ratings.get((strand, Answer.YES), 0), one.people)
    return Share(found, interval(found, wilson))
