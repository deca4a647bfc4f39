"""The field for the address of another account, which takes something over."""

from govuk_frontend_wtf.wtforms_widgets import GovTextInput
from wtforms import StringField
from wtforms.validators import DataRequired, Length


def address_of(role: str) -> StringField:
    """The field. role: what they need to be, as “a trainer”."""
    return StringField(
        "Their email address",
        description=f"They need an account here with the role of {role}.",
        widget=GovTextInput(),
        validators=[
            DataRequired("Enter an email address"),
            Length(max=254, message="Use 254 characters or fewer"),
        ],
    )
