"""Agendas: sessions of 20, 45 and 90 minutes, and the facilitator's notes for each part. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from quiz.bank.items import Bank
from quiz.languages.sentences import LazySentence, lazy_gettext
from quiz.live.session.plan import MOST_VOTES, Plan, PlannedScenario
from quiz.live.session.plan_scenarios import from_strands, from_topics, planned_scenario
from quiz.retention import LIVE_ANSWERS
from quiz.vocabulary import Strand


@dataclass(frozen=True)
class AgendaPart:
    """One part of an agenda: what happens, for how many minutes, and notes for the facilitator."""

    what: LazySentence | str
    minutes: int
    notes: tuple[LazySentence, ...]


@dataclass(frozen=True, kw_only=True)
class Agenda:
    """The agenda of a session. choice: as one of several. filled: what the form says that it is
    filled in with. suits: what it is good for. scenarios, contested: how many it has
    time for. confidence: whether the confidence questions are asked before and after.

    opening: before the first scenario. each: with each scenario. discussion: of the contested
    scenario. closing: after the last.
    """

    minutes: int
    choice: LazySentence
    filled: LazySentence
    suits: LazySentence
    strands: tuple[Strand, ...]
    scenarios: int
    contested: int
    confidence: bool
    opening: tuple[AgendaPart, ...]
    each: tuple[AgendaPart, ...]
    discussion: AgendaPart | None
    closing: tuple[AgendaPart, ...]

    def each_with(self, votes: int) -> tuple[AgendaPart, ...]:
        """What happens with each scored scenario. With one vote nobody talks between votes."""
        return self.each if votes == MOST_VOTES else (self.each[0], self.each[-1])


JOIN = (
    lazy_gettext("Show the code on the room’s screen before people come in, and leave it there."),
    lazy_gettext(
        "Say what is kept: answers without names, deleted %(days)s days after the session "
        "unless you set another number. Nobody sees how any one person voted, and neither do you.",
        days=LIVE_ANSWERS.days,
    ),
    lazy_gettext("Nobody has to vote. Listening and talking is taking part."),
)
FIRST_THOUGHT = (
    lazy_gettext("Ask for a first thought, not a considered one. This is how people feel now."),
)
BEFORE = (
    *FIRST_THOUGHT,
    lazy_gettext(
        "Say that you will ask the same at the end, and that less confident can be good news: it "
        "may mean that somebody has seen how much there is to know."
    ),
)
VOTE = (
    lazy_gettext("Read the story out once, then be quiet. Some will need the time."),
    lazy_gettext("Everybody says how sure they are as well. Guessing is a proper answer here."),
    lazy_gettext(
        "Close the vote when it slows down. Waiting for the last few puts them on the spot."
    ),
)
TALK = (
    lazy_gettext(
        "Say nothing about who is right, and let people turn to somebody who chose differently. "
        "With everybody on one answer, ask what the best case for another would be."
    ),
    lazy_gettext(
        "Give most time to stories on which people were sure and split: talk is worth most there."
    ),
    lazy_gettext("Walk round and listen for reasons. You will need two of them later."),
)
AGAIN = (
    lazy_gettext(
        "Nobody has to change their mind. Say so, or people will think they are meant to."
    ),
)
BOTH = (
    lazy_gettext(
        "Ask for a reason before you show the best answer, and for a reason for another option too."
    ),
)
BEST = (
    lazy_gettext(
        "Thank people for wrong answers, too. Most are a good instinct taken one step too far."
    ),
    lazy_gettext("Open the guidance and read the place out. The source settles it, not you."),
)
REASONS_AND_BEST = (*BOTH, *BEST)
AFTER_THE_ANSWER = (
    lazy_gettext("The room has seen the best answer. Ask what made another one look right."),
    lazy_gettext("A vote from now on stands apart: it is neither the first nor the second."),
)
"""For a step back to a scenario whose best answer was shown, and for another vote on it."""
DISCUSSION = (
    lazy_gettext(
        "Say that this one has no best answer: guidance or practice differs. It is not scored, and "
        "there is nothing to reveal."
    ),
    lazy_gettext(
        "Ask each side for its best reason, then ask what your own policy says, and who would know."
    ),
    lazy_gettext(
        "Write down the question that nobody could answer, and who will find out by when."
    ),
)
AFTER = (
    lazy_gettext(
        "The same questions as at the start. Whatever changed, do not praise or regret it."
    ),
)
CLOSE = (
    lazy_gettext(
        "Ask everybody to write down one thing they will do differently, and whom they would ask."
    ),
    lazy_gettext(
        "Point to the feedback page: each person has their own answers there, with the guidance, "
        "and the facts for a CPD record. They write it themselves."
    ),
)
LONGER_CLOSE = (
    *CLOSE,
    lazy_gettext(
        "In pairs: which of today’s stories could have been yours? What would you have needed?"
    ),
    lazy_gettext(
        "Collect the questions for your manager or legal team, and say when the answers will come."
    ),
)

WHERE_PRACTICE_DIFFERS = AgendaPart(lazy_gettext("Where practice differs"), 12, DISCUSSION)
EIGHT_MINUTES = (
    AgendaPart(lazy_gettext("First vote"), 2, VOTE),
    AgendaPart(lazy_gettext("Talk in pairs"), 3, TALK),
    AgendaPart(lazy_gettext("Second vote"), 1, AGAIN),
    AgendaPart(lazy_gettext("The best answer, and why"), 2, REASONS_AND_BEST),
)
"""What happens with each scenario, unless an agenda has more time."""
AGENDAS = (
    Agenda(
        minutes=20,
        choice=lazy_gettext("20 minutes: a team meeting"),
        filled=lazy_gettext("The list is filled in for 20 minutes: a team meeting."),
        suits=lazy_gettext(
            "One item in a team meeting. Two stories discussed well beat five that are rushed."
        ),
        strands=(Strand.UNDERSTANDING, Strand.CASEWORK),
        scenarios=2,
        contested=0,
        confidence=False,
        opening=(AgendaPart(lazy_gettext("Joining, and what is kept"), 2, JOIN),),
        each=EIGHT_MINUTES,
        discussion=None,
        closing=(AgendaPart(lazy_gettext("One thing to do differently"), 2, CLOSE),),
    ),
    Agenda(
        minutes=45,
        choice=lazy_gettext("45 minutes: a lunchtime session"),
        filled=lazy_gettext("The list is filled in for 45 minutes: a lunchtime session."),
        suits=lazy_gettext(
            "One story from each of the four strands, and confidence before and after."
        ),
        strands=tuple(Strand),
        scenarios=4,
        contested=0,
        confidence=True,
        opening=(
            AgendaPart(lazy_gettext("Joining, and what is kept"), 4, JOIN),
            AgendaPart(lazy_gettext("How confident are you now?"), 2, BEFORE),
        ),
        each=EIGHT_MINUTES,
        discussion=None,
        closing=(
            AgendaPart(lazy_gettext("How confident are you now?"), 2, AFTER),
            AgendaPart(lazy_gettext("What you take away"), 5, CLOSE),
        ),
    ),
    Agenda(
        minutes=90,
        choice=lazy_gettext("90 minutes: a training session"),
        filled=lazy_gettext("The list is filled in for 90 minutes: a training session."),
        suits=lazy_gettext(
            "Six stories and one on which practice differs, with time to bring in your own cases "
            "and your own policy."
        ),
        strands=tuple(Strand),
        scenarios=6,
        contested=1,
        confidence=True,
        opening=(
            AgendaPart(lazy_gettext("Joining, and what is kept"), 6, JOIN),
            AgendaPart(lazy_gettext("How confident are you now?"), 3, BEFORE),
        ),
        each=(
            AgendaPart(lazy_gettext("First vote"), 2, VOTE),
            AgendaPart(lazy_gettext("Talk in pairs or threes"), 4, TALK),
            AgendaPart(lazy_gettext("Second vote"), 1, AGAIN),
            AgendaPart(lazy_gettext("The best answer, and why"), 2, REASONS_AND_BEST),
        ),
        discussion=AgendaPart(lazy_gettext("A story on which practice differs"), 12, DISCUSSION),
        closing=(
            AgendaPart(lazy_gettext("How confident are you now?"), 3, AFTER),
            AgendaPart(lazy_gettext("What you take away"), 12, LONGER_CLOSE),
        ),
    ),
)


def agenda(minutes: int) -> Agenda:
    """Raises KeyError when no agenda has this length."""
    for found in AGENDAS:
        if found.minutes == minutes:
            return found
    raise KeyError(minutes)


def plan_for(
    bank: Bank,
    agenda: Agenda,
    topics: Sequence[str] = (),
    strands: Sequence[Strand] = (),
    after: str = "",
) -> Plan:
    """The agenda's plan: on these topics, or from these strands, or from the agenda's own strands.

    after: the form that these people did already. Raises ValueError when the bank has nothing on
    any of the topics.
    """
    if topics:
        chosen = from_topics(bank, topics, agenda.scenarios, after)
    else:
        chosen = from_strands(bank, strands or agenda.strands, agenda.scenarios, after)
    return Plan(
        scenarios=(*chosen, *_contested(bank, chosen, agenda.contested)),
        before=agenda.confidence,
        after=agenda.confidence,
    )


def agenda_for(plan: Plan) -> Agenda:
    """The agenda that a plan is run by: of those that ask about confidence as it does, the one
    whose length it comes nearest to. So a plan that leaves one scenario of an agenda out keeps the
    minutes of its other parts."""
    alike = [found for found in AGENDAS if found.confidence == plan.before]
    return min(alike, key=lambda found: abs(found.minutes - _length(plan, found)))


def _length(plan: Plan, found: Agenda) -> int:
    """How long the plan takes with the parts of an agenda."""
    contested = sum(one.contested for one in plan.scenarios)
    scored = sum(part.minutes for part in found.each_with(plan.votes))
    scored *= len(plan.scenarios) - contested
    discussed = (found.discussion or WHERE_PRACTICE_DIFFERS).minutes * contested
    return sum(part.minutes for part in (*found.opening, *found.closing)) + scored + discussed


def _contested(bank: Bank, chosen: Sequence[PlannedScenario], count: int) -> list[PlannedScenario]:
    """Contested scenarios, those on a topic of the chosen scenarios first."""
    topics = {bank.items[one.item].topic.id for one in chosen}
    found = sorted(bank.contested, key=lambda one: one.topic.id not in topics)
    return [planned_scenario(one) for one in found[:count]]
