"""The forms of the self-check, made from the content."""

from collections.abc import Collection, Sequence

from govuk_frontend_wtf.wtforms_widgets import GovRadioInput, GovTextInput
from wtforms import HiddenField, RadioField, StringField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from quiz.bank.items import BankForm
from quiz.number_words import in_words
from quiz.scenario_form import NewAttempt
from quiz.security import Form, unless_sent
from quiz.vocabulary import Answer, When, set_name
from quiz.vocabulary import Length as CheckLength

DEFAULTS = {"length": CheckLength.FULL.value, "feedback": When.END.value}
LENGTHS = {
    CheckLength.FULL: "About ten minutes: twelve scenarios",
    CheckLength.SHORT: "About four minutes: four scenarios",
}
"""A test holds the times to the words of the pages, at READING_SPEED and SECONDS_A_CHOICE."""
READING_SPEED = 240
"""Words a minute. Adults read 238 silently (Brysbaert 2019, doi.org/10.1016/j.jml.2019.104047)."""
SECONDS_A_CHOICE = 3


class StartForm(NewAttempt):
    """The start page: length, set, and when to show feedback. All have defaults.

    ``offered`` says what Start starts, if nothing is changed.
    """

    offered = ""

    length = RadioField(
        "How long have you got?",
        description=f"Reading {READING_SPEED} words a minute, with {in_words(SECONDS_A_CHOICE)} "
        "seconds for each choice.",
        choices=[SelectChoice(length.value, words) for length, words in LENGTHS.items()],
        widget=GovRadioInput(),
        validators=[InputRequired("Choose how long you have got")],
    )
    scenarios = RadioField(
        "Which set of scenarios?",
        description="No scenario is in two sets.",
        widget=GovRadioInput(),
        validators=[InputRequired("Choose a set")],
    )
    feedback = RadioField(
        "When would you like feedback?",
        choices=[
            SelectChoice(When.END.value, "At the end, all together"),
            SelectChoice(When.EACH.value, "After each scenario"),
        ],
        widget=GovRadioInput(),
        validators=[InputRequired("Choose when you would like feedback")],
    )

    @classmethod
    def of(cls, forms: Sequence[BankForm], known: Collection[str], asked: str = "") -> "StartForm":
        """The start page's form. It offers the set that a link asks for, or else the first that is
        not known in this browser."""
        ids = [form.id for form in forms if not form.local]
        local = {form.id: form for form in forms if form.local}
        unknown = next((one for one in ids if one not in known), ids[0])
        offered = asked if asked in (*ids, *local) else unknown
        made = cls(data=unless_sent({"scenarios": offered} | DEFAULTS))
        made.scenarios.choices = [SelectChoice(form.id, _set_words(form)) for form in forms]
        full = f"{LENGTHS[CheckLength.FULL]} from {set_name(offered)}"
        made.offered = f"{_set_words(local[offered]) if offered in local else full}."
        return made


class SecondLookForm(NewAttempt):
    """The start of a second look. ``refusal`` is why it cannot start, if it cannot."""

    refusal = ""

    def validate_attempt(self, field: HiddenField) -> None:
        super().validate_attempt(field)
        if self.refusal:
            raise ValidationError(self.refusal)


def _set_words(form: BankForm) -> str:
    if not form.local:
        return set_name(form.id).capitalize()
    many = "1 scenario" if len(form.items) == 1 else f"{len(form.items)} scenarios"
    return f"Your organisation’s own: {many}, however long you have"


class OneRatingForm(Form):
    """One confidence question, as its page was before all of them were on one page."""

    answer = RadioField(
        choices=[SelectChoice(answer.value, answer.words) for answer in Answer],
        validators=[InputRequired()],
    )


class ReturnForm(Form):
    """The five words of a return code, in any spelling."""

    code = StringField(
        "Your five words",
        description="Capitals, spaces and hyphens do not matter.",
        widget=GovTextInput(),
        validators=[
            InputRequired("Type the five words of your return code"),
            Length(max=120, message="A return code is five words; this is longer"),
        ],
    )


class ConfirmForm(Form):
    """A button and its CSRF token."""
