"""What the display shows in each phase, made from the counts and the content.

It contains nobody's own answer, and the best answer only in the phase that shows it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from quiz.bank.items import ConfidenceQuestion, Contested, Item
from quiz.languages.sentences import lazy_gettext
from quiz.live.display.answer import AnswerShown, answer_shown
from quiz.live.display.cautions import too_few, vote_cautions
from quiz.live.display.every_option import EveryOption, every_option
from quiz.live.display.first_sentence import (
    FirstSentence,
    confidence_sentence,
    how_sure,
    too_few_for_a_chart,
)
from quiz.live.display.most_chosen import (
    told_hands,
    told_votes,
    what_was_chosen,
)
from quiz.live.display.phase_shown import PhaseShown
from quiz.live.results import charts
from quiz.live.results.charts import Chart, Shade, few_answered_in
from quiz.live.results.hand_charts import NOT_HOW_SURE, hand_chart
from quiz.live.results.headline import NOT_THE_SAME
from quiz.live.results.highlights import Highlights
from quiz.live.results.summary import (
    ConfidenceSummary,
    confidence_summary,
    sentences,
    vote_title,
)
from quiz.live.session import timer
from quiz.live.session.aggregate import Confidence, SessionAggregate, VoteCounts
from quiz.live.session.hands import LiveHands
from quiz.live.session.phases import FIRST_VOTE, SECOND_VOTE, VOTING, Phase
from quiz.live.session.plan import MOST_VOTES
from quiz.live.session.small_rooms import is_small
from quiz.live.session.votes import Counts
from quiz.vocabulary import Moment

SURE_AND_WRONG = lazy_gettext("How many were sure and wrong.")


@dataclass(frozen=True)
class Screen(PhaseShown):
    """What one phase shows.

    count: how many joined and answered. find_votes: see ``votes``.
    confidence: the ratings that may be shown. matched: whether both votes are from the same people.
    timer, closes_at: see ``quiz.live.session.timer``. now: the current time by the same clock.
    hands: shows of hands by the number of the vote. find_highlights and find_pledges: for the end.
    The functions are called only where the phase needs their result.
    """

    count: Callable[[], Counts]
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
    def lists_options(self) -> bool:
        if self.item is None or self.phase == Phase.CERTAINTY or self.hand_charts:
            return False
        return self.phase in VOTING | {Phase.CLOSED} or not self.charts or self.is_split

    @cached_property
    def is_split(self) -> bool:
        """Whether no answer has half of a small room: then all bars are alike, and the wall shows
        the answers instead."""
        bars = [bar for chart in self.charts for bar in chart.bars if chart.small]
        return (
            self.phase != Phase.CHANGE
            and bool(bars)
            and not any(bar.counts[Shade.AT_LEAST] for bar in bars)
            and all(chart.small for chart in self.charts)
        )

    @property
    def caption(self) -> str:
        """How to read the bars."""
        if self.phase == Phase.BOTH and self._compares and not self._same_people:
            return f"{self._caption} {NOT_THE_SAME}"
        return self._caption

    @property
    def _caption(self) -> str:
        if self.hand_charts:
            return str(NOT_HOW_SURE)
        if few := few_answered_in(self.charts):
            return few
        if self.best:
            return str(SURE_AND_WRONG)
        two = self.texts.caption_of_two if len(self.charts) > 1 else ""
        return str(two or self.texts.caption)

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
    def asked_content(self) -> Item | Contested | ConfidenceQuestion | None:
        """The content whose question is the heading, or is below the first sentence; None where
        these words are ours."""
        if self.phase == Phase.CHANGE:
            return self.bank.confidence[0]
        return self.item if self.item and self.heading == self.item.question else None

    @property
    def labelled_by(self) -> Item | Contested | ConfidenceQuestion | None:
        """The content whose texts the labels of the charts are; None where they are ours."""
        if self.phase == Phase.CHANGE:
            return self.bank.confidence[0]
        return None if self.phase == Phase.CERTAINTY else self.item

    @property
    def _charted(self) -> tuple[int, ...]:
        """The numbers of the votes that this phase has charts for and that were opened. Where two
        are shown, so is a later one."""
        opened = tuple(self.state.numbered_rounds(self.state.step))
        return opened if self.texts.charted_votes == MOST_VOTES else opened[:1]

    @cached_property
    def _change(self) -> ConfidenceSummary | None:
        return confidence_summary(self.bank, self._rated, self.plan.minimum)

    @cached_property
    def _rated(self) -> SessionAggregate:
        return SessionAggregate(self.counts.joined, confidence=self.confidence())

    @property
    def closed_votes(self) -> int:
        """How many of the scenario's votes are closed."""
        if not self.is_about_a_scenario:
            return 0
        rounds = self.state.numbered_rounds(self.state.step).values()
        return sum(self.state.is_closed(round_) for round_ in rounds)

    @property
    def shown_hands(self) -> Sequence[tuple[str, LiveHands]]:
        """The shows of hands that are shown, from the close of the vote on, each with its title."""
        titles = self._titles
        return [(titles[number], hands) for number, hands in self._counted.items()]

    @property
    def _counted(self) -> Mapping[int, LiveHands]:
        """The shows of hands that are shown, by the number of the vote."""
        charted = self.texts.charted_votes and self.phase != Phase.CERTAINTY
        if not self.item or not (charted or self.phase == Phase.CLOSED):
            return {}
        return {number: self.hands[number] for number in self._charted if number in self.hands}

    @property
    def _titles(self) -> Mapping[int, str]:
        """The titles of the votes that this phase shows, by number."""
        return {number: vote_title(number, self.item) for number in self._charted if self.item}

    @property
    def hand_charts(self) -> tuple[Chart, ...]:
        """The shows of hands as charts, where the phase has no chart of votes."""
        if self.charts or not self.item:
            return ()
        return tuple(hand_chart(title, self.item, hands) for title, hands in self.shown_hands)

    @cached_property
    def first_sentence(self) -> FirstSentence | None:
        """What the wall begins with. None where that is the heading, and once the best answer is
        shown: see ``answer``."""
        if self.phase == Phase.CHANGE:
            return confidence_sentence(self.bank, self._rated, self.plan.minimum)
        if not self.item or self.shows_reasons:
            return None
        if self.texts.sentence_first and not (self.hand_charts and self.phase == Phase.CLOSED):
            return FirstSentence((self.sentence,), self.heading)
        if self.phase == Phase.CERTAINTY and self.charts:
            return FirstSentence((how_sure(self.votes[FIRST_VOTE]),), self.heading)
        if not self.texts.charted_votes and not self.hand_charts:
            return None
        return FirstSentence(self._what_was_chosen, self.heading)

    @property
    def _what_was_chosen(self) -> Sequence[str]:
        """Of the votes from phones; where none has a chart, of hands."""
        if self.charts:
            shown = {one: self.votes[one] for one in self._charted if one in self.votes}
            told = told_votes(shown, self._titles)
        else:
            told = told_hands(self._counted, self._titles)
        return what_was_chosen(told, self._charted[-1]) if told else (too_few_for_a_chart(),)

    @property
    def highlights(self) -> Highlights:
        """What the session showed, at its end."""
        return self.find_highlights() if self.ended else Highlights()

    @property
    def pledges(self) -> Sequence[str]:
        """What people will do differently, once the host has released it."""
        return self.find_pledges() if self.ended else ()

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
        return answer_shown(self.item, self.votes, self.sentences, self._counted)

    @property
    def every_option(self) -> EveryOption | None:
        """Every option with its votes, one key behind the best answer; None without a chart."""
        if not self.best or not self.votes or not isinstance(self.item, Item):
            return None
        return every_option(self.item, self.votes, matched=NOT_THE_SAME not in self.sentences)

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """What the votes showed in words, once the best answer is shown."""
        if not self.best or not self.item:
            return ()
        return sentences(self.votes, self.item, matched=self._same_people)

    @cached_property
    def _same_people(self) -> bool:
        """Whether the same people answered the first and the second vote, if there are two."""
        return len(self.state.rounds(self.state.step)) < MOST_VOTES or self.matched()

    @property
    def _compares(self) -> bool:
        return {FIRST_VOTE, SECOND_VOTE} <= self.votes.keys()

    @property
    def cautions(self) -> tuple[str, ...]:
        """How to read the charts, and why one is missing."""
        if self.phase == Phase.CHANGE:
            return self._change.cautions if self._change else (too_few(self.plan.minimum),)
        if not self.texts.charted_votes or not self.item:
            return ()
        shown = self.votes if self.charts else self.hands
        return vote_cautions(
            self.plan.minimum,
            [title for number, title in self._titles.items() if number not in shown],
            charts=bool(self.charts),
            hands=bool(self.hand_charts),
            compared=bool(self.best) and self._compares,
        )
