"""The form on which a lead pastes addresses, for one mailing."""

from govuk_frontend_wtf.wtforms_widgets import GovTextArea
from wtforms import Field, TextAreaField, ValidationError
from wtforms.validators import InputRequired

from quiz.languages.sentences import lazy_gettext, ngettext
from quiz.teams import mailing
from quiz.web.security import Form


class MailingForm(Form):
    """The addresses of everybody who is invited: neither more nor fewer.

    A reminder goes to all, too. If a lead could choose some, the choice could show who has
    answered, or press those who have not.
    """

    addresses = TextAreaField(
        lazy_gettext("Email addresses"),
        description=lazy_gettext(
            "Paste them, with commas, semicolons or line breaks between. They are used for this "
            "mailing and not kept."
        ),
        widget=GovTextArea(),
        validators=[InputRequired(lazy_gettext("Paste the addresses"))],
    )
    invited: int
    found: list[str]

    def validate_addresses(self, field: Field) -> None:
        try:
            self.found = mailing.addresses(field.data or "")
        except ValueError as error:
            raise ValidationError(str(error)) from None
        if len(self.found) != self.invited:
            raise ValidationError(
                ngettext(
                    "%(invited)s people are invited, and here is %(number)s address",
                    "%(invited)s people are invited, and here are %(number)s addresses",
                    len(self.found),
                    number=len(self.found),
                    invited=self.invited,
                )
            )


def mailing_form(invited: int) -> MailingForm:
    """The form of a review that invites this many people."""
    form = MailingForm()
    form.invited, form.found = invited, []
    return form
