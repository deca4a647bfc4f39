"""Steps with second factors."""

import pyotp
from flask import Flask

from quiz import clock
from quiz.people import authenticator, recovery_codes
from quiz.people.models import Passkey, Person
from quiz.storage.database import Database
from quiz.vocabulary import Role
from tests.people.steps import PASSWORD, account
from tests.signin.software_passkey import SoftwarePasskey, text
from tests.signin.steps import EMAIL, sign_in
from tests.visitor import Visitor

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
OPTIONS = "/signin/passkey/options"


def code(steps: int = 0, secret: str = SECRET) -> str:
    """The code of a step of 30 seconds: the present one, or so many later."""
    return pyotp.TOTP(secret).at(clock.seconds() + 30 * steps)


def with_app(app: Flask, person_id: str, secret: str = SECRET) -> list[str]:
    """Set an authenticator app up for an account; returns recovery codes. No step is used."""
    database: Database = app.extensions["database"]
    with app.app_context(), database.begin(writes=True) as session:
        person = session.get_one(Person, person_id)
        authenticator.turn_on(session, person, secret, 0)
        codes = recovery_codes.renew(session, person)
        session.commit()
    return codes


def with_passkey(app: Flask, person_id: str, count: int = 0) -> SoftwarePasskey:
    """Add a passkey to an account."""
    database: Database = app.extensions["database"]
    made = SoftwarePasskey(count=count, user=text(bytes.fromhex(person_id)))
    row = Passkey(
        id=made.row,
        person_id=person_id,
        name="a phone",
        credential_id=text(made.id),
        public_key=text(made.public_key),
        sign_count=count,
        added_on=clock.today(),
    )
    with database.begin(writes=True) as session:
        session.add(row)
        session.commit()
    return made


def type_password(visitor: Visitor) -> Visitor:
    """Make an account that has an app, and type its password: the second step is awaited."""
    person_id = account(visitor.app, Role.LEAD, email=EMAIL, password=PASSWORD)
    with_app(visitor.app, person_id)
    return sign_in(visitor)


def options(visitor: Visitor, path: str = OPTIONS) -> str:
    """What the script asks a passkey with."""
    return visitor.client.get(path).text
