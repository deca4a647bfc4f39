"""The forms of the self-check, made from the content."""

from collections.abc import Sequence

from govuk_frontend_wtf.wtforms_widgets import GovRadioInput, GovTextInput
from wtforms import HiddenField, RadioField, StringField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from quiz.bank.items import BankForm
from quiz.scenario_form import NewAttempt
from quiz.security import Form, unless_sent
from quiz.vocabulary import Length as CheckLength
from quiz.vocabulary import When

DEFAULTS = {"length": CheckLength.FULL.value, "feedback": When.END.value}


class StartForm(NewAttempt):
    """The start page: length, form, and when to show feedback."""

    length = RadioField(
        "How long have you got?",
        choices=[
            SelectChoice(CheckLength.FULL.value, "About ten minutes: twelve scenarios"),
            SelectChoice(CheckLength.SHORT.value, "About four minutes: four scenarios"),
        ],
        widget=GovRadioInput(),
        validators=[InputRequired("Choose how long you have got")],
    )
    scenarios = RadioField(
        "Which form?",
        description="Each form has scenarios of its own. If you have done one, try the next.",
        widget=GovRadioInput(),
        validators=[InputRequired("Choose a form")],
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
    def of(cls, forms: Sequence[BankForm], done: str | None) -> "StartForm":
        """The start page's form, with the form after the last one preselected."""
        ids = [form.id for form in forms if not form.local]
        following = ids[(ids.index(done) + 1) % len(ids)] if done in ids else ids[0]
        made = cls(data=unless_sent({"scenarios": following} | DEFAULTS))
        made.scenarios.choices = [SelectChoice(form.id, _form_words(form)) for form in forms]
        return made


class SecondLookForm(NewAttempt):
    """The start of a second look. ``refusal`` is why it cannot start, if it cannot."""

    refusal = ""

    def validate_attempt(self, field: HiddenField) -> None:
        super().validate_attempt(field)
        if self.refusal:
            raise ValidationError(self.refusal)


def _form_words(form: BankForm) -> str:
    if not form.local:
        return f"Form {form.id}"
    many = "1 scenario" if len(form.items) == 1 else f"{len(form.items)} scenarios"
    return f"Your organisation’s own: {many}, however long you have"


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
