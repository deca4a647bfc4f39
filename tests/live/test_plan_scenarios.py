"""A plan's scenarios: chosen by topic, strand or form, and found again in a changed bank."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.bank.load import load
from quiz.live.session.plan import Plan, PlannedScenario
from quiz.live.session.plan_scenarios import (
    from_form,
    from_strands,
    from_topics,
    scenario_of,
    scenarios_by_id,
    with_current_revisions,
)
from quiz.live.session.starting_plan import starting_plan
from quiz.vocabulary import Strand

BANK = load()
LETTERS = [topic.id for topic in BANK.topics]


def topics_of(scenarios: tuple[PlannedScenario, ...]) -> list[str]:
    return [scenario_of(BANK, one).topic.id for one in scenarios]


@given(
    st.lists(st.sampled_from(LETTERS), min_size=1, max_size=8, unique=True),
    st.integers(min_value=1, max_value=12),
)
def test_every_topic_gets_one_scenario_before_any_gets_two(letters: list[str], most: int) -> None:
    found = topics_of(from_topics(BANK, letters, most))
    assert found[: len(letters)] == letters[:most]
    assert set(found) <= set(letters)
    counts = [found.count(letter) for letter in letters]
    # Each topic of this bank has at least three scenarios, so none is ever two ahead.
    assert len(found) == most or min(counts) >= 3
    assert most > 3 * len(letters) or max(counts) - min(counts) <= 1


@given(st.sampled_from("ABC"), st.sampled_from(LETTERS))
def test_the_scenarios_of_a_form_that_was_done_come_last(form: str, letter: str) -> None:
    done = {item.id for item in BANK.form(form).items}
    found = [one.item in done for one in from_topics(BANK, [letter], 12, form)]
    assert found == sorted(found)


def test_unknown_topics_are_ignored() -> None:
    assert topics_of(from_topics(BANK, ["Z", "C", "?"], 2)) == ["C", "C"]
    assert from_topics(BANK, ["Z"], 3) == ()


def test_a_strand_gives_scenarios_on_different_topics_first() -> None:
    found = from_strands(BANK, [Strand.UNDERSTANDING], 3)
    assert sorted(topics_of(found)) == ["B", "C", "D"]


def test_a_form_keeps_its_order() -> None:
    assert [one.item for one in from_form(BANK, "B")] == [i.id for i in BANK.form("B").items]


def test_contested_scenarios_can_be_planned() -> None:
    assert {one.id for one in BANK.contested} <= scenarios_by_id(BANK).keys()


def test_current_revisions_replace_old_ones_and_removed_scenarios_are_left_out() -> None:
    item = BANK.form("A").items[0]
    removed = PlannedScenario("no-longer-there", 1)
    plan = Plan((removed, PlannedScenario(item.id, item.revision + 7)))
    current = (PlannedScenario(item.id, item.revision),)
    assert with_current_revisions(BANK, plan).scenarios == current
    with pytest.raises(ValueError, match="at least one scenario"):
        with_current_revisions(BANK, Plan((removed,)))


def test_an_unknown_revision_is_an_error() -> None:
    item, contested = BANK.form("A").items[0], BANK.contested[0]
    for unknown in (
        PlannedScenario(item.id, 999),
        PlannedScenario(contested.id, 999, contested=True),
    ):
        with pytest.raises(KeyError):
            scenario_of(BANK, unknown)


# The plan that an address asks for


@pytest.mark.parametrize(
    ("query", "topics", "minutes"),
    [
        ({}, [], 45),
        ({"topics": ["C,E,H"]}, ["C", "E", "H"], 45),
        ({"topics": ["c", "e"], "agenda": ["20"]}, ["C", "E"], 20),
        ({"topics": ["<script>,Z"], "agenda": ["77"]}, [], 45),
    ],
)
def test_unknown_values_in_an_address_are_ignored(
    query: dict[str, list[str]], topics: list[str], minutes: int
) -> None:
    start = starting_plan(BANK, query)
    assert list(start.topics) == topics
    assert start.minutes == minutes
    assert topics_of(start.plan.scenarios)[: len(topics)] == topics


def test_the_topics_of_a_team_review_come_first() -> None:
    start = starting_plan(BANK, {"topics": ["C,E,H"], "after": ["A"]})
    done = {item.id for item in BANK.form("A").items}
    assert topics_of(start.plan.scenarios) == ["C", "E", "H", "C"]
    assert not done & {one.item for one in start.plan.scenarios}
    assert "From one look to a pattern" in [one.title for one in start.about]


def test_an_address_can_ask_for_a_whole_form_or_for_strands() -> None:
    assert len(starting_plan(BANK, {"form": ["b"]}).plan.scenarios) == 12
    start = starting_plan(BANK, {"strands": ["asking", "nonsense"]})
    assert [one.title for one in start.about] == ["Knowing who to ask"]
    assert set(topics_of(start.plan.scenarios)) == {"H"}


@pytest.mark.parametrize("after", list("ABCDE"))
def test_a_session_leaves_a_form_for_afterwards_or_says_that_it_does_not(after: str) -> None:
    for letters in combinations("ABCDEFGH", 3):
        start = starting_plan(BANK, {"topics": [",".join(letters)], "after": [after]})
        assert start.keep not in ("", after)
        kept = {item.id for item in BANK.form(start.keep).items}
        assert start.spoiled == bool(kept & {one.item for one in start.plan.scenarios})
        assert not start.spoiled
