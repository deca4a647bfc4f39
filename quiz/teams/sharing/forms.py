"""The forms for deputies and for handing reviews over."""

from govuk_frontend_wtf.wtforms_widgets import GovRadioInput
from wtforms import HiddenField, RadioField
from wtforms.validators import DataRequired, InputRequired

from quiz.languages.choices import choice
from quiz.languages.sentences import lazy_gettext
from quiz.people import colleague
from quiz.teams.sharing.models import OfferKind
from quiz.web.security import Form

NO_LEAD = lazy_gettext(
    "No other team lead has this address. An administrator can invite people and make them leads"
)
ACCEPT, DECLINE = "accept", "decline"


class LeadForm(Form):
    """The address of another lead."""

    email = colleague.address_of(
        lazy_gettext("They need an account here with the role of a team lead.")
    )

    def refuse(self, why: str = "") -> None:
        self.email.errors = (why or str(NO_LEAD),)


class OfferForm(LeadForm):
    """Whom to ask, and for what."""

    kind = RadioField(
        lazy_gettext("What do you ask of them?"),
        choices=[
            choice(OfferKind.DEPUTY, lazy_gettext("To be a deputy, and look after it with you")),
            choice(
                OfferKind.LEAD,
                lazy_gettext("To take it over: you can no longer open it after that"),
            ),
        ],
        widget=GovRadioInput(),
        validators=[InputRequired(lazy_gettext("Choose one"))],
    )


class EndForm(Form):
    """Which deputy or offer to end: the person's id."""

    end = HiddenField(validators=[DataRequired()])


class AnswerForm(Form):
    """The answer to an offer: which button was pressed."""

    answer = HiddenField()
