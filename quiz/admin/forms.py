"""The forms of the admin pages."""

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any

from flask import request
from govuk_frontend_wtf.wtforms_widgets import (
    GovCheckboxesInput,
    GovRadioInput,
    GovTextArea,
    GovTextInput,
)
from wtforms import (
    HiddenField,
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Regexp

from quiz.bank.items import Bank, Contact
from quiz.bank.sources import Pointer
from quiz.languages.choices import choice
from quiz.languages.sentences import LazySentence, gettext, lazy_gettext
from quiz.vocabulary import ROLE_WORDS, Role
from quiz.web.security import Form, only_visible, unless_sent

MOST_CONTACTS = 20
EMPTY_CONTACTS = 2
NO_TAGS = Regexp(r"[^<>]*\Z", message=lazy_gettext("Leave out the characters < and >"))
EDIT_CONFLICT = lazy_gettext(
    "Somebody else changed this page while you had it open. What you typed is still here: "
    "compare it, then save it again."
)
NO_ROLE = lazy_gettext("Say who they are, or empty the whole contact")
NO_ASK = lazy_gettext("Say what to ask them about, or empty the whole contact")
DEFAULT_REVIEWER = "a content owner"
"""Part of the register, which is in English."""
NEXT_REVIEW = {
    "3": lazy_gettext("In three months"),
    "6": lazy_gettext("In six months"),
    "12": lazy_gettext("In a year"),
}
TOO_LONG = lazy_gettext("Use %(max)d characters or fewer")


def _line(
    label: LazySentence, hint: LazySentence | None = None, *checks: Any, longest: int = 300
) -> StringField:
    too_long = Length(max=longest, message=TOO_LONG)
    return StringField(
        label,
        description=hint or "",
        widget=GovTextInput(),
        validators=[*checks, too_long, NO_TAGS],
    )


def _text(label: LazySentence) -> TextAreaField:
    too_long = Length(max=1500, message=lazy_gettext("Use 1,500 characters or fewer"))
    return TextAreaField(
        label,
        widget=GovTextArea(),
        validators=[too_long, NO_TAGS],
    )


class RolesForm(Form):
    """A person's roles."""

    roles = SelectMultipleField(
        lazy_gettext("What may they do?"),
        description=lazy_gettext(
            "Choose all that apply. No role includes another, except that an administrator may "
            "also look after the content."
        ),
        choices=[choice(role.value, words) for role, words in ROLE_WORDS.items()],
        widget=GovCheckboxesInput(),
        validators=[InputRequired(lazy_gettext("Choose at least one"))],
    )

    @property
    def chosen(self) -> tuple[Role, ...]:
        return tuple(Role(value) for value in self.roles.data)


def _address(label: LazySentence, hint: LazySentence) -> StringField:
    return _line(
        label,
        hint,
        DataRequired(lazy_gettext("Enter an email address")),
        Regexp(
            r"[^@\s]+@[^@\s]+\.[^@\s]+\Z",
            message=lazy_gettext("Enter an email address, such as name@council.example"),
        ),
        longest=254,
    )


class AddressForm(Form):
    """The new address of an account."""

    email = _address(
        lazy_gettext("New email address"), lazy_gettext("They sign in with it from now on.")
    )

    def refuse(self) -> None:
        self.email.errors = (gettext("Another account has this address. Enter a different one"),)


class AccountInviteForm(RolesForm):
    """Whom to invite, and their roles."""

    email = _address(
        lazy_gettext("Email address"), lazy_gettext("Their work address. They sign in with it.")
    )
    name = _line(
        lazy_gettext("Name"),
        lazy_gettext("Optional. They can change it when they choose their password."),
        only_visible,
        longest=100,
    )


class PersonForm(RolesForm):
    """A person's name and roles. Administrators cannot remove that role from themselves."""

    name = _line(
        lazy_gettext("Name"),
        None,
        DataRequired(lazy_gettext("Enter a name")),
        only_visible,
        longest=100,
    )
    is_own_account = False

    def validate_roles(self, field: SelectMultipleField) -> None:
        if self.is_own_account and Role.ADMINISTRATOR.value not in field.data:
            raise ValidationError(
                gettext("You cannot remove this role from yourself; ask another administrator")
            )


class SourceChangedForm(Form):
    """What has changed in a source since its last review."""

    what = _line(
        lazy_gettext("What has changed?"),
        lazy_gettext(
            "A few words, such as “section 28 was amended”. They are shown beside each pointer."
        ),
        DataRequired(lazy_gettext("Say in a few words what has changed")),
    )


class SourceReviewForm(Form):
    """Today's review of a source."""

    by = _line(
        lazy_gettext("Who reviewed it?"),
        lazy_gettext("A role is enough. It is shown to everybody on the page “The guidance”."),
        DataRequired(lazy_gettext("Say who reviewed it, such as “a content owner”")),
    )
    again = RadioField(
        lazy_gettext("When is the next review due?"),
        choices=[choice(months, words) for months, words in NEXT_REVIEW.items()],
        widget=GovRadioInput(),
        validators=[InputRequired(lazy_gettext("Choose when the next review is due"))],
    )
    facts = SelectMultipleField(
        lazy_gettext("Which places did you read yourself?"),
        description=lazy_gettext("Leave out those you did not read: their status stays as it is."),
        widget=GovCheckboxesInput(),
    )

    @classmethod
    def of(cls, pointers: Sequence[Pointer]) -> "SourceReviewForm":
        """The form for a source with these pointers."""
        form = cls(data=unless_sent({"by": DEFAULT_REVIEWER, "again": "12"}))
        form.facts.choices = [SelectChoice(one.id, f"{one.place}: {one.says}") for one in pointers]
        return form


class ContactsForm(Form):
    """The organisation's policy and contacts, with fields for two more contacts."""

    policy_name = _line(
        lazy_gettext("Name of your policy"), lazy_gettext("Leave both empty if you have none.")
    )
    policy_url = _line(
        lazy_gettext("Address of your policy"),
        lazy_gettext("It begins with https://"),
        Regexp(
            r'(https://[^\s<>"]+)?\Z',
            message=lazy_gettext("Enter an address that begins with https://"),
        ),
    )
    version = HiddenField()
    numbers: range
    current_version = ""

    @classmethod
    def of(cls, bank: Bank) -> "ContactsForm":
        """The form, filled in with the present policy and contacts."""
        current = bank.contacts if bank.contacts_are_local else ()
        numbers = range(1, min(len(current) + EMPTY_CONTACTS, MOST_CONTACTS) + 1)
        fields = {name: field for number in numbers for name, field in _contact_fields(number)}
        built: type[ContactsForm] = type("BuiltForm", (cls,), {**fields, "numbers": numbers})
        form = built(data=unless_sent(_filled_in(bank, current)))
        digest = hashlib.sha256(repr((bank.policy, current)).encode()).hexdigest()
        form.current_version = digest[:16]
        if request.method != "POST":
            form.version.data = form.current_version
        return form

    def validate_policy_url(self, field: StringField) -> None:
        if bool(field.data) != bool(self.policy_name.data):
            raise ValidationError(
                gettext("Give your policy both a name and an address, or neither")
            )

    def validate_version(self, field: HiddenField) -> None:
        """Refuse to overwrite what somebody else saved while this form was open."""
        if field.data != self.current_version:
            field.data = self.current_version
            raise ValidationError(EDIT_CONFLICT)

    def validate(self, extra_validators: Any = None) -> bool:
        """Validate; each contact needs both who they are and what to ask them."""
        valid = super().validate(extra_validators)
        for number in self.numbers:
            role, ask, note = (self[f"{name}_{number}"] for name in ("role", "ask", "note"))
            for field, error in ((role, NO_ROLE), (ask, NO_ASK)):
                if (role.data or ask.data or note.data) and not field.data:
                    field.errors = (str(error),)
                    valid = False
        return valid

    @property
    def policy(self) -> dict[str, str] | None:
        """The policy in the form of the local file."""
        if not self.policy_name.data:
            return None
        return {"name": self.policy_name.data, "url": self.policy_url.data}

    @property
    def contacts(self) -> list[dict[str, str]]:
        """The contacts in the form of the local file, without empty ones."""
        rows = [
            {"role": f"role_{number}", "ask_about": f"ask_{number}", "note": f"note_{number}"}
            for number in self.numbers
        ]
        filled = [
            {key: self[name].data for key, name in row.items() if self[name].data} for row in rows
        ]
        return [row for row in filled if row]


def _contact_fields(number: int) -> Iterator[tuple[str, StringField]]:
    yield f"role_{number}", _line(lazy_gettext("Who"), lazy_gettext("A role, a desk or a name"))
    yield f"ask_{number}", _text(lazy_gettext("What to ask them about"))
    yield f"note_{number}", _text(lazy_gettext("How to reach them, and what else helps"))


def _filled_in(bank: Bank, contacts: Sequence[Contact]) -> dict[str, object]:
    filled: dict[str, object] = {}
    if bank.policy:
        filled |= {"policy_name": bank.policy.name, "policy_url": bank.policy.url}
    for number, contact in enumerate(contacts, start=1):
        filled |= {
            f"role_{number}": contact.role,
            f"ask_{number}": contact.ask_about,
            f"note_{number}": contact.note,
        }
    return filled
