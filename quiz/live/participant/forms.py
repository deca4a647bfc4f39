"""A participant's forms: to join and to rate. Votes use the scenario's own form."""

from collections.abc import Mapping, Sequence
from typing import Any

from govuk_frontend_wtf.wtforms_widgets import GovTextInput
from wtforms import RadioField, StringField
from wtforms.validators import InputRequired, Length, StopValidation

from quiz.bank.items import ConfidenceQuestion
from quiz.security import Form
from quiz.survey import QuestionsForm, confidence_field, questions_form
from quiz.vocabulary import Answer, Strand

IF_AWARE = "Leave this one out if you answered “No” or “Does not apply to my work” above."


class JoinForm(Form):
    """A code, typed anyhow."""

    code = StringField(
        "The session’s code",
        description="Six letters and figures, as on the screen. Capitals and spaces do not matter.",
        widget=GovTextInput(),
        validators=[
            InputRequired("Type the code that is on the screen"),
            Length(max=40, message="A code has six letters and figures; this is longer"),
        ],
    )


def _said(form: QuestionsForm) -> dict[Strand, Answer]:
    known = {answer.value for answer in Answer}
    return {Strand(name): Answer(said) for name, said in form.answers.items() if said in known}


def _if_aware(form: Any, field: RadioField) -> None:
    """Whoever is not aware of the guidance need not say whether they understand it."""
    if Strand(field.name).is_asked(_said(form)):
        InputRequired("Choose the answer that fits best")(form, field)
    else:
        # What the field itself says of an empty choice stands there before any validator runs.
        field.errors = ()
        raise StopValidation


def ratings_form(
    questions: Sequence[ConfidenceQuestion], given: Mapping[Strand, Answer]
) -> QuestionsForm:
    """All confidence questions on one page, filled in with what was said before."""
    fields = {
        question.strand.value: confidence_field(question, IF_AWARE, _if_aware)
        if question.strand == Strand.UNDERSTANDING
        else confidence_field(question)
        for question in questions
    }
    return questions_form(
        "RatingsForm", fields, {strand.value: answer for strand, answer in given.items()}
    )


def rated(form: QuestionsForm) -> dict[Strand, Answer]:
    """What was said, once the form is accepted; without what was not asked."""
    said = _said(form)
    return {strand: answer for strand, answer in said.items() if strand.is_asked(said)}
