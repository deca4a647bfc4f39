"""What is told of a session once it is over: scenario by scenario, and of confidence. Pure."""

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
    Moved,
    confidence_chart,
    moved,
    vote_chart,
)
from quiz.live.session.aggregate import Confidence, Said, Summed
from quiz.live.session.phases import Plan
from quiz.live.session.plans import scenario_of
from quiz.vocabulary import Answer, Moment, Strand

NOT_ASKED = "This was not asked."
TOO_FEW = "Fewer than {minimum} people answered, so nothing is shown."
FEW_HERE = "Fewer than {minimum} answered this one"
VOTE_TITLES = ("First vote", "Second vote")
MOMENT_TITLES = {Moment.BEFORE: "Before", Moment.AFTER: "After"}
SEPARATE = (
    "Not the same people answered before and after, so these are two pictures, and no change is "
    "told: it would give away the few who came late or left early."
)


@dataclass(frozen=True)
class Recap:
    """One scenario: its charts, one for each vote that may be shown, and what else is to say."""

    number: int
    scenario: Item | Contested
    charts: tuple[Chart, ...]
    moved: Moved | None
    note: str

    @property
    def name(self) -> str:
        """Short and plain, for addresses and files."""
        return f"scenario-{self.number}"

    @property
    def was_asked(self) -> bool:
        return self.note != NOT_ASKED

    @property
    def best(self) -> str | None:
        return self.scenario.best if isinstance(self.scenario, Item) else None


def recaps(bank: Bank, plan: Plan, summed: Summed) -> list[Recap]:
    """The plan's scenarios in its order, without any that the bank no longer keeps."""
    found = []
    for number, (planned, kept) in enumerate(zip(plan.scenarios, summed.asked, strict=True), 1):
        try:
            scenario = scenario_of(bank, planned)
        except KeyError:
            continue
        best = scenario.best if isinstance(scenario, Item) else None
        options = [(option.id, option.text) for option in scenario.options]
        shown = [
            (title, votes)
            for title, votes in zip(VOTE_TITLES, kept.votes, strict=False)
            if votes is not None
        ]
        both = len(shown) == len(VOTE_TITLES) and kept.matched
        found.append(
            Recap(
                number,
                scenario,
                tuple(vote_chart(title, options, votes, best) for title, votes in shown),
                moved(shown[0][1], shown[1][1], best) if both and best else None,
                _note(kept.votes, plan.minimum),
            )
        )
    return found


def _note(votes: Sequence[object], minimum: int) -> str:
    if not votes:
        return NOT_ASKED
    if any(vote is None for vote in votes):
        too_few = TOO_FEW.format(minimum=minimum)
        return too_few if len(votes) == 1 or not any(votes) else f"Of one vote: {too_few.lower()}"
    return ""


@dataclass(frozen=True)
class ConfidenceRecap:
    """What is told of the confidence questions: the change of the same people, or each moment by
    itself. Never both, so that neither can be taken from the other."""

    change: Change | None
    charts: tuple[Chart, ...]
    cautions: tuple[str, ...]


def confidence_recap(bank: Bank, summed: Summed, minimum: int) -> ConfidenceRecap | None:
    """None where nothing may be told (measurement.md 5.3, P8). minimum: the plan's; of a question
    that fewer answered that alone is said."""
    if not summed.confidence:
        return None
    charts = tuple(
        confidence_chart(
            MOMENT_TITLES[moment],
            [(question.strand, question.asked) for question in bank.confidence],
            one.said,
            FEW_HERE.format(minimum=minimum),
        )
        for moment, one in summed.confidence.items()
    )
    if not summed.changed:
        cautions = (SEPARATE,) if len(charts) == len(Moment) else ()
        return ConfidenceRecap(None, charts, cautions)
    return ConfidenceRecap(_change(bank, summed), charts, (CONFIDENCE_CAUTION,))


def _asked(said: Said, strand: Strand) -> bool:
    return any(one == strand for one, _ in said)


def _change(bank: Bank, summed: Summed) -> Change:
    before, after = (summed.confidence[moment] for moment in Moment)
    rows = [
        ChangeRow(question.asked, _yes(before, question.strand), _yes(after, question.strand))
        for question in bank.confidence
        if _asked(before.said, question.strand) and _asked(after.said, question.strand)
    ]
    return Change("confidence", "Said yes, before and after, of the same people", before.of, rows)


def _yes(one: Confidence, strand: Strand) -> Share:
    found = exactly(one.said.get((strand, Answer.YES), 0), one.of)
    return Share(found, interval(found, wilson))
