"""A session in a few sentences: where the room was sure and wrong, and what moved. Pure.

It shows counts as the headline and the charts do, and nothing of a vote that has no chart.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quiz.bank.items import Bank, ConfidenceQuestion, Item
from quiz.live.results import headline
from quiz.live.results.summary import changes
from quiz.live.session.aggregate import ScenarioVotes, SessionAggregate
from quiz.live.session.plan import MOST_VOTES, Plan
from quiz.live.session.plan_scenarios import in_bank
from quiz.live.session.small_rooms import RoomCount, is_small

SURE_AND_WRONG = "Where we were most sure, and wrong"
ALSO_SURE_AND_WRONG = "Where we were sure, and wrong, too"
MOVED = "What moved"
MOST_LINES = 3


@dataclass(frozen=True)
class Highlights:
    """sure_and_wrong, moved: sentences, the most telling first. caution: how to read the second.
    first: the most telling finding in one sentence, without the scenario's title. first_title: that
    title."""

    sure_and_wrong: Sequence[str] = ()
    moved: Sequence[str] = ()
    caution: str = ""
    first: headline.Words = ()
    first_title: str = ""

    @property
    def parts(self) -> list[tuple[str, Sequence[str]]]:
        """The headings that have sentences, with them."""
        found = ((SURE_AND_WRONG, self.sure_and_wrong), (MOVED, self.moved))
        return [(title, lines) for title, lines in found if lines]

    @property
    def others(self) -> list[tuple[str, list[str]]]:
        """As many of them as a wall has room for below the first finding, which it begins with."""
        wrong, moved = list(self.sure_and_wrong), list(self.moved)
        if self.first:
            wrong, moved = (wrong[1:], moved) if wrong else (wrong, moved[1:])
        most = MOST_LINES - 1 if wrong and moved else MOST_LINES
        found = ((ALSO_SURE_AND_WRONG, wrong), (MOVED, moved))
        return [(title, lines[:most]) for title, lines in found if lines]


def highlights(bank: Bank, plan: Plan, aggregate: SessionAggregate) -> Highlights:
    """The highlights of a session; without sentences where too few answered."""
    scored = list(_scored(bank, plan, aggregate))
    wrong, moved = (
        sorted(found, key=lambda one: -one.size)[:MOST_LINES]
        for found in (_sure_and_wrong(scored), _moved(scored))
    )
    return Highlights(
        [one.line for one in wrong],
        [*(one.line for one in moved), *_confidence(bank, plan, aggregate)],
        "" if all(one.matched for one in moved) else headline.NOT_THE_SAME,
        *next(((one.short, one.title) for one in (*wrong, *moved)), ()),
    )


@dataclass(frozen=True)
class _Finding:
    """size: how telling it is. line: with the scenario's number and title. short: without the
    title. title: the scenario's. matched: whether the people were the same, where it compares two
    votes."""

    size: float
    line: str
    short: headline.Words
    title: str
    matched: bool = True


def _scored(
    bank: Bank, plan: Plan, aggregate: SessionAggregate
) -> Iterator[tuple[str, str, ScenarioVotes]]:
    """The number and title of each scored scenario in the bank, its best answer and its votes."""
    for number, scenario, votes in in_bank(bank, plan, aggregate.scenarios):
        if isinstance(scenario, Item):
            yield f"{number}. {scenario.title}", scenario.best, votes


def _line(name: str, words: str) -> str:
    """After a title that is a question, its words begin a sentence."""
    return f"{name} {headline.capital(words)}" if name.endswith("?") else f"{name}: {words}"


def _title(name: str) -> str:
    return name.partition(". ")[2]


def _sure_and_wrong(
    scored: Sequence[tuple[str, str, ScenarioVotes]],
) -> Iterator[_Finding]:
    """How many were sure and wrong in the first vote."""
    for name, best, found in scored:
        first = found.votes[0] if found.votes else None
        if not first:
            continue
        wrong = headline.sure_and_wrong(first, best)
        if wrong.range.low:
            were = f"{'was' if wrong.range.high == 1 else 'were'} sure, and wrong"
            share = wrong.range.low / wrong.range.of
            place = f" {were} in scenario {name.partition('.')[0]}."
            short = ((headline.capital(wrong.numbers), True), (place, False))
            line = _line(name, f"{wrong.numbers} {were}.")
            yield _Finding(share, line, short, _title(name))


def _moved(
    scored: Sequence[tuple[str, str, ScenarioVotes]],
) -> Iterator[_Finding]:
    """How far the share of the best answer moved."""
    for name, best, found in scored:
        votes = [vote for vote in found.votes if vote]
        if len(votes) < MOST_VOTES:
            continue
        first, second = (headline.right(vote, best) for vote in votes)
        change = _low_share(second) - _low_share(first)
        if first.number != second.number or (change and not is_small(second.range.of)):
            then = second.number if is_small(second.range.of) else second.numbers
            words = f"best answer {first.numbers}, then {then}."
            short = ((f"Scenario {name.partition('.')[0]}: {words}", False),)
            yield _Finding(abs(change), _line(name, words), short, _title(name), found.matched)


def most_changed(
    bank: Bank, aggregate: SessionAggregate, minimum: int
) -> tuple[ConfidenceQuestion, RoomCount, RoomCount] | None:
    """The confidence question that changed most, of the people who answered both times, with how
    many said yes before and after. None where no change may be shown. minimum: the plan's."""
    found = changes(bank, aggregate, minimum)
    return max(found, default=None, key=lambda one: abs(_low_share(one[2]) - _low_share(one[1])))


def _confidence(bank: Bank, plan: Plan, aggregate: SessionAggregate) -> list[str]:
    found = most_changed(bank, aggregate, plan.minimum)
    if not found or _low_share(found[1]) == _low_share(found[2]):
        return []
    question, yes, then = found
    return [f"“{question.asked}”: {yes.numbers} said yes, then {then.number}."]


def _low_share(found: RoomCount) -> float:
    return found.range.low / found.range.of
