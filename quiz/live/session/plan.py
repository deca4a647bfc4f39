"""A session's plan: which scenarios it asks, with how many votes, and by which settings. Pure."""

import json
from dataclasses import asdict, dataclass

from quiz.retention import LIVE_ANSWERS

FEWEST_FOR_A_CHART = 5
MOST_VOTES = 2


@dataclass(frozen=True)
class PlannedScenario:
    """A scenario of the plan, in the revision it was planned with."""

    item: str
    revision: int
    contested: bool = False


@dataclass(frozen=True)
class Plan:
    """What a session asks, fixed when it is made.

    votes: one, or two with a discussion between them. timer: seconds for each vote, counted down
    on the host's page and on the display; it closes nothing. minimum: the fewest answers that a
    chart is made of. days: how many days answers are kept after the session.
    Raises ValueError for a plan without scenarios, or with a minimum below five.
    """

    scenarios: tuple[PlannedScenario, ...]
    before: bool = True
    after: bool = True
    votes: int = MOST_VOTES
    timer: int | None = None
    minimum: int = FEWEST_FOR_A_CHART
    days: int = LIVE_ANSWERS.days

    def __post_init__(self) -> None:
        if not self.scenarios:
            raise ValueError("A session asks at least one scenario.")
        if self.votes not in range(1, MOST_VOTES + 1):
            raise ValueError("A scenario has one vote or two.")
        if self.minimum < FEWEST_FOR_A_CHART:
            raise ValueError(f"A chart is made of at least {FEWEST_FOR_A_CHART} answers.")

    def to_json(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> "Plan":
        found = json.loads(text)
        scenarios = tuple(PlannedScenario(**each) for each in found["scenarios"])
        return cls(**{**found, "scenarios": scenarios})
