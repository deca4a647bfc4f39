"""The host's forms to move the session on and to manage co-hosts."""

from collections.abc import Sequence

from govuk_frontend_wtf.wtforms_widgets import GovRadioInput, GovSelect, GovTextInput
from wtforms import HiddenField, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Regexp

from quiz.live.session.room_screen import PAUSE_MINUTES
from quiz.security import Form, unless_sent


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


class JumpForm(Form):
    """Another scenario to go to, and the version of the session that the page showed."""

    item = RadioField(
        "Where do you want to go?",
        widget=GovRadioInput(),
        validators=[InputRequired("Choose a scenario")],
    )
    version = HiddenField(validators=[InputRequired(), Regexp("[0-9]{1,9}$")])


def jump_form(choices: Sequence[tuple[str, str]], version: int) -> JumpForm:
    """The form to go to one of these scenarios: pairs of an id and a title."""
    form = JumpForm(data=unless_sent({"version": str(version)}))
    form.item.choices = list(choices)
    return form


class PauseForm(Form):
    """In how many minutes a paused session goes on."""

    minutes = SelectField(
        "In how many minutes do you go on?",
        widget=GovSelect(),
        choices=[SelectChoice(str(minutes), f"{minutes} minutes") for minutes in PAUSE_MINUTES],
        coerce=int,
    )


class ScreenForm(Form):
    """Whether the room's screen may move the session."""

    moves = RadioField(
        "May the room’s screen move the session?",
        widget=GovRadioInput(),
        choices=[
            SelectChoice("yes", "Yes, by its keys and small buttons, where a host opened it"),
            SelectChoice("no", "No, it only shows"),
        ],
        validators=[InputRequired("Choose yes or no")],
    )
