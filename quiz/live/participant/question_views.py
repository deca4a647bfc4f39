"""A participant's page to send the host a question without a name."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from quiz.languages.sentences import lazy_gettext
from quiz.live.participant.forms import QuestionForm
from quiz.live.participant.membership import Membership
from quiz.live.redirects import not_due, to_play
from quiz.live.session import questions
from quiz.live.session.questions import MOST_QUESTIONS
from quiz.settings.config import current_settings
from quiz.storage import database

NO_MORE = lazy_gettext(
    "You have sent %(number)s questions, and a phone can send no more in one session"
)


def ask_host(membership: Membership) -> ResponseReturnValue:
    """A page of its own, so that what somebody types here is never replaced."""
    live, who = membership.live, membership.participant
    if not questions.are_taken(live):
        return not_due(to_play())
    session, form = database.session(), QuestionForm()
    if form.accepted():
        if questions.ask(session, live, who, current_settings().keys, form.question.data):
            return redirect(url_for("live.ask_host"), 303)
        form.question.errors = (NO_MORE % {"number": MOST_QUESTIONS},)
        return _page(membership, form), 422
    return _page(membership, form), form.status


def _page(membership: Membership, form: QuestionForm) -> str:
    keys = current_settings().keys
    sent = questions.of(database.session(), membership.participant, keys)
    left = max(0, MOST_QUESTIONS - len(sent))
    return render_template(
        "live/question.html",
        form=form,
        form_tag=membership.form_tag,
        sent=sent,
        left=left,
        hides=membership.is_shared,
    )
