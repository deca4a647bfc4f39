"""The form on which a person chooses what their learning system gets."""

from govuk_frontend_wtf.wtforms_widgets import GovRadioInput
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from quiz.security import Form, unless_sent

ONLY, RESULT = "finished", "result"


class CompletionForm(Form):
    """What is sent: that the check is finished and, if chosen, how many answers were right."""

    what = RadioField(
        "What should it get?",
        widget=GovRadioInput(),
        validators=[InputRequired("Choose what your learning system should get")],
    )

    @classmethod
    def of(cls, right: int, of: int) -> "CompletionForm":
        form = cls(data=unless_sent({"what": ONLY}))
        form.what.choices = [
            SelectChoice(ONLY, "Only that I have finished"),
            SelectChoice(RESULT, f"Also that {right} of {of} answers were right"),
        ]
        return form

    @property
    def with_result(self) -> bool:
        return str(self.what.data) == RESULT
