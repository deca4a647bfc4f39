"""A session that has ended, as the summary page and every file of it read it. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from quiz.bank.items import Bank, Contested, Scenario
from quiz.documents.quotations import Quotations, quotations
from quiz.languages.sentences import gettext, lazy_gettext, ngettext
from quiz.live.documents.guide import reference
from quiz.live.results.by_hand import chose_best
from quiz.live.results.charts import Chart
from quiz.live.results.hand_charts import NOT_HOW_SURE, hand_chart
from quiz.live.results.highlights import MOVED, Highlights, highlights
from quiz.live.results.summary import (
    ConfidenceSummary,
    ScenarioSummary,
    confidence_summary,
    scenario_summaries,
    vote_title,
)
from quiz.live.session.aggregate import SessionAggregate
from quiz.live.session.hands import CountedOn, LiveHands
from quiz.live.session.plan import Plan

Hands = Mapping[int, Mapping[int, LiveHands]]
"""The shows of hands, by the number of their scenario and of the vote."""
CONFIDENCE_TITLE = lazy_gettext("How confident the room said it was")


@dataclass(frozen=True)
class EndedSession:
    """What is known of a session, and what may be shown of it."""

    bank: Bank
    plan: Plan
    aggregate: SessionAggregate
    title: str
    held_on: date
    hands: Hands = field(default_factory=dict)

    @cached_property
    def scenarios(self) -> list[ScenarioSummary]:
        """The plan's scenarios that are still in the bank."""
        return scenario_summaries(self.bank, self.plan, self.aggregate)

    @property
    def asked(self) -> list[ScenarioSummary]:
        return [one for one in self.scenarios if one.was_asked]

    @cached_property
    def highlights(self) -> Highlights:
        return highlights(self.bank, self.plan, self.aggregate)

    def quoted(self, today: date, *, whole: bool) -> Quotations:
        """The content that a file has in another language than its own: titles, places in the
        guidance and confidence questions. whole: all words of the scenarios, too."""
        scenarios = [one.scenario for one in self.scenarios]
        return quotations(
            [
                *((text, one) for one in scenarios for text in _texts(one, whole=whole)),
                *((text, None) for one in scenarios for text in _places(one, today)),
                *(
                    (text, one)
                    for one in self.bank.confidence
                    for text in (one.asked, one.question)
                ),
            ]
        )

    @property
    def top(self) -> list[tuple[str, Sequence[str]]]:
        """The highlights by their headings. What moved ends with how to read it."""
        found = self.highlights
        more = [found.caution] if found.caution else []
        return [
            (title, [*lines, *(more if title == MOVED else [])]) for title, lines in found.parts
        ]

    @cached_property
    def confidence(self) -> ConfidenceSummary | None:
        """What the room said of its confidence; None where too few did."""
        return confidence_summary(self.bank, self.aggregate, self.plan.minimum)

    @property
    def sentences(self) -> list[str]:
        """The session in a few sentences."""
        removed = len(self.plan.scenarios) - len(self.scenarios)
        missing = ngettext(
            "%(number)s scenario of the plan was taken out of the content since, so it is not "
            "shown.",
            "%(number)s scenarios of the plan were taken out of the content since, so they are not "
            "shown.",
            removed,
            number=removed,
        )
        return [
            f"{self._joined} {self._were_asked}",
            *([missing] if removed else []),
            gettext(
                "Nothing is shown of a vote in which fewer than %(minimum)s people answered.",
                minimum=self.plan.minimum,
            ),
        ]

    @property
    def _joined(self) -> str:
        joined = self.aggregate.joined
        if not joined:
            return gettext("Nobody joined.")
        return ngettext(
            "%(number)s person joined.", "%(number)s people joined.", joined, number=joined
        )

    @property
    def _were_asked(self) -> str:
        """How many scenarios were asked, with those whose only vote was left out."""
        left_out = sum(one.left_out and not one.was_asked for one in self.scenarios)
        asked = len(self.asked) + left_out
        if not asked:
            return gettext("No scenario was asked.")
        found = ngettext(
            "%(number)s scenario was asked.",
            "%(number)s scenarios were asked.",
            asked,
            number=asked,
        )
        if not left_out:
            return found
        out = ngettext(
            "The vote on %(number)s of them was left out.",
            "The votes on %(number)s of them were left out.",
            left_out,
            number=left_out,
        )
        return f"{found} {out}"

    def charts(self, one: ScenarioSummary) -> tuple[Chart, ...]:
        """The votes on a scenario as charts; where phones gave none, the shows of hands."""
        counted = self.hands.get(one.number, {}).items()
        return one.charts or tuple(
            hand_chart(vote_title(vote, one.scenario), one.scenario, found, one.best)
            for vote, found in counted
        )

    def caption(self, one: ScenarioSummary) -> str:
        """What the charts of a scenario show."""
        return one.caption if one.charts else str(NOT_HOW_SURE)

    def shown_hands(self, one: ScenarioSummary) -> list[str]:
        """The shows of hands of a scenario, in sentences."""
        return [
            _counted(found, str(vote_title(vote, one.scenario)))
            for vote, found in self.hands.get(one.number, {}).items()
        ]

    def told(self, one: ScenarioSummary) -> tuple[str, ...]:
        """What the votes on a scenario showed, the most telling sentence first: of phones, or of
        hands where phones gave no chart, as on the room's screen."""
        hands = self.hands.get(one.number, {})
        if one.best and hands and not one.votes:
            return (chose_best(hands, one.best),)
        return one.sentences

    def said(self, one: ScenarioSummary) -> list[str]:
        """What the summary says of the votes on a scenario, in sentences."""
        found = (*self.told(one), *self.shown_hands(one), one.few_answered, one.note)
        return [line for line in found if line]


def _texts(scenario: Scenario, *, whole: bool) -> list[str]:
    """The title, or all words, of a scenario."""
    if not whole:
        return [scenario.title]
    options = [text for one in scenario.options for text in (one.text, one.reason)]
    sides = [scenario.sides] if isinstance(scenario, Contested) else []
    asked = (scenario.title, scenario.vignette, scenario.question, scenario.prompt)
    return [*asked, *options, *sides]


def _places(scenario: Scenario, today: date) -> list[str]:
    found = [reference(pointer, today) for pointer in scenario.pointers]
    return [text for one in found for text in (one.where, one.edition, one.says)]


def _counted(found: LiveHands, vote: str) -> str:
    """In which vote the host counted, how, and the counts."""
    if found.counted_on == CountedOn.PAPER:
        return gettext("%(vote)s. On paper: %(counts)s", vote=vote, counts=found.words)
    return gettext("%(vote)s. By show of hands: %(counts)s", vote=vote, counts=found.words)
