"""A participant's forms: to join, and what they will do differently.

Votes use the scenario's own form, and ratings the survey's.
"""

from govuk_frontend_wtf.wtforms_widgets import GovTextArea, GovTextInput
from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from quiz.languages.sentences import LazySentence, lazy_gettext
from quiz.live.session.anonymous import LONGEST_TEXT, cleaned
from quiz.web.security import Form


class JoinForm(Form):
    """The session's code, with or without spaces and capitals."""

    code = StringField(
        lazy_gettext("The session’s code"),
        description=lazy_gettext(
            "Six letters and figures, as on the screen. Capitals and spaces do not matter."
        ),
        widget=GovTextInput(),
        validators=[
            InputRequired(lazy_gettext("Type the code that is on the screen")),
            Length(
                max=40, message=lazy_gettext("A code has six letters and figures; this is longer")
            ),
        ],
    )


def _anonymous_text(label: LazySentence, hint: LazySentence, empty: LazySentence) -> TextAreaField:
    return TextAreaField(
        label,
        description=hint,
        widget=GovTextArea(),
        filters=[lambda typed: cleaned(typed or "")],
        validators=[
            DataRequired(empty),
            Length(max=LONGEST_TEXT, message=lazy_gettext("Keep it to %(max)s characters")),
        ],
    )


class PledgeForm(Form):
    """What a person will do differently: one sentence, without a name."""

    pledge = _anonymous_text(
        lazy_gettext("What will you do differently?"),
        lazy_gettext(
            "One sentence, without names: no family, no colleague, not your own. The session’s "
            "hosts read it among at least five and may show it to the room. Nobody sees who wrote "
            "it."
        ),
        lazy_gettext("Write one sentence, or leave it"),
    )


class QuestionForm(Form):
    """A question to the host, without a name."""

    question = _anonymous_text(
        lazy_gettext("Your question"),
        lazy_gettext(
            "Up to 200 characters, without names: no family, no colleague, not your own. The "
            "session’s hosts read it at once and may show it to the room. Nobody sees who sent it."
        ),
        lazy_gettext("Write a question, or go back to the session"),
    )
