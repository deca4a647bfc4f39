"""The opening of the feedback: what matters most, chosen by rule (measurement.md 2.4). Pure.

Sure answers are judged first, and the two kinds of answers are never judged together: being unsure
and right would cancel being sure and wrong.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from quiz.analysis.individual import (
    FEWEST_FOR_A_VERDICT,
    Tally,
    Verdict,
    chance_off_by_two,
    tails,
    tally,
    verdict,
)
from quiz.number_words import in_words
from quiz.vocabulary import Certainty

SELDOM = 20
HARDLY_EVER = 100
MANY_OPENINGS = 4096

Answers = tuple[tuple[Certainty, bool], ...]


@dataclass(frozen=True)
class Opening:
    """The first sentence, and those under it.

    first, stress: the two parts of the first sentence; the second part may be empty. warns: whether
    more sure answers were wrong than could be expected. after: the sentences that follow.
    """

    first: str
    stress: str
    warns: bool
    after: tuple[str, ...]


@dataclass(frozen=True)
class _Group:
    """The sure or the unsure answers of one person, judged without the others."""

    answers: Answers
    found: Tally
    verdict: Verdict | None

    @property
    def of(self) -> int:
        return self.found.answered

    @property
    def right(self) -> int:
        return self.found.right

    @property
    def wrong(self) -> int:
        return self.of - self.right

    @property
    def is_off(self) -> bool:
        """Whether more are wrong than the page says to expect, or all are."""
        normal = -(-self.found.sure_expected_wrong_halves // 2)
        return self.wrong > normal or (self.wrong > 0 and not self.right)


def opening(answers: Iterable[tuple[Certainty, bool]]) -> Opening:
    """The opening for pairs of certainty and whether right; at least one pair."""
    given = tuple(sorted(answers))
    sure = _group(tuple(one for one in given if one[0].sure))
    unsure = _group(tuple(one for one in given if not one[0].sure))
    of, right = len(given), sure.right + unsure.right
    score = f"{right} of {of} right in all."
    if sure.is_off:
        first, stress = _sure_and_wrong(sure)
        return Opening(first, stress, True, (*_wrong_expected(sure, of), score))
    if right == of > 1:
        return Opening(*_all_right(sure, unsure), False, ())
    if unsure.verdict == Verdict.MORE_RIGHT or unsure.of > sure.of:
        first, stress = _unsure(unsure, of)
        return Opening(first, stress, False, (*_right_expected(unsure, given), score))
    return Opening(_sure(sure), "", False, (_normal(sure), caution(given), score))


@lru_cache(MANY_OPENINGS)
def _group(answers: Answers) -> _Group:
    return _Group(answers, tally(answers), verdict(answers))


def _sure_and_wrong(sure: _Group) -> tuple[str, str]:
    if sure.of == 1:
        return "You were sure of 1 answer.", "It was wrong."
    if not sure.right:
        wrong = "Both were wrong." if sure.of == 2 else "All of them were wrong."
    else:
        wrong = f"{sure.wrong} of them {'was' if sure.wrong == 1 else 'were'} wrong."
    return f"You were sure of {sure.of} answers.", wrong


def _sure(sure: _Group) -> str:
    return f"You were sure of {sure.of}, and right about {_how_many(sure)}."


def _unsure(unsure: _Group, of: int) -> tuple[str, str]:
    many = f"all {of}" if unsure.of == of > 1 else str(unsure.of)
    first = f"You were unsure of {many}, and right about {_how_many(unsure)}"
    if unsure.verdict == Verdict.MORE_RIGHT:
        return f"{first}:", "you know more than you think."
    return f"{first}.", ""


def _all_right(sure: _Group, unsure: _Group) -> tuple[str, str]:
    of = sure.of + unsure.of
    if not unsure.of:
        very = all(level == Certainty.VERY_SURE for level, _ in sure.answers)
        return f"{of} of {of} right, and {'very ' if very else ''}sure of every one.", "Wonderful!"
    if unsure.verdict == Verdict.MORE_RIGHT:
        many = f"all {of}" if unsure.of == of else f"{unsure.of} of them"
        return f"{of} of {of} right. You were unsure of {many}:", "you know more than you think."
    many = f"sure of {sure.of} of them" if sure.of else "unsure of every one"
    return f"{of} of {of} right. You were {many}.", ""


def _how_many(group: _Group) -> str:
    if group.right < group.of:
        return str(group.right or "none")
    return {1: "it", 2: "both"}.get(group.of, "all of them")


def _normal(sure: _Group) -> str:
    return f"With that confidence, expect {halves(sure.found.sure_expected_wrong_halves)} wrong."


def _wrong_expected(sure: _Group, of: int) -> tuple[str, ...]:
    if of < FEWEST_FOR_A_VERDICT:
        return _normal(sure), _too_few(of)
    chance, _ = tails((level for level, _ in sure.answers), sure.right)
    return _normal(sure), _even(f"get {_or_more(sure.wrong, sure.of)} wrong", chance)


def _right_expected(unsure: _Group, given: Answers) -> tuple[str, ...]:
    expected = f"With that confidence, expect {halves(unsure.found.expected_halves)} right."
    if unsure.verdict != Verdict.MORE_RIGHT:
        return expected, caution(given)
    _, chance = tails((level for level, _ in unsure.answers), unsure.right)
    return expected, _even(f"get {_or_more(unsure.right, unsure.of)} right", chance)


def _or_more(number: int, of: int) -> str:
    return f"all {of}" if number == of > 1 else f"{number} or more" if of > 1 else "it"


def caution(answers: Answers) -> str:
    """How little so few answers can tell (measurement.md 2.1 and 2.6)."""
    if len(answers) < FEWEST_FOR_A_VERDICT:
        return _too_few(len(answers))
    return _few(tuple(level for level, _ in answers))


def _too_few(answered: int) -> str:
    many = in_words(answered).capitalize()
    return f"{many} answer{' is' if answered == 1 else 's are'} too few to judge confidence by."


@lru_cache(MANY_OPENINGS)
def _few(levels: tuple[Certainty, ...]) -> str:
    many = in_words(len(levels)).capitalize()
    return f"{many} answers are few. " + _even("be out by 2 or more", chance_off_by_two(levels))


def _even(happens: str, chance: Fraction) -> str:
    if chance < Fraction(1, HARDLY_EVER):
        return f"Even someone with perfect judgement would almost never {happens}."
    return f"Even someone with perfect judgement would {happens} {how_often(chance)}."


def how_often(chance: Fraction) -> str:
    """A probability in words: “about 1 time in 6”."""
    if chance > Fraction(1, 2):
        return "more often than not"
    if chance < Fraction(1, SELDOM):
        return f"less than 1 time in {SELDOM}"
    return f"about 1 time in {round(1 / chance)}"


def halves(number: int) -> str:
    """A number of halves in words without decimals: “none”, “0 or 1”, “2”, “2 or 3”."""
    whole, half = divmod(number, 2)
    return f"{whole} or {whole + 1}" if half else str(whole or "none")
