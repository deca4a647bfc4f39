"""What each phase shows: one row a phase, for the display, the host and the participants. Pure.

To add a phase: a member of ``Phase``, its row here, and its place in ``moves``.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from quiz.languages.sentences import LazySentence, lazy_gettext
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
    """One phase.

    For everybody. heading: on the display and on phones; empty where the scenario's question is
    the heading. sentence: what to do now. sentence_if_asked_twice: instead of it, where the plan
    asks the same question twice. sentence_first: whether the display begins with it.
    sentence_on_phones: whether phones show it, too. A vote that is asked after the answer has a
    sentence of its own, on both.

    Of the charts. charted_votes: of how many of the scenario's votes a chart is shown; 0 for none.
    caption: empty where the phase has no chart. caption_of_two: instead of it, above two charts.

    For the host. notes: from the facilitator's guide; empty for those at the end of the agenda.
    hint: whether the advice after the first vote is shown. What else the host's page says of a
    phase is in ``quiz/live/host/labels.py``.
    """

    heading: LazySentence | str = ""
    sentence: LazySentence | str = ""
    sentence_if_asked_twice: LazySentence | str = ""
    sentence_first: bool = False
    sentence_on_phones: bool = False
    charted_votes: int = 0
    caption: LazySentence | str = ""
    caption_of_two: LazySentence | str = ""
    notes: tuple[LazySentence, ...] = ()
    hint: bool = False


SPLIT = lazy_gettext("Each bar is split by how sure people were.")
LATER_SENTENCE = lazy_gettext("Asked after the answer: keep yours, or change it.")
"""Instead of those of the phase, for a vote that is asked after the best answer was shown."""
LATER_SENTENCE_CONTESTED = lazy_gettext("Asked after the reasons: keep yours, or change it.")
"""The same of a contested scenario, which has no best answer."""

PHASE_TEXTS: Mapping[Phase, PhaseTexts] = {
    Phase.LOBBY: PhaseTexts(
        heading=lazy_gettext("We are about to start"),
        sentence=lazy_gettext(
            "Nobody’s name is asked. What is shown here are counts, never who answered what."
        ),
        notes=JOIN,
    ),
    Phase.BEFORE: PhaseTexts(
        heading=lazy_gettext("Before we start: how confident are you?"),
        sentence=lazy_gettext("Answer on your phone."),
        notes=BEFORE,
    ),
    Phase.OPEN: PhaseTexts(
        sentence=lazy_gettext("Answer on your own first, and say how sure you are."),
        notes=VOTE,
    ),
    Phase.CLOSED: PhaseTexts(
        sentence=lazy_gettext("The vote is closed."),
        sentence_first=True,
        sentence_on_phones=True,
        notes=TALK,
        hint=True,
    ),
    Phase.CERTAINTY: PhaseTexts(
        heading=lazy_gettext("How sure are we?"),
        caption=lazy_gettext("Whatever they chose. “Sure” is fairly sure or very sure."),
        charted_votes=1,
        notes=TALK,
        hint=True,
    ),
    Phase.FIRST: PhaseTexts(
        caption=SPLIT,
        charted_votes=1,
        notes=TALK,
        hint=True,
    ),
    Phase.DISCUSS: PhaseTexts(
        sentence=lazy_gettext("Talk to someone who chose differently."),
        sentence_if_asked_twice=lazy_gettext(
            "Talk to someone who chose differently. You will vote again."
        ),
        sentence_first=True,
        sentence_on_phones=True,
        caption=SPLIT,
        charted_votes=1,
        notes=TALK,
        hint=True,
    ),
    Phase.OPEN_AGAIN: PhaseTexts(
        sentence=lazy_gettext("Vote again: keep your answer, or change it."),
        notes=AGAIN,
    ),
    Phase.BOTH: PhaseTexts(
        caption=SPLIT,
        caption_of_two=lazy_gettext("Each line is everybody who answered."),
        charted_votes=MOST_VOTES,
        notes=BOTH,
    ),
    Phase.BEST: PhaseTexts(
        caption=SPLIT,
        charted_votes=MOST_VOTES,
        notes=BEST,
    ),
    Phase.AFTER: PhaseTexts(
        heading=lazy_gettext("Before you go: how confident are you now?"),
        sentence=lazy_gettext("Answer on your phone."),
        sentence_if_asked_twice=lazy_gettext("The same questions again, on your phone."),
        notes=AFTER,
    ),
    Phase.CHANGE: PhaseTexts(
        heading=lazy_gettext("How confident we were, and are"),
        caption=lazy_gettext("What people said."),
        caption_of_two=lazy_gettext("The same questions, before and after."),
    ),
    Phase.END: PhaseTexts(
        heading=lazy_gettext("Thank you. The session has ended."),
        sentence=lazy_gettext("Your own answers are on your phone."),
    ),
}


def sentence(phase: Phase, plan: Plan, *, revealed: bool = False, contested: bool = False) -> str:
    """The sentence of a phase under this plan. It never depends on what was answered. revealed:
    whether the best answer has been shown: then no second vote follows, and a vote is a later
    one."""
    texts = PHASE_TEXTS[phase]
    if revealed and phase in VOTING:
        return str(LATER_SENTENCE_CONTESTED if contested else LATER_SENTENCE)
    has_second = plan.votes == MOST_VOTES and not revealed
    asked_twice = has_second if phase in OF_A_SCENARIO else plan.before
    return str((texts.sentence_if_asked_twice if asked_twice else "") or texts.sentence)


def notes(
    phase: Phase, plan: Plan, *, contested: bool, revealed: bool = False
) -> tuple[LazySentence, ...]:
    """The guide's notes for the host. Once the vote on a contested scenario is closed, those on
    discussing it. revealed: as in ``sentence``. Empty where the agenda's last notes apply."""
    if contested and phase in OF_A_SCENARIO - VOTING:
        return DISCUSSION
    if revealed and not contested and phase in OF_A_SCENARIO - {Phase.BEST}:
        return AFTER_THE_ANSWER
    other = {Phase.BEFORE: plan.after, Phase.AFTER: plan.before}
    return PHASE_TEXTS[phase].notes if other.get(phase, True) else FIRST_THOUGHT
