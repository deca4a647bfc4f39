"""The summary after a session: each scenario with its charts, and the confidence ratings. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quiz.analysis.intervals import wilson
from quiz.analysis.ranges import interval
from quiz.bank.items import Bank, Contested, Item
from quiz.charts.lines import Change, ChangeRow
from quiz.charts.shares import Share
from quiz.live.results.charts import (
    CONFIDENCE_CAUTION,
    Chart,
    confidence_chart,
    is_asked_of_everybody,
    vote_chart,
)
from quiz.live.results.headline import NOT_THE_SAME, headline
from quiz.live.session.aggregate import (
    Confidence,
    ScenarioVotes,
    SessionAggregate,
    VoteCounts,
)
from quiz.live.session.phases import FIRST_VOTE, LATER_VOTE, SECOND_VOTE
from quiz.live.session.plan import Plan
from quiz.live.session.plan_scenarios import in_bank
from quiz.live.session.small_rooms import SMALL_ROOM, is_small, room_count
from quiz.vocabulary import Answer, Moment, Strand

NOT_ASKED = "This was not asked."
TOO_FEW = "Fewer than {minimum} people answered, so nothing is shown."
TOO_FEW_HERE = "Fewer than {minimum} answered this one"
VOTE_TITLES = ("First vote", "Second vote", "Asked after the answer")
LATER_TITLE_CONTESTED = "Asked after the reasons"
MOMENT_TITLES = {Moment.BEFORE: "Before", Moment.AFTER: "After"}
SEPARATE = (
    "Different people answered before and after, so there are two charts, and no change is shown: "
    "it would give away the few who came late or left early."
)


def vote_title(number: int, scenario: Item | Contested) -> str:
    """The title of a scenario's vote. A contested scenario has no answer that was shown."""
    if number == LATER_VOTE and isinstance(scenario, Contested):
        return LATER_TITLE_CONTESTED
    return VOTE_TITLES[number - 1]


def sentences(
    votes: Mapping[int, VoteCounts], scenario: Item | Contested, *, matched: bool
) -> tuple[str, ...]:
    """What the first and the second vote showed, in words; none for a contested scenario.

    votes: those that may be shown, by number. matched: whether the same people answered both.
    """
    found = headline(votes, scenario.best) if isinstance(scenario, Item) else None
    if found is None:
        return ()
    both = FIRST_VOTE in votes and SECOND_VOTE in votes
    return (found.words, found.right, *((NOT_THE_SAME,) if both and not matched else ()))


@dataclass(frozen=True)
class ScenarioSummary:
    """One scenario. votes: those that may be shown, by number. charts: one for each of them.
    sentences: the votes in words. note: why something is missing."""

    number: int
    scenario: Item | Contested
    votes: Mapping[int, VoteCounts]
    charts: tuple[Chart, ...]
    sentences: tuple[str, ...]
    note: str

    @property
    def name(self) -> str:
        """For addresses and file names."""
        return f"scenario-{self.number}"

    @property
    def was_asked(self) -> bool:
        return self.note != NOT_ASKED

    @property
    def caption(self) -> str:
        few = any(chart.small for chart in self.charts)
        return SMALL_ROOM if few else "Each bar is split by how sure people were."

    @property
    def best(self) -> str | None:
        return self.scenario.best if isinstance(self.scenario, Item) else None


def scenario_summaries(
    bank: Bank, plan: Plan, aggregate: SessionAggregate
) -> list[ScenarioSummary]:
    """The plan's scenarios in its order, without those that are no longer in the bank."""
    return [
        _scenario_summary(number, scenario, votes, plan.minimum)
        for number, scenario, votes in in_bank(bank, plan, aggregate.scenarios)
    ]


def _scenario_summary(
    number: int, scenario: Item | Contested, found: ScenarioVotes, minimum: int
) -> ScenarioSummary:
    best = scenario.best if isinstance(scenario, Item) else None
    options = [(option.id, option.text) for option in scenario.options]
    numbered = {**dict(enumerate(found.votes, start=FIRST_VOTE)), LATER_VOTE: found.later}
    shown = {vote: counts for vote, counts in numbered.items() if counts is not None}
    return ScenarioSummary(
        number,
        scenario,
        shown,
        tuple(
            vote_chart(vote_title(vote, scenario), options, counts, best)
            for vote, counts in shown.items()
        ),
        sentences(shown, scenario, matched=found.matched),
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
            one,
            TOO_FEW_HERE.format(minimum=minimum),
        )
        for moment, one in aggregate.confidence.items()
    )
    if not aggregate.has_change:
        cautions = (SEPARATE,) if len(charts) == len(Moment) else ()
        return ConfidenceSummary(None, charts, cautions)
    return ConfidenceSummary(_change(bank, aggregate), charts, (CONFIDENCE_CAUTION,))


def is_rated(one: Confidence, strand: Strand) -> bool:
    """Whether the answers to a question may be shown: in a small room only if everybody is asked
    it."""
    is_answered = any(rated == strand for rated, _ in one.ratings)
    return is_answered and (is_asked_of_everybody(strand) or not is_small(one.people))


def _change(bank: Bank, aggregate: SessionAggregate) -> Change:
    before, after = (aggregate.confidence[moment] for moment in Moment)
    rows = [
        ChangeRow(question.asked, _yes(before, question.strand), _yes(after, question.strand))
        for question in bank.confidence
        if is_rated(before, question.strand) and is_rated(after, question.strand)
    ]
    title = "Said yes, before and after, of the same people"
    return Change("confidence", title, before.people, rows)


def _yes(one: Confidence, strand: Strand) -> Share:
    found = room_count(one.ratings.get((strand, Answer.YES), 0), one.people).range
    return Share(found, interval(found, wilson))
