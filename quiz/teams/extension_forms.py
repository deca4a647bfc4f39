"""The forms that give a review more time, or invite more people."""

from collections.abc import Mapping, Sequence

from govuk_frontend_wtf.wtforms_widgets import GovTextArea, GovTextInput
from wtforms import DateField, Field, HiddenField, IntegerField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Optional

from quiz.clock import long_date
from quiz.languages.sentences import gettext, lazy_gettext, ngettext
from quiz.teams import mailing
from quiz.teams.extensions import MOST_LATE, latest_day
from quiz.teams.group_names import group_words
from quiz.teams.models import Review
from quiz.teams.whole_number import of_few_digits, unreadable, up_to
from quiz.web.security import Form


class LaterDayForm(Form):
    """A later last day."""

    closes_on = DateField(
        lazy_gettext("New last day"),
        widget=GovTextInput(),
        validators=[InputRequired(lazy_gettext("Choose the last day"))],
    )
    review: Review

    def validate_closes_on(self, field: Field) -> None:
        latest = latest_day(self.review)
        if field.data and not self.review.closes_on <= field.data <= latest:
            raise ValidationError(
                gettext("Choose a later day, until %(day)s", day=long_date(latest))
            )


class MorePeopleForm(Form):
    """How many join late. ``seen`` is what the page showed, so that two presses add them once."""

    seen = HiddenField()
    groups: Sequence[str]

    @property
    def number_fields(self) -> list[Field]:
        return [field for field in self if isinstance(field, IntegerField)]

    @property
    def wanted(self) -> Mapping[str, int]:
        """Number of people by group name."""
        numbers = (field.data or 0 for field in self.number_fields)
        return dict(zip(self.groups, numbers, strict=True))

    def validate_seen(self, _field: Field) -> None:
        if not any(field.data or unreadable(field) for field in self.number_fields):
            raise ValidationError(gettext("Give the number of people who join"))


class LateAddressesForm(Form):
    """The addresses of those who join late, for one mailing."""

    seen = HiddenField()
    addresses = TextAreaField(
        lazy_gettext("Their email addresses"),
        widget=GovTextArea(),
        validators=[InputRequired(lazy_gettext("Paste the addresses"))],
    )
    found: list[str]

    def validate_addresses(self, field: Field) -> None:
        try:
            self.found = mailing.addresses(field.data or "")
        except ValueError as error:
            raise ValidationError(str(error)) from None


def later_day_form(review: Review) -> LaterDayForm:
    form = LaterDayForm()
    form.review = review
    return form


def seen(review: Review) -> str:
    """What a page shows of those who joined late."""
    return f"{review.late}-{review.late_unsent}"


def late_form(review: Review) -> LateAddressesForm | MorePeopleForm:
    """The form of a review: addresses if it mails links, else a number for each of its groups."""
    if review.by_mail:
        addresses = LateAddressesForm()
        addresses.addresses.description = ngettext(
            "At most %(number)s. It is used for this mailing and not kept.",
            "At most %(number)s. They are used for this mailing and not kept.",
            MOST_LATE,
            number=MOST_LATE,
        )
        return addresses
    names = sorted(group.name for group in review.groups)
    fields = {
        f"group_{number}": IntegerField(
            group_words(name) or gettext("How many people join?"),
            widget=GovTextInput(),
            validators=[
                Optional(),
                of_few_digits,
                up_to(MOST_LATE),
            ],
        )
        for number, name in enumerate(names)
    }
    made: type[MorePeopleForm] = type("MorePeopleFormWithGroups", (MorePeopleForm,), fields)
    form = made()
    form.groups = names
    return form
