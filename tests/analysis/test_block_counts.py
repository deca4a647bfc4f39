"""Block counts from stored sums equal the counts from rows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.analysis.block_counts import block_counts
from quiz.analysis.counting import PersonAnswers, ScoredResponse, Scoring, count
from quiz.analysis.simulation import Outcome, SubmittedAnswers, count_block
from quiz.vocabulary import Answer, Certainty

STRANDS = {"aware": ("a1", "a2", "a3"), "asking": ("b1", "b2", "b3")}
ITEMS = [item for items in STRANDS.values() for item in items]
SCORING = Scoring(topics=STRANDS)
people = st.lists(
    st.tuples(
        st.lists(st.tuples(st.sampled_from(Certainty), st.booleans()), min_size=6, max_size=6),
        st.dictionaries(st.sampled_from(sorted(STRANDS)), st.sampled_from(Answer)),
    ),
    min_size=1,
    max_size=12,
)
Drawn = tuple[list[tuple[Certainty, bool]], dict[str, Answer]]


def person(one: Drawn) -> PersonAnswers:
    answers = zip(ITEMS, one[0], strict=True)
    return PersonAnswers(
        {i: ScoredResponse("a" if x else "b", int(c), x) for i, (c, x) in answers}, one[1]
    )


def submission(one: Drawn) -> SubmittedAnswers:
    answers = zip(ITEMS, one[0], strict=True)
    return SubmittedAnswers({item: Outcome(c, x) for item, (c, x) in answers}, one[1])


@given(people)
def test_from_sums_as_from_rows(drawn: list[Drawn]) -> None:
    from_sums = block_counts(count(map(person, drawn), SCORING), STRANDS)
    assert from_sums == count_block([submission(one) for one in drawn], STRANDS)


def test_an_unfinished_person_is_refused() -> None:
    complete = ([(Certainty.UNSURE, True)] * 6, {})
    answers = [person(complete), PersonAnswers({"a1": ScoredResponse("a", 2, True)})]
    with pytest.raises(ValueError, match="was not answered by all 2 people"):
        block_counts(count(answers, SCORING), STRANDS)


def test_change_is_counted_only_when_everybody_answered_again() -> None:
    right, wrong = ([(Certainty.UNSURE, x)] * 6 for x in (True, False))
    before, after = person((wrong, {})).before, person((right, {})).before
    back = PersonAnswers(before, {}, after)
    counts = block_counts(count([back, back], SCORING), STRANDS)
    assert {name: (c.gained, c.slipped) for name, c in counts.changes.items()} == {
        "aware": (2, 0),
        "asking": (2, 0),
    }
    assert block_counts(count([back, PersonAnswers(before)], SCORING), STRANDS).changes == {}
