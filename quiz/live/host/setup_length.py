"""How long the session on the form takes, in words. Pure."""

from dataclasses import dataclass

from quiz.languages.sentences import gettext, ngettext
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
            return gettext("No scenarios yet")
        if count > MOST_SCENARIOS:
            return gettext(
                "%(number)s scenarios: %(most)s at most", number=count, most=MOST_SCENARIOS
            )
        places = {"number": count, "minutes": self.minutes, "given": self.given}
        if not self.given:
            return ngettext(
                "%(number)s scenario, about %(minutes)s minutes",
                "%(number)s scenarios, about %(minutes)s minutes",
                count,
                **places,
            )
        if self.is_too_long:
            return ngettext(
                "%(number)s scenario, about %(minutes)s minutes: more than your %(given)s",
                "%(number)s scenarios, about %(minutes)s minutes: more than your %(given)s",
                count,
                **places,
            )
        return ngettext(
            "%(number)s scenario, about %(minutes)s of your %(given)s minutes",
            "%(number)s scenarios, about %(minutes)s of your %(given)s minutes",
            count,
            **places,
        )
