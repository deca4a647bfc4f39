"""Flags: problems that an item's statistics point to, in words for its author (measurement.md 4.2).

Never from one team's data: flags need three teams.
"""

from fractions import Fraction

from quiz.analysis.item_analysis import DUBIOUS_BELOW, ItemStatistics
from quiz.analysis.resolution import delong, pairs

FEWEST_TEAMS = 3
FEWEST_SURE = 10
FEW, SOME, MANY, MOST = 20, 30, 50, 100
WEAK_REST_R = 0.20
EASY, HARD, RARELY, OFTEN = Fraction(95, 100), Fraction(1, 4), Fraction(5, 100), Fraction(30, 100)
AGREED = Fraction(80, 100)


def flags(
    item: ItemStatistics, key: str | None, teams: int, agreement: Fraction | None = None
) -> list[str]:
    """The flags of an item, the most serious first; none below three teams.

    ``key``: the best option, None if unknown. ``agreement``: Krippendorff's alpha of the reviewers
    on the key, None without reviewers.
    """
    if teams < FEWEST_TEAMS:
        return []
    return [
        *_most_sure(item, key),
        *_worse_than_guessing(item),
        *_misleading_certainty(item),
        *_discrimination(item),
        *_too_easy_or_hard(item),
        *_non_functioning(item, key),
        *_ambiguous(item, agreement),
    ]


def _shown(option: str) -> str:
    """A letter is capital on paper; a word is as it is."""
    return option.upper() if len(option) == 1 else option


def _most_sure(item: ItemStatistics, key: str | None) -> list[str]:
    """A wrong key, or a misconception that many share."""
    sure = sum(option.sure for option in item.options.values())
    if key is None or key not in item.options or sure < FEWEST_SURE or item.n < SOME:
        return []
    most = max(option.sure for option in item.options.values())
    top = [letter for letter, option in item.options.items() if option.sure == most]
    if len(top) > 1 or top[0] == key or 2 * most < sure:
        return []
    other, own = item.options[top[0]].rest_r, item.options[key].rest_r
    finding = f"most sure answers chose {_shown(top[0])}"
    if other is not None and other > max(0.0, own or 0.0):
        return [f"check the key: {finding}, and people who chose it do better on other items"]
    if other is None or own is None or own >= other:
        return [f"a shared misconception: {finding}, and the key is sound"]
    return []


def _worse_than_guessing(item: ItemStatistics) -> list[str]:
    if item.n < FEW or item.interval is None or item.interval.high >= 1 / len(item.options):
        return []
    return ["worse than guessing: fewer people are right than by chance"]


def _misleading_certainty(item: ItemStatistics) -> list[str]:
    auroc, interval = pairs(item.table).auroc, delong(item.table)
    if item.n < MANY or auroc is None or interval is None:
        return []
    if auroc < 0.5 and interval.excludes(0.5):
        return ["certainty misleads: the surer people were, the more often they were wrong"]
    return []


def _discrimination(item: ItemStatistics) -> list[str]:
    correlation, efficiency = item.joint.rest_r, item.joint.efficiency
    if correlation is None:
        return []
    if correlation < 0 and item.n >= MANY:
        return [
            "negative discrimination: people who do well on other items get it wrong more often"
        ]
    if item.n >= MOST and efficiency is not None and 100 * efficiency < DUBIOUS_BELOW:
        return ["weak discrimination: it hardly separates people who do well on other items"]
    if item.n >= MOST and correlation < WEAK_REST_R:
        return ["low discrimination: it separates people who do well on other items only a little"]
    return []


def _too_easy_or_hard(item: ItemStatistics) -> list[str]:
    if item.n < MANY or item.facility is None:
        return []
    if item.facility > EASY:
        return ["too easy: more than 95 of 100 people are right"]
    if item.facility < HARD:
        return ["too hard: fewer than 1 in 4 people are right"]
    return []


def _non_functioning(item: ItemStatistics, key: str | None) -> list[str]:
    if item.n < MOST:
        return []
    letters = [
        _shown(letter)
        for letter, option in item.options.items()
        if letter != key and Fraction(option.n, item.n) < RARELY
    ]
    return [f"non-functioning option: fewer than 1 in 20 chose {letter}" for letter in letters]


def _ambiguous(item: ItemStatistics, agreement: Fraction | None) -> list[str]:
    if item.n < SOME or agreement is None or agreement >= AGREED:
        return []
    often = [_shown(o) for o, at in item.options.items() if Fraction(at.n, item.n) >= OFTEN]
    if len(often) < 2:
        return []
    return [f"ambiguous: {' and '.join(often)} are each chosen often, and reviewers disagreed"]
