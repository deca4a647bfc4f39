"""A session in a few sentences: where the room was sure and wrong, and what moved. Pure.

It is made from the same figures as the summary, so it tells of no vote that has no chart.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quiz.bank.items import Bank, Item
from quiz.live.results.charts import chosen_count, sure_count
from quiz.live.results.summary import confidence_summary
from quiz.live.session.aggregate import ScenarioVotes, SessionAggregate, VoteCounts
from quiz.live.session.plan import MOST_VOTES, Plan
from quiz.live.session.plan_scenarios import scenario_of
from quiz.vocabulary import Answer, Moment

SURE_AND_WRONG = "Where we were most sure, and wrong"
MOVED = "What moved"
MOST_LINES = 3
SMALL_ROOM = 10
"""Below it, one single answer is not told: it would point at somebody."""
NOT_ALL_THE_SAME = "Not all the same people answered both times."


@dataclass(frozen=True)
class Highlights:
    """sure_and_wrong, moved: sentences, the most telling first. caution: how to read the second."""

    sure_and_wrong: Sequence[str] = ()
    moved: Sequence[str] = ()
    caution: str = ""

    @property
    def parts(self) -> list[tuple[str, Sequence[str]]]:
        """The headings that have sentences, with them."""
        found = ((SURE_AND_WRONG, self.sure_and_wrong), (MOVED, self.moved))
        return [(title, lines) for title, lines in found if lines]


def highlights(bank: Bank, plan: Plan, aggregate: SessionAggregate) -> Highlights:
    """The highlights of a session; without sentences where too few answered."""
    scored = list(_scored(bank, plan, aggregate))
    wrong = sorted(_sure_and_wrong(scored), key=lambda found: -found[0])
    moved = sorted(_moved(scored), key=lambda found: -found[0])
    lines = [line for _, line, _ in moved[:MOST_LINES]]
    return Highlights(
        [line for _, line in wrong[:MOST_LINES]],
        [*lines, *_confidence(bank, plan, aggregate)],
        "" if all(matched for *_, matched in moved[:MOST_LINES]) else NOT_ALL_THE_SAME,
    )


def _scored(
    bank: Bank, plan: Plan, aggregate: SessionAggregate
) -> Iterator[tuple[str, str, ScenarioVotes]]:
    """The number and title of each scored scenario in the bank, its best answer and its votes."""
    pairs = zip(plan.scenarios, aggregate.scenarios, strict=True)
    for number, (planned, votes) in enumerate(pairs, 1):
        try:
            scenario = scenario_of(bank, planned)
        except KeyError:
            continue
        if isinstance(scenario, Item):
            end = "" if scenario.title.endswith("?") else ":"
            yield f"{number}. {scenario.title}{end}", scenario.best, votes


def _sure_and_wrong(
    scored: Sequence[tuple[str, str, ScenarioVotes]],
) -> Iterator[tuple[float, str]]:
    """The share that was sure and wrong in the first vote, and the sentence."""
    for name, best, found in scored:
        first = found.votes[0] if found.votes else None
        if not first:
            continue
        total = sum(first.values())
        wrong = sum(sure_count(first, option) for option in {each for each, _ in first} - {best})
        if wrong > 1 or (wrong and total >= SMALL_ROOM):
            were = "was" if wrong == 1 else "were"
            yield wrong / total, f"{name} {wrong} of {total} {were} sure, and wrong."


def _moved(
    scored: Sequence[tuple[str, str, ScenarioVotes]],
) -> Iterator[tuple[float, str, bool]]:
    """How far the share of the best answer moved, the sentence, and whether the people were the
    same."""
    for name, best, found in scored:
        votes = [vote for vote in found.votes if vote]
        if len(votes) < MOST_VOTES:
            continue
        (right, total), (right_then, total_then) = (_right(vote, best) for vote in votes)
        change = abs(right_then / total_then - right / total)
        if change:
            words = f"best answer {right} of {total}, then {right_then} of {total_then}."
            yield change, f"{name} {words}", found.matched


def _right(votes: VoteCounts, best: str) -> tuple[int, int]:
    return chosen_count(votes, best), sum(votes.values())


def _confidence(bank: Bank, plan: Plan, aggregate: SessionAggregate) -> list[str]:
    """The confidence question that changed most, of the people who answered both times."""
    found = confidence_summary(bank, aggregate, plan.minimum)
    if not found or not found.change:
        return []
    before, after = (aggregate.confidence[moment] for moment in Moment)
    changes = [
        (after.ratings.get((question.strand, Answer.YES), 0), yes, question.asked)
        for question in bank.confidence
        for yes in [before.ratings.get((question.strand, Answer.YES), 0)]
    ]
    then, yes, asked = max(changes, key=lambda one: abs(one[0] - one[1]))
    if then == yes:
        return []
    return [f"“{asked}”: {yes} of {before.people} said yes, then {then}."]
