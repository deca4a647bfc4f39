"""How long the session on the form takes, in words. Pure."""

from dataclasses import dataclass

from quiz.live.session.plan import Plan, PlannedScenario
from quiz.live.session.plan_minutes import minutes
from quiz.live.session.plan_scenarios import MOST_SCENARIOS


@dataclass(frozen=True)
class SessionLength:
    """How long a new session takes, with discussions. given: the minutes that the host has; 0 if
    they chose none."""

    scored: int
    contested: int
    before: bool
    after: bool
    votes: int
    given: int = 0

    @property
    def minutes(self) -> int:
        """About how long it takes; 0 without a scenario."""
        if not 0 < self.scored + self.contested <= MOST_SCENARIOS:
            return 0
        scenarios = (
            *[PlannedScenario("", 1)] * self.scored,
            *[PlannedScenario("", 1, contested=True)] * self.contested,
        )
        return minutes(Plan(scenarios, before=self.before, after=self.after, votes=self.votes))

    @property
    def is_too_long(self) -> bool:
        return bool(self.given) and self.minutes > self.given

    @property
    def words(self) -> str:
        """As the page says it: “8 scenarios, about 52 of your 60 minutes”."""
        count = self.scored + self.contested
        if not count:
            return "No scenarios yet"
        if count > MOST_SCENARIOS:
            return f"{count} scenarios: {MOST_SCENARIOS} at most"
        scenarios = f"{count} scenario{'' if count == 1 else 's'}"
        if not self.given:
            return f"{scenarios}, about {self.minutes} minutes"
        if self.is_too_long:
            return f"{scenarios}, about {self.minutes} minutes: more than your {self.given}"
        return f"{scenarios}, about {self.minutes} of your {self.given} minutes"
