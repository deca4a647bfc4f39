"""Every option beside its votes, once the best answer is shown. Pure.

All bars have one scale: a whole line is everybody who answered. It says how many chose each option,
and no longer how sure they were: the wall before it says who was sure, and wrong.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from quiz.bank.items import Item
from quiz.languages.sentences import gettext, lazy_gettext
from quiz.live.results.charts import Segment, Shade, chosen_count, segments
from quiz.live.results.headline import NOT_THE_SAME, Headline, headline
from quiz.live.results.summary import VOTE_TITLES
from quiz.live.session.aggregate import VoteCounts
from quiz.live.session.phases import FIRST_VOTE, LATER_VOTE, SECOND_VOTE
from quiz.live.session.small_rooms import few_answered, is_small, room_count
from quiz.vocabulary import OPTION_LETTERS

SHORT_TITLES = {
    FIRST_VOTE: lazy_gettext("First"),
    SECOND_VOTE: lazy_gettext("Second"),
    LATER_VOTE: lazy_gettext("Later"),
}
LATER_NOTE = lazy_gettext("Later: asked after the answer.")
FOLLOWING = lazy_gettext("Some of this is learning, and some is following the others.")


@dataclass(frozen=True)
class OptionVotes:
    """How many chose an option in one vote. title: the vote's, in one word. number: the count as
    the room sees it. words: all of it, for screen readers."""

    title: str
    number: str
    segments: tuple[Segment, ...]
    words: str


@dataclass(frozen=True)
class OptionShown:
    """One option. votes: those on it, in their order."""

    letter: str
    text: str
    is_best: bool
    votes: tuple[OptionVotes, ...]


@dataclass(frozen=True)
class EveryOption:
    """headline: how many chose the best answer; None where only a later vote is shown. notes: how
    to read the bars. small: whether a count is shown as a range."""

    headline: Headline | None
    options: tuple[OptionShown, ...]
    notes: tuple[str, ...]
    small: bool


def every_option(item: Item, votes: Mapping[int, VoteCounts], *, matched: bool) -> EveryOption:
    """votes: those that may be shown, by number. matched: whether the same people answered the
    first and the second."""
    compared = {FIRST_VOTE, SECOND_VOTE} <= votes.keys()
    answers = {str(VOTE_TITLES[one - 1]): sum(votes[one].values()) for one in votes}
    small = few_answered(answers)
    change = FOLLOWING if matched else NOT_THE_SAME
    notes = (
        LATER_NOTE if LATER_VOTE in votes else "",
        small or (change if compared else ""),
    )
    return EveryOption(
        headline(votes, item.best, about_best=True),
        tuple(
            OptionShown(
                letter,
                option.text,
                option.id == item.best,
                tuple(_votes(number, counts, option.id) for number, counts in votes.items()),
            )
            for letter, option in zip(OPTION_LETTERS, item.options, strict=True)
        ),
        tuple(str(note) for note in notes if note),
        bool(small),
    )


def _votes(number: int, counts: VoteCounts, option: str) -> OptionVotes:
    found = room_count(chosen_count(counts, option), sum(counts.values()))
    low, high, total = found.range.low, found.range.high, found.range.of
    parts = segments({Shade.AT_LEAST: low, Shade.AT_MOST: high - low}, total)
    words = gettext(
        "%(vote)s: %(numbers)s chose it", vote=VOTE_TITLES[number - 1], numbers=found.numbers
    )
    shown = found.number if is_small(total) else found.numbers
    return OptionVotes(str(SHORT_TITLES[number]), shown, parts, words)
