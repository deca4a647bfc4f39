"""The form of a learning system's details."""

from typing import Any

from govuk_frontend_wtf.wtforms_widgets import GovTextArea, GovTextInput
from wtforms import Field, StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, Length

from quiz.languages.sentences import LazySentence, gettext, lazy_gettext
from quiz.learning.lti.models import LONGEST_ADDRESS, LONGEST_ID, LtiPlatform
from quiz.settings.config import current_settings, is_safe
from quiz.web.security import Form, only_visible, unless_sent

MOST_DEPLOYMENTS = 50
TOO_LONG = lazy_gettext("Use %(max)d characters or fewer")
FIELDS = ("name", "issuer", "client_id", "site_url", "login_url", "token_url", "keys_url")


def _is_address(_form: object, field: Field) -> None:
    if not is_safe(field.data, current_settings().production) or set(" <>\"'#") & set(field.data):
        raise ValidationError(
            gettext("%(field)s: enter an address that begins with https://", field=field.label.text)
        )


def _line(
    label: LazySentence, hint: LazySentence, missing: LazySentence, longest: int, *checks: Any
) -> StringField:
    too_long = Length(max=longest, message=TOO_LONG)
    return StringField(
        label,
        description=hint,
        widget=GovTextInput(),
        validators=[DataRequired(missing), too_long, *checks],
    )


def _address(label: LazySentence, hint: LazySentence, missing: LazySentence) -> StringField:
    return _line(label, hint, missing, LONGEST_ADDRESS, _is_address)


class PlatformForm(Form):
    """A learning system, as its own pages show it."""

    name = _line(
        lazy_gettext("Name"),
        lazy_gettext("As people know it, such as “Council Learning”. They see it."),
        lazy_gettext("Enter a name"),
        100,
        only_visible,
    )
    issuer = _line(
        lazy_gettext("Issuer, or platform ID"),
        lazy_gettext("Exactly as it is shown there."),
        lazy_gettext("Enter the issuer"),
        LONGEST_ID,
        _is_address,
    )
    client_id = _line(
        lazy_gettext("Client ID"),
        lazy_gettext("The id that it gave to this service."),
        lazy_gettext("Enter the client ID"),
        LONGEST_ID,
    )
    deployments = TextAreaField(
        lazy_gettext("Deployment IDs"),
        description=lazy_gettext(
            "One on each line. You can add them later; until then launches are refused."
        ),
        widget=GovTextArea(),
    )
    site_url = _address(
        lazy_gettext("Address of the learning system"),
        lazy_gettext("As in the address bar when people work with it."),
        lazy_gettext("Enter the address of the learning system"),
    )
    login_url = _address(
        lazy_gettext("Authentication request URL"),
        lazy_gettext("Also called OIDC login or auth URL."),
        lazy_gettext("Enter the authentication request URL"),
    )
    token_url = _address(
        lazy_gettext("Access token URL"),
        lazy_gettext("Also called OAuth 2 token URL."),
        lazy_gettext("Enter the access token URL"),
    )
    keys_url = _address(
        lazy_gettext("Public keyset URL"),
        lazy_gettext("Also called JWKS URL or JWK endpoint."),
        lazy_gettext("Enter the public keyset URL"),
    )

    @classmethod
    def of(cls, platform: LtiPlatform | None) -> "PlatformForm":
        if platform is None:
            return cls()
        known = {name: getattr(platform, name) for name in FIELDS}
        lines = "\n".join(platform.deployment_ids)
        return cls(data=unless_sent({**known, "deployments": lines}))

    def validate_deployments(self, _field: Field) -> None:
        if any(len(each) > LONGEST_ID for each in self.deployment_ids):
            raise ValidationError(
                gettext("Use %(number)s characters or fewer on each line", number=LONGEST_ID)
            )
        if len(self.deployment_ids) > MOST_DEPLOYMENTS:
            raise ValidationError(gettext("Enter %(number)s or fewer", number=MOST_DEPLOYMENTS))

    def refuse(self) -> None:
        self.client_id.errors = (
            gettext("Another learning system here has this issuer and client ID"),
        )

    @property
    def deployment_ids(self) -> list[str]:
        lines = (line.strip() for line in (self.deployments.data or "").split("\n"))
        return list(dict.fromkeys(filter(None, lines)))

    @property
    def values(self) -> dict[str, str]:
        return {name: str(self[name].data) for name in FIELDS}
