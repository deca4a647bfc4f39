"""The facilitator's notes on the host's page, for the current phase. Pure."""

from quiz.live.session import phase_texts
from quiz.live.session.agendas import CLOSE, agenda_for
from quiz.live.session.phases import SessionState
from quiz.live.session.plan import Plan


def notes(state: SessionState, plan: Plan) -> tuple[str, ...]:
    """The guide's notes for the current phase; at the end, the last notes of the agenda."""
    found = phase_texts.notes(state.phase, contested=plan.scenarios[state.step].contested)
    if found:
        return found
    agenda = agenda_for(plan)
    return agenda.closing[-1].notes if agenda else CLOSE
