"""The plan of a session: it is stored without loss, and a plan that cannot be run is refused."""

from dataclasses import replace
from itertools import product

import pytest

from quiz.live.session.plan import Plan, PlannedScenario

SCENARIOS = (PlannedScenario("first", 1), PlannedScenario("second", 2, contested=True))
PLANS = [
    Plan(SCENARIOS[:count], before=before, after=after, votes=votes)
    for count, before, after, votes in product((1, 2), (True, False), (True, False), (1, 2))
]


@pytest.mark.parametrize("plan", PLANS, ids=str)
def test_a_plan_is_stored_without_loss(plan: Plan) -> None:
    assert Plan.from_json(plan.to_json()) == plan


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"scenarios": ()}, "at least one scenario"),
        ({"minimum": 4}, "at least 5 answers"),
        ({"votes": 3}, "one vote or two"),
        ({"votes": 0}, "one vote or two"),
    ],
)
def test_a_plan_that_cannot_be_run_is_refused(changed: dict[str, object], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        replace(Plan(SCENARIOS), **changed)
