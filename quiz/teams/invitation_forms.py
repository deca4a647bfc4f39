"""The forms of an invited person."""

from govuk_frontend_wtf.wtforms_widgets import GovTextInput
from wtforms import Field, HiddenField, StringField, ValidationError
from wtforms.validators import InputRequired, Length

from quiz.languages.sentences import gettext, lazy_gettext
from quiz.web.security import Form


class InvitationCodeForm(Form):
    """An invitation code, in any spelling."""

    code = StringField(
        lazy_gettext("Your invitation code"),
        description=lazy_gettext(
            "Ten letters and numbers. Capitals, spaces and hyphens do not matter."
        ),
        widget=GovTextInput(),
        validators=[
            InputRequired(lazy_gettext("Type your invitation code")),
            Length(
                max=40, message=lazy_gettext("A code has ten letters and numbers; this is longer")
            ),
        ],
    )


class SubmitForm(Form):
    """The button that submits a copy. Its page has the form tag of the attempt that it lists."""

    form_tag = HiddenField()
    expected = ""

    def validate_form_tag(self, field: Field) -> None:
        if field.data != self.expected:
            field.data = self.expected
            raise ValidationError(
                gettext(
                    "Another check was opened in this browser since. This is the list of that one."
                )
            )
