"""What the display shows in each phase, made from the counts and the content.

It contains nobody's own answer, and the best answer only in the phase that shows it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from quiz.bank.items import Bank, Contested, Item, Option
from quiz.live.display.answer import AnswerShown, answer_shown
from quiz.live.display.cautions import too_few, vote_cautions
from quiz.live.display.hand_charts import NOT_HOW_SURE, hand_chart, most_chosen
from quiz.live.results import charts
from quiz.live.results.charts import Chart
from quiz.live.results.highlights import Highlights
from quiz.live.results.summary import (
    NO_BEST,
    ConfidenceSummary,
    confidence_summary,
    sentences,
    vote_title,
)
from quiz.live.session import phase_texts, timer
from quiz.live.session.aggregate import Confidence, SessionAggregate, VoteCounts
from quiz.live.session.hands import LiveHands
from quiz.live.session.phase_texts import PHASE_TEXTS, PhaseTexts
from quiz.live.session.phases import (
    FIRST_VOTE,
    OF_A_SCENARIO,
    RATING,
    SECOND_VOTE,
    VOTING,
    Phase,
    SessionState,
)
from quiz.live.session.plan import MOST_VOTES, Plan
from quiz.live.session.plan_scenarios import scenario_of
from quiz.live.session.small_rooms import SMALL_ROOM, is_small
from quiz.live.session.votes import Counts
from quiz.vocabulary import Moment

REMOVED = "This scenario is no longer in the content. We go on to the next one."
SURE_AND_WRONG = "How many were sure and wrong."


@dataclass(frozen=True)
class Screen:
    """What one phase shows.

    count: how many joined and answered. confidence: the ratings that may be shown. matched: whether
    both votes are from the same people. timer, closes_at: see ``quiz.live.session.timer``. now: the
    current time by the same clock. hands: shows of hands by the number of the vote. The functions
    are called only where the phase needs their result, find_highlights and find_pledges at the end.
    """

    state: SessionState
    plan: Plan
    count: Callable[[], Counts]
    bank: Bank
    find_votes: Callable[[], Mapping[int, VoteCounts]] = dict
    confidence: Callable[[], Mapping[Moment, Confidence]] = dict
    matched: Callable[[], bool] = lambda: False
    timer: int | None = None
    now: int = 0
    closes_at: int | None = None
    hands: Mapping[int, LiveHands] = field(default_factory=dict)
    find_highlights: Callable[[], Highlights] = Highlights
    find_pledges: Callable[[], Sequence[str]] = tuple

    @cached_property
    def counts(self) -> Counts:
        """How many joined, and how many have answered."""
        return self.count()

    @cached_property
    def votes(self) -> Mapping[int, VoteCounts]:
        """The scenario's votes that may be shown, by number."""
        return self.find_votes()

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
        return REMOVED if self.is_about_a_scenario and not self.item else ""

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
        return self.removed or self.texts.heading or (NO_BEST if self.sides else question)

    @property
    def sentence(self) -> str:
        """One sentence to everybody. It never depends on what was answered."""
        revealed = self.state.step in self.state.revealed
        text = phase_texts.sentence(self.phase, self.plan, revealed=revealed)
        return "" if self.removed else text

    @property
    def shows_story(self) -> bool:
        return self.item is not None and self.phase in VOTING

    @property
    def lists_options(self) -> bool:
        if self.item is None or self.phase == Phase.CERTAINTY or self.hand_charts:
            return False
        return self.phase in VOTING | {Phase.CLOSED} or not self.charts

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
        return self.item.sides if self.shows_reasons and isinstance(self.item, Contested) else ""

    @property
    def caption(self) -> str:
        if self.hand_charts:
            return NOT_HOW_SURE
        if any(chart.small for chart in self.charts):
            return SMALL_ROOM
        if self.best:
            return SURE_AND_WRONG
        two = self.texts.caption_of_two if len(self.charts) > 1 else ""
        return two or self.texts.caption

    @cached_property
    def charts(self) -> tuple[Chart, ...]:
        """No chart, one, or two to be shown side by side."""
        if self.phase == Phase.CHANGE:
            return self._change.charts if self._change else ()
        if not self.texts.charted_votes or not self.item:
            return ()
        if self.phase == Phase.CERTAINTY:
            first = self.votes.get(FIRST_VOTE)
            exact = first and not is_small(sum(first.values()))
            return (charts.certainty_chart(first),) if first and exact else ()
        options = [(option.id, option.text) for option in self.item.options]
        best = self.best.id if self.best else None
        return tuple(
            charts.vote_chart(vote_title(number, self.item), options, self.votes[number], best)
            for number in self._charted
            if number in self.votes
        )

    @property
    def _charted(self) -> tuple[int, ...]:
        """The numbers of the opened votes that this phase has charts for; with two, a later one."""
        opened = tuple(self.state.numbered_rounds(self.state.step))
        return opened if self.texts.charted_votes == MOST_VOTES else opened[:1]

    @cached_property
    def _change(self) -> ConfidenceSummary | None:
        found = SessionAggregate(self.counts.joined, confidence=self.confidence())
        return confidence_summary(self.bank, found, self.plan.minimum)

    @property
    def closed_votes(self) -> int:
        """How many of the scenario's votes are closed."""
        rounds = self.state.numbered_rounds(self.state.step) if self.is_about_a_scenario else {}
        return sum(self.state.is_closed(round_) for round_ in rounds.values())

    @property
    def shown_hands(self) -> Sequence[tuple[str, LiveHands]]:
        """The shows of hands that are shown, from the close of the vote on, each with its title."""
        charted = self.texts.charted_votes and self.phase != Phase.CERTAINTY
        if not self.item or not (charted or self.phase == Phase.CLOSED):
            return ()
        counted = [number for number in self._charted if number in self.hands]
        return [(vote_title(number, self.item), self.hands[number]) for number in counted]

    @property
    def hand_charts(self) -> tuple[Chart, ...]:
        """The shows of hands as charts, where the phase has no chart of votes."""
        if self.charts or not self.item:
            return ()
        return tuple(hand_chart(title, self.item, hands) for title, hands in self.shown_hands)

    @property
    def hands_sentence(self) -> str:
        """The heading above these charts, as long as the best answer is not shown."""
        shown = [hands for _, hands in self.shown_hands]
        return most_chosen(shown) if self.hand_charts and not self.shows_reasons else ""

    @property
    def highlights(self) -> Highlights:
        """What the session showed, at its end."""
        return self.find_highlights() if self.ended else Highlights()

    @property
    def pledges(self) -> Sequence[str]:
        """What people will do differently, once the host has released it."""
        return self.find_pledges() if self.ended else ()

    @property
    def is_talk_timed(self) -> bool:
        """Whether the timer is for the talk, and not for a vote."""
        return self.phase == Phase.DISCUSS

    @property
    def closing_seconds(self) -> int | None:
        """Seconds until the question closes; None while nobody has said that it will."""
        return timer.closing_left(self.closes_at, self.now)

    @property
    def time_left(self) -> str:
        """Of a timed vote, in minutes and seconds; empty where no timer runs."""
        left = timer.left(self.timer, self.state, self.now)
        return "" if left is None else timer.words(left)

    @property
    def answer(self) -> AnswerShown | None:
        """What the room's screen shows of the best answer, in the phase that shows it."""
        if not self.best or not isinstance(self.item, Item):
            return None
        return answer_shown(self.item, self.votes, self.sentences, self.shown_hands)

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """What the votes showed in words, once the best answer is shown."""
        if not self.best or not self.item:
            return ()
        matched = len(self.state.rounds(self.state.step)) < MOST_VOTES or self.matched()
        return sentences(self.votes, self.item, matched=matched)

    @property
    def cautions(self) -> tuple[str, ...]:
        """How to read the charts, and why one is missing."""
        if self.phase == Phase.CHANGE:
            return self._change.cautions if self._change else (too_few(self.plan.minimum),)
        if not self.texts.charted_votes or not self.item:
            return ()
        return vote_cautions(
            self.plan.minimum,
            [vote_title(one, self.item) for one in self._charted if one not in self.votes],
            charts=bool(self.charts),
            hands=bool(self.hand_charts),
            compared=bool(self.best) and {FIRST_VOTE, SECOND_VOTE} <= self.votes.keys(),
        )
