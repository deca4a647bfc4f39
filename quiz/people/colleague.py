"""The field for the address of another account, which takes something over."""

from govuk_frontend_wtf.wtforms_widgets import GovTextInput
from wtforms import StringField
from wtforms.validators import DataRequired, Length

from quiz.languages.sentences import LazySentence, lazy_gettext


def address_of(role: LazySentence) -> StringField:
    """The field. role: the sentence that says what they need to be."""
    return StringField(
        lazy_gettext("Their email address"),
        description=role,
        widget=GovTextInput(),
        validators=[
            DataRequired(lazy_gettext("Enter an email address")),
            Length(max=254, message=lazy_gettext("Use 254 characters or fewer")),
        ],
    )
