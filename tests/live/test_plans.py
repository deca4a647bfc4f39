"""What a session asks: templates that add up, topics that come first, and what an address asks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.bank.items import Bank, Contested
from quiz.bank.load import load
from quiz.live.documents.guide import each, guide, settings, timetable
from quiz.live.session.agendas import TEMPLATES, Template, fits, planned, template
from quiz.live.session.phases import Asked, Plan
from quiz.live.session.plans import (
    askable,
    from_form,
    from_strands,
    from_topics,
    renewed,
    scenario_of,
)
from quiz.live.session.starting_plan import beginning
from quiz.vocabulary import Strand
from tests.live.day import DAY

BANK = load()
LETTERS = [topic.id for topic in BANK.topics]
by_template = pytest.mark.parametrize("found", TEMPLATES, ids=lambda one: str(one.minutes))


def topics_of(asked: tuple[Asked, ...], bank: Bank = BANK) -> list[str]:
    return [scenario_of(bank, one).topic.id for one in asked]


def test_templates_are_for_20_45_and_90_minutes() -> None:
    assert [found.minutes for found in TEMPLATES] == [20, 45, 90]


@by_template
def test_a_timetable_adds_up(found: Template) -> None:
    assert sum(part.minutes for part in found.timetable) == found.minutes


@by_template
def test_a_templates_plan_has_what_it_has_time_for(found: Template) -> None:
    plan = planned(BANK, found)
    contested = [one for one in plan.scenarios if one.contested]
    assert len(contested) == found.contested
    assert len(plan.scenarios) == found.scenarios + found.contested
    assert plan.before == plan.after == found.confidence
    assert (plan.votes, plan.timer, plan.minimum) == (2, None, 5)
    assert fits(plan) == found
    assert timetable(plan) == found.timetable


def test_45_minutes_have_one_scenario_from_each_strand() -> None:
    plan = planned(BANK, template(45))
    strands = [scenario_of(BANK, one).strand for one in plan.scenarios]
    assert sorted(strands) == sorted(Strand)


@given(
    st.lists(st.sampled_from(LETTERS), min_size=1, max_size=8, unique=True),
    st.integers(min_value=1, max_value=12),
)
def test_topics_come_one_for_each_first(letters: list[str], many: int) -> None:
    found = topics_of(from_topics(BANK, letters, many))
    assert found[: len(letters)] == letters[:many]
    assert set(found) <= set(letters)
    counts = [found.count(letter) for letter in letters]
    # Each topic of this bank has three scenarios or more, so that none is ever two ahead.
    assert len(found) == many or min(counts) >= 3
    assert many > 3 * len(letters) or max(counts) - min(counts) <= 1


@given(st.sampled_from("ABC"), st.sampled_from(LETTERS))
def test_what_a_team_did_already_comes_last(form: str, letter: str) -> None:
    done = {item.id for item in BANK.form(form).items}
    found = [one.item in done for one in from_topics(BANK, [letter], 12, form)]
    assert found == sorted(found)


def test_unknown_topics_are_passed_over() -> None:
    assert topics_of(from_topics(BANK, ["Z", "C", "?"], 2)) == ["C", "C"]
    assert from_topics(BANK, ["Z"], 3) == ()


def test_strands_take_turns_and_other_topics_first() -> None:
    found = from_strands(BANK, [Strand.UNDERSTANDING], 3)
    assert sorted(topics_of(found)) == ["B", "C", "D"]


def test_a_form_is_asked_in_its_order() -> None:
    assert [one.item for one in from_form(BANK, "B")] == [i.id for i in BANK.form("B").items]


def test_contested_scenarios_can_be_asked_and_say_so() -> None:
    found = askable(BANK)
    assert {one.id for one in BANK.contested} <= found.keys()
    contested = planned(BANK, template(90)).scenarios[-1]
    assert contested.contested
    assert isinstance(scenario_of(BANK, contested), Contested)


def test_a_plan_is_renewed_without_what_is_gone() -> None:
    item = BANK.form("A").items[0]
    plan = Plan((Asked("no-longer-there", 1), Asked(item.id, item.revision + 7)))
    assert renewed(BANK, plan).scenarios == (Asked(item.id, item.revision),)
    with pytest.raises(ValueError, match="at least one scenario"):
        renewed(BANK, Plan((Asked("no-longer-there", 1),)))


def test_a_scenario_in_a_revision_that_is_not_kept_is_none() -> None:
    item = BANK.form("A").items[0]
    for gone in (Asked(item.id, 999), Asked(BANK.contested[0].id, 999, contested=True)):
        with pytest.raises(KeyError):
            scenario_of(BANK, gone)


@pytest.mark.parametrize(
    ("asked", "topics", "minutes"),
    [
        ({}, [], 45),
        ({"topics": ["C,E,H"]}, ["C", "E", "H"], 45),
        ({"topics": ["c", "e"], "template": ["20"]}, ["C", "E"], 20),
        ({"topics": ["<script>,Z"], "template": ["77"]}, [], 45),
    ],
)
def test_an_address_is_read_with_patience(
    asked: dict[str, list[str]], topics: list[str], minutes: int
) -> None:
    begun = beginning(BANK, asked)
    assert list(begun.topics) == topics
    assert begun.words.startswith(f"{minutes} minutes")
    assert topics_of(begun.plan.scenarios)[: len(topics)] == topics


def test_the_widest_gaps_of_a_team_review_come_first() -> None:
    begun = beginning(BANK, {"topics": ["C,E,H"], "after": ["A"]})
    done = {item.id for item in BANK.form("A").items}
    assert topics_of(begun.plan.scenarios) == ["C", "E", "H", "C"]
    assert not done & {one.item for one in begun.plan.scenarios}
    assert "From one look to a pattern" in begun.words


def test_a_whole_form_and_strands_can_be_asked_for() -> None:
    assert len(beginning(BANK, {"form": ["b"]}).plan.scenarios) == 12
    begun = beginning(BANK, {"strands": ["asking", "nonsense"]})
    assert begun.words == "45 minutes on Knowing who to ask"
    assert set(topics_of(begun.plan.scenarios)) == {"H"}


def test_a_guide_has_every_scenario_with_its_best_answer_and_reasons() -> None:
    plan = planned(BANK, template(90))
    told = guide(BANK, plan, "Looking people up", DAY)
    assert [page["number"] for page in told["pages"]] == [1, 2, 3, 4, 5, 6, 7]
    for page, asked in zip(told["pages"], plan.scenarios, strict=True):
        scenario = scenario_of(BANK, asked)
        assert [one["reason"] for one in page["options"]] == [o.reason for o in scenario.options]
        assert sum(one["best"] for one in page["options"]) == (0 if asked.contested else 1)
        assert page["ask"][0] == scenario.prompt
        assert len(page["readings"]) == len(scenario.pointers)
        assert bool(page["sides"]) == asked.contested


def test_one_vote_has_no_talk_in_between() -> None:
    plan = Plan(planned(BANK, template(20)).scenarios, votes=1, timer=60, minimum=8)
    assert [part.what for part in each(plan)] == ["First vote", "The best answer, and why"]
    assert timetable(plan) == ()
    said = " ".join(settings(plan))
    assert "One vote" in said
    assert "at least 8" in said
    assert "60 seconds" in said
