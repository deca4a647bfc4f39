"""The part of a participant's page that follows the session: for everybody, and for one person.

What is broadcast contains nobody's own answer. Where there are answers already, it says within how
many milliseconds a browser may ask for its own part, so that a thousand do not ask at once.
"""

from flask import render_template
from sqlalchemy.orm import Session

from quiz.content import bank
from quiz.live.display.current import current_screen
from quiz.live.display.screen import Screen
from quiz.live.participant.forms import ratings_form
from quiz.live.participant.participant_view import ParticipantView
from quiz.live.session.models import LiveSession
from quiz.live.session.phases import RATING, Phase
from quiz.scenario_form import ScenarioForm, certainty_words, scenario_form
from quiz.survey import QuestionsForm

LEAST_SPREAD = 400
SPREAD_EACH = 6
"""Milliseconds: about what one such response costs on the smallest machine that we expect."""


def _spread(screen: Screen) -> int:
    """Milliseconds within which to ask for one's own part; 0 where nobody has one."""
    if not (screen.item or screen.phase in RATING):
        return 0
    # In a second vote everybody is shown at once what they chose in the first.
    first = screen.asks and screen.phase != Phase.OPEN_AGAIN
    own = screen.counts.answered if first else screen.counts.joined
    return max(LEAST_SPREAD, SPREAD_EACH * screen.counts.joined) if own else 0


def participant_fragment(session: Session, live: LiveSession) -> str:
    """The part as it is broadcast to every participant."""
    view = ParticipantView.for_everybody(current_screen(session, live))
    context = part_context(live, view, form_tag="")
    return render_template("live/play_part.html", spread=_spread(view.screen), **context)


def answers_tag(view: ParticipantView) -> str:
    """A short text that changes with each of the participant's own answers; for ETags."""
    given = [f"{one.option}{int(one.certainty)}" if one else "-" for one in view.answers]
    return "".join([*given, *(f"{strand[0]}{answer}" for strand, answer in view.ratings.items())])


def part_context(
    live: LiveSession,
    view: ParticipantView,
    form_tag: str,
    form: ScenarioForm | QuestionsForm | None = None,
) -> dict[str, object]:
    """The template context of the part. form: one that was sent and has errors."""
    if form is None and view.asks:
        form = _form(view)
    return {
        "view": view,
        "screen": view.screen,
        "form": form,
        "form_tag": form_tag,
        "version": live.version,
        "certainty_words": certainty_words(),
    }


def _form(view: ParticipantView) -> ScenarioForm | QuestionsForm | None:
    """The form of what is asked now, filled in with the participant's own answer."""
    if view.screen.phase in RATING:
        return ratings_form(bank().confidence, view.ratings)
    return scenario_form(view.screen.item, None, view.latest) if view.screen.item else None
