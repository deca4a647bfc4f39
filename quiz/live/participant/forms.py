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
    """The session's code, with or without spaces and capitals."""

    code = StringField(
        "The session’s code",
        description="Six letters and figures, as on the screen. Capitals and spaces do not matter.",
        widget=GovTextInput(),
        validators=[
            InputRequired("Type the code that is on the screen"),
            Length(max=40, message="A code has six letters and figures; this is longer"),
        ],
    )


def _ratings(form: QuestionsForm) -> dict[Strand, Answer]:
    values = {answer.value for answer in Answer}
    return {Strand(name): Answer(sent) for name, sent in form.answers.items() if sent in values}


def _if_aware(form: Any, field: RadioField) -> None:
    """Required only of people who are aware of the guidance."""
    if Strand(field.name).is_asked(_ratings(form)):
        InputRequired("Choose the answer that fits best")(form, field)
    else:
        # The field has set its own error for an empty choice before any validator runs.
        field.errors = ()
        raise StopValidation


def ratings_form(
    questions: Sequence[ConfidenceQuestion], given: Mapping[Strand, Answer]
) -> QuestionsForm:
    """All confidence questions on one page, filled in with earlier answers."""
    fields = {
        question.strand.value: confidence_field(question, IF_AWARE, _if_aware)
        if question.strand == Strand.UNDERSTANDING
        else confidence_field(question)
        for question in questions
    }
    return questions_form(
        "RatingsForm", fields, {strand.value: answer for strand, answer in given.items()}
    )


def asked_ratings(form: QuestionsForm) -> dict[Strand, Answer]:
    """The answers of an accepted form, without those to questions that were not asked."""
    ratings = _ratings(form)
    return {strand: answer for strand, answer in ratings.items() if strand.is_asked(ratings)}
