"""The facilitator's notes on the host's page, for the current phase. Pure."""

from collections.abc import Mapping

from quiz.languages.sentences import LazySentence, lazy_gettext
from quiz.live.results.hints import Advice
from quiz.live.session import phase_texts
from quiz.live.session.agendas import BOTH, agenda_for
from quiz.live.session.phases import SessionState
from quiz.live.session.plan import Plan

NO_TALK: Mapping[Advice, tuple[LazySentence, ...]] = {
    Advice.GUIDANCE: (
        lazy_gettext(
            "Say what the story turns on, without the answer, and ask this again. Or show the best "
            "answer now, and open the guidance with the room."
        ),
        lazy_gettext("Ask what made the other answers look right. It is a hard one, so say so."),
    ),
    Advice.BEST: BOTH,
    Advice.BEST_ONLY: BOTH,
    Advice.TOO_FEW: (
        lazy_gettext("Say that so few answers would give people away, and that nothing is wrong."),
        lazy_gettext(
            "Read the answers out, and ask what speaks for each. Nobody has to say what they chose."
        ),
        lazy_gettext("Or ask for hands, or for slips of paper, and type the counts here."),
    ),
}
"""Notes that go with the hint, in place of those on talking about a chart."""


def notes(
    state: SessionState, plan: Plan, advice: Advice | None = None
) -> tuple[LazySentence, ...]:
    """The guide's notes for the current phase, or those that go with the hint; at the end, the last
    notes of the agenda."""
    contested = plan.scenarios[state.step].contested
    if advice and advice in NO_TALK and not contested:
        return NO_TALK[advice]
    found = phase_texts.notes(
        state.phase, plan, contested=contested, revealed=state.step in state.revealed
    )
    if found:
        return found
    return agenda_for(plan).closing[-1].notes
