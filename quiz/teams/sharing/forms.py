"""The forms for deputies and for handing reviews over."""

from govuk_frontend_wtf.wtforms_widgets import GovRadioInput
from wtforms import HiddenField, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired

from quiz.languages.sentences import lazy_gettext
from quiz.people import colleague
from quiz.security import Form
from quiz.teams.sharing.models import OfferKind

NO_LEAD = (
    "No other team lead has this address. An administrator can invite people and make them leads"
)
ACCEPT, DECLINE = "accept", "decline"


class LeadForm(Form):
    """The address of another lead."""

    email = colleague.address_of(
        lazy_gettext("They need an account here with the role of a team lead.")
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
