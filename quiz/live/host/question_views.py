"""The host's page of the questions that phones have sent."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quiz.languages.sentences import lazy_gettext
from quiz.live.host.room_forms import QuestionPressForm
from quiz.live.session import questions
from quiz.live.session.access import hosted_session
from quiz.live.session.models import LiveSession
from quiz.live.session.phases import Phase
from quiz.live.session.questions import QuestionState
from quiz.people.models import Person
from quiz.storage import database
from quiz.web.notices import flash

ALLOW, STOP = "allow", "stop"
ALLOWED = lazy_gettext("Phones may send questions now.")
ENDED = lazy_gettext("The session has ended, so phones can send no more questions.")
STOPPED = lazy_gettext("Phones can send no more questions. Those that were sent stay here.")


def sent_questions(host: Person, session_id: str) -> ResponseReturnValue:
    """All of them, what the host may do with each, and whether phones may send more."""
    live, session, form = hosted_session(host, session_id), database.session(), QuestionPressForm()
    if form.accepted():
        _press(live, form.press.data)
        if "from_session" in request.form:
            target = url_for("live.session_page", session_id=live.id, _anchor="questions")
            return redirect(target, 303)
        return redirect(request.path, 303)
    return render_template(
        "live/questions.html",
        live=live,
        form=form,
        taken=questions.are_taken(live),
        found=questions.of_session(session, live),
        ended=live.phase == Phase.END,
    ), form.status


def _press(live: LiveSession, pressed: str) -> None:
    """Do what a button says: a state and the id of a question, or one of the two words above."""
    session = database.session()
    if pressed in (ALLOW, STOP):
        if live.phase == Phase.END:
            flash(ENDED)
            return
        questions.allow(session, live, taken=pressed == ALLOW)
        flash(ALLOWED if pressed == ALLOW else STOPPED)
        return
    state, _, id_ = pressed.partition(" ")
    if state in list(QuestionState):
        questions.set_state(session, live, id_, QuestionState(state))
