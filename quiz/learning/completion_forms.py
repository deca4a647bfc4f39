"""The form on which a person chooses what their learning system gets."""

from collections.abc import Sequence

from flask import redirect
from govuk_frontend_wtf.wtforms_widgets import GovRadioInput
from werkzeug.wrappers import Response
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from quiz.languages.sentences import gettext, lazy_gettext
from quiz.questions.scenario_form import MarkedResponse
from quiz.web.notices import flash
from quiz.web.security import Form, unless_sent

ONLY, RESULT = "finished", "result"


def nothing_waits(back: str) -> Response:
    """Back to a page, for a check whose completion nobody waits for."""
    flash(lazy_gettext("Your learning system waits for nothing from this check."))
    return redirect(back, 303)


class CompletionForm(Form):
    """What is sent: that the check is finished and, if chosen, how many answers were right: so many
    (``right``) of all (``answered``)."""

    right = answered = 0

    what = RadioField(
        lazy_gettext("What should it get?"),
        widget=GovRadioInput(),
        validators=[InputRequired(lazy_gettext("Choose what your learning system should get"))],
    )

    @classmethod
    def of(cls, marked: Sequence[MarkedResponse]) -> "CompletionForm":
        form = cls(data=unless_sent({"what": ONLY}))
        form.right, form.answered = sum(one.right for one in marked), len(marked)
        form.what.choices = [
            SelectChoice(ONLY, gettext("Only that I have finished")),
            SelectChoice(
                RESULT,
                gettext(
                    "Also that %(right)s of %(of)s answers were right",
                    right=form.right,
                    of=form.answered,
                ),
            ),
        ]
        return form

    @property
    def with_result(self) -> bool:
        return str(self.what.data) == RESULT
