"""What the room chose, in one sentence: of votes, and of shows of hands. Pure.

It says no more than the bars below it, and never which answer is the best.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quiz.analysis.ranges import Range
from quiz.languages.formats import listed
from quiz.languages.sentences import gettext
from quiz.live.results.by_hand import is_exact
from quiz.live.results.charts import chosen_count
from quiz.live.session.aggregate import VoteCounts
from quiz.live.session.hands import CountedOn, LiveHands
from quiz.live.session.phases import LATER_VOTE
from quiz.live.session.small_rooms import is_small, room_count
from quiz.vocabulary import OPTION_IDS


@dataclass(frozen=True)
class OptionCounts:
    """How many chose each option, by its letter. exact: whether the room may see the counts; else
    it sees only which of them is more than half."""

    counts: Mapping[str, int]
    exact: bool

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def most(self) -> int:
        return max(self.counts.values())

    @property
    def leading(self) -> Sequence[str]:
        """The letters with the most; of a small room that with more than half, if there is one."""
        if self.exact:
            return [letter for letter, count in self.counts.items() if count == self.most]
        return [letter for letter, at in self._ranges.items() if 2 * at.low > self.total]

    @property
    def halves(self) -> Sequence[str]:
        """The letters with exactly half of a small room, as its bars say, too."""
        halves = self._ranges.items()
        return [letter for letter, at in halves if at.exact and 2 * at.low == self.total]

    @property
    def _ranges(self) -> Mapping[str, Range]:
        """Where the count of each letter lies, as a small room sees it."""
        return {letter: room_count(n, self.total).range for letter, n in self.counts.items()}


def counts_of_votes(votes: VoteCounts) -> OptionCounts:
    """A vote that has enough answers for a chart."""
    counts = {option.upper(): chosen_count(votes, option) for option in OPTION_IDS}
    return OptionCounts(counts, not is_small(sum(counts.values())))


def counts_of_hands(hands: LiveHands) -> OptionCounts:
    """Hands, or slips of paper."""
    return OptionCounts({option.upper(): n for option, n in hands.counts.items()}, is_exact(hands))


@dataclass(frozen=True)
class ToldVote:
    """A vote that is shown, with its number. named: its title, and how it was counted, as the
    heading of a sentence."""

    number: int
    named: str
    counts: OptionCounts


def told_votes(votes: Mapping[int, VoteCounts], titles: Mapping[int, str]) -> Sequence[ToldVote]:
    """Votes from phones. titles: by number, also of other votes."""
    return [
        ToldVote(number, gettext("%(vote)s:", vote=titles[number]), counts_of_votes(counts))
        for number, counts in votes.items()
    ]


def told_hands(hands: Mapping[int, LiveHands], titles: Mapping[int, str]) -> Sequence[ToldVote]:
    """Hands, or slips of paper. titles: as of ``told_votes``."""
    found = []
    for number, one in hands.items():
        if one.counted_on == CountedOn.PAPER:
            named = gettext("%(vote)s, on paper:", vote=titles[number])
        else:
            named = gettext("%(vote)s, by show of hands:", vote=titles[number])
        found.append(ToldVote(number, named, counts_of_hands(one)))
    return found


def what_was_chosen(told: Sequence[ToldVote], newest: int) -> Sequence[str]:
    """The sentence on the last of these votes. It is compared with the one before, if it counts.

    newest: the number of the newest vote; it may be too small to be shown. A vote that is not the
    newest, or that was asked after the answer, has its name before the sentence and is compared
    with none: else its counts would pass for what the room chose now, or before the answer.
    """
    last = told[-1]
    if last.number == newest != LATER_VOTE:
        return (most_chosen([one.counts for one in told]),)
    return (last.named, most_chosen([last.counts]))


def most_chosen(found: Sequence[OptionCounts]) -> str:
    """Which answer most people chose, the last time; and how many chose it before, where it had the
    most then, too."""
    *earlier, last = found
    before = earlier[-1] if earlier else None
    if not last.exact:
        return _of_a_small_room(before, last)
    places = {"count": last.most, "total": last.total, "letters": listed(last.leading)}
    if len(last.leading) == len(last.counts):
        return gettext("All four are equal: %(count)s of %(total)s each.", **places)
    if len(last.leading) > 1:
        if before:
            return gettext("Now %(letters)s have the most: %(count)s of %(total)s each.", **places)
        return gettext("%(letters)s have the most: %(count)s of %(total)s each.", **places)
    if before and before.exact and before.leading == last.leading:
        places |= {"first": before.most, "of": before.total}
        return gettext(
            "%(first)s of %(of)s chose %(letters)s. Now %(count)s of %(total)s.", **places
        )
    if before:
        return gettext("Now %(letters)s has the most: %(count)s of %(total)s.", **places)
    return gettext("%(letters)s has the most: %(count)s of %(total)s.", **places)


def _of_a_small_room(before: OptionCounts | None, last: OptionCounts) -> str:
    places = {"total": last.total, "letter": "".join(last.leading)}
    if last.halves:
        places["letters"] = listed(last.halves)
        if len(last.halves) > 1:
            return gettext("%(letters)s have half of the %(total)s each.", **places)
        return gettext("%(letters)s has half of the %(total)s.", **places)
    if not last.leading:
        if before:
            return gettext("Now no answer has more than half of the %(total)s.", **places)
        return gettext("No answer has more than half of the %(total)s.", **places)
    if before is None:
        return gettext("More than half of the %(total)s chose %(letter)s.", **places)
    if not before.exact and before.leading == last.leading:
        return gettext("Still more than half of the %(total)s chose %(letter)s.", **places)
    return gettext("Now more than half of the %(total)s chose %(letter)s.", **places)
