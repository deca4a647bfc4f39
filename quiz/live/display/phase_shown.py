"""What a phase shows whatever was answered: its scenario and its words.

It contains the best answer only in the phase that shows it.
"""

from dataclasses import dataclass
from functools import cached_property

from quiz.bank.items import Bank, Contested, Item, Option
from quiz.languages.sentences import lazy_gettext
from quiz.live.results.summary import NO_BEST
from quiz.live.session import phase_texts
from quiz.live.session.phase_texts import PHASE_TEXTS, PhaseTexts
from quiz.live.session.phases import OF_A_SCENARIO, RATING, VOTING, Phase, SessionState
from quiz.live.session.plan import Plan
from quiz.live.session.plan_scenarios import scenario_of

REMOVED = lazy_gettext("This scenario is no longer in the content. We go on to the next one.")


@dataclass(frozen=True)
class PhaseShown:
    """A phase of a session's plan, with its scenario, where it has one."""

    state: SessionState
    plan: Plan
    bank: Bank

    @property
    def phase(self) -> Phase:
        return self.state.phase

    @property
    def texts(self) -> PhaseTexts:
        """The phase's row in the table of texts."""
        return PHASE_TEXTS[self.phase]

    @property
    def position(self) -> str:
        """Phase, scenario and round: unchanged while the same thing is asked or shown."""
        return f"{self.phase}-{self.state.step}-{self.state.round}"

    @property
    def in_lobby(self) -> bool:
        return self.phase == Phase.LOBBY

    @property
    def ended(self) -> bool:
        return self.phase == Phase.END

    @property
    def asks(self) -> bool:
        """Whether there is something to answer: nothing where the scenario was removed."""
        return self.phase in RATING or (self.phase in VOTING and self.item is not None)

    @property
    def is_about_a_scenario(self) -> bool:
        return self.phase in OF_A_SCENARIO

    @cached_property
    def item(self) -> Item | Contested | None:
        """The current scenario; None also where it was taken out of the content."""
        if not self.is_about_a_scenario:
            return None
        try:
            return scenario_of(self.bank, self.plan.scenarios[self.state.step])
        except KeyError:
            return None

    @property
    def removed(self) -> str:
        """The notice shown instead of a scenario that was taken out of the content, or empty."""
        return str(REMOVED) if self.is_about_a_scenario and not self.item else ""

    @property
    def number(self) -> int:
        """The current scenario's number, from 1; 0 in a phase that is not about a scenario."""
        return self.state.step + 1 if self.is_about_a_scenario else 0

    @property
    def of(self) -> int:
        """How many scenarios the plan has."""
        return len(self.plan.scenarios)

    @property
    def heading(self) -> str:
        question = self.item.question if self.item else ""
        return str(self.removed or self.texts.heading or (NO_BEST if self.sides else question))

    @property
    def sentence(self) -> str:
        """One sentence to everybody. It never depends on what was answered."""
        revealed = self.state.step in self.state.revealed
        contested = isinstance(self.item, Contested)
        text = phase_texts.sentence(self.phase, self.plan, revealed=revealed, contested=contested)
        return "" if self.removed else text

    @property
    def shows_story(self) -> bool:
        return self.item is not None and self.phase in VOTING

    @property
    def shows_reasons(self) -> bool:
        """Whether the reasons are shown, and the best answer if the scenario has one."""
        return self.phase == Phase.BEST and self.item is not None

    @property
    def best(self) -> Option | None:
        """The best answer, in the phase that shows it; a contested scenario has none."""
        if not self.shows_reasons or not isinstance(self.item, Item):
            return None
        return self.item.option(self.item.best)

    @property
    def sides(self) -> str:
        """Why a contested scenario has no best answer, in the phase that shows the reasons."""
        if not self.shows_reasons or not isinstance(self.item, Contested):
            return ""
        return self.item.sides

    @property
    def is_talk_timed(self) -> bool:
        """Whether the timer is for the talk, and not for a vote."""
        return self.phase == Phase.DISCUSS
