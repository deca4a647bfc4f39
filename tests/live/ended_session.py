"""A session that has ended, with counts by hand: 10 people in the first vote, 11 in the second."""

from quiz.bank.items import Item
from quiz.bank.load import load
from quiz.live.session.agendas import agenda, plan_for
from quiz.live.session.aggregate import ScenarioVotes, SessionAggregate, confidence
from quiz.live.session.plan import Plan
from quiz.live.session.plan_scenarios import scenario_of
from quiz.vocabulary import Answer, Certainty, Strand

BANK = load()
PLAN = plan_for(BANK, agenda(90))
HOSTILE = '=HYPERLINK("http://x") #panic("x") *b* @ref $1/0$ \\'
"""A title that a spreadsheet would evaluate and a typesetter would run."""


def best_option(plan: Plan, step: int) -> str:
    scenario = scenario_of(BANK, plan.scenarios[step])
    assert isinstance(scenario, Item)
    return scenario.best


def other_option(best: str) -> str:
    return "a" if best != "a" else "b"


def ended_aggregate() -> SessionAggregate:
    """The counts of four scenarios of a 90 minute plan; the others were not asked.

    Scenario 1: 4 of 10 right and 3 sure and wrong, then 9 of 11 and 1. Scenario 2: one vote.
    Scenario 3: too few answers. Scenario 4: not asked.
    """
    one, two, three = PLAN.scenarios[:3]
    right, wrong = best_option(PLAN, 0), other_option(best_option(PLAN, 0))
    first = {
        (right, Certainty.GUESSING): 1,
        (right, Certainty.VERY_SURE): 3,
        (wrong, Certainty.FAIRLY_SURE): 2,
        (wrong, Certainty.VERY_SURE): 1,
        (wrong, Certainty.UNSURE): 3,
    }
    second = {
        (right, Certainty.FAIRLY_SURE): 9,
        (wrong, Certainty.VERY_SURE): 1,
        (wrong, Certainty.GUESSING): 1,
    }
    ratings = [
        {str(n): dict.fromkeys(Strand, Answer.YES if n < yes else Answer.NO) for n in range(10)}
        for yes in (3, 6)
    ]
    rest = tuple(ScenarioVotes(asked.item, asked.revision, ()) for asked in PLAN.scenarios[3:])
    return SessionAggregate(
        joined=11,
        scenarios=(
            ScenarioVotes(one.item, one.revision, (first, second), matched=True),
            ScenarioVotes(two.item, two.revision, ({("a", Certainty.UNSURE): 5}, None)),
            ScenarioVotes(three.item, three.revision, (None,)),
            *rest,
        ),
        confidence=confidence(ratings[0], ratings[1], 5),
    )
