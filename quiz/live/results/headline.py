"""What the votes on a scenario showed, in one sentence and in one bar for each vote. Pure.

It says no more than the charts of these votes, so it may stand beside them in any room. Whether
the same people answered both is said, because the sentence cannot.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quiz.live.results.charts import Segment, Shade, chosen_count, segments, sure_count
from quiz.live.session.aggregate import VoteCounts
from quiz.live.session.phases import FIRST_VOTE, SECOND_VOTE
from quiz.live.session.small_rooms import RoomCount, is_small, room_count

NOT_THE_SAME = "Not all the same people answered both times."
OUTCOME_KEY = {
    Shade.WRONG_SURE: "sure, and wrong",
    Shade.WRONG: "wrong, not sure",
    Shade.BEST: "the best answer",
}
SMALL_OUTCOME_KEY = {
    Shade.WRONG_SURE: "sure, and wrong",
    Shade.WRONG_RANGE: "perhaps sure, and wrong",
}


def vote_bar_key(bars: Sequence["VoteBar"]) -> Mapping[Shade, str]:
    """The key of these bars: the shades that they may have."""
    keys = (SMALL_OUTCOME_KEY if is_small(one.total) else OUTCOME_KEY for one in bars)
    return {shade: words for key in keys for shade, words in key.items()}


def sure_and_wrong(votes: VoteCounts, best: str) -> RoomCount:
    """How many were sure of an answer that is not the best."""
    wrong = {option for option, _ in votes} - {best}
    return room_count(sum(sure_count(votes, option) for option in wrong), sum(votes.values()))


def right(votes: VoteCounts, best: str) -> RoomCount:
    """How many chose the best answer."""
    return room_count(chosen_count(votes, best), sum(votes.values()))


Words = tuple[tuple[str, bool], ...]
"""A sentence in parts, each with whether it is a count, which the room's screen sets off."""


@dataclass(frozen=True)
class Headline:
    """One sentence for one vote, two for two. right: how many chose the best answer, in words."""

    sentences: tuple[Words, ...]
    right: str

    @property
    def words(self) -> str:
        return " ".join("".join(text for text, _ in sentence) for sentence in self.sentences)


def headline(votes: Mapping[int, VoteCounts], best: str) -> Headline | None:
    """The sentence on a scenario's first and second vote. votes: those that may be shown, by
    number. None without any."""
    shown = [number for number in (FIRST_VOTE, SECOND_VOTE) if number in votes]
    if not shown:
        return None
    wrong = [sure_and_wrong(votes[number], best) for number in shown]
    found = [_sentence(wrong[0], "" if shown[0] == FIRST_VOTE else "Second vote: ")]
    if len(wrong) > 1 and not all(one.is_nobody for one in wrong):
        same = is_small(wrong[1].range.of) and wrong[0].number == wrong[1].number
        found.append((("Still " if same else "Now ", False), (_now(wrong[1]), True), (".", False)))
    chosen = ", then ".join(right(votes[number], best).numbers for number in shown)
    return Headline(tuple(found), f"Best answer: {chosen}.")


def _now(found: RoomCount) -> str:
    if found.is_nobody:
        return "nobody"
    return found.number if is_small(found.range.of) else found.numbers


def _sentence(found: RoomCount, before: str) -> Words:
    """before: which vote it is, where that has to be said."""
    was = "was" if found.range.high <= 1 else "were"
    numbers = "Nobody" if found.is_nobody else found.numbers[0].upper() + found.numbers[1:]
    parts = ((before, False), (numbers, True), (f" {was} sure, and wrong.", False))
    return tuple(part for part in parts if part[0])


@dataclass(frozen=True)
class VoteBar:
    """One vote as one bar of everybody who answered. words: the same, for screen readers."""

    title: str
    total: int
    segments: tuple[Segment, ...]
    words: str


def vote_bar(title: str, votes: VoteCounts, best: str) -> VoteBar:
    """Sure and wrong, wrong and not sure, and the best answer. In a small room only the first, as a
    range."""
    wrong, chosen = sure_and_wrong(votes, best), right(votes, best)
    low, high, total = wrong.range.low, wrong.range.high, wrong.range.of
    if is_small(total):
        counts = {Shade.WRONG_SURE: low, Shade.WRONG_RANGE: high - low}
    else:
        best_ones = chosen.range.low
        counts = {
            Shade.WRONG_SURE: low,
            Shade.WRONG: total - low - best_ones,
            Shade.BEST: best_ones,
        }
    words = f"{wrong.number} sure, and wrong; {chosen.number} the best answer"
    return VoteBar(title, total, segments(counts, total), words)
