"""A block's stored sums tell what its rows would have told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.analysis.counting import Person, Reading, Response, count
from quiz.analysis.release import Given, Submission
from quiz.analysis.release import count as count_rows
from quiz.analysis.sealed import block_counts
from quiz.vocabulary import Answer, Certainty

STRANDS = {"aware": ("a1", "a2", "a3"), "asking": ("b1", "b2", "b3")}
ITEMS = [item for items in STRANDS.values() for item in items]
READING = Reading(topics=STRANDS)
copies = st.lists(
    st.tuples(
        st.lists(st.tuples(st.sampled_from(Certainty), st.booleans()), min_size=6, max_size=6),
        st.dictionaries(st.sampled_from(sorted(STRANDS)), st.sampled_from(Answer)),
    ),
    min_size=1,
    max_size=12,
)
Copy = tuple[list[tuple[Certainty, bool]], dict[str, Answer]]


def person(copy: Copy) -> Person:
    answers = zip(ITEMS, copy[0], strict=True)
    return Person({i: Response("a" if x else "b", int(c), x) for i, (c, x) in answers}, copy[1])


def submission(copy: Copy) -> Submission:
    answers = zip(ITEMS, copy[0], strict=True)
    return Submission({item: Given(c, x) for item, (c, x) in answers}, copy[1])


@given(copies)
def test_from_sums_as_from_rows(some: list[Copy]) -> None:
    from_sums = block_counts(count(map(person, some), READING), STRANDS)
    assert from_sums == count_rows([submission(copy) for copy in some], STRANDS)


def test_somebody_unfinished_is_refused() -> None:
    whole = ([(Certainty.UNSURE, True)] * 6, {})
    people = [person(whole), Person({"a1": Response("a", 2, True)})]
    with pytest.raises(ValueError, match="was not answered by all 2 people"):
        block_counts(count(people, READING), STRANDS)


def test_change_is_told_only_where_everybody_came_back() -> None:
    right, wrong = ([(Certainty.UNSURE, x)] * 6 for x in (True, False))
    before, after = person((wrong, {})).before, person((right, {})).before
    back = Person(before, {}, after)
    told = block_counts(count([back, back], READING), STRANDS)
    assert {name: (c.gained, c.slipped) for name, c in told.changes.items()} == {
        "aware": (2, 0),
        "asking": (2, 0),
    }
    assert block_counts(count([back, Person(before)], READING), STRANDS).changes == {}
