"""The opening of the feedback, for every combination of certainty and right answers."""

import re
from collections.abc import Iterator
from functools import lru_cache

import pytest
from scipy import stats

from quiz.selfcheck.opening import Opening, opening
from quiz.vocabulary import Certainty

CHANCES = (0.25, 0.5, 0.75, 0.95)
"""measurement.md 1.4."""
Counts = tuple[int, ...]
"""Right and wrong at guessing, right and wrong at unsure, and so on."""


def every(total: int, cells: int = 8) -> Iterator[Counts]:
    if cells == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in every(total - first, cells - 1):
            yield (first, *rest)


def opened(counts: Counts) -> Opening:
    return opening(
        (Certainty(cell // 2 + 1), cell % 2 == 0)
        for cell, many in enumerate(counts)
        for _ in range(many)
    )


@lru_cache(1000)
def tails(low: int, high: int, sure: bool) -> tuple[list[float], list[float]]:
    """P(X <= k) and P(X >= k) of the number right, by SciPy."""
    chances = CHANCES[2:] if sure else CHANCES[:2]
    known = stats.poisson_binom([chances[0]] * low + [chances[1]] * high)
    right = range(low + high + 1)
    return [float(known.cdf(k)) for k in right], [float(known.sf(k - 1)) for k in right]


def said(pattern: str, text: str) -> list[int]:
    found = re.search(pattern, text)
    return [int(number) for number in found.groups() if number] if found else []


def check_sure(counts: Counts, text: str, warns: bool, total: int) -> None:
    """The sentences about sure answers: their numbers, and that they agree."""
    low, high = sum(counts[4:6]), sum(counts[6:8])
    wrong = counts[5] + counts[7]
    assert f"You were sure of {low + high}" in text
    expected = 0.25 * low + 0.05 * high
    normal = said(r"expect (\d+)(?: or (\d+))? wrong", text) or [0]
    assert abs(sum(normal) / len(normal) - expected) <= 0.25 + 1e-9
    assert warns == (wrong > normal[-1] or wrong == low + high > 0)
    assert ("right about" in text) != warns
    if warns and total >= 6:
        check_chance(text, tails(low, high, True)[0][low + high - wrong])


def check_unsure(counts: Counts, text: str) -> None:
    low, high = sum(counts[:2]), sum(counts[2:4])
    right = counts[0] + counts[2]
    many = said(r"unsure of (?:all )?(\d+)", text)
    assert many == [low + high]
    expected = 0.25 * low + 0.5 * high
    chance = tails(low, high, False)[1][right]
    # D6 on the unsure answers alone.
    more = low + high >= 6 and right - expected >= 2 and chance <= 0.1
    assert ("you know more than you think" in text) == more
    if more and "Even" in text:
        check_chance(text, chance)


def check_chance(text: str, chance: float) -> None:
    if chance < 0.01:
        assert "would almost never" in text
    elif chance < 0.05:
        assert "less than 1 time in 20." in text
    else:
        assert f"about 1 time in {round(1 / chance)}." in text


@pytest.mark.searches_long
@pytest.mark.parametrize("total", [4, 12])
def test_no_two_sentences_contradict_one_another(total: int) -> None:
    for counts in every(total):
        right, wrong_and_sure = sum(counts[::2]), counts[5] + counts[7]
        found = opened(counts)
        text = " ".join([found.first, found.stress, *found.after])
        assert f"{right} of {total} right" in text
        assert "as sure as" not in text
        praised = "you know more than you think" in text or "Wonderful" in text
        assert not (found.warns and praised)
        assert ("Wonderful" in text) == (right == total == sum(counts[4:]))
        if found.warns:
            assert wrong_and_sure
            assert "are few" not in text
        if "unsure of every one" in text or "all 12: you know" in text:
            assert not sum(counts[4:])
        elif "unsure of" in text:
            check_unsure(counts, text)
        elif right < total or found.warns:
            check_sure(counts, text, found.warns, total)


@pytest.mark.parametrize(
    ("counts", "first"),
    [
        ((0, 2, 2, 2, 1, 0, 0, 5), "You were sure of 6 answers. 5 of them were wrong."),
        ((0, 2, 2, 2, 0, 0, 6, 0), "You were sure of 6, and right about all of them."),
        (
            (0, 0, 7, 2, 0, 0, 3, 0),
            "You were unsure of 9, and right about 7: you know more than you think.",
        ),
        ((0, 0, 0, 0, 0, 0, 12, 0), "12 of 12 right, and very sure of every one. Wonderful!"),
        # Fairly sure 0 of 3, very sure 3 of 3, and unsure answers that would cancel it.
        ((0, 0, 6, 0, 0, 3, 3, 0), "You were sure of 6 answers. 3 of them were wrong."),
        ((0, 0, 0, 0, 0, 0, 11, 1), "You were sure of 12, and right about 11."),
        ((0, 0, 3, 8, 0, 0, 0, 1), "You were sure of 1 answer. It was wrong."),
    ],
)  # fmt: skip
def test_what_matters_most_comes_first(counts: Counts, first: str) -> None:
    found = opened(counts)
    assert f"{found.first} {found.stress}".strip() == first
