"""Templates: what fits into 20, 45 or 90 minutes, and what whoever leads it may want to know."""

from collections.abc import Sequence
from dataclasses import dataclass

from quiz.bank.items import Bank
from quiz.live.session.phases import Asked, Plan
from quiz.live.session.plans import asked, from_strands, from_topics
from quiz.vocabulary import Strand


@dataclass(frozen=True)
class Part:
    """One part of a session: what happens, for how many minutes, and what to bear in mind."""

    what: str
    minutes: int
    notes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Template:
    """A session of so many minutes. scenarios and contested: how many it has time for.

    each: what happens with one scenario. opening, closing: before the first, and after the last.
    """

    minutes: int
    title: str
    suits: str
    strands: tuple[Strand, ...]
    scenarios: int
    contested: int
    confidence: bool
    opening: tuple[Part, ...]
    each: tuple[Part, ...]
    discussion: Part | None
    closing: tuple[Part, ...]

    @property
    def timetable(self) -> tuple[Part, ...]:
        """The session part by part, the scenarios taken together; it adds up to ``minutes``."""
        minutes = self.scenarios * sum(part.minutes for part in self.each)
        many = f"{self.scenarios} scenarios, {minutes // self.scenarios} minutes each"
        discussion = (self.discussion,) if self.discussion else ()
        return (*self.opening, Part(many, minutes, ()), *discussion, *self.closing)


JOIN = (
    "Put the code on the wall before people come in, and leave it there.",
    "Say what is kept: answers without names, deleted some weeks after the session (30 days unless "
    "you set another number). Nobody sees how any one person voted, and neither do you.",
    "Nobody has to vote. Listening and talking is taking part.",
)
BEFORE = (
    "Ask for a first thought, not a considered one. This is how people feel now.",
    "Say that you will ask the same at the end, and that less confident can be good news: it may "
    "mean that somebody has seen where the edges are.",
)
VOTE = (
    "Read the story out once, then be quiet. Some will need the time.",
    "Everybody says how sure they are as well. Guessing is a proper answer here.",
    "Close the vote when it slows down. Waiting for the last few puts them on the spot.",
)
TALK = (
    "Show the first vote, say nothing about who is right, and let people turn to somebody who "
    "chose differently. With everybody on one answer, ask what the best case for another would be.",
    "Go where people were sure and split. That is where the talk is worth most.",
    "Walk about and listen for reasons. You will want two of them later.",
)
AGAIN = ("Nobody has to change their mind. Say so, or people will think they are meant to.",)
BEST = (
    "Ask for a reason before you show the best answer, and for a reason for another option too.",
    "Thank the answer that was wrong. Most of them are good instincts taken one step too far.",
    "Open the guidance and read the place out. The source settles it, not you.",
)
DISCUSSION = (
    "Say at the start that this one has no best answer: guidance or practice differs. It is not "
    "scored, and there is nothing to reveal.",
    "Ask each side for its best reason, then ask what your own policy says, and who would know.",
    "Write down the question that nobody could answer, and who will find out by when.",
)
AFTER = ("The same questions as at the start. Show the change; do not praise or regret it.",)
CLOSE = (
    "Ask everybody to write down one thing they will do differently, and whom they would ask.",
    "Point to the feedback page: each person has their own answers there, with the guidance, and "
    "the facts for a CPD record. The writing is theirs to do.",
)
LONGER_CLOSE = (
    *CLOSE,
    "In pairs: which of today’s stories could have been yours? What would you have needed?",
    "Collect the questions for your manager or legal team, and say when the answers will come.",
)

TEMPLATES = (
    Template(
        minutes=20,
        title="A team meeting",
        suits="One item on an agenda. Two stories, well talked over, beat five that are rushed.",
        strands=(Strand.UNDERSTANDING, Strand.CASEWORK),
        scenarios=2,
        contested=0,
        confidence=False,
        opening=(Part("Joining, and what is kept", 2, JOIN),),
        each=(
            Part("First vote", 2, VOTE),
            Part("Talk in pairs", 3, TALK),
            Part("Second vote", 1, AGAIN),
            Part("The best answer, and why", 2, BEST),
        ),
        discussion=None,
        closing=(Part("One thing to do differently", 2, CLOSE),),
    ),
    Template(
        minutes=45,
        title="A lunchtime session",
        suits="One story from each of the four strands, and confidence before and after.",
        strands=tuple(Strand),
        scenarios=4,
        contested=0,
        confidence=True,
        opening=(
            Part("Joining, and what is kept", 4, JOIN),
            Part("How confident are you now?", 2, BEFORE),
        ),
        each=(
            Part("First vote", 2, VOTE),
            Part("Talk in pairs", 3, TALK),
            Part("Second vote", 1, AGAIN),
            Part("The best answer, and why", 2, BEST),
        ),
        discussion=None,
        closing=(
            Part("How confident are you now?", 2, AFTER),
            Part("What you take away", 5, CLOSE),
        ),
    ),
    Template(
        minutes=90,
        title="A training session",
        suits="Six stories and one on which practice differs, with time to bring in your own cases "
        "and your own policy.",
        strands=tuple(Strand),
        scenarios=6,
        contested=1,
        confidence=True,
        opening=(
            Part("Joining, and what is kept", 6, JOIN),
            Part("How confident are you now?", 3, BEFORE),
        ),
        each=(
            Part("First vote", 2, VOTE),
            Part("Talk in pairs or threes", 4, TALK),
            Part("Second vote", 1, AGAIN),
            Part("The best answer, and why", 2, BEST),
        ),
        discussion=Part("A story on which practice differs", 12, DISCUSSION),
        closing=(
            Part("How confident are you now?", 3, AFTER),
            Part("What you take away", 12, LONGER_CLOSE),
        ),
    ),
)


def template(minutes: int) -> Template:
    """Raises KeyError when there is none of that length."""
    for found in TEMPLATES:
        if found.minutes == minutes:
            return found
    raise KeyError(minutes)


def planned(
    bank: Bank,
    found: Template,
    topics: Sequence[str] = (),
    strands: Sequence[Strand] = (),
    after: str = "",
) -> Plan:
    """The template's plan: on these topics, or from these strands, or from the template's own.

    after: the form that these people did already. Raises ValueError when the bank has nothing on
    any of the topics.
    """
    if topics:
        chosen = from_topics(bank, topics, found.scenarios, after)
    else:
        chosen = from_strands(bank, strands or found.strands, found.scenarios, after)
    return Plan(
        scenarios=(*chosen, *_contested(bank, chosen, found.contested)),
        before=found.confidence,
        after=found.confidence,
    )


def fits(plan: Plan) -> Template | None:
    """The template that has time for just what is planned; None when there is none."""
    contested = sum(one.contested for one in plan.scenarios)
    scored = len(plan.scenarios) - contested
    for found in TEMPLATES:
        if (found.scenarios, found.contested, found.confidence) == (scored, contested, plan.before):
            return found
    return None


def _contested(bank: Bank, chosen: Sequence[Asked], many: int) -> list[Asked]:
    """Stories on which practice differs, those on a topic that the session has first."""
    topics = {bank.items[one.item].topic.id for one in chosen}
    found = sorted(bank.contested, key=lambda one: one.topic.id not in topics)
    return [asked(one) for one in found[:many]]
