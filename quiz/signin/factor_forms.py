"""The forms for second factors, and for showing again who one is."""

from typing import Any

from govuk_frontend_wtf.wtforms_widgets import GovPasswordInput, GovTextInput
from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import DataRequired, Length

from quiz.languages.sentences import gettext, lazy_gettext
from quiz.web.security import Form, only_visible

WRONG_CODE = lazy_gettext(
    "This code is not right, or it was used before. Wait for the next one, and type that"
)
WRONG_PASSWORD = lazy_gettext("This is not your password")
NOT_ACCEPTED = lazy_gettext("This passkey was not accepted. Try again, or use another way")
NO_PASSKEY = lazy_gettext("No passkey was sent. Press the button to use one")


def _without_spaces(typed: object) -> object:
    return "".join(typed.split()) if isinstance(typed, str) else typed


class CodeForm(Form):
    """A code from an authenticator app."""

    code = StringField(
        lazy_gettext("The code that the app shows now"),
        description=lazy_gettext("Six digits. It changes every 30 seconds."),
        widget=GovTextInput(),
        filters=[_without_spaces],
        validators=[
            DataRequired(lazy_gettext("Enter the code")),
            Length(max=40, message=lazy_gettext("A code is shorter")),
        ],
    )


class AuthenticatorForm(CodeForm):
    """The first code of an app. The hidden field has the secret, which only we can read."""

    sealed = HiddenField(validators=[Length(max=400)])


class PasskeyForm(Form):
    """The answer of a passkey, which a script puts into the hidden field."""

    passkey = HiddenField(validators=[DataRequired(NO_PASSKEY)])

    def refuse(self) -> None:
        self.passkey.errors = (NOT_ACCEPTED,)


class PasskeySignInForm(PasskeyForm):
    """The same on the page that signs in; a hidden field has the page to open afterwards."""

    next = HiddenField()


class NewPasskeyForm(PasskeyForm):
    """A new passkey and its name."""

    name = StringField(
        lazy_gettext("Name of the passkey"),
        description=lazy_gettext("So that you can tell it from others, such as “work laptop”."),
        widget=GovTextInput(),
        validators=[
            DataRequired(lazy_gettext("Give the passkey a name")),
            Length(max=50, message=lazy_gettext("Use 50 characters or fewer")),
            only_visible,
        ],
    )


class SecondStepForm(Form):
    """A code of the app, a recovery code, or a passkey."""

    code = StringField(
        lazy_gettext("Code"),
        widget=GovTextInput(),
        filters=[_without_spaces],
        validators=[Length(max=40, message=lazy_gettext("A code is shorter"))],
    )
    passkey = HiddenField()

    def validate(self, extra_validators: Any = None) -> bool:
        valid = super().validate(extra_validators)
        if valid and not (self.code.data or self.passkey.data):
            self.code.errors = (gettext("Enter a code"),)
            return False
        return valid


class ProofForm(Form):
    """Who somebody is, once more. The names are not those of any other form."""

    proof_password = PasswordField(lazy_gettext("Your password"), widget=GovPasswordInput())
    proof_passkey = HiddenField()
