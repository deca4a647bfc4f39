"""Sums of groups add up to the count of all rows, and give the same statistics as the rows."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.analysis.counting import PersonAnswers, ScoredResponse, Scoring, count
from quiz.analysis.group_summary import group_summary
from quiz.analysis.sums import Sums, from_json, total

ITEMS = ("gift", "friend-request", "who/to.ask", "notes", "out of hours", "7")
TOPICS = {"aware": ITEMS[:3], "asking": ITEMS[3:]}
SCORING = Scoring(topics=TOPICS)
responses = st.dictionaries(
    st.sampled_from(ITEMS),
    st.builds(ScoredResponse, st.sampled_from("abcd"), st.integers(1, 4), st.booleans()),
)
people = st.lists(
    st.builds(
        PersonAnswers,
        responses,
        st.dictionaries(
            st.sampled_from(sorted(TOPICS)),
            st.sampled_from(["no", "partly", "yes", "not_my_work"]),
        ),
        responses,
    ),
    max_size=8,
)


@given(people, people)
def test_the_sum_of_two_groups_is_the_count_of_all_rows(
    some: list[PersonAnswers], others: list[PersonAnswers]
) -> None:
    assert count(some, SCORING) + count(others, SCORING) == count([*some, *others], SCORING)


@given(people, people, people)
def test_order_does_not_matter(
    a: list[PersonAnswers], b: list[PersonAnswers], c: list[PersonAnswers]
) -> None:
    one, two, three = (count(group, SCORING) for group in (a, b, c))
    assert one + two == two + one
    assert (one + two) + three == one + (two + three) == total([three, one, two])
    assert one + Sums() == one


@given(people)
def test_sums_survive_json(some: list[PersonAnswers]) -> None:
    sums = count(some, SCORING)
    text = json.dumps(sums.to_json(), allow_nan=False)
    assert from_json(json.loads(text)) == sums


@given(people)
def test_statistics_from_sums_equal_those_from_rows(some: list[PersonAnswers]) -> None:
    sums = count(some, SCORING)
    for topic, items in TOPICS.items():
        rows = [[person.before[item] for item in items if item in person.before] for person in some]
        every = [response for row in rows for response in row]
        found = group_summary(sums, items, topic)
        assert found.people == sum(bool(row) for row in rows)
        assert found.answers == len(every)
        assert found.right == sum(response.right for response in every)
        assert found.sure == sum(response.level >= 3 for response in every)
        assert found.sure_wrong == sum(r.level >= 3 and not r.right for r in every)
        worth = {1: 25, 2: 50, 3: 75, 4: 95}
        assert found.stated_hundredths == sum(worth[response.level] for response in every)
        gaps = [sum(worth[r.level] - 100 * r.right for r in row) for row in rows if row]
        moments = sums.over_people("gap", topic)
        assert (moments.y, moments.yy) == (sum(gaps), sum(gap**2 for gap in gaps))
        assert moments.mm == sum(len(row) ** 2 for row in rows)


@given(people)
def test_understanding_is_counted_only_for_complete_topics(some: list[PersonAnswers]) -> None:
    sums = count(some, SCORING)
    for topic, items in TOPICS.items():
        shown = [
            sum(person.before[item].right for item in items) >= 2
            for person in some
            if topic in person.ratings and all(item in person.before for item in items)
        ]
        judged = [
            sum(person.before[item].right for item in items) >= 2
            for person in some
            if all(item in person.before for item in items)
        ]
        assert sums.understood.get((topic, "understands"), 0) == sum(judged)
        assert sums.understood.get((topic, "not"), 0) == len(judged) - sum(judged)
        counted = {key: n for key, n in sums.said.items() if key[0] == topic}
        assert sum(counted.values()) == len(shown)
        assert sum(n for key, n in counted.items() if key[2] == "understands") == sum(shown)


def test_the_size_of_stored_sums() -> None:
    # measurement.md 6: about 500 whole numbers and 2 to 4 KB for twelve items.
    items = [f"item-{number}" for number in range(12)]
    scoring = Scoring(topics={f"t{n}": tuple(items[3 * n : 3 * n + 3]) for n in range(4)})
    block = [
        PersonAnswers(
            {
                item: ScoredResponse("abcd"[(n * 7 + i) % 4], (n * 3 + i) % 4 + 1, (n + i) % 3 > 0)
                for i, item in enumerate(items)
            },
            dict.fromkeys(scoring.topics, ("no", "partly", "yes")[n % 3]),
        )
        for n in range(16)
    ]
    text = json.dumps(count(block, scoring).to_json(), separators=(",", ":"))
    assert len(text) < 8_000


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"people": 2.0}, "people is not a whole number"),
        ({"people": True}, "people is not a whole number"),
        ({"cells": {"gift": {"a": {"4": "1"}}}}, "cells.gift.a.4 is not a whole number"),
        ({"cells": 3}, "cells is not an object"),
        ({"extra": {}}, "a part is missing or unknown"),
    ],
)
def test_invalid_sums_are_refused(change: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        from_json(Sums().to_json() | change)


def test_the_topic_name_all_is_refused() -> None:
    with pytest.raises(ValueError, match="no topic may be called all"):
        count([], Scoring(topics={"all": ITEMS}))


def test_the_form_afterwards_may_be_a_parallel_form() -> None:
    # measurement.md 3.7: other items afterwards. One of three right before, three of three after.
    before = {f"a{n}": ScoredResponse("b", 4, n == 1) for n in (1, 2, 3)}
    after = {f"b{n}": ScoredResponse("c", 2, True) for n in (1, 2, 3)}
    scoring = Scoring(
        topics={"aware": ("a1", "a2", "a3")}, topics_after={"aware": ("b1", "b2", "b3")}
    )
    sums = count([PersonAnswers(before, {}, after)], scoring)
    assert sums.matched == {("aware", "not", "understands"): 1}
    # Two more right answers; certainty 3 · 0.50 instead of 3 · 0.95.
    assert sums.over_people("right_change", "aware").y == 2
    assert sums.over_people("certainty_change", "aware").y == 150 - 285


def test_a_question_without_a_topic_is_ignored() -> None:
    one = PersonAnswers({"a1": ScoredResponse("b", 4, True)}, {"elsewhere": "yes"})
    assert count([one], Scoring(topics={})).said == {}


def test_only_people_with_as_many_answers_again_are_matched() -> None:
    # Changes over different numbers of answers cannot be compared.
    one = {"a1": ScoredResponse("b", 4, True), "a2": ScoredResponse("b", 4, True)}
    fewer = {"a1": ScoredResponse("b", 4, True)}
    scoring = Scoring(topics={"aware": ("a1", "a2")})
    sums = count(
        [PersonAnswers(one, {}, fewer), PersonAnswers(one, {}, one), PersonAnswers(one)], scoring
    )
    assert sums.over_people("right_change").people == 1
    assert sums.over_people("right").people == 3


def test_zeros_are_left_out() -> None:
    # Wrong at 0.75 and right at 0.25: gaps of 75 and -75 hundredths add up to 0.
    people = [
        PersonAnswers({"gift": ScoredResponse("a", 3, False)}),
        PersonAnswers({"gift": ScoredResponse("b", 1, True)}),
    ]
    sums = count(people, SCORING)
    assert ("gap", "all", "y") not in sums.moments
    assert ("gift", 3) not in sums.right
    assert sums.over_people("gap").y == 0
