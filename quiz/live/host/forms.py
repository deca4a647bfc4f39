"""The host's small forms: a button, and who else may host."""

from govuk_frontend_wtf.wtforms_widgets import GovTextInput
from wtforms import HiddenField, StringField
from wtforms.validators import InputRequired, Length

from quiz.security import Form


class InviteForm(Form):
    """Whom to let host, too."""

    email = StringField(
        "Their e-mail address",
        description="The one they sign in with. They need an account as a trainer.",
        widget=GovTextInput(),
        validators=[
            InputRequired("Type an e-mail address"),
            Length(max=254, message="That is too long for an e-mail address"),
        ],
    )


class UninviteForm(Form):
    """Whose invitation is taken back."""

    remove = HiddenField(validators=[InputRequired()])


class MoveForm(Form):
    """A host's button: its name says what to do, its version from where."""

    move = HiddenField(validators=[InputRequired()])
    version = HiddenField(validators=[InputRequired()])
