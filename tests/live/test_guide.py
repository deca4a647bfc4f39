"""The facilitator's guide as values: all of a plan's scenarios, and its settings in words."""

from quiz.bank.load import load
from quiz.live.documents.guide import guide, settings
from quiz.live.session.agendas import agenda, plan_for
from quiz.live.session.plan import Plan
from quiz.live.session.plan_minutes import each, minutes
from quiz.live.session.plan_scenarios import scenario_of
from tests.live.dates import DAY

BANK = load()


def test_a_guide_has_every_scenario_with_its_best_answer_and_reasons() -> None:
    plan = plan_for(BANK, agenda(90))
    found = guide(BANK, plan, "Looking people up", DAY)
    assert [page["number"] for page in found["pages"]] == [1, 2, 3, 4, 5, 6, 7]
    for page, planned in zip(found["pages"], plan.scenarios, strict=True):
        scenario = scenario_of(BANK, planned)
        assert [one["reason"] for one in page["options"]] == [o.reason for o in scenario.options]
        assert sum(one["best"] for one in page["options"]) == (0 if planned.contested else 1)
        assert page["ask"][0] == scenario.prompt
        assert len(page["references"]) == len(scenario.pointers)
        assert bool(page["sides"]) == planned.contested


def test_with_one_vote_there_is_no_discussion_between_votes() -> None:
    plan = Plan(plan_for(BANK, agenda(20)).scenarios, votes=1, timer=60, minimum=8)
    assert [part.what for part in each(plan)] == ["First vote", "The best answer, and why"]
    # Joining, confidence, two scenarios of four minutes, confidence, what people take away.
    assert minutes(plan) == 4 + 2 + 2 * 4 + 2 + 5
    sentences = " ".join(settings(plan))
    assert "One vote" in sentences
    assert "at least 8" in sentences
    assert "60 seconds" in sentences
