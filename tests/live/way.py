"""Hosts and participants, step by step, for the tests that need a session to be somewhere."""

from collections.abc import Iterable

from flask import Flask

from quiz.bank.load import load
from quiz.people import accounts
from quiz.vocabulary import Role
from tests.people.way import account, sign_in
from tests.visitor import Visitor

BANK = load()
ITEM = BANK.form("A").items[0]
OTHER = BANK.form("A").items[1]
CONTESTED = BANK.contested[0]


def signed_in(app: Flask, name: str = "Tess", roles: Iterable[Role] = (Role.TRAINER,)) -> Visitor:
    """Somebody with an account, signed in in a browser of their own."""
    email = f"{name.lower()}@council.example"
    with app.extensions["database"].begin(writes=False) as session:
        person = accounts.find_by_email(session, email)
        person_id = person.id if person else ""
    return sign_in(Visitor(app), person_id or account(app, *roles, email=email, name=name))


def hosting(app: Flask, scenarios: str = f"{ITEM.id} {OTHER.id}", name: str = "Tess") -> Visitor:
    """A trainer in front of the page of a session just made."""
    host = signed_in(app, name).get("/host/new?template=none")
    ids = [i.id for i in BANK.form(scenarios).items] if len(scenarios) == 1 else scenarios.split()
    places = {f"position_{id_}": str(number) for number, id_ in enumerate(ids, 1)}
    host.send(title=f"{name}’s morning", **places)
    assert host.status == 200, host.errors
    return host


def code(host: Visitor) -> str:
    shown = host.page.select_one(".hosting__code")
    assert shown is not None
    return shown.get_text()


def joined(app: Flask, host: Visitor) -> Visitor:
    """Somebody who joined the session that the host looks at."""
    return Visitor(app).get("/join").send(code=code(host))


def move(host: Visitor, *moves: str) -> Visitor:
    for one in moves:
        host.send(move=one)
        assert host.status == 200, host.words
    return host


def open_vote(host: Visitor) -> Visitor:
    """From the lobby to the first vote."""
    return move(host, "next", "next")


def vote(visitor: Visitor, option: str, certainty: str = "3") -> Visitor:
    """Answer what the visitor's page asks, with the option of this letter."""
    visitor.get("/play?change=1")
    chosen = next(one for one in visitor.choices("option") if one.endswith(f".{option}"))
    return visitor.send(option=chosen, certainty=certainty)


def rate(visitor: Visitor, **said: str) -> Visitor:
    every = {"aware": "yes", "understanding": "partly", "casework": "no", "asking": "yes"}
    return visitor.get("/play?change=1").send(**(every | said))


def phase(visitor: Visitor) -> str:
    """Where the page says that the session is, as (phase, scenario from 0, round)."""
    return str(visitor.page.select_one("[data-place]")["data-place"])  # type: ignore[index]
