"""Accounts for tests."""

from itertools import count

from flask import Flask

from quiz.clock import seconds, today
from quiz.people import accounts, guard, invitations, login_sessions, passwords
from quiz.storage.database import Database
from quiz.vocabulary import Role
from tests.visitor import Visitor

PASSWORD = "seven lamps under the moor"
_numbers = count(1)


def account(app: Flask, *roles: Role, password: str = "", email: str = "", name: str = "") -> str:
    """An active account with these roles; returns the person's id."""
    number = next(_numbers)
    database: Database = app.extensions["database"]
    with app.app_context(), database.begin(writes=True) as session:
        person = accounts.add(
            session,
            email or f"person{number}@council.example",
            name or f"Person {number}",
            roles,
            today(),
        )
        if password:
            passwords.store(session, person, password)
        person_id = person.id
        session.commit()
    return person_id


def invitation(app: Flask, person_id: str) -> str:
    """Create a one-time link; returns its token."""
    database: Database = app.extensions["database"]
    with app.app_context(), database.begin(writes=True) as session:
        person = accounts.find(session, person_id)
        assert person is not None
        token = invitations.create(session, person, today())
        session.commit()
    return token


def sign_in(visitor: Visitor, person_id: str) -> Visitor:
    """Sign a visitor in without the sign-in page, for tests about other pages."""
    app = visitor.app
    database: Database = app.extensions["database"]
    with app.app_context(), database.begin(writes=True) as session:
        person = accounts.find(session, person_id)
        assert person is not None
        token = login_sessions.start(session, person, today())
        session.commit()
    with visitor.client.session_transaction() as cookie:
        cookie[guard.SIGNED_IN] = {
            **{"token": token, "began": seconds(), "seen": seconds()},
            "proved": seconds(),
        }
    return visitor


def login_row(app: Flask, person_id: str) -> str:
    """The id of a new login session, in another browser."""
    sign_in(Visitor(app), person_id)
    database: Database = app.extensions["database"]
    with database.begin(writes=False) as session:
        person = accounts.find(session, person_id)
        assert person is not None
        return login_sessions.of(session, person, today())[0].hash


def signed_in(app: Flask, *roles: Role) -> Visitor:
    """A visitor who is signed in to a new account with these roles."""
    return sign_in(Visitor(app), account(app, *roles))
