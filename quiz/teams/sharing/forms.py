"""The forms for deputies and for handing reviews over."""

from govuk_frontend_wtf.wtforms_widgets import GovRadioInput, GovTextInput
from wtforms import HiddenField, RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length

from quiz.people.models import Person
from quiz.security import Form
from quiz.teams.sharing.models import OfferKind
from quiz.vocabulary import Role

NO_LEAD = (
    "No other team lead has this address. An administrator can invite people and make them leads"
)
ACCEPT, DECLINE = "accept", "decline"


class LeadForm(Form):
    """The address of another lead."""

    email = StringField(
        "Their email address",
        description="They need an account here with the role of a team lead.",
        widget=GovTextInput(),
        validators=[
            DataRequired("Enter an email address"),
            Length(max=254, message="Use 254 characters or fewer"),
        ],
    )

    def refuse(self, why: str = NO_LEAD) -> None:
        self.email.errors = (why,)


class OfferForm(LeadForm):
    """Whom to ask, and for what."""

    kind = RadioField(
        "What do you ask of them?",
        choices=[
            SelectChoice(OfferKind.DEPUTY, "To be a deputy, and look after it with you"),
            SelectChoice(OfferKind.LEAD, "To take it over: you can no longer open it after that"),
        ],
        widget=GovRadioInput(),
        validators=[InputRequired("Choose one")],
    )


class EndForm(Form):
    """Which deputy or offer to end: the person's id."""

    end = HiddenField(validators=[DataRequired()])


class AnswerForm(Form):
    """The answer to an offer: which button was pressed."""

    answer = HiddenField()


def is_lead(person: Person | None, *, but: Person) -> bool:
    """Whether a review may be offered to this person, by or instead of another."""
    return bool(person and person.active and person.has_role(Role.LEAD) and person.id != but.id)
