"""A participant's forms: to join. Votes use the scenario's own form, and ratings the survey's."""

from govuk_frontend_wtf.wtforms_widgets import GovTextInput
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from quiz.security import Form


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
