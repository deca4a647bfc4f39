"""A session in a few sentences: where the room was sure and wrong, and what moved. Pure.

It shows counts as the headline and the charts do, and nothing of a vote that has no chart.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quiz.bank.items import Bank, Item
from quiz.live.results import headline
from quiz.live.results.summary import changes
from quiz.live.session.aggregate import ScenarioVotes, SessionAggregate
from quiz.live.session.plan import MOST_VOTES, Plan
from quiz.live.session.plan_scenarios import in_bank
from quiz.live.session.small_rooms import RoomCount

SURE_AND_WRONG = "Where we were most sure, and wrong"
MOVED = "What moved"
MOST_LINES = 3


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
        "" if all(matched for *_, matched in moved[:MOST_LINES]) else headline.NOT_THE_SAME,
    )


def _scored(
    bank: Bank, plan: Plan, aggregate: SessionAggregate
) -> Iterator[tuple[str, str, ScenarioVotes]]:
    """The number and title of each scored scenario in the bank, its best answer and its votes."""
    for number, scenario, votes in in_bank(bank, plan, aggregate.scenarios):
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
        wrong = headline.sure_and_wrong(first, best)
        if wrong.range.low:
            were = "was" if wrong.range.high == 1 else "were"
            share = wrong.range.low / wrong.range.of
            yield share, f"{name} {wrong.numbers} {were} sure, and wrong."


def _moved(
    scored: Sequence[tuple[str, str, ScenarioVotes]],
) -> Iterator[tuple[float, str, bool]]:
    """How far the share of the best answer moved, the sentence, and whether the people were the
    same."""
    for name, best, found in scored:
        votes = [vote for vote in found.votes if vote]
        if len(votes) < MOST_VOTES:
            continue
        first, second = (headline.right(vote, best) for vote in votes)
        if first.number != second.number or first.range.of != second.range.of:
            change = _low_share(second) - _low_share(first)
            words = f"best answer {first.numbers}, then {second.numbers}."
            yield abs(change), f"{name} {words}", found.matched


def _confidence(bank: Bank, plan: Plan, aggregate: SessionAggregate) -> list[str]:
    """The confidence question that changed most, of the people who answered both times."""
    found = []
    for question, yes, then in changes(bank, aggregate, plan.minimum):
        line = f"“{question.asked}”: {yes.numbers} said yes, then {then.number}."
        found.append((abs(_low_share(then) - _low_share(yes)), line))
    change, line = max(found, default=(0.0, ""), key=lambda one: one[0])
    return [line] if change else []


def _low_share(found: RoomCount) -> float:
    return found.range.low / found.range.of
