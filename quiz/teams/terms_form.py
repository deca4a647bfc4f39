"""The form for the terms of a team review."""

from datetime import date, timedelta
from typing import cast

from govuk_frontend_wtf.wtforms_widgets import GovTextArea, GovTextInput
from wtforms import DateField, Field, IntegerField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Length, NumberRange

from quiz.analysis.disclosure import SMALLEST_BLOCK
from quiz.languages.sentences import gettext, lazy_gettext
from quiz.teams.models import LONGEST_NOTE
from quiz.teams.whole_number import of_few_digits
from quiz.web.security import Form

MOST_K = 50
FURTHEST = timedelta(days=731)
"""How far from today a review's days may be: two years. A later day is a typing error."""


AT_MOST = lazy_gettext("Use %(max)s characters or fewer")
FROM_TO = lazy_gettext("Give a number from %(min)s to %(max)s")
"""WTForms fills the places."""


def at_most(length: int) -> Length:
    """A validator: so many characters."""
    return Length(max=length, message=cast(str, AT_MOST))


class ReviewTermsForm(Form):
    """The terms of a review, which its lead may change until the first answer."""

    note = TextAreaField(
        lazy_gettext("What will you tell people?"),
        default="",
        description=lazy_gettext(
            "For example why you ask, and what you will do with the result. They see this next to "
            "the service’s own privacy information. You can leave it out."
        ),
        widget=GovTextArea(),
        validators=[at_most(LONGEST_NOTE)],
    )
    opens_on = DateField(
        lazy_gettext("First day"),
        widget=GovTextInput(),
        validators=[InputRequired(lazy_gettext("Choose the first day"))],
    )
    closes_on = DateField(
        lazy_gettext("Last day"),
        description=lazy_gettext(
            "People can answer until the end of this day, in UTC. Figures open after it, or when "
            "everybody has answered."
        ),
        widget=GovTextInput(),
        validators=[InputRequired(lazy_gettext("Choose the last day"))],
    )
    k = IntegerField(
        lazy_gettext("What is the smallest group a figure may describe?"),
        description=lazy_gettext(
            "A number of people. You can raise it until the first answer, and never lower it. A "
            "larger number also makes ranges wider. With 11, somebody who holds four codes cannot "
            "be certain of another person’s answer."
        ),
        widget=GovTextInput(),
        validators=[
            InputRequired(lazy_gettext("Give a number")),
            of_few_digits,
            NumberRange(SMALLEST_BLOCK, MOST_K, cast(str, FROM_TO)),
        ],
    )
    today: date

    def validate_opens_on(self, field: Field) -> None:
        self._check_near(field)

    def validate_closes_on(self, field: Field) -> None:
        if field.data is None:
            return  # the field's own error says that it is not a day
        if field.data < self.today:
            raise ValidationError(gettext("The last day has passed already"))
        if self.opens_on.data and field.data < self.opens_on.data:
            raise ValidationError(gettext("The last day is before the first day"))
        self._check_near(field)

    def _check_near(self, field: Field) -> None:
        if field.data and abs(field.data - self.today) > FURTHEST:
            raise ValidationError(
                gettext(
                    "%(field)s: choose one within two years of today", field=str(field.label.text)
                )
            )
