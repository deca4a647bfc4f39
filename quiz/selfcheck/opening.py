"""The opening of the feedback: what matters most, chosen by rule (measurement.md 2.4). Pure.

Sure answers are judged first, and the two kinds of answers are never judged together: being unsure
and right would cancel being sure and wrong. Sentences are whole, so that they can be translated.
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
from quiz.languages.number_words import in_words
from quiz.languages.sentences import gettext, lazy_gettext, ngettext
from quiz.selfcheck.chances import even, halves
from quiz.vocabulary import Certainty

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
    score = gettext("%(right)s of %(of)s right in all.", right=right, of=of)
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
    first = ngettext(
        "You were sure of 1 answer.",
        "You were sure of %(number)s answers.",
        sure.of,
        number=sure.of,
    )
    if sure.of == 1:
        return first, gettext("It was wrong.")
    if not sure.right:
        both = sure.of == 2
        return first, gettext("Both were wrong.") if both else gettext("All of them were wrong.")
    return first, ngettext(
        "%(number)s of them was wrong.",
        "%(number)s of them were wrong.",
        sure.wrong,
        number=sure.wrong,
    )


SURE = {
    "none": lazy_gettext("You were sure of %(of)s, and right about none."),
    "some": lazy_gettext("You were sure of %(of)s, and right about %(right)s."),
    "it": lazy_gettext("You were sure of 1, and right about it."),
    "both": lazy_gettext("You were sure of 2, and right about both."),
    "all": lazy_gettext("You were sure of %(of)s, and right about all of them."),
}
UNSURE = {
    "none": lazy_gettext("You were unsure of %(of)s, and right about none"),
    "some": lazy_gettext("You were unsure of %(of)s, and right about %(right)s"),
    "it": lazy_gettext("You were unsure of 1, and right about it"),
    "both": lazy_gettext("You were unsure of 2, and right about both"),
    "all": lazy_gettext("You were unsure of %(of)s, and right about all of them"),
}
UNSURE_OF_EVERY_ONE = {
    "none": lazy_gettext("You were unsure of all %(of)s, and right about none"),
    "some": lazy_gettext("You were unsure of all %(of)s, and right about %(right)s"),
    "both": lazy_gettext("You were unsure of all 2, and right about both"),
    "all": lazy_gettext("You were unsure of all %(of)s, and right about all of them"),
}
"""By how many were right. The sentences about unsure answers go on after a colon, or end."""


def _how_many_right(group: _Group) -> str:
    if group.right < group.of:
        return "some" if group.right else "none"
    return {1: "it", 2: "both"}.get(group.of, "all")


def _sure(sure: _Group) -> str:
    return SURE[_how_many_right(sure)] % {"of": sure.of, "right": sure.right}


def _unsure(unsure: _Group, of: int) -> tuple[str, str]:
    sentences = UNSURE_OF_EVERY_ONE if unsure.of == of > 1 else UNSURE
    first = sentences[_how_many_right(unsure)] % {"of": unsure.of, "right": unsure.right}
    if unsure.verdict == Verdict.MORE_RIGHT:
        return f"{first}:", gettext("you know more than you think.")
    return f"{first}.", ""


def _all_right(sure: _Group, unsure: _Group) -> tuple[str, str]:
    of = sure.of + unsure.of
    if not unsure.of:
        if all(level == Certainty.VERY_SURE for level, _ in sure.answers):
            first = gettext("%(of)s of %(of)s right, and very sure of every one.", of=of)
        else:
            first = gettext("%(of)s of %(of)s right, and sure of every one.", of=of)
        return first, gettext("Wonderful!")
    if unsure.verdict == Verdict.MORE_RIGHT:
        if unsure.of == of:
            first = gettext("%(of)s of %(of)s right. You were unsure of all %(of)s:", of=of)
        else:
            first = gettext(
                "%(of)s of %(of)s right. You were unsure of %(unsure)s of them:",
                of=of,
                unsure=unsure.of,
            )
        return first, gettext("you know more than you think.")
    if sure.of:
        return gettext(
            "%(of)s of %(of)s right. You were sure of %(sure)s of them.", of=of, sure=sure.of
        ), ""
    return gettext("%(of)s of %(of)s right. You were unsure of every one.", of=of), ""


def _normal(sure: _Group) -> str:
    return gettext(
        "With that confidence, expect %(number)s wrong.",
        number=halves(sure.found.sure_expected_wrong_halves),
    )


def _wrong_expected(sure: _Group, of: int) -> tuple[str, ...]:
    if of < FEWEST_FOR_A_VERDICT:
        return _normal(sure), _too_few(of)
    chance, _ = tails((level for level, _ in sure.answers), sure.right)
    if sure.of == 1:
        return _normal(sure), even("it wrong", chance)
    kind = "all wrong" if sure.wrong == sure.of else "more wrong"
    return _normal(sure), even(kind, chance, sure.wrong)


def _right_expected(unsure: _Group, given: Answers) -> tuple[str, ...]:
    expected = gettext(
        "With that confidence, expect %(number)s right.",
        number=halves(unsure.found.expected_halves),
    )
    if unsure.verdict != Verdict.MORE_RIGHT:
        return expected, caution(given)
    _, chance = tails((level for level, _ in unsure.answers), unsure.right)
    if unsure.of == 1:
        return expected, even("it right", chance)
    kind = "all right" if unsure.right == unsure.of else "more right"
    return expected, even(kind, chance, unsure.right)


def caution(answers: Answers) -> str:
    """How little so few answers can tell (measurement.md 2.1 and 2.6)."""
    if len(answers) < FEWEST_FOR_A_VERDICT:
        return _too_few(len(answers))
    few = gettext("%(number)s answers are few.", number=in_words(len(answers)).capitalize())
    chance = _chance_off_by_two(tuple(level for level, _ in answers))
    return f"{few} {even('out by two', chance)}"


def _too_few(answered: int) -> str:
    return ngettext(
        "%(number)s answer is too few to judge confidence by.",
        "%(number)s answers are too few to judge confidence by.",
        answered,
        number=in_words(answered).capitalize(),
    )


@lru_cache(MANY_OPENINGS)
def _chance_off_by_two(levels: tuple[Certainty, ...]) -> Fraction:
    return chance_off_by_two(levels)
