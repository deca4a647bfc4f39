"""The part of a participant's page that is updated: one for everybody, or one person's own.

The broadcast part contains nobody's own answer. If people have answered, it has a spread: each
browser requests its own part after a random delay of up to that many milliseconds, so that not all
of a thousand browsers ask at once.
"""

from flask import render_template
from sqlalchemy.orm import Session

from quiz.content import bank
from quiz.live.display.current import current_screen
from quiz.live.display.screen import Screen
from quiz.live.participant.forms import PledgeForm
from quiz.live.participant.links import answers_link
from quiz.live.participant.membership import Membership
from quiz.live.participant.participant_view import ParticipantView
from quiz.live.session import questions
from quiz.live.session.models import LiveSession
from quiz.live.session.phases import RATING, Phase
from quiz.questions.scenario_form import ScenarioForm, certainty_words, scenario_form
from quiz.questions.survey import QuestionsForm, ratings_form
from quiz.web.security import unless_sent

AnswerForm = ScenarioForm | QuestionsForm | PledgeForm
LEAST_SPREAD = 400
"""In milliseconds."""
SPREAD_PER_PARTICIPANT = 6
"""In milliseconds: about what one such response costs on the smallest machine that we expect."""


def _spread(screen: Screen) -> int:
    """The spread in milliseconds; 0 while nobody has answers of their own to see."""
    if screen.ended:  # each has a link and a sentence of their own
        return max(LEAST_SPREAD, SPREAD_PER_PARTICIPANT * screen.counts.joined)
    if not (screen.item or screen.phase in RATING):
        return 0
    # A second vote shows people their first answer, so everybody needs their own part.
    is_first = screen.asks and screen.phase != Phase.OPEN_AGAIN
    people = screen.counts.answered if is_first else screen.counts.joined
    return max(LEAST_SPREAD, SPREAD_PER_PARTICIPANT * screen.counts.joined) if people else 0


def participant_fragment(session: Session, live: LiveSession) -> str:
    """The part, as it is broadcast to every participant."""
    view = ParticipantView.for_everybody(current_screen(session, live))
    context = _context(live, view, form_tag="")
    return render_template("live/play_part.html", spread=_spread(view.screen), **context)


def answers_tag(view: ParticipantView) -> str:
    """A short text that changes with each of the participant's own answers; for ETags."""
    if view.hides:
        own = (*view.answers, view.ratings, view.pledge)
        return "".join("1" if given else "0" for given in own)
    answers = [f"{given.option}{int(given.certainty)}" if given else "-" for given in view.answers]
    ratings = (f"{strand[0]}{answer}" for strand, answer in view.ratings.items())
    return "".join([*answers, *ratings, *(str(ord(letter)) for letter in view.pledge)])


def part_context(
    membership: Membership, view: ParticipantView, form: AnswerForm | None = None
) -> dict[str, object]:
    """The template context of one participant's part. form: a form that was sent with errors."""
    context = _context(membership.live, view, membership.form_tag, form)
    if view.screen.ended and not view.hides:
        context["answers_link"] = answers_link(membership.participant)
    return context


def _context(
    live: LiveSession, view: ParticipantView, form_tag: str, form: AnswerForm | None = None
) -> dict[str, object]:
    if form is None and (view.asks or view.screen.ended):
        form = _form(view)
    return {
        "live": live,
        "view": view,
        "screen": view.screen,
        "form": form,
        "form_tag": form_tag,
        "version": live.phones_version,
        "pause_until": live.pause_until,
        "certainty_words": certainty_words(),
        "takes_questions": questions.are_taken(live),
    }


def _form(view: ParticipantView) -> AnswerForm | None:
    """The form for the current question, filled in with the participant's own answer."""
    if view.screen.ended:
        return PledgeForm(data=unless_sent({"pledge": "" if view.hides else view.pledge}))
    if view.screen.phase in RATING:
        return ratings_form(bank().confidence, {} if view.hides else view.ratings)
    return scenario_form(view.screen.item, None, view.latest) if view.screen.item else None
