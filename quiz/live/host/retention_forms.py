"""The forms that end how long a session is kept: a shorter period, or deleting at once."""

from govuk_frontend_wtf.wtforms_widgets import GovRadioInput
from wtforms import RadioField, StringField
from wtforms.validators import InputRequired

from quiz.languages.choices import choice
from quiz.languages.sentences import lazy_gettext
from quiz.live.host.setup_forms import DAYS_LABEL, DAYS_MISSING, WholeNumber, number_field
from quiz.web.security import Form, unless_sent


class DaysForm(Form):
    """Days from the end of the session until its answers are deleted."""

    days: StringField


def days_form(days: int) -> DaysForm:
    """The form that shortens the period. days: the period that participants were shown."""
    field = number_field(
        DAYS_LABEL,
        lazy_gettext(
            "Counted from the day the session ended. People were told %(number)s, so you can only "
            "make it smaller.",
            number=days,
        ),
        InputRequired(DAYS_MISSING),
        WholeNumber(1, days, lazy_gettext("Enter a number from 1 to %(most)s", most=days)),
    )
    form_class: type[DaysForm] = type("ShorterDaysForm", (DaysForm,), {"days": field})
    return form_class(data=unless_sent({"days": str(days)}))


DELETABLE = (
    choice("answers", lazy_gettext("The answers. The summary and its figures stay")),
    choice("session", lazy_gettext("The whole session, with its figures")),
)


class DeleteForm(Form):
    """Which part of a session to delete at once."""

    what = RadioField(
        lazy_gettext("What do you want to delete now?"),
        choices=list(DELETABLE),
        widget=GovRadioInput(),
        validators=[InputRequired(lazy_gettext("Choose what to delete"))],
    )
