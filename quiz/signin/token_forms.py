"""The form for a new token."""

from collections.abc import Sequence

from govuk_frontend_wtf.wtforms_widgets import GovRadioInput, GovTextInput
from wtforms import RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length

from quiz.people.api_tokens import DAYS
from quiz.security import Form, only_visible
from quiz.vocabulary import ApiScope


class NewTokenForm(Form):
    """A new token: its name, what it opens, and for how long."""

    name = StringField(
        "Name of the token",
        description="What uses it, such as “monthly report”.",
        widget=GovTextInput(),
        validators=[
            DataRequired("Give the token a name"),
            Length(max=50, message="Use 50 characters or fewer"),
            only_visible,
        ],
    )
    scope = RadioField(
        "What may it read?",
        widget=GovRadioInput(),
        validators=[InputRequired("Choose what the token may read")],
    )
    days = RadioField(
        "For how long?",
        choices=[SelectChoice(str(days), f"{days} days") for days in DAYS],
        widget=GovRadioInput(),
        validators=[InputRequired("Choose for how long the token works")],
    )

    def __init__(self, scopes: Sequence[ApiScope]) -> None:
        super().__init__()
        self.scope.choices = [SelectChoice(scope.value, scope.words) for scope in scopes]
