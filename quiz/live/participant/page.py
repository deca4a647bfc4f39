"""The part of a participant's page that shows where the session is, for all and for one.

What is broadcast to participants contains nobody's own answer. Where there are answers already, it
says within how many milliseconds each browser may ask for its own part, so that a thousand do not
ask at once.
"""

from flask import render_template
from sqlalchemy.orm import Session

from quiz.content import bank
from quiz.live.display.current import current_screen
from quiz.live.display.screen import Screen
from quiz.live.participant.forms import ratings_form
from quiz.live.participant.participant_view import Seen
from quiz.live.session.models import LiveSession
from quiz.live.session.phases import RATING, Phase
from quiz.scenario_form import ScenarioForm, certainty_words, scenario_form
from quiz.survey import QuestionsForm

LEAST_SPREAD = 400
SPREAD_EACH = 6
"""Milliseconds: about what one such answer costs, on the smallest machine we think of."""


def _spread(screen: Screen) -> int:
    """Within how many milliseconds to ask for one's own part; 0 where there is nothing in it."""
    if not (screen.item or screen.phase in RATING):
        return 0
    # In a second vote each is told at once what they chose in the first one.
    first = screen.asks and screen.phase != Phase.OPEN_AGAIN
    own = screen.counts.answered if first else screen.counts.joined
    return max(LEAST_SPREAD, SPREAD_EACH * screen.counts.joined) if own else 0


def participant_fragment(session: Session, live: LiveSession) -> str:
    """What is pushed to every participant."""
    seen = Seen.by_anybody(current_screen(session, live))
    spread = _spread(seen.screen)
    return render_template("live/part.html", spread=spread, **part_of(live, seen, mark=""))


def hash_of(seen: Seen) -> str:
    """Short for a participant's own answers, to see whether they changed."""
    given = [f"{one.option}{int(one.certainty)}" if one else "-" for one in seen.answers]
    return "".join([*given, *(f"{strand[0]}{answer}" for strand, answer in seen.said.items())])


def part_of(
    live: LiveSession, seen: Seen, mark: str, form: ScenarioForm | QuestionsForm | None = None
) -> dict[str, object]:
    """What the part of the page is made of that shows where the session is."""
    if form is None and seen.asks:
        form = _form(seen)
    return {
        "seen": seen,
        "screen": seen.screen,
        "form": form,
        "mark": mark,
        "version": live.version,
        "certainty_words": certainty_words(),
    }


def _form(seen: Seen) -> ScenarioForm | QuestionsForm | None:
    """What is asked now, filled in with the participant's own answer."""
    if seen.screen.phase in RATING:
        return ratings_form(bank().confidence, seen.said)
    return scenario_form(seen.screen.item, None, seen.mine) if seen.screen.item else None
