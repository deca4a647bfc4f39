"""The form for handing live sessions to another trainer."""

from govuk_frontend_wtf.wtforms_widgets import GovTextInput
from wtforms import StringField
from wtforms.validators import DataRequired, Length

from quiz.security import Form

NO_TRAINER = (
    "No other trainer has this address. An administrator can invite people and make them trainers"
)


class TrainerForm(Form):
    """The address of another trainer."""

    email = StringField(
        "Their email address",
        description="They need an account here with the role of a trainer.",
        widget=GovTextInput(),
        validators=[
            DataRequired("Enter an email address"),
            Length(max=254, message="Use 254 characters or fewer"),
        ],
    )

    def refuse(self) -> None:
        self.email.errors = (NO_TRAINER,)
