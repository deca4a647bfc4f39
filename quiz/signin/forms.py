"""The forms for signing in and for a person's own account."""

from typing import Any

from govuk_frontend_wtf.wtforms_widgets import GovPasswordInput, GovTextInput
from wtforms import HiddenField, PasswordField, StringField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Length

from quiz.languages.sentences import lazy_gettext
from quiz.people import passwords
from quiz.web.security import Form, only_visible

NEW_PASSWORD_HINT = lazy_gettext(
    "12 characters or more. Four words that do not belong together are easy to remember and hard "
    "to guess."
)
"""With `passwords.SHORTEST`, which a test compares."""


class SignInForm(Form):
    """Email address and password; a hidden field has the page to open afterwards."""

    email = StringField(
        lazy_gettext("Email address"),
        widget=GovTextInput(),
        validators=[
            DataRequired(lazy_gettext("Enter your email address")),
            Length(max=254, message=lazy_gettext("An email address is shorter than this")),
        ],
    )
    password = PasswordField(
        lazy_gettext("Password"),
        widget=GovPasswordInput(),
        validators=[InputRequired(lazy_gettext("Enter your password"))],
    )
    next = HiddenField()


class NewPasswordForm(Form):
    """A form to choose a password, which must not be made from ``about`` (name, address)."""

    password = PasswordField(
        lazy_gettext("Choose a password"),
        description=NEW_PASSWORD_HINT,
        widget=GovPasswordInput(),
        validators=[InputRequired(lazy_gettext("Choose a password"))],
    )

    def __init__(self, *about: str, **given: Any) -> None:
        super().__init__(**given)
        self.about = about

    def validate_password(self, field: PasswordField) -> None:
        if weakness := passwords.weakness(field.data, *self.about):
            raise ValidationError(weakness)


class InvitedForm(NewPasswordForm):
    """The form behind a one-time link: name and password."""

    name = StringField(
        lazy_gettext("Your name"),
        description=lazy_gettext(
            "The name that colleagues know you by. Everybody with an account here can see "
            "it, and so can everybody you invite to a team review."
        ),
        widget=GovTextInput(),
        validators=[
            DataRequired(lazy_gettext("Enter your name")),
            Length(max=100, message=lazy_gettext("Enter a name of 100 characters or fewer")),
            only_visible,
        ],
    )


class ChangePasswordForm(NewPasswordForm):
    """The current password and a new one."""

    current = PasswordField(
        lazy_gettext("Your current password"),
        widget=GovPasswordInput(),
        validators=[InputRequired(lazy_gettext("Enter your current password"))],
    )
