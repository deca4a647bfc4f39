"""The host's forms to move the session on and to manage co-hosts."""

from govuk_frontend_wtf.wtforms_widgets import GovTextInput
from wtforms import HiddenField, StringField
from wtforms.validators import InputRequired, Length

from quiz.security import Form


class InviteForm(Form):
    """The email address of a new co-host."""

    email = StringField(
        "Their email address",
        description="The one they sign in with. They need an account as a trainer.",
        widget=GovTextInput(),
        validators=[
            InputRequired("Enter an email address"),
            Length(max=254, message="That is too long for an email address"),
        ],
    )


class UninviteForm(Form):
    """The co-host to remove."""

    remove = HiddenField(validators=[InputRequired()])


class MoveForm(Form):
    """A host's button: the move, and the version of the session that the page showed."""

    move = HiddenField(validators=[InputRequired()])
    version = HiddenField(validators=[InputRequired()])
