"""ItemStatistics figures against NumPy and SciPy on rows, and the flags at their very bounds."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from quiz.analysis.counting import PersonAnswers, ScoredResponse, Scoring, count
from quiz.analysis.item_analysis import (
    ItemStatistics,
    JointScores,
    OptionStatistics,
    item_statistics,
)
from quiz.analysis.item_flags import flags
from quiz.analysis.reliability import ScoreDistribution, reliability, score_distribution
from quiz.analysis.sums import Split

ITEMS = ("one", "two", "three")
rows = st.lists(
    st.lists(st.tuples(st.sampled_from("abcd"), st.integers(1, 4)), min_size=3, max_size=3),
    min_size=1,
    max_size=20,
)


def correlation(x: list[int], y: list[int]) -> float | None:
    if len(set(x)) < 2 or len(set(y)) < 2:
        return None
    return float(stats.pearsonr(x, y).statistic)


@given(rows)
@settings(max_examples=60)
def test_from_sums_as_from_rows(people: list[list[tuple[str, int]]]) -> None:
    sums = count(
        (
            PersonAnswers(
                {
                    i: ScoredResponse(o, level, o == "a")
                    for i, (o, level) in zip(ITEMS, row, strict=True)
                }
            )
            for row in people
        ),
        Scoring(topics={}),
    )
    x = np.array([[o == "a" for o, _ in row] for row in people], dtype=int)
    found = {name: item_statistics(sums, name, "abcd", 3) for name in ITEMS}
    for place, one in enumerate(found.values()):
        rest = x.sum(axis=1) - x[:, place]
        expected = correlation(list(x[:, place]), list(rest))
        assert one.joint.rest_r == pytest.approx(expected, abs=1e-10)
        assert one.joint.total_r == pytest.approx(
            correlation(list(x[:, place]), list(x.sum(axis=1))), abs=1e-10
        )
        for letter, option in one.options.items():
            chose = [int(row[place][0] == letter) for row in people]
            assert option.n == sum(chose)
            sure = [row[place] for row in people if row[place][1] >= 3]
            assert option.sure == sum(chosen == letter for chosen, _ in sure)
            assert option.rest_r == pytest.approx(correlation(chose, list(rest)), abs=1e-10)
        if one.joint.efficiency is not None:
            assert one.joint.efficiency <= 1
    whole = reliability(sums, {name: one.joint for name, one in found.items()})
    if len(people) < 2 or not x.sum(axis=1).var():
        assert whole is None
    else:
        alpha = 3 / 2 * (1 - x.var(axis=0, ddof=1).sum() / x.sum(axis=1).var(ddof=1))
        assert float(whole.alpha) == pytest.approx(alpha, abs=1e-10)
        assert whole.interval.low <= whole.alpha <= whole.interval.high


def test_alpha_needs_everybody_s_whole_copy() -> None:
    full = {name: ScoredResponse("a", 4, True) for name in ITEMS}
    some = {"one": ScoredResponse("b", 2, False)}
    sums = count(
        [PersonAnswers(full), PersonAnswers(some), PersonAnswers(full)], Scoring(topics={})
    )
    joints = {name: item_statistics(sums, name, "abcd", 3).joint for name in ITEMS}
    assert reliability(sums, joints) is None
    assert [item_statistics(sums, name, "abcd", 3).n for name in ITEMS] == [3, 2, 2]


@given(st.dictionaries(st.integers(0, 12), st.integers(1, 9), min_size=1))
def test_the_spread_of_scores_is_scipy_s(people: dict[int, int]) -> None:
    found = ScoreDistribution(people)
    scores = [score for score, n in people.items() for _ in range(n)]
    if len(scores) < 2:
        assert found.sd is found.skewness is found.kurtosis is None
        return
    assert found.sd == pytest.approx(np.std(scores, ddof=1), abs=1e-12)
    if len(people) == 1:
        assert found.skewness is found.kurtosis is None
        return
    k2, k3 = stats.kstat(scores, 2), stats.kstat(scores, 3) if len(scores) > 2 else None
    assert found.skewness == pytest.approx(k3 / k2**1.5 if k3 is not None else None, abs=1e-9)
    if len(scores) > 3:
        assert found.kurtosis == pytest.approx(stats.kstat(scores, 4) / k2**2, abs=1e-9)


def made(
    key: str = "b",
    chosen: dict[str, tuple[int, int, float | None]] | None = None,
    people: dict[tuple[int, int], int] | None = None,
) -> ItemStatistics:
    """An item: option -> (chosen, sure, r); people by (mark, rest score)."""
    chosen = chosen or {}
    options = {o: OptionStatistics(*chosen.get(o, (0, 0, None))) for o in "abcd"}
    n, right = sum(o.n for o in options.values()), options[key].n
    sure, own = sum(o.sure for o in options.values()), options[key].sure
    table = {2: Split(right - own, n - right - sure + own), 4: Split(own, sure - own)}
    return ItemStatistics(table, options, JointScores(people or {(1, 5): right, (0, 5): n - right}))


@pytest.mark.parametrize(
    ("chosen", "begins"),
    [
        # Ten sure of thirty; half of them, and no more, chose A. Its r decides.
        ({"a": (12, 5, 0.2), "b": (18, 3, 0.1), "c": (0, 2, None)}, "check the key: most sure"),
        ({"a": (12, 5, 0.1), "b": (18, 3, 0.1), "c": (0, 2, None)}, "a shared misconception"),
        ({"a": (12, 5, 0.1), "b": (18, 3, -0.2), "c": (0, 2, None)}, "check the key: most sure"),
        ({"a": (12, 5, -0.1), "b": (18, 3, -0.2), "c": (0, 2, None)}, None),
        ({"a": (12, 4, 0.2), "b": (18, 3, 0.1), "c": (0, 3, None)}, None),
        ({"a": (12, 5, 0.2), "b": (18, 5, 0.1)}, None),
        ({"a": (12, 4, 0.2), "b": (18, 3, 0.1), "c": (0, 2, None)}, None),
        ({"a": (11, 5, 0.2), "b": (18, 3, 0.1), "c": (0, 2, None)}, None),
    ],
)
def test_what_most_sure_answers_chose(
    chosen: dict[str, tuple[int, int, float | None]], begins: str | None
) -> None:
    found = [flag for flag in flags(made(chosen=chosen), "b", 3) if "most sure" in flag]
    if begins is None:
        assert not found
    else:
        assert found[0].startswith(begins)
        assert "most sure answers chose A" in found[0]


def test_never_on_one_team_s_data() -> None:
    bad = made(chosen={"a": (200, 150, 0.5), "b": (10, 5, -0.4)})
    assert flags(bad, "b", 3)
    assert flags(bad, "b", 2) == flags(bad, "b", 1) == []


@pytest.mark.parametrize(
    ("right", "n", "flagged"),
    # scipy's Wilson upper bounds: 1 of 20 0.236, 2 of 20 0.301, 0 of 19 0.168.
    [(1, 20, True), (2, 20, False), (0, 19, False), (0, 20, True)],
)
def test_worse_than_guessing(right: int, n: int, flagged: bool) -> None:
    one = made(chosen={"a": (n - right, 0, None), "b": (right, 0, None)})
    assert any(flag.startswith("worse than") for flag in flags(one, "b", 3)) is flagged


@pytest.mark.parametrize(
    ("right", "n", "flag"),
    [
        *[(95, 100, None), (96, 100, "too easy"), (25, 100, None), (24, 100, "too hard")],
        *[(48, 49, None), (0, 49, None), (50, 50, "too easy")],
    ],
)
def test_too_easy_or_too_hard(right: int, n: int, flag: str | None) -> None:
    one = made(chosen={"a": (n - right, 0, None), "b": (right, 0, None)})
    found = [each for each in flags(one, "b", 3) if each.startswith("too")]
    assert [each.split(":")[0] for each in found] == ([flag] if flag else [])


def test_idle_options_are_named() -> None:
    one = made(
        chosen={"a": (45, 0, None), "b": (45, 0, None), "c": (5, 0, None), "d": (4, 0, None)}
    )
    assert not [flag for flag in flags(one, "b", 3) if flag.startswith("idle")]  # 99 people
    one = made(
        chosen={"a": (46, 0, None), "b": (45, 0, None), "c": (5, 0, None), "d": (4, 0, None)}
    )
    found = [flag for flag in flags(one, "b", 3) if flag.startswith("idle")]
    assert found == ["idle: fewer than 1 in 20 chose D"]


def test_ambiguous_needs_disagreement() -> None:
    one = made(chosen={"a": (9, 0, None), "b": (12, 0, None), "c": (9, 0, None)})
    told = "ambiguous: A and B and C are each chosen often, and reviewers disagreed"
    assert told in flags(one, "b", 3, Fraction(79, 100))
    assert not [f for f in flags(one, "b", 3, Fraction(80, 100)) if f.startswith("ambiguous")]
    assert not [f for f in flags(one, "b", 3, None) if f.startswith("ambiguous")]


@pytest.mark.parametrize(
    ("people", "flag"),
    [
        # Item scores against rest scores; scipy's pearsonr for each: -0.20, -0.02, 0.10,
        # 0.18, 0.60.
        ({(1, 4): 30, (1, 6): 20, (0, 4): 20, (0, 6): 30}, "discriminates backwards"),
        ({(1, 4): 28, (1, 6): 22, (0, 4): 27, (0, 6): 23}, "discriminates backwards"),
        ({(1, 4): 22, (1, 6): 28, (0, 4): 27, (0, 6): 23}, "weak"),
        ({(1, 4): 20, (1, 6): 30, (0, 4): 29, (0, 6): 21}, "review"),
        ({(1, 4): 10, (1, 6): 40, (0, 4): 40, (0, 6): 10}, None),
    ],
)
def test_how_far_an_item_tells_people_apart(
    people: dict[tuple[int, int], int], flag: str | None
) -> None:
    right = sum(n for (mark, _), n in people.items() if mark)
    n = sum(people.values())
    one = made(chosen={"a": (n - right, 0, None), "b": (right, 0, None)}, people=people)
    words = ("discriminates", "weak", "review")
    found = [each for each in flags(one, "b", 3) if each.startswith(words)]
    assert [each.split(":")[0] for each in found] == ([flag] if flag else [])


def test_certainty_that_misleads() -> None:
    # 40 wrong and sure, 15 right and unsure, 5 either way: few of a pair have the right one surer.
    one = made(chosen={"a": (45, 40, None), "b": (20, 5, None)})
    assert any(flag.startswith("certainty misleads") for flag in flags(one, "b", 3))
    even = made(chosen={"a": (32, 16, None), "b": (32, 16, None)})
    assert not any(flag.startswith("certainty misleads") for flag in flags(even, "b", 3))


def test_nothing_of_nobody() -> None:
    nobody = item_statistics(count([], Scoring(topics={})), "one", "abcd", 3)
    assert nobody.facility is nobody.interval is nobody.joint.rest_r is None
    assert nobody.joint.efficiency is nobody.joint.item_sd is None
    assert flags(nobody, None, 3) == []
    assert score_distribution(count([], Scoring(topics={}))).sd is None
    assert nobody.n == 0
