"""Item statistics against NumPy and SciPy, and flags at their limits."""

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
    found = {name: item_statistics(sums, name, "abcd") for name in ITEMS}
    for index, one in enumerate(found.values()):
        rest = x.sum(axis=1) - x[:, index]
        expected = correlation(list(x[:, index]), list(rest))
        assert one.joint.rest_r == pytest.approx(expected, abs=1e-10)
        assert one.joint.total_r == pytest.approx(
            correlation(list(x[:, index]), list(x.sum(axis=1))), abs=1e-10
        )
        for letter, option in one.options.items():
            chose = [int(row[index][0] == letter) for row in people]
            assert option.n == sum(chose)
            sure = [row[index] for row in people if row[index][1] >= 3]
            assert option.sure == sum(chosen == letter for chosen, _ in sure)
            assert option.rest_r == pytest.approx(correlation(chose, list(rest)), abs=1e-10)
        if one.joint.efficiency is not None:
            assert one.joint.efficiency <= 1
    quiz = reliability(sums, {name: one.joint for name, one in found.items()})
    if len(people) < 2 or not x.sum(axis=1).var():
        assert quiz is None
    else:
        alpha = 3 / 2 * (1 - x.var(axis=0, ddof=1).sum() / x.sum(axis=1).var(ddof=1))
        assert float(quiz.alpha) == pytest.approx(alpha, abs=1e-10)
        assert quiz.interval.low <= quiz.alpha <= quiz.interval.high


def test_alpha_needs_complete_answers_of_everybody() -> None:
    full = {name: ScoredResponse("a", 4, True) for name in ITEMS}
    some = {"one": ScoredResponse("b", 2, False)}
    sums = count(
        [PersonAnswers(full), PersonAnswers(some), PersonAnswers(full)], Scoring(topics={})
    )
    joints = {name: item_statistics(sums, name, "abcd").joint for name in ITEMS}
    assert reliability(sums, joints) is None
    assert [item_statistics(sums, name, "abcd").n for name in ITEMS] == [3, 2, 2]


@given(st.dictionaries(st.integers(0, 12), st.integers(1, 9), min_size=1))
def test_the_score_distribution_agrees_with_scipy(people: dict[int, int]) -> None:
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
    """An item; ``chosen``: (chosen, sure, r) by option; ``people``: by (item score, rest score)."""
    chosen = chosen or {}
    options = {o: OptionStatistics(*chosen.get(o, (0, 0, None))) for o in "abcd"}
    n, right = sum(o.n for o in options.values()), options[key].n
    sure, own = sum(o.sure for o in options.values()), options[key].sure
    table = {2: Split(right - own, n - right - sure + own), 4: Split(own, sure - own)}
    return ItemStatistics(table, options, JointScores(people or {(1, 5): right, (0, 5): n - right}))


@pytest.mark.parametrize(
    ("chosen", "begins"),
    [
        # Ten of thirty are sure and exactly half of these chose A. Its r decides.
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
def test_flags_for_the_option_of_most_sure_answers(
    chosen: dict[str, tuple[int, int, float | None]], begins: str | None
) -> None:
    found = [flag for flag in flags(made(chosen=chosen), "b", 3) if "most sure" in flag]
    if begins is None:
        assert not found
    else:
        assert found[0].startswith(begins)
        assert "most sure answers chose A" in found[0]


def test_no_flags_below_three_teams() -> None:
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


def test_non_functioning_options_are_named() -> None:
    one = made(
        chosen={"a": (45, 0, None), "b": (45, 0, None), "c": (5, 0, None), "d": (4, 0, None)}
    )
    assert not [
        flag for flag in flags(one, "b", 3) if flag.startswith("non-functioning")
    ]  # 99 people
    one = made(
        chosen={"a": (46, 0, None), "b": (45, 0, None), "c": (5, 0, None), "d": (4, 0, None)}
    )
    found = [flag for flag in flags(one, "b", 3) if flag.startswith("non-functioning")]
    assert found == ["non-functioning option: fewer than 1 in 20 chose D"]


def test_ambiguous_needs_disagreement() -> None:
    one = made(chosen={"a": (9, 0, None), "b": (12, 0, None), "c": (9, 0, None)})
    flag = "ambiguous: A and B and C are each chosen often, and reviewers disagreed"
    assert flag in flags(one, "b", 3, Fraction(79, 100))
    assert not [f for f in flags(one, "b", 3, Fraction(80, 100)) if f.startswith("ambiguous")]
    assert not [f for f in flags(one, "b", 3, None) if f.startswith("ambiguous")]


@pytest.mark.parametrize(
    ("people", "flag"),
    [
        # Item scores against rest scores; scipy's pearsonr for each: -0.20, -0.02, 0.10,
        # 0.18, 0.60.
        ({(1, 4): 30, (1, 6): 20, (0, 4): 20, (0, 6): 30}, "negative discrimination"),
        ({(1, 4): 28, (1, 6): 22, (0, 4): 27, (0, 6): 23}, "negative discrimination"),
        ({(1, 4): 22, (1, 6): 28, (0, 4): 27, (0, 6): 23}, "weak discrimination"),
        ({(1, 4): 20, (1, 6): 30, (0, 4): 29, (0, 6): 21}, "low discrimination"),
        ({(1, 4): 10, (1, 6): 40, (0, 4): 40, (0, 6): 10}, None),
    ],
)
def test_flags_for_discrimination(people: dict[tuple[int, int], int], flag: str | None) -> None:
    right = sum(n for (score, _), n in people.items() if score)
    n = sum(people.values())
    one = made(chosen={"a": (n - right, 0, None), "b": (right, 0, None)}, people=people)
    words = ("negative", "weak", "low")
    found = [each for each in flags(one, "b", 3) if each.startswith(words)]
    assert [each.split(":")[0] for each in found] == ([flag] if flag else [])


def test_flag_for_misleading_certainty() -> None:
    # 40 sure and wrong, 15 unsure and right, 5 of each other kind: few right ones are surer.
    one = made(chosen={"a": (45, 40, None), "b": (20, 5, None)})
    assert any(flag.startswith("certainty misleads") for flag in flags(one, "b", 3))
    even = made(chosen={"a": (32, 16, None), "b": (32, 16, None)})
    assert not any(flag.startswith("certainty misleads") for flag in flags(even, "b", 3))


def test_no_answers_give_none() -> None:
    nobody = item_statistics(count([], Scoring(topics={})), "one", "abcd")
    assert nobody.facility is nobody.interval is nobody.joint.rest_r is None
    assert nobody.joint.efficiency is nobody.joint.item_sd is None
    assert flags(nobody, None, 3) == []
    assert score_distribution(count([], Scoring(topics={}))).sd is None
    assert nobody.n == 0
