"""The summary after a session: each scenario with its charts, and the confidence ratings. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from quiz.analysis.intervals import wilson
from quiz.analysis.ranges import interval
from quiz.bank.items import Bank, ConfidenceQuestion, Contested, Item
from quiz.charts.lines import Change, ChangeRow
from quiz.charts.shares import Share
from quiz.languages.formats import listed
from quiz.languages.sentences import gettext, lazy_gettext, ngettext
from quiz.live.results.charts import Chart, few_answered_in, vote_chart
from quiz.live.results.confidence import confidence_chart, rated
from quiz.live.results.headline import NOT_THE_SAME, headline
from quiz.live.session.aggregate import (
    ScenarioVotes,
    SessionAggregate,
    VoteCounts,
)
from quiz.live.session.phase_texts import SPLIT
from quiz.live.session.phases import FIRST_VOTE, LATER_VOTE, SECOND_VOTE
from quiz.live.session.plan import Plan
from quiz.live.session.plan_scenarios import in_bank
from quiz.live.session.small_rooms import RoomCount, is_small
from quiz.vocabulary import Moment

NOT_ASKED = lazy_gettext("This was not asked.")
LEFT_OUT = lazy_gettext(
    "This was asked, but its vote was left out before it closed, so nothing is shown of it."
)
NOT_ASKED_OR_LEFT_OUT = lazy_gettext("This was not asked, or its vote was left out.")
"""Of sessions that were archived before the sums said which."""
TOO_FEW = lazy_gettext(
    "Fewer than %(minimum)s people answered on phones, so their votes are not shown."
)
TOO_FEW_IN_ONE = lazy_gettext(
    "In one vote fewer than %(minimum)s people answered on phones, so it is not shown."
)
VOTE_TITLES = (
    lazy_gettext("First vote"),
    lazy_gettext("Second vote"),
    lazy_gettext("Asked after the answer"),
)
MOST_LATER = 2
LAST_OF = lazy_gettext(
    "“%(title)s” is the last of %(votes)s such votes: each replaces the one before."
)
NO_BEST = lazy_gettext("There is no single best answer.")
LATER_TITLE_CONTESTED = lazy_gettext("Asked after the reasons")
MOMENT_TITLES = {Moment.BEFORE: lazy_gettext("Before"), Moment.AFTER: lazy_gettext("After")}
CONFIDENCE_CAUTION = lazy_gettext(
    "Confidence can fall after good training, because people see how much there is to know. A "
    "change is no proof of an effect: there was no other group to compare with."
)
SEPARATE = lazy_gettext(
    "Different people answered before and after, so there are two charts, and no change is shown: "
    "it would give away the few who came late or left early."
)


def vote_title(number: int, scenario: Item | Contested) -> str:
    """The title of a scenario's vote. A contested scenario has no answer that was shown."""
    if number == LATER_VOTE and isinstance(scenario, Contested):
        return str(LATER_TITLE_CONTESTED)
    return str(VOTE_TITLES[number - 1])


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
    return (found.words, found.beside, *((str(NOT_THE_SAME),) if both and not matched else ()))


@dataclass(frozen=True)
class ScenarioSummary:
    """One scenario. votes: those that may be shown, by number. charts: one for each of them.
    sentences: the votes in words. note: why something is missing. left_out: whether a vote was left
    out before it closed."""

    number: int
    scenario: Item | Contested
    was_asked: bool
    votes: Mapping[int, VoteCounts]
    charts: tuple[Chart, ...]
    sentences: tuple[str, ...]
    note: str
    left_out: bool = False

    @property
    def name(self) -> str:
        """For addresses and file names."""
        return f"scenario-{self.number}"

    @property
    def caption(self) -> str:
        return self.few_answered or str(SPLIT)

    @property
    def few_answered(self) -> str:
        """Why counts of votes are not exact; empty where all are."""
        return few_answered_in(self.charts)

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
    no_best = (str(NO_BEST),) if found.votes else ()
    told = sentences(shown, scenario, matched=found.matched) if best else no_best
    return ScenarioSummary(
        number,
        scenario,
        bool(found.votes),
        shown,
        tuple(
            vote_chart(vote_title(vote, scenario), options, counts, best)
            for vote, counts in shown.items()
        ),
        told,
        " ".join(filter(None, (_note(found, minimum), _last_of(found, scenario)))),
        bool(found.left_out),
    )


def _last_of(found: ScenarioVotes, scenario: Item | Contested) -> str:
    """That a later vote replaced others."""
    if found.asked_later < MOST_LATER:
        return ""
    return LAST_OF % {
        "title": vote_title(LATER_VOTE, scenario),
        "votes": found.asked_later,
    }


def _note(found: ScenarioVotes, minimum: int) -> str:
    votes = found.votes
    if not votes and found.left_out is None:
        return str(NOT_ASKED_OR_LEFT_OUT)
    if not votes:
        return str(LEFT_OUT if found.left_out else NOT_ASKED)
    if any(vote is None for vote in votes):
        one = len(votes) > 1 and any(votes)
        return (TOO_FEW_IN_ONE if one else TOO_FEW) % {"minimum": minimum}
    return ""


@dataclass(frozen=True)
class ConfidenceSummary:
    """The confidence questions. change: of the people who answered both times; None where before
    and after are shown separately. Never both, so that neither can be subtracted from the other.
    cautions: how to read them, and which questions the change leaves out."""

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
            str(MOMENT_TITLES[moment]),
            [(question.strand, question.asked) for question in bank.confidence],
            one,
            minimum,
        )
        for moment, one in aggregate.confidence.items()
    )
    if not aggregate.has_change:
        cautions = (str(SEPARATE),) if len(charts) == len(Moment) else ()
        return ConfidenceSummary(None, charts, cautions)
    return ConfidenceSummary(
        Change(
            "confidence",
            gettext("Said yes, before and after, of the same people"),
            aggregate.confidence[Moment.BEFORE].people,
            [
                ChangeRow(question.asked, _share(before), _share(after))
                for question, before, after in changes(bank, aggregate, minimum)
            ],
        ),
        charts,
        (*_not_the_same(bank, aggregate), str(CONFIDENCE_CAUTION)),
    )


def changes(
    bank: Bank, aggregate: SessionAggregate, minimum: int
) -> Iterator[tuple[ConfidenceQuestion, RoomCount, RoomCount]]:
    """How many said yes to each question before and after; only of questions that are shown both
    times, and that the same people rated. None where no change may be shown."""
    if not aggregate.has_change:
        return
    before, after = (aggregate.confidence[moment] for moment in Moment)
    for question in bank.confidence:
        yes, then = (rated(one, question.strand, minimum).yes for one in (before, after))
        if yes and then and (is_small(before.people) or question.strand in before.same):
            yield question, yes, then


def _not_the_same(bank: Bank, aggregate: SessionAggregate) -> tuple[str, ...]:
    """Which questions of a larger room have no change, because other people rated them after. On
    the wall and on phones their bars stand side by side all the same."""
    before = aggregate.confidence[Moment.BEFORE]
    if is_small(before.people):
        return ()
    asked = [one.asked for one in bank.confidence if one.strand not in before.same]
    if not asked:
        return ()
    words = ngettext(
        "Not the same people answered %(questions)s before and after, so nobody can say whether "
        "it changed.",
        "Not the same people answered %(questions)s before and after, so nobody can say whether "
        "they changed.",
        len(asked),
        questions=listed([f"“{one}”" for one in asked]),
    )
    return (words,)


def _share(found: RoomCount) -> Share:
    return Share(found.range, interval(found.range, wilson))
