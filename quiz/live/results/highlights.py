"""A session in a few sentences: where the room was sure and wrong, and what moved. Pure.

It shows counts as the headline and the charts do, and nothing of a vote that has no chart.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quiz.bank.items import Bank, ConfidenceQuestion, Item
from quiz.languages.sentences import LazySentence, gettext, lazy_gettext, ngettext
from quiz.live.results import headline
from quiz.live.results.counted import COUNT, Words, capital, set_off
from quiz.live.results.summary import changes
from quiz.live.session.aggregate import ScenarioVotes, SessionAggregate
from quiz.live.session.plan import MOST_VOTES, Plan
from quiz.live.session.plan_scenarios import in_bank
from quiz.live.session.small_rooms import RoomCount, is_small

SURE_AND_WRONG = lazy_gettext("Where we were most sure, and wrong")
ALSO_SURE_AND_WRONG = lazy_gettext("Where we were sure, and wrong, too")
MOVED = lazy_gettext("What moved")
MOST_LINES = 3


@dataclass(frozen=True)
class Line:
    """A sentence about a scenario, or about a confidence question, after its title. thing: that; it
    says in which language the title is."""

    title: str
    after_title: str
    thing: Item | ConfidenceQuestion

    def __str__(self) -> str:
        return f"{self.heading} {self.sentence}"

    @property
    def _is_question(self) -> bool:
        return self.title.endswith("?")

    @property
    def heading(self) -> str:
        """The title as it stands before the sentence."""
        return self.title if self._is_question else f"{self.title}:"

    @property
    def sentence(self) -> str:
        """After a question it begins with a capital letter."""
        return capital(self.after_title) if self._is_question else self.after_title


@dataclass(frozen=True)
class Highlights:
    """sure_and_wrong, moved: the most telling first. caution: how to read the second. first: the
    most telling finding in one sentence, without the scenario's title. first_of: that scenario."""

    sure_and_wrong: Sequence[Line] = ()
    moved: Sequence[Line] = ()
    caution: str = ""
    first: Words = ()
    first_of: Item | None = None

    @property
    def lines(self) -> list[tuple[LazySentence, Sequence[Line]]]:
        """The headings that have lines, with them."""
        found = ((SURE_AND_WRONG, self.sure_and_wrong), (MOVED, self.moved))
        return [(title, lines) for title, lines in found if lines]

    @property
    def parts(self) -> list[tuple[str, Sequence[str]]]:
        """The same as text, for files."""
        return [(str(title), list(map(str, lines))) for title, lines in self.lines]

    @property
    def others(self) -> list[tuple[LazySentence, list[Line]]]:
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
        "" if all(one.matched for one in moved) else str(headline.NOT_THE_SAME),
        *next(((one.short, one.scenario) for one in (*wrong, *moved)), ()),
    )


@dataclass(frozen=True)
class _Finding:
    """size: how telling it is. line: with the scenario's number and title. short: without the
    title. matched: whether the people were the same, where it compares two votes."""

    size: float
    line: Line
    short: Words
    scenario: Item
    matched: bool = True


def _scored(
    bank: Bank, plan: Plan, aggregate: SessionAggregate
) -> Iterator[tuple[int, Item, ScenarioVotes]]:
    """The number of each scored scenario in the bank, the scenario, and its votes."""
    for number, scenario, votes in in_bank(bank, plan, aggregate.scenarios):
        if isinstance(scenario, Item):
            yield number, scenario, votes


def _finding(
    size: float, number: int, scenario: Item, sentence: str, short: Words, *, matched: bool = True
) -> _Finding:
    line = Line(f"{number}. {scenario.title}", sentence, scenario)
    return _Finding(size, line, short, scenario, matched)


def _sure_and_wrong(
    scored: Sequence[tuple[int, Item, ScenarioVotes]],
) -> Iterator[_Finding]:
    """How many were sure and wrong in the first vote, where it was not one person alone."""
    for number, scenario, found in scored:
        first = found.votes[0] if found.votes else None
        if not first:
            continue
        wrong = headline.sure_and_wrong(first, scenario.best)
        if wrong.range.low > 1:
            sentence = ngettext(
                "%(count)s was sure, and wrong.",
                "%(count)s were sure, and wrong.",
                wrong.range.high,
                count=wrong.numbers,
            )
            in_scenario = ngettext(
                "%(count)s was sure, and wrong in scenario %(scenario)s.",
                "%(count)s were sure, and wrong in scenario %(scenario)s.",
                wrong.range.high,
                count=COUNT,
                scenario=number,
            )
            short = set_off(in_scenario, wrong.numbers)
            yield _finding(_low_share(wrong), number, scenario, sentence, short)


def _moved(
    scored: Sequence[tuple[int, Item, ScenarioVotes]],
) -> Iterator[_Finding]:
    """How far the share of the best answer moved."""
    for number, scenario, found in scored:
        votes = [vote for vote in found.votes if vote]
        if len(votes) < MOST_VOTES:
            continue
        first, second = (headline.right(vote, scenario.best) for vote in votes)
        change = _low_share(second) - _low_share(first)
        if first.number != second.number or (change and not is_small(second.range.of)):
            of_the_same = is_small(second.range.of) and first.range.of == second.range.of
            places = {
                "first": first.numbers,
                "then": second.number if of_the_same else second.numbers,
            }
            sentence = gettext("best answer %(first)s, then %(then)s.", **places)
            short = gettext(
                "Scenario %(scenario)s: best answer %(first)s, then %(then)s.",
                scenario=number,
                **places,
            )
            yield _finding(
                abs(change), number, scenario, sentence, set_off(short), matched=found.matched
            )


def most_changed(
    bank: Bank, aggregate: SessionAggregate, minimum: int
) -> tuple[ConfidenceQuestion, RoomCount, RoomCount] | None:
    """The confidence question that changed most, of the people who answered both times, with how
    many said yes before and after. None where no change may be shown. minimum: the plan's."""
    found = changes(bank, aggregate, minimum)
    return max(found, default=None, key=lambda one: abs(_low_share(one[2]) - _low_share(one[1])))


def _confidence(bank: Bank, plan: Plan, aggregate: SessionAggregate) -> list[Line]:
    found = most_changed(bank, aggregate, plan.minimum)
    if not found or _low_share(found[1]) == _low_share(found[2]):
        return []
    question, yes, then = found
    sentence = gettext("%(first)s said yes, then %(then)s.", first=yes.numbers, then=then.number)
    return [Line(question.asked, sentence, question)]


def _low_share(found: RoomCount) -> float:
    return found.range.low / found.range.of
