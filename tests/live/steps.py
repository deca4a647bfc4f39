"""Steps of hosts and participants: create a session, join it, move it on, vote and rate."""

from collections.abc import Iterable

from flask import Flask

from quiz.bank.load import load
from quiz.people import accounts
from quiz.vocabulary import Role
from tests.people.steps import account, sign_in
from tests.visitor import Visitor

BANK = load()
ITEM = BANK.form("A").items[0]
OTHER = BANK.form("A").items[1]
CONTESTED = BANK.contested[0]
USUAL_RATINGS = {"aware": "yes", "understanding": "partly", "casework": "no", "asking": "yes"}


def signed_in(app: Flask, name: str = "Tess", roles: Iterable[Role] = (Role.TRAINER,)) -> Visitor:
    """A visitor with an account, who is signed in."""
    email = f"{name.lower()}@council.example"
    with app.extensions["database"].begin(writes=False) as session:
        person = accounts.find_by_email(session, email)
        person_id = person.id if person else ""
    return sign_in(Visitor(app), person_id or account(app, *roles, email=email, name=name))


def host_session(
    app: Flask, scenarios: str = f"{ITEM.id} {OTHER.id}", name: str = "Tess"
) -> Visitor:
    """A trainer who has just created a session and sees its page.

    scenarios: a form's letter, or the ids of scenarios with spaces between them.
    """
    host = signed_in(app, name).get("/host/new?agenda=none")
    ids = [i.id for i in BANK.form(scenarios).items] if len(scenarios) == 1 else scenarios.split()
    positions = {f"position_{id_}": str(number) for number, id_ in enumerate(ids, 1)}
    host.send(title=f"{name}’s morning", **positions)
    assert host.status == 200, host.errors
    return host


def code(host: Visitor) -> str:
    """The session's code, as the host's page shows it."""
    element = host.page.select_one(".hosting__code")
    assert element is not None
    return element.get_text()


def session_path(host: Visitor) -> str:
    """The address of the host's page."""
    return "/".join(host.path.split("/")[:3])


def open_screen(host: Visitor, plain: bool = False) -> str:
    """Open the room's screen as the host; its address. plain: without buttons."""
    path = f"{session_path(host)}/display{'?plain=1' if plain else ''}"
    return str(host.client.get(path).headers["Location"])


def join_session(app: Flask, host: Visitor) -> Visitor:
    """A new participant of the session on the host's page."""
    return Visitor(app).get("/join").send(code=code(host))


def move(host: Visitor, *moves: str) -> Visitor:
    """Press these buttons on the host's page."""
    for name in moves:
        host.send(move=name)
        assert host.status == 200, host.words
    return host


def open_vote(host: Visitor) -> Visitor:
    """From the lobby to the first vote."""
    return move(host, "next", "next")


def vote(visitor: Visitor, option: str, certainty: str = "3") -> Visitor:
    """Answer the open vote with the option of this letter."""
    visitor.get("/play?change=1")
    chosen = next(value for value in visitor.choices("option") if value.endswith(f".{option}"))
    return visitor.send(option=chosen, certainty=certainty)


def rate(visitor: Visitor, **ratings: str) -> Visitor:
    """Answer the confidence questions, with these answers instead of the usual ones."""
    return visitor.get("/play?change=1").send(**(USUAL_RATINGS | ratings))


def position(visitor: Visitor) -> str:
    """The session's position on the visitor's page: ``phase-scenario-round``, scenario from 0."""
    return str(visitor.page.select_one("[data-position]")["data-position"])  # type: ignore[index]
