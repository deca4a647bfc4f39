"""The survey's questions as forms; the answers come from the content."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import request
from govuk_frontend_wtf.wtforms_widgets import GovRadioInput
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional, StopValidation

from quiz.bank.items import ConfidenceQuestion, StandItem, SurveyQuestion
from quiz.languages.choices import choice
from quiz.languages.sentences import gettext, lazy_gettext
from quiz.vocabulary import Answer, Strand
from quiz.web.security import Form, unless_sent

LEFT_OUT = choice("", lazy_gettext("Rather not say"))
STAND_QUESTIONS = (
    ("ok", lazy_gettext("Is it acceptable?")),
    ("done", lazy_gettext("Have you done it?")),
)
LEAVE_OUT = "leave_out"
"""The name of the button that leaves a whole page out."""
IF_AWARE = lazy_gettext(
    "Leave this one out if you answered “No” or “Does not apply to my work” above."
)
YES_OR_NO = [
    choice("yes", lazy_gettext("Yes")),
    choice("no", lazy_gettext("No")),
    LEFT_OUT,
]


class QuestionsForm(Form):
    """A form whose questions come from the content."""

    @property
    def answers(self) -> dict[str, str | None]:
        """The answer to each question; None where nothing was chosen."""
        return {name: value for name, value in self.data.items() if name != "csrf_token"}

    @property
    def answers_unless_left_out(self) -> dict[str, str | None]:
        """The answers, or None for each question when the whole page was left out."""
        return dict.fromkeys(self.answers) if LEAVE_OUT in request.form else self.answers


def about_form(questions: tuple[SurveyQuestion, ...], given: Mapping[str, str]) -> QuestionsForm:
    """The form of the questions about oneself; each can be left out."""
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
    """The form of *where do you stand*: each situation is asked as acceptable and as done."""
    fields = {}
    for item in items:
        for asked, question in STAND_QUESTIONS:
            fields[f"{item.id}_{asked}"] = RadioField(
                question, choices=YES_OR_NO, widget=GovRadioInput(), validators=[Optional()]
            )
    return questions_form("StandForm", fields, given)


def ratings_form(
    questions: Sequence[ConfidenceQuestion], given: Mapping[Strand, Answer]
) -> QuestionsForm:
    """All confidence questions on one page, filled in with earlier answers."""
    fields = {question.strand.value: _confidence_field(question) for question in questions}
    return questions_form(
        "RatingsForm", fields, {strand.value: answer for strand, answer in given.items()}
    )


def asked_ratings(form: QuestionsForm) -> dict[Strand, Answer]:
    """The answers of an accepted form, without those to questions that were not asked."""
    ratings = _ratings(form)
    return {strand: answer for strand, answer in ratings.items() if strand.is_asked(ratings)}


def _confidence_field(question: ConfidenceQuestion) -> RadioField:
    """The field of one confidence question. It is required of everybody who is asked it."""
    follow_up = question.strand == Strand.UNDERSTANDING
    required = InputRequired(gettext("Choose an answer to “%(question)s”", question=question.asked))
    return RadioField(
        question.question,
        description=IF_AWARE if follow_up else question.hint or "",
        choices=[SelectChoice(answer.value, answer.words) for answer in Answer],
        widget=GovRadioInput(),
        validators=[_if_asked(required) if follow_up else required],
    )


def _if_asked(required: InputRequired) -> Any:
    """A validator for a question that is asked only after some answers to another one."""

    def validate(form: QuestionsForm, field: RadioField) -> None:
        if Strand(field.name).is_asked(_ratings(form)):
            required(form, field)
        else:
            # The field has set its own error for an empty choice before any validator runs.
            field.errors = ()
            raise StopValidation

    return validate


def _ratings(form: QuestionsForm) -> dict[Strand, Answer]:
    values = {answer.value for answer in Answer}
    return {Strand(name): Answer(sent) for name, sent in form.answers.items() if sent in values}


def questions_form(
    name: str, fields: Mapping[str, RadioField], given: Mapping[str, str]
) -> QuestionsForm:
    """A form with these fields, filled in with the earlier answers."""
    made: type[QuestionsForm] = type(name, (QuestionsForm,), dict(fields))
    return made(data=unless_sent(given))
