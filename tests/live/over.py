"""A session that is over, with counts made by hand: the first vote of 10, the second of 9."""

from quiz.bank.items import Item
from quiz.bank.load import load
from quiz.live.session.agendas import planned, template
from quiz.live.session.aggregate import Summed, Voted, confidence
from quiz.live.session.phases import Plan
from quiz.live.session.plans import scenario_of
from quiz.vocabulary import Answer, Certainty, Strand

BANK = load()
PLAN = planned(BANK, template(90))
HOSTILE = '=HYPERLINK("http://x") #panic("x") *b* @ref $1/0$ \\'
"""A title that a spreadsheet would calculate and a typesetter would run."""


def best_of(plan: Plan, step: int) -> str:
    scenario = scenario_of(BANK, plan.scenarios[step])
    assert isinstance(scenario, Item)
    return scenario.best


def other(best: str) -> str:
    return "a" if best != "a" else "b"


def session() -> Summed:
    """Scenario 1: 4 of 10 right, 3 sure and wrong; then 7 of 9, and 1. Scenario 2: one vote only.
    Scenario 3: too few. Scenario 4: not asked. Then one more, not asked, and so on."""
    one, two, three = PLAN.scenarios[:3]
    right, wrong = best_of(PLAN, 0), other(best_of(PLAN, 0))
    first = {
        (right, Certainty.GUESSING): 1,
        (right, Certainty.VERY_SURE): 3,
        (wrong, Certainty.FAIRLY_SURE): 2,
        (wrong, Certainty.VERY_SURE): 1,
        (wrong, Certainty.UNSURE): 3,
    }
    second = {
        (right, Certainty.FAIRLY_SURE): 7,
        (wrong, Certainty.VERY_SURE): 1,
        (wrong, Certainty.GUESSING): 1,
    }
    ratings = [
        {str(n): dict.fromkeys(Strand, Answer.YES if n < yes else Answer.NO) for n in range(10)}
        for yes in (3, 6)
    ]
    rest = tuple(Voted(asked.item, asked.revision, ()) for asked in PLAN.scenarios[3:])
    return Summed(
        joined=11,
        asked=(
            Voted(one.item, one.revision, (first, second), matched=True),
            Voted(two.item, two.revision, ({("a", Certainty.UNSURE): 5}, None)),
            Voted(three.item, three.revision, (None,)),
            *rest,
        ),
        confidence=confidence(ratings[0], ratings[1], 5),
    )
