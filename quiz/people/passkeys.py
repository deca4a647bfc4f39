"""Passkeys (WebAuthn): records, and the two ceremonies, which py_webauthn checks.

The authenticator must verify the person each time, by a fingerprint, a face or a PIN. So a passkey
is two factors: the device, and the person. py_webauthn takes a fifth of a second to load, so it is
loaded only here.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from quiz.people import challenges
from quiz.people.challenges import Ceremony
from quiz.people.models import Passkey, Person
from quiz.settings.config import own_address

SERVICE = "Before You Look"
MOST = 10


class PasskeyRefused(Exception):
    """The answer of an authenticator does not fit; what the library said is its cause."""


def _relying_party() -> str:
    """The host that passkeys are for. They work under no other."""
    return urlsplit(own_address()).hostname or ""


def of(session: Session, person: Person) -> Sequence[Passkey]:
    """The person's passkeys, the oldest first."""
    mine = select(Passkey).where(Passkey.person_id == person.id)
    return session.scalars(mine.order_by(Passkey.added_on, Passkey.name, Passkey.id)).all()


def find(session: Session, person: Person, passkey_id: str) -> Passkey | None:
    """A passkey of this person."""
    found = session.get(Passkey, passkey_id)
    return found if found and found.person_id == person.id else None


def remove(session: Session, passkey: Passkey) -> None:
    """Delete a passkey."""
    session.delete(passkey)
    session.flush()


def remove_all(session: Session, person: Person) -> None:
    """Delete every passkey of a person."""
    session.execute(delete(Passkey).where(Passkey.person_id == person.id))


def _descriptors(passkeys: Sequence[Passkey]) -> list[Any]:
    from webauthn import base64url_to_bytes
    from webauthn.helpers.structs import PublicKeyCredentialDescriptor

    return [
        PublicKeyCredentialDescriptor(id=base64url_to_bytes(one.credential_id)) for one in passkeys
    ]


def adding(session: Session, person: Person) -> str:
    """The options for a new passkey, as JSON. The challenge is kept in the cookie."""
    from webauthn import generate_registration_options, options_to_json
    from webauthn.helpers.structs import (
        AuthenticatorSelectionCriteria,
        ResidentKeyRequirement,
        UserVerificationRequirement,
    )

    options = generate_registration_options(
        rp_id=_relying_party(),
        rp_name=SERVICE,
        user_id=bytes.fromhex(person.id),
        user_name=person.email,
        user_display_name=person.name,
        challenge=challenges.new(Ceremony.ADD),
        exclude_credentials=_descriptors(of(session, person)),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
    )
    return options_to_json(options)


def add(session: Session, person: Person, name: str, answer: str, today: date) -> None:
    """Store a new passkey. Raises PasskeyRefused."""
    from webauthn import verify_registration_response
    from webauthn.helpers import bytes_to_base64url

    challenge = challenges.current(Ceremony.ADD)
    if challenge is None:
        raise PasskeyRefused
    try:
        verified = verify_registration_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=_relying_party(),
            expected_origin=own_address(),
            require_user_verification=True,
        )
    except Exception as error:  # whatever a parser makes of what somebody sent
        raise PasskeyRefused from error
    credential_id = bytes_to_base64url(verified.credential_id)
    known = select(Passkey.id).where(Passkey.credential_id == credential_id)
    if not challenges.spend(session, challenge, today) or session.scalar(known):
        raise PasskeyRefused
    session.add(
        Passkey(
            id=uuid4().hex,
            person_id=person.id,
            name=name,
            credential_id=credential_id,
            public_key=bytes_to_base64url(verified.credential_public_key),
            sign_count=verified.sign_count,
            added_on=today,
        )
    )
    session.flush()


def asking(session: Session, person: Person | None) -> str:
    """The options for signing in, as JSON; for anybody who has a passkey when person is None.

    The challenge is kept in the cookie.
    """
    from webauthn import generate_authentication_options, options_to_json
    from webauthn.helpers.structs import UserVerificationRequirement

    options = generate_authentication_options(
        rp_id=_relying_party(),
        challenge=challenges.new(Ceremony.SIGN_IN),
        allow_credentials=_descriptors(of(session, person)) if person else None,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return options_to_json(options)


def use(session: Session, answer: str, today: date, person: Person | None = None) -> Person:
    """The active person whose passkey gave this answer. person: whose it must be.

    Raises PasskeyRefused, also when the count of the authenticator went back: then it has a copy.
    """
    from webauthn.helpers import parse_authentication_credential_json

    challenge = challenges.current(Ceremony.SIGN_IN)
    if challenge is None:
        raise PasskeyRefused
    try:
        credential = parse_authentication_credential_json(answer)
    except Exception as error:  # whatever a parser makes of what somebody sent
        raise PasskeyRefused from error
    found = session.scalar(select(Passkey).where(Passkey.credential_id == credential.id))
    owner = session.get(Person, found.person_id) if found else None
    if found is None or owner is None or not owner.active or (person and owner.id != person.id):
        raise PasskeyRefused
    handle = credential.response.user_handle
    if handle is not None and handle != bytes.fromhex(owner.id):
        raise PasskeyRefused
    count = _verified_count(found, credential, challenge)
    if not challenges.spend(session, challenge, today) or not _count(session, found, count):
        raise PasskeyRefused
    return owner


def _verified_count(passkey: Passkey, credential: Any, challenge: bytes) -> int:
    """How often the authenticator says it was used. Raises PasskeyRefused."""
    from webauthn import base64url_to_bytes, verify_authentication_response

    try:
        verified = verify_authentication_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=_relying_party(),
            expected_origin=own_address(),
            credential_public_key=base64url_to_bytes(passkey.public_key),
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    except Exception as error:  # whatever a parser makes of what somebody sent
        raise PasskeyRefused from error
    return verified.new_sign_count


def _count(session: Session, passkey: Passkey, count: int) -> bool:
    """Store the new count, unless another request was faster."""
    this = Passkey.id == passkey.id, Passkey.sign_count == passkey.sign_count
    counted = update(Passkey).where(*this).values(sign_count=count).returning(Passkey.id)
    return bool(session.scalars(counted).all())
