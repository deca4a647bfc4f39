"""What a session adds up to: nothing below the minimum, no change that gives a few people away."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.analysis import sums
from quiz.live.session.aggregate import Summed, Voted, confidence, from_json, to_json
from quiz.vocabulary import Answer, Certainty, Moment, Strand

K = 5
votes = st.dictionaries(
    st.tuples(st.sampled_from("abcd"), st.sampled_from(Certainty)),
    st.integers(min_value=1, max_value=40),
    min_size=1,
)
people = st.lists(st.integers(min_value=0, max_value=30), unique=True, max_size=30)


def said(names: list[int], answer: Answer = Answer.YES) -> dict[str, dict[Strand, Answer]]:
    return {str(name): {Strand.AWARE: answer} for name in names}


@given(people, people, st.integers(min_value=5, max_value=9))
def test_no_set_smaller_than_the_minimum_can_be_told_apart(
    before: list[int], after: list[int], minimum: int
) -> None:
    """P8: what is told is about all, or about the matched, and then the rest is 0 or k people."""
    found = confidence(said(before), said(after), minimum)
    both = set(before) & set(after)
    for moment, each in ((Moment.BEFORE, set(before)), (Moment.AFTER, set(after))):
        if moment not in found:
            continue
        told = both if found[moment].matched else each
        assert found[moment].of == len(told) >= minimum
        assert len(each - told) == 0 or len(each - told) >= minimum
    if any(one.matched for one in found.values()):
        assert found.keys() == {Moment.BEFORE, Moment.AFTER}


@pytest.mark.parametrize(
    ("before", "after", "matched", "of"),
    [
        (range(8), range(8), True, (8, 8)),
        (range(8), range(7), False, (8, 7)),  # A14: the one who left
        (range(8), range(1, 9), False, (8, 8)),  # one left, one came late
        (range(12), range(7), True, (7, 7)),  # five left
        (range(12), range(8), False, (12, 8)),  # four left
        (range(7), range(12), True, (7, 7)),  # five came late
        (range(7), range(8), False, (7, 8)),  # one came late
    ],
)
def test_a_change_is_told_of_the_same_people_only(
    before: range, after: range, matched: bool, of: tuple[int, int]
) -> None:
    found = confidence(said(list(before)), said(list(after)), K)
    assert [found[moment].matched for moment in Moment] == [matched, matched]
    assert tuple(found[moment].of for moment in Moment) == of


def test_below_the_minimum_nothing_is_told() -> None:
    assert confidence(said([1, 2, 3, 4]), said([1, 2, 3, 4]), K) == {}
    assert confidence(said([1, 2, 3, 4, 5]), {}, K).keys() == {Moment.BEFORE}


def test_a_question_that_few_were_asked_is_left_out() -> None:
    """Who is not aware is not asked whether they understand: two answers would stand alone."""
    given_ = said(list(range(6)), Answer.NO)
    for name in "01":
        given_[name] = {Strand.AWARE: Answer.YES, Strand.UNDERSTANDING: Answer.NO}
    found = confidence(given_, {}, K)[Moment.BEFORE]
    assert found.of == 6
    assert {strand for strand, _ in found.said} == {Strand.AWARE}


@given(st.lists(st.tuples(votes, st.none() | votes), min_size=1, max_size=4), people)
def test_sums_come_back_as_they_were_kept(
    kept: list[tuple[dict[tuple[str, Certainty], int], None]], names: list[int]
) -> None:
    asked = tuple(Voted(f"item-{n}", 1 + n, pair) for n, pair in enumerate(kept))
    found = Summed(len(names), asked, confidence(said(names), said(names), K))
    assert from_json(to_json(found, {("item-0", 1): "b"})) == found


@given(votes)
def test_kept_sums_are_the_sums_that_a_block_keeps(found: dict[tuple[str, Certainty], int]) -> None:
    text = to_json(Summed(1, (Voted("one", 2, (found,)),)), {("one", 2): "b"})
    kept = sums.from_json(json.loads(text)["asked"][0]["votes"][0])
    assert kept.people == sum(found.values())
    right = sum(n for (option, _), n in found.items() if option == "b")
    assert sum(split.right for split in kept.table(["one"]).values()) == right
    # No scenario is joined to another: no scores, no rest scores, no people.
    joins = (kept.scores, kept.rest, kept.rest_scores, kept.said, kept.users, kept.matched)
    assert not any(joins)
