"""The host's forms to move the session on and to manage co-hosts."""

from collections.abc import Sequence
from typing import Any

from govuk_frontend_wtf.wtforms_widgets import GovRadioInput, GovSelect, GovTextInput
from wtforms import HiddenField, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Regexp

from quiz.languages.choices import choice
from quiz.languages.sentences import lazy_gettext, ngettext
from quiz.live.session.room_screen import PAUSE_MINUTES
from quiz.web.security import Form, unless_sent


class InviteForm(Form):
    """The email address of a new co-host."""

    email = StringField(
        lazy_gettext("Their email address"),
        description=lazy_gettext("The one they sign in with. They need an account as a trainer."),
        widget=GovTextInput(),
        validators=[
            InputRequired(lazy_gettext("Enter an email address")),
            Length(max=254, message=lazy_gettext("That is too long for an email address")),
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
        lazy_gettext("Where do you want to go?"),
        widget=GovRadioInput(),
        validators=[InputRequired(lazy_gettext("Choose a scenario"))],
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
        lazy_gettext("In how many minutes do you go on?"),
        widget=GovSelect(),
        coerce=int,
    )

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.minutes.choices = [
            SelectChoice(
                str(one), ngettext("%(number)s minute", "%(number)s minutes", one, number=one)
            )
            for one in PAUSE_MINUTES
        ]


class ScreenForm(Form):
    """Whether the room's screen may move the session."""

    moves = RadioField(
        lazy_gettext("May the room’s screen move the session?"),
        widget=GovRadioInput(),
        choices=[
            choice(
                "yes",
                lazy_gettext("Yes, by its keys and small buttons, where a host opened it"),
            ),
            choice("no", lazy_gettext("No, it only shows")),
        ],
        validators=[InputRequired(lazy_gettext("Choose yes or no"))],
    )
