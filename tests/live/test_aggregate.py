"""The aggregate of a session: nothing below the minimum, and no change that identifies a few."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.analysis import sums
from quiz.live.session.aggregate import (
    ScenarioVotes,
    SessionAggregate,
    confidence,
    from_json,
    to_json,
)
from quiz.vocabulary import Answer, Certainty, Moment, Strand

MINIMUM = 5
votes = st.dictionaries(
    st.tuples(st.sampled_from("abcd"), st.sampled_from(Certainty)),
    st.integers(min_value=1, max_value=40),
    min_size=1,
)
people = st.lists(st.integers(min_value=0, max_value=30), unique=True, max_size=30)


def ratings(names: list[int], answer: Answer = Answer.YES) -> dict[str, dict[Strand, Answer]]:
    return {str(name): {Strand.AWARE: answer} for name in names}


@given(people, people, st.integers(min_value=5, max_value=9))
def test_no_group_smaller_than_the_minimum_can_be_singled_out(
    before: list[int], after: list[int], minimum: int
) -> None:
    """P8: the ratings are of all, or of the people matched; then the rest is nobody or enough."""
    found = confidence(ratings(before), ratings(after), minimum)
    both = set(before) & set(after)
    for moment, each in ((Moment.BEFORE, set(before)), (Moment.AFTER, set(after))):
        if moment not in found:
            continue
        shown = both if found[moment].matched else each
        assert found[moment].people == len(shown) >= minimum
        assert len(each - shown) == 0 or len(each - shown) >= minimum
    if any(one.matched for one in found.values()):
        assert found.keys() == {Moment.BEFORE, Moment.AFTER}


@pytest.mark.parametrize(
    ("before", "after", "matched", "counted"),
    [
        (range(8), range(8), True, (8, 8)),
        (range(8), range(7), False, (8, 7)),  # A14: one left
        (range(8), range(1, 9), False, (8, 8)),  # one left, one came late
        (range(12), range(7), True, (7, 7)),  # five left
        (range(12), range(8), False, (12, 8)),  # four left
        (range(7), range(12), True, (7, 7)),  # five came late
        (range(7), range(8), False, (7, 8)),  # one came late
    ],
)
def test_a14_a_change_is_shown_of_the_same_people_only(
    before: range, after: range, matched: bool, counted: tuple[int, int]
) -> None:
    found = confidence(ratings(list(before)), ratings(list(after)), MINIMUM)
    assert [found[moment].matched for moment in Moment] == [matched, matched]
    assert tuple(found[moment].people for moment in Moment) == counted


def test_below_the_minimum_nothing_is_shown() -> None:
    assert confidence(ratings([1, 2, 3, 4]), ratings([1, 2, 3, 4]), MINIMUM) == {}
    assert confidence(ratings([1, 2, 3, 4, 5]), {}, MINIMUM).keys() == {Moment.BEFORE}


def test_a_question_that_few_were_asked_is_left_out() -> None:
    """People who are not aware are not asked if they understand: only two answers are left."""
    given_ = ratings(list(range(6)), Answer.NO)
    for name in "01":
        given_[name] = {Strand.AWARE: Answer.YES, Strand.UNDERSTANDING: Answer.NO}
    found = confidence(given_, {}, MINIMUM)[Moment.BEFORE]
    assert found.people == 6
    assert {strand for strand, _ in found.ratings} == {Strand.AWARE}


@given(st.lists(st.tuples(votes, st.none() | votes), min_size=1, max_size=4), people)
def test_an_aggregate_is_stored_without_loss(
    pairs: list[tuple[dict[tuple[str, Certainty], int], None]], names: list[int]
) -> None:
    scenarios = tuple(ScenarioVotes(f"item-{n}", 1 + n, pair) for n, pair in enumerate(pairs))
    rated = confidence(ratings(names), ratings(names), MINIMUM)
    found = SessionAggregate(len(names), scenarios, rated)
    assert from_json(to_json(found, {("item-0", 1): "b"})) == found


@given(votes)
def test_a_stored_vote_has_the_sums_of_a_block(found: dict[tuple[str, Certainty], int]) -> None:
    aggregate = SessionAggregate(1, (ScenarioVotes("one", 2, (found,)),))
    text = to_json(aggregate, {("one", 2): "b"})
    stored = sums.from_json(json.loads(text)["asked"][0]["votes"][0])
    assert stored.people == sum(found.values())
    right = sum(n for (option, _), n in found.items() if option == "b")
    assert sum(split.right for split in stored.table(["one"]).values()) == right
    # Nothing links two scenarios: no scores, no rest scores, no people.
    links = (stored.scores, stored.rest, stored.rest_scores, stored.said, stored.users)
    assert not any((*links, stored.matched))
