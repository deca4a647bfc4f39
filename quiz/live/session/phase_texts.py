"""What each phase shows: one row a phase, for the display, the host and the participants. Pure.

To add a phase: a member of ``Phase``, its row here, and its place in ``moves``.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from quiz.live.session.agendas import (
    AFTER,
    AFTER_THE_ANSWER,
    AGAIN,
    BEFORE,
    BEST,
    BOTH,
    DISCUSSION,
    FIRST_THOUGHT,
    JOIN,
    TALK,
    VOTE,
)
from quiz.live.session.phases import OF_A_SCENARIO, VOTING, Phase
from quiz.live.session.plan import MOST_VOTES, Plan


@dataclass(frozen=True, kw_only=True)
class PhaseTexts:
    """One phase. ``{number}`` in a text is the scenario's number, from 1.

    For everybody. heading: on the display and on phones; empty where the scenario's question is
    the heading. sentence: what to do now. sentence_if_asked_twice: instead of it, where the plan
    asks the same question twice. sentence_first: whether the display begins with it.
    sentence_on_phones: whether phones show it, too. A vote that is asked after the answer has a
    sentence of its own, on both.

    Of the charts. charted_votes: of how many of the scenario's votes a chart is shown; 0 for none.
    caption: empty where the phase has no chart. caption_of_two: instead of it, above two charts.

    For the host. status: where the session is. status_without_chart: instead of it, where too few
    answered. button: the label of the move that leads here. back: the label of the move back to
    here. contested_status, contested_button: instead of them, for a contested scenario, which has
    no best answer. notes: from the facilitator's guide; empty for those at the end of the agenda.
    hint: whether the advice after the first vote is shown.
    """

    heading: str = ""
    sentence: str = ""
    sentence_if_asked_twice: str = ""
    sentence_first: bool = False
    sentence_on_phones: bool = False
    charted_votes: int = 0
    caption: str = ""
    caption_of_two: str = ""
    status: str
    status_without_chart: str = ""
    button: str = ""
    back: str = ""
    contested_status: str = ""
    contested_button: str = ""
    notes: tuple[str, ...] = ()
    hint: bool = False


SPLIT = "Each bar is split by how sure people were."
TALK_SENTENCE = "Talk to someone who chose differently."
LATER_SENTENCE = "Asked after the answer: keep yours, or change it."
LATER_STATUS = "A vote after the answer is open"
"""Instead of those of the phase, for a vote that is asked after the best answer was shown."""
ANSWER, REASONS = "the answer", "the reasons"
"""What was shown before it; of a contested scenario the reasons, because it has no best answer."""

PHASE_TEXTS: Mapping[Phase, PhaseTexts] = {
    Phase.LOBBY: PhaseTexts(
        heading="We are about to start",
        sentence="Nobody’s name is asked. What is shown here are counts, never who answered what.",
        status="People are joining",
        back="to the lobby",
        notes=JOIN,
    ),
    Phase.BEFORE: PhaseTexts(
        heading="Before we start: how confident are you?",
        sentence="Answer on your phone.",
        status="Everybody is asked how confident they are",
        button="Ask how confident everybody is",
        back="to the questions on confidence",
        notes=BEFORE,
    ),
    Phase.OPEN: PhaseTexts(
        sentence="Answer on your own first, and say how sure you are.",
        status="The vote is open",
        button="Open the vote on scenario {number}",
        notes=VOTE,
    ),
    Phase.CLOSED: PhaseTexts(
        sentence="The vote is closed.",
        sentence_first=True,
        sentence_on_phones=True,
        status="The vote is closed",
        button="Close the vote",
        back="to the closed vote",
        notes=TALK,
        hint=True,
    ),
    Phase.CERTAINTY: PhaseTexts(
        heading="How sure are we?",
        caption="Whatever they chose. “Sure” is fairly sure or very sure.",
        charted_votes=1,
        status="The room sees how sure it was",
        button="Show how sure the room was",
        back="to how sure the room was",
        notes=TALK,
        hint=True,
    ),
    Phase.FIRST: PhaseTexts(
        caption=SPLIT,
        charted_votes=1,
        status="The room sees what it chose",
        button="Show what the room chose",
        back="to what the room chose",
        notes=TALK,
        hint=True,
    ),
    Phase.DISCUSS: PhaseTexts(
        sentence=TALK_SENTENCE,
        sentence_if_asked_twice=f"{TALK_SENTENCE} You will vote again.",
        sentence_first=True,
        sentence_on_phones=True,
        caption=SPLIT,
        charted_votes=1,
        status="The room talks",
        button="Let the room talk",
        back="to the talk",
        notes=TALK,
        hint=True,
    ),
    Phase.OPEN_AGAIN: PhaseTexts(
        sentence="Vote again: keep your answer, or change it.",
        status="The second vote is open",
        button="Open the second vote",
        notes=AGAIN,
    ),
    Phase.BOTH: PhaseTexts(
        caption=SPLIT,
        caption_of_two="Each line is everybody who answered.",
        charted_votes=MOST_VOTES,
        status="The room sees the votes",
        status_without_chart="The vote is closed, and too few answered for a chart",
        button="Close the vote and show the result",
        back="to the result of the votes",
        notes=BOTH,
    ),
    Phase.BEST: PhaseTexts(
        caption=SPLIT,
        charted_votes=MOST_VOTES,
        status="The room sees the best answer",
        contested_status="The room sees that guidance differs here",
        button="Show the best answer",
        contested_button="Show that guidance differs here",
        back="to the end of scenario {number}",
        notes=BEST,
    ),
    Phase.AFTER: PhaseTexts(
        heading="Before you go: how confident are you now?",
        sentence="Answer on your phone.",
        sentence_if_asked_twice="The same questions again, on your phone.",
        status="Everybody is asked how confident they are now",
        button="Ask how confident everybody is now",
        notes=AFTER,
    ),
    Phase.CHANGE: PhaseTexts(
        heading="How confident we were, and are",
        caption="What people said.",
        caption_of_two="The same questions, before and after.",
        status="The room sees how confident people were",
        status_without_chart="Too few answered to show how confident people were",
        button="Close the questions and show the result",
    ),
    Phase.END: PhaseTexts(
        heading="Thank you. The session has ended.",
        sentence="Your own answers are on your phone.",
        status="The session has ended",
        button="End the session",
    ),
}


def sentence(phase: Phase, plan: Plan, *, revealed: bool = False, contested: bool = False) -> str:
    """The sentence of a phase under this plan. It never depends on what was answered. revealed:
    whether the best answer has been shown: then no second vote follows, and a vote is a later
    one."""
    texts = PHASE_TEXTS[phase]
    if revealed and phase in VOTING:
        return _later(LATER_SENTENCE, contested=contested)
    has_second = plan.votes == MOST_VOTES and not revealed
    asked_twice = has_second if phase in OF_A_SCENARIO else plan.before
    return (texts.sentence_if_asked_twice if asked_twice else "") or texts.sentence


def status(
    phase: Phase, *, charted: bool = True, revealed: bool = False, contested: bool = False
) -> str:
    """Where the session is. charted: whether the phase has a chart, of votes or of hands. revealed:
    as in ``sentence``."""
    texts = PHASE_TEXTS[phase]
    if revealed and phase in VOTING:
        return _later(LATER_STATUS, contested=contested)
    instead = "" if charted else texts.status_without_chart
    return instead or (texts.contested_status if contested else "") or texts.status


def _later(words: str, *, contested: bool) -> str:
    return words.replace(ANSWER, REASONS, 1) if contested else words


def notes(phase: Phase, plan: Plan, *, contested: bool, revealed: bool = False) -> tuple[str, ...]:
    """The guide's notes for the host. Once the vote on a contested scenario is closed, those on
    discussing it. revealed: as in ``sentence``. Empty where the agenda's last notes apply."""
    if contested and phase in OF_A_SCENARIO - VOTING:
        return DISCUSSION
    if revealed and not contested and phase in OF_A_SCENARIO - {Phase.BEST}:
        return AFTER_THE_ANSWER
    other = {Phase.BEFORE: plan.after, Phase.AFTER: plan.before}
    return PHASE_TEXTS[phase].notes if other.get(phase, True) else FIRST_THOUGHT
