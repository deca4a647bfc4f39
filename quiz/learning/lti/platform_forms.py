"""The form of a learning system's details."""

from typing import Any

from govuk_frontend_wtf.wtforms_widgets import GovTextArea, GovTextInput
from wtforms import Field, StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, Length

from quiz.config import current_settings, is_safe
from quiz.learning.lti.models import LONGEST_ADDRESS, LONGEST_ID, LtiPlatform
from quiz.security import Form, only_visible, unless_sent

MOST_DEPLOYMENTS = 50
FIELDS = ("name", "issuer", "client_id", "site_url", "login_url", "token_url", "keys_url")


def _is_address(_form: object, field: Field) -> None:
    if not is_safe(field.data, current_settings().production) or set(" <>\"'#") & set(field.data):
        raise ValidationError(f"{field.label.text}: enter an address that begins with https://")


def _line(label: str, hint: str, missing: str, longest: int, *checks: Any) -> StringField:
    too_long = Length(max=longest, message=f"Use {longest} characters or fewer")
    return StringField(
        label,
        description=hint,
        widget=GovTextInput(),
        validators=[DataRequired(missing), too_long, *checks],
    )


def _address(label: str, hint: str) -> StringField:
    missing = f"Enter the {label[0].lower()}{label[1:]}"
    return _line(label, hint, missing, LONGEST_ADDRESS, _is_address)


class PlatformForm(Form):
    """A learning system, as its own pages show it."""

    name = _line(
        "Name",
        "As people know it, such as “Council Learning”. They see it.",
        "Enter a name",
        100,
        only_visible,
    )
    issuer = _line(
        "Issuer, or platform ID",
        "Exactly as it is shown there.",
        "Enter the issuer",
        LONGEST_ID,
        _is_address,
    )
    client_id = _line(
        "Client ID", "The id that it gave to this service.", "Enter the client ID", LONGEST_ID
    )
    deployments = TextAreaField(
        "Deployment IDs",
        description="One on each line. You can add them later; until then launches are refused.",
        widget=GovTextArea(),
    )
    site_url = _address(
        "Address of the learning system", "As in the address bar when people work with it."
    )
    login_url = _address("Authentication request URL", "Also called OIDC login or auth URL.")
    token_url = _address("Access token URL", "Also called OAuth 2 token URL.")
    keys_url = _address("Public keyset URL", "Also called JWKS URL or JWK endpoint.")

    @classmethod
    def of(cls, platform: LtiPlatform | None) -> "PlatformForm":
        if platform is None:
            return cls()
        known = {name: getattr(platform, name) for name in FIELDS}
        lines = "\n".join(platform.deployment_ids)
        return cls(data=unless_sent({**known, "deployments": lines}))

    def validate_deployments(self, _field: Field) -> None:
        if any(len(each) > LONGEST_ID for each in self.deployment_ids):
            raise ValidationError(f"Use {LONGEST_ID} characters or fewer on each line")
        if len(self.deployment_ids) > MOST_DEPLOYMENTS:
            raise ValidationError(f"Enter {MOST_DEPLOYMENTS} or fewer")

    def refuse(self) -> None:
        self.client_id.errors = ("Another learning system here has this issuer and client ID",)

    @property
    def deployment_ids(self) -> list[str]:
        lines = (line.strip() for line in (self.deployments.data or "").split("\n"))
        return list(dict.fromkeys(filter(None, lines)))

    @property
    def values(self) -> dict[str, str]:
        return {name: str(self[name].data) for name in FIELDS}
