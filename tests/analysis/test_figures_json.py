"""Published figures survive a round trip through JSON."""

import json

from hypothesis import given
from hypothesis import strategies as st

from quiz.analysis import figures_json
from quiz.analysis.block_counts import BlockCounts, ChangeCounts, ItemCounts, StrandCounts
from quiz.analysis.figures import figures, total
from quiz.vocabulary import Certainty

ANSWER = st.tuples(st.sampled_from(Certainty), st.booleans())


def item_of(answers: list[tuple[Certainty, bool]]) -> ItemCounts:
    def at(level: Certainty, right: bool) -> int:
        return answers.count((level, right))

    a, b, c, d = Certainty
    return ItemCounts(
        (at(a, True), at(b, True), at(c, True), at(d, True)),
        (at(a, False), at(b, False), at(c, False), at(d, False)),
    )


@given(st.integers(5, 40).flatmap(lambda n: st.lists(ANSWER, min_size=n, max_size=n)))
def test_a_round_trip_changes_nothing(answers: list[tuple[Certainty, bool]]) -> None:
    people = len(answers)
    right = sum(one for _, one in answers)
    counts = BlockCounts(
        people,
        {"a-scenario": item_of(answers)},
        {"aware": StrandCounts(("a-scenario",), people, right, people - right)},
        {"aware": ChangeCounts(1, 2)},
    )
    published = figures(counts, 2)
    assert (
        figures_json.from_json(json.loads(json.dumps(figures_json.to_json(published)))) == published
    )
    both = total([published, published])
    assert both is not None
    assert figures_json.from_json(figures_json.to_json(both)) == both
