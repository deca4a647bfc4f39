"""The display once the best answer is shown: one sentence, a bar for each vote, and the answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quiz.bank.items import Item, Option
from quiz.languages.sentences import gettext
from quiz.live.results.by_hand import chose_best
from quiz.live.results.charts import Key
from quiz.live.results.hand_charts import NOT_HOW_SURE, best_bar
from quiz.live.results.headline import (
    NOT_THE_SAME,
    Headline,
    VoteBar,
    headline,
    key_of_bars,
    tells_best,
    vote_bar,
)
from quiz.live.results.summary import vote_title
from quiz.live.session.aggregate import VoteCounts
from quiz.live.session.hands import LiveHands
from quiz.live.session.small_rooms import is_small
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
    key: Key
    by_hand: str = ""

    @property
    def sentence(self) -> str:
        """The heading: what votes or hands showed, or else which answer is the best."""
        words = self.headline.words if self.headline else self.by_hand
        return words or gettext("The best answer is %(letter)s.", letter=self.letter)


def answer_shown(
    item: Item,
    votes: Mapping[int, VoteCounts],
    sentences: Sequence[str],
    hands: Mapping[int, LiveHands],
) -> AnswerShown:
    """votes: those that may be shown, by number. sentences: the same in words. hands: the shows of
    hands, by the number of their vote."""
    best = item.option(item.best)
    letter = OPTION_LETTERS[item.options.index(best)]
    if hands and not votes:
        return _by_hand(letter, item, hands)
    found = headline(votes, best.id)
    of_best = found.tells_best if found else tells_best(votes, best.id)
    vote_bars = tuple(
        vote_bar(vote_title(number, item), counts, best.id, of_best=of_best)
        for number, counts in votes.items()
    )
    notes = [str(NOT_THE_SAME)] if NOT_THE_SAME in sentences else []
    if any(is_small(one.total) for one in vote_bars):
        # A small room's bars show one of the two counts.
        other = [found.beside] if found and not found.tells_best else []
        notes = [*other, *notes]
    return AnswerShown(letter, best, found, tuple(notes), vote_bars, key_of_bars(vote_bars))


def _by_hand(letter: str, item: Item, hands: Mapping[int, LiveHands]) -> AnswerShown:
    best = item.option(item.best)
    bars = tuple(best_bar(vote_title(one, item), hands[one], best.id) for one in hands)
    by_hand = chose_best(hands, best.id)
    return AnswerShown(letter, best, None, (str(NOT_HOW_SURE),), bars, key_of_bars(bars), by_hand)
