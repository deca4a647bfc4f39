"""The form for a new token."""

from collections.abc import Sequence

from govuk_frontend_wtf.wtforms_widgets import GovRadioInput, GovTextInput
from wtforms import RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length

from quiz.languages.choices import choice
from quiz.languages.sentences import lazy_gettext
from quiz.vocabulary import ApiScope
from quiz.web.security import Form, only_visible

DAYS = {
    30: lazy_gettext("30 days"),
    90: lazy_gettext("90 days"),
    365: lazy_gettext("365 days"),
}
"""For how long a token may work."""


class NewTokenForm(Form):
    """A new token: its name, what it opens, and for how long."""

    name = StringField(
        lazy_gettext("Name of the token"),
        description=lazy_gettext("What uses it, such as “monthly report”."),
        widget=GovTextInput(),
        validators=[
            DataRequired(lazy_gettext("Give the token a name")),
            Length(max=50, message=lazy_gettext("Use 50 characters or fewer")),
            only_visible,
        ],
    )
    scope = RadioField(
        lazy_gettext("What may it read?"),
        widget=GovRadioInput(),
        validators=[InputRequired(lazy_gettext("Choose what the token may read"))],
    )
    days = RadioField(
        lazy_gettext("For how long?"),
        choices=[choice(str(days), words) for days, words in DAYS.items()],
        widget=GovRadioInput(),
        validators=[InputRequired(lazy_gettext("Choose for how long the token works"))],
    )

    def __init__(self, scopes: Sequence[ApiScope]) -> None:
        super().__init__()
        self.scope.choices = [SelectChoice(scope.value, scope.words) for scope in scopes]
