"""The display once the best answer is shown: one sentence, a bar for each vote, and the answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quiz.bank.items import Item, Option
from quiz.live.display.hand_charts import NOT_HOW_SURE, best_bar, best_bar_key
from quiz.live.results.by_hand import chose_best
from quiz.live.results.charts import Shade
from quiz.live.results.headline import (
    NOT_THE_SAME,
    Headline,
    VoteBar,
    headline,
    vote_bar,
    vote_bar_key,
)
from quiz.live.results.summary import vote_title
from quiz.live.session.aggregate import VoteCounts
from quiz.live.session.hands import LiveHands
from quiz.live.session.small_rooms import SMALL_ROOM, is_small
from quiz.vocabulary import OPTION_LETTERS


@dataclass(frozen=True)
class AnswerShown:
    """headline: None where no vote has enough answers. notes: how to read it. vote_bars: each vote
    as one bar, with the key of its shades. by_hand: the heading where only hands were counted;
    then the bars are of hands."""

    letter: str
    best: Option
    headline: Headline | None
    notes: tuple[str, ...]
    vote_bars: tuple[VoteBar, ...]
    key: Mapping[Shade, str]
    by_hand: str = ""

    @property
    def sentence(self) -> str:
        """The heading: what votes or hands showed, or else which answer is the best."""
        words = self.headline.words if self.headline else self.by_hand
        return words or f"The best answer is {self.letter}."


def answer_shown(
    item: Item,
    votes: Mapping[int, VoteCounts],
    sentences: Sequence[str],
    hands: Sequence[tuple[str, LiveHands]] = (),
) -> AnswerShown:
    """votes: those that may be shown, by number. sentences: the same in words. hands: the shows of
    hands, with the titles of their votes."""
    best = item.option(item.best)
    letter = OPTION_LETTERS[item.options.index(best)]
    if hands and not votes:
        return _by_hand(letter, best, hands)
    vote_bars = tuple(
        vote_bar(vote_title(number, item), counts, best.id) for number, counts in votes.items()
    )
    notes = [NOT_THE_SAME] if NOT_THE_SAME in sentences else []
    found = headline(votes, best.id)
    if any(is_small(one.total) for one in vote_bars):
        # A small room's bars do not show how many chose the best answer.
        notes = [*([found.right] if found else []), *notes, SMALL_ROOM]
    return AnswerShown(
        letter,
        best,
        found,
        tuple(notes),
        vote_bars,
        vote_bar_key(vote_bars),
    )


def _by_hand(letter: str, best: Option, hands: Sequence[tuple[str, LiveHands]]) -> AnswerShown:
    counted = [one for _, one in hands]
    return AnswerShown(
        letter,
        best,
        None,
        (NOT_HOW_SURE,),
        tuple(best_bar(title, one, best.id) for title, one in hands),
        best_bar_key(counted),
        chose_best(counted, best.id),
    )
