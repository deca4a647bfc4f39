"""The forms of the self-check, made from the content."""

from collections.abc import Mapping, Sequence

from flask import current_app
from govuk_frontend_wtf.wtforms_widgets import GovRadioInput, GovTextInput
from itsdangerous import BadSignature, URLSafeSerializer
from wtforms import HiddenField, RadioField, StringField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from quiz.answers import record
from quiz.asking import QuestionsForm, confidence_field, questions_form
from quiz.bank.items import ConfidenceQuestion, StandItem, SurveyQuestion
from quiz.bank.items import Form as BankForm
from quiz.security import Form, unless_sent
from quiz.vocabulary import Answer, When
from quiz.vocabulary import Length as CheckLength

DEFAULTS = {"length": CheckLength.FULL.value, "feedback": When.END.value}
LEFT_OUT = SelectChoice("", "Rather not say")
YES_OR_NO = [SelectChoice("yes", "Yes"), SelectChoice("no", "No"), LEFT_OUT]


class NewAttempt(Form):
    """A form that starts an attempt, with the id that the attempt will have.

    The id is made for the page, signed, so that a Start button pressed twice starts one attempt.
    """

    attempt = HiddenField()

    def renew(self) -> None:
        """Give the page a new attempt's id."""
        self.attempt.data = self.attempt.raw_data = None
        self.attempt.data = _signer().dumps(record.new_id())

    @property
    def attempt_id(self) -> str:
        """The id that this page was made with. Raises BadSignature when it is not one of ours."""
        return str(_signer().loads(self.attempt.data or ""))

    def names(self, attempt_id: str) -> bool:
        """Whether this page was made to start that attempt."""
        try:
            return self.attempt_id == attempt_id
        except BadSignature:
            return False

    def validate_attempt(self, _field: HiddenField) -> None:
        try:
            _ = self.attempt_id
        except BadSignature:
            raise ValidationError("This page was out of date. Please press Start again.") from None


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="new attempt")


class StartForm(NewAttempt):
    """How long, which form, and when feedback comes."""

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
        """The start page's form; the form after the one that was done last is chosen already."""
        ids = [form.id for form in forms if not form.local]
        following = ids[(ids.index(done) + 1) % len(ids)] if done in ids else ids[0]
        made = cls(data=unless_sent({"scenarios": following} | DEFAULTS))
        made.scenarios.choices = [SelectChoice(form.id, _form_words(form)) for form in forms]
        return made


class SecondLookForm(NewAttempt):
    """The start of a second look. ``refusal`` says why it cannot start now, if it cannot."""

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


def about_form(questions: tuple[SurveyQuestion, ...], given: Mapping[str, str]) -> QuestionsForm:
    """Questions 1 to 4; each may be left out."""
    fields = {
        question.id: RadioField(
            question.question,
            description=question.hint or "",
            choices=[*(SelectChoice(a.id, a.text) for a in question.answers), LEFT_OUT],
            widget=GovRadioInput(),
            validators=[Optional()],
        )
        for question in questions
    }
    return questions_form("AboutForm", fields, given)


def stand_form(items: tuple[StandItem, ...], given: Mapping[str, str]) -> QuestionsForm:
    """Where do you stand: for each situation, whether it is acceptable and whether you did it."""
    fields = {}
    for item in items:
        for asked, question in (("ok", "Is it acceptable?"), ("done", "Have you done it?")):
            fields[f"{item.id}_{asked}"] = RadioField(
                question, choices=YES_OR_NO, widget=GovRadioInput(), validators=[Optional()]
            )
    return questions_form("StandForm", fields, given)


def confidence_form(question: ConfidenceQuestion, given: Answer | None) -> QuestionsForm:
    """One confidence question."""
    fields = {"answer": confidence_field(question)}
    return questions_form("ConfidenceForm", fields, {"answer": given} if given else {})


class ReturnForm(Form):
    """Five words, typed anyhow."""

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
    """A button and its forgery token: pressing it is all there is to say."""
