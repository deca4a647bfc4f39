"""The survey's questions as forms; the answers come from the content."""

from collections.abc import Mapping

from govuk_frontend_wtf.wtforms_widgets import GovRadioInput
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional

from quiz.bank.items import ConfidenceQuestion, StandItem, SurveyQuestion
from quiz.security import Form, unless_sent
from quiz.vocabulary import Answer

LEFT_OUT = SelectChoice("", "Rather not say")
YES_OR_NO = [SelectChoice("yes", "Yes"), SelectChoice("no", "No"), LEFT_OUT]


class QuestionsForm(Form):
    """A form whose questions come from the content."""

    @property
    def answers(self) -> dict[str, str | None]:
        """The answer to each question; None where nothing was chosen."""
        return {name: value for name, value in self.data.items() if name != "csrf_token"}


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
        for asked, question in (("ok", "Is it acceptable?"), ("done", "Have you done it?")):
            fields[f"{item.id}_{asked}"] = RadioField(
                question, choices=YES_OR_NO, widget=GovRadioInput(), validators=[Optional()]
            )
    return questions_form("StandForm", fields, given)


def confidence_form(question: ConfidenceQuestion, given: Answer | None) -> QuestionsForm:
    """The form of one confidence question."""
    fields = {"answer": confidence_field(question)}
    return questions_form("ConfidenceForm", fields, {"answer": given} if given else {})


def confidence_field(
    question: ConfidenceQuestion, hint: str | None = None, validator: object = None
) -> RadioField:
    """The field of one confidence question. It is required, unless ``validator`` replaces that."""
    return RadioField(
        question.question,
        description=hint or question.hint or "",
        choices=[SelectChoice(answer.value, answer.words) for answer in Answer],
        widget=GovRadioInput(),
        validators=[validator or InputRequired("Choose the answer that fits best")],
    )


def questions_form(
    name: str, fields: Mapping[str, RadioField], given: Mapping[str, str]
) -> QuestionsForm:
    """A form with these fields, filled in with the earlier answers."""
    made: type[QuestionsForm] = type(name, (QuestionsForm,), dict(fields))
    return made(data=unless_sent(given))
