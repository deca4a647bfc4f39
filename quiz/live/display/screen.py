"""What the room's screen shows in each phase: put together from what was counted and the content.

Nobody's own answer is in it, and the best answer only once the phase has come that tells it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from quiz.bank.items import Bank, Contested, Item, Option
from quiz.live.results import charts
from quiz.live.results.charts import LETTERS, Chart
from quiz.live.results.recap import ConfidenceRecap, confidence_recap
from quiz.live.session import timer
from quiz.live.session.aggregate import Confidence, Summed, Votes
from quiz.live.session.phases import MOST_VOTES, RATING, VOTING, Phase, Plan, State
from quiz.live.session.plans import scenario_of
from quiz.live.session.votes import Counts
from quiz.vocabulary import Moment

HEADINGS = {
    Phase.LOBBY: "We are about to start",
    Phase.BEFORE: "Before we start: how confident are you?",
    Phase.CERTAINTY: "How sure are we?",
    Phase.AFTER: "Before you go: how confident are you now?",
    Phase.CHANGE: "How confident we were, and are",
    Phase.END: "Thank you. The session has ended.",
}
SENTENCES = {
    Phase.LOBBY: "Nobody’s name is asked. What is shown here are counts, never who answered what.",
    Phase.BEFORE: "Answer on your phone.",
    Phase.OPEN: "Answer on your own first, and say how sure you are.",
    Phase.CLOSED: "The vote is closed.",
    Phase.OPEN_AGAIN: "Vote again: keep your answer, or change it.",
    Phase.AFTER: "Answer on your phone.",
    Phase.END: "Your own answers are on your phone.",
}
ASKED_AGAIN = "The same questions again, on your phone."
GONE = "This scenario is no longer in the content. We go on to the next one."
TALK = "Talk to someone who chose differently."
VOTE_AGAIN = f"{TALK} You will vote again."
SPLIT = "Each bar is split by how sure people were."
CAPTIONS = {
    Phase.CERTAINTY: "How sure people said they were, whatever they chose.",
    Phase.FIRST: SPLIT,
    Phase.DISCUSS: SPLIT,
    Phase.BOTH: SPLIT,
    Phase.BEST: SPLIT,
    Phase.CHANGE: "What people said.",
}
CAPTIONS_OF_TWO = {
    Phase.BOTH: "First and second vote, on the same scale.",
    Phase.CHANGE: "The same questions, before and after, on the same scale.",
}
SURE_AND_WRONG = "How many were sure and wrong."
CHARTED = frozenset(CAPTIONS)
TITLES = {1: "First vote", 2: "Second vote"}


def too_few(minimum: int) -> str:
    """Why there is no chart."""
    return f"Fewer than {minimum} answered, so there is no chart: it would give people away."


def too_few_in(title: str, minimum: int) -> str:
    """Why there is a chart of the other vote only."""
    return f"{title}: fewer than {minimum} answered, so there is no chart."


@dataclass(frozen=True)
class Screen:
    """What one phase shows. votes: of the scenario's first vote (1) and second (2), those that may
    be shown. confidence: what may be told of those questions. matched: whether both votes are of
    the same people. timer: see ``quiz.live.session.timer``. now: the second since 1970 for
    which it is shown."""

    state: State
    plan: Plan
    count: Callable[[], Counts]
    bank: Bank
    votes: Mapping[int, Votes] = field(default_factory=dict)
    confidence: Callable[[], Mapping[Moment, Confidence]] = dict
    matched: Callable[[], bool] = lambda: False
    timer: int | None = None
    now: int = 0

    @cached_property
    def counts(self) -> Counts:
        """How many are here and have answered: counted only for whoever is shown it."""
        return self.count()

    @property
    def phase(self) -> Phase:
        return self.state.phase

    @property
    def place(self) -> str:
        """Where the session is: the same for as long as the same thing is asked or shown."""
        return f"{self.phase}-{self.state.step}-{self.state.round}"

    @property
    def ended(self) -> bool:
        return self.phase == Phase.END

    @property
    def asks(self) -> bool:
        """Whether there is something to answer: nothing where the scenario is gone."""
        return self.phase in RATING or (self.phase in VOTING and self.item is not None)

    @property
    def is_about_a_scenario(self) -> bool:
        return self.phase not in HEADINGS or self.phase == Phase.CERTAINTY

    @cached_property
    def item(self) -> Item | Contested | None:
        """What is asked or told now; None also for one that the content has no longer."""
        if not self.is_about_a_scenario:
            return None
        try:
            return scenario_of(self.bank, self.plan.scenarios[self.state.step])
        except KeyError:
            return None

    @property
    def gone(self) -> str:
        """What is said in the place of a scenario that the content has no longer."""
        return GONE if self.is_about_a_scenario and not self.item else ""

    @property
    def number(self) -> int:
        """Which scenario this is, from 1; 0 where it is none."""
        return self.state.step + 1 if self.is_about_a_scenario else 0

    @property
    def of(self) -> int:
        return len(self.plan.scenarios)

    @property
    def heading(self) -> str:
        if self.gone or self.phase in HEADINGS:
            return self.gone or HEADINGS[self.phase]
        return self.item.question if self.item else ""

    @property
    def tells_story(self) -> bool:
        return self.item is not None and self.phase in VOTING

    @property
    def lists_options(self) -> bool:
        if self.item is None or self.phase == Phase.CERTAINTY:
            return False
        return self.phase in VOTING | {Phase.CLOSED} or not self.charts

    @property
    def best(self) -> Option | None:
        """The best answer, in the phase that tells it; a contested scenario has none."""
        if self.phase != Phase.BEST or not isinstance(self.item, Item):
            return None
        return self.item.option(self.item.best)

    @property
    def best_letter(self) -> str:
        if not (self.best and self.item):
            return ""
        return LETTERS[self.item.options.index(self.best)]

    @property
    def sides(self) -> str:
        """Why a contested scenario has no best answer, once that is talked about."""
        if self.phase != Phase.BEST or not isinstance(self.item, Contested):
            return ""
        return self.item.sides

    @property
    def caption(self) -> str:
        if self.best:
            return SURE_AND_WRONG
        two = CAPTIONS_OF_TWO.get(self.phase, "") if len(self.charts) > 1 else ""
        return two or CAPTIONS.get(self.phase, "")

    @cached_property
    def charts(self) -> tuple[Chart, ...]:
        """None, one, or two to be shown side by side."""
        if self.phase == Phase.CHANGE:
            return self._change.charts if self._change else ()
        if self.phase not in CHARTED or not self.item:
            return ()
        if self.phase == Phase.CERTAINTY:
            return (charts.certainty_chart(self.votes[1]),) if 1 in self.votes else ()
        options = [(option.id, option.text) for option in self.item.options]
        best = self.best.id if self.best else None
        return tuple(
            charts.vote_chart(TITLES[number], options, self.votes[number], best)
            for number in self._told
            if number in self.votes
        )

    @property
    def _told(self) -> tuple[int, ...]:
        """The scenario's votes that this phase tells of, as far as they were opened."""
        most = MOST_VOTES if self.phase in (Phase.BOTH, Phase.BEST) else 1
        opened = len(self.state.rounds(self.state.step))
        return tuple(range(1, min(most, opened) + 1))

    @cached_property
    def _change(self) -> ConfidenceRecap | None:
        summed = Summed(self.counts.joined, confidence=self.confidence())
        return confidence_recap(self.bank, summed, self.plan.minimum)

    @property
    def longest(self) -> float:
        return charts.scale(self.charts)

    @property
    def time_left(self) -> str:
        """Of a timed vote, as a clock shows it; empty where nothing is timed."""
        left = timer.left(self.timer, self.state, self.plan, self.now)
        return "" if left is None else timer.words(left)

    @cached_property
    def moved(self) -> tuple[str, ...]:
        """Both votes in words, once the best answer is told; of the same people only."""
        if not self.best or len(self.votes) < MOST_VOTES or not self.matched():
            return ()
        return charts.moved(self.votes[1], self.votes[2], self.best.id).words

    @property
    def cautions(self) -> tuple[str, ...]:
        """What to beware of in the charts, and why one is missing."""
        if self.phase == Phase.CHANGE:
            return self._change.cautions if self._change else (too_few(self.plan.minimum),)
        if self.phase not in CHARTED or not self.item:
            return ()
        if not self.charts:
            return (too_few(self.plan.minimum),)
        missing = (number for number in self._told if number not in self.votes)
        few = tuple(too_few_in(TITLES[number], self.plan.minimum) for number in missing)
        return (*few, charts.MOVED_CAUTION) if self.moved else few

    @property
    def sentence(self) -> str:
        """The one sentence to the room. It never depends on what was answered: that would tell."""
        if self.gone:
            return ""
        if self.phase == Phase.DISCUSS:
            return VOTE_AGAIN if self.plan.votes == MOST_VOTES else TALK
        if self.phase == Phase.AFTER and self.plan.before:
            return ASKED_AGAIN
        return SENTENCES.get(self.phase, "")
