"""The route map: every address is on it, with its audience and methods."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import event

from quiz.clock import seconds, today
from quiz.config import Provider
from quiz.database import Database
from quiz.live.host import summary_views
from quiz.live.participant import results_views
from quiz.live.session import store as live
from quiz.live.session.plan import Plan, PlannedScenario
from quiz.people.models import Person
from quiz.routes import MAP, MOVED, ROLES, Address, Audience
from quiz.selfcheck import second_look_views
from quiz.signin import oidc_views
from quiz.tables import Base
from quiz.vocabulary import Role
from tests.conftest import Stored
from tests.live.steps import ITEM, code, host_session, move, open_vote, vote
from tests.people.steps import PASSWORD, account, invitation, sign_in, signed_in
from tests.selfcheck.steps import answer, reach_scenarios
from tests.visitor import Visitor

pytestmark = pytest.mark.both_databases

EXAMPLES = {
    "<strand:strand>": "casework",
    "<int:number>": "1",
    "<source_id>": "ripa-2000",
    "<review_id>": "0" * 32,
    "<session_id>": "0" * 32,
    "<name>": "topics",
    "<code>": "BCDFG-HJKMN",
}
WRITES = {"INSERT", "UPDATE", "DELETE", "REPLACE"}


# Stated a second time, to catch a mistake on the map: who is admitted, of a visitor without an
# account or attempt (None) and of a person with each role alone.
ADMITTED: dict[Audience, set[Role | None]] = {
    Audience.ANYONE: {None, *Role},
    Audience.HOLDER: set(),
    Audience.INVITED: set(),
    Audience.PARTICIPANT: set(),
    Audience.SIGNED_IN: set(Role),
    Audience.LEAD: {Role.LEAD},
    Audience.TRAINER: {Role.TRAINER},
    Audience.OWNER: {Role.OWNER, Role.ADMINISTRATOR},
    Audience.ADMINISTRATOR: {Role.ADMINISTRATOR},
}
HOLD_SOMETHING = (Audience.HOLDER, Audience.INVITED, Audience.PARTICIPANT)
NEED_NO_ACCOUNT = (Audience.ANYONE, *HOLD_SOMETHING)


def path(address: Address, app: Flask, person_id: str = "") -> str:
    """An address with example values; a session in it belongs to this person or to another."""
    found = address.rule
    if "<session_id>" in found:
        found = found.replace("<session_id>", live_session(app, person_id or account(app)))
    if "<person_id>" in found:
        found = found.replace("<person_id>", account(app))
    if "<token>" in found:
        found = found.replace("<token>", invitation(app, account(app)))
    for part, example in EXAMPLES.items():
        found = found.replace(part, example)
    assert "<" not in found, f"no example for {address.rule}"
    return found


# Forms of leads and invited people are tried in tests/teams.
POSTS = [
    address
    for address in MAP
    if "POST" in address.methods
    and address.audience not in (Audience.INVITED, Audience.LEAD)
    and "<code>" not in address.rule
]
by_post = pytest.mark.parametrize("address", POSTS, ids=lambda address: address.rule)


def test_the_app_answers_at_the_addresses_of_the_map_and_at_no_other(app: Flask) -> None:
    served = {rule.rule for rule in app.url_map.iter_rules()}
    rules = {address.rule for address in MAP}
    assert served == rules | {old for old, _ in MOVED} | {"/static/<path:filename>"}


def test_no_address_stands_twice() -> None:
    assert len({address.rule for address in MAP}) == len(MAP)
    assert len({address.endpoint for address in MAP}) == len(MAP)


def test_without_an_attempt_or_account_nothing_opens(app: Flask) -> None:
    for address in MAP:
        where = path(address, app)
        visitor = Visitor(app).get(where)
        shut = address.audience in HOLD_SOMETHING
        unknown = address.rule.startswith("/review/<code>")
        assert visitor.status == (404 if unknown else 403 if shut else 200), where
        if address.audience not in NEED_NO_ACCOUNT:
            assert visitor.path == "/signin", where
            assert visitor.filled_in()["next"] == where


def everything(stored: Stored) -> dict[str, list[str]]:
    """Every row of every table."""
    return {
        mapper.class_.__tablename__: sorted(
            repr([getattr(row, column.key) for column in mapper.column_attrs])
            for row in stored(mapper.class_)
        )
        for mapper in Base.registry.mappers
    }


def test_every_address_for_everybody(app: Flask, stored: Stored) -> None:
    people = {who: Visitor(app) if who is None else signed_in(app, who) for who in (None, *Role)}
    asked = [(address, path(address, app), method) for address in MAP for method in address.methods]
    before = everything(stored)
    for address, where, method in asked:
        for who, visitor in people.items():
            response = visitor.client.open(where, method=method)
            refused = response.status_code == 403
            turned_away = "/signin?next=" in response.headers.get("Location", "")
            tried = (method, where, who)
            if who in ADMITTED[address.audience]:
                assert not refused, tried
                assert not turned_away, tried
            elif address.audience in HOLD_SOMETHING:
                assert refused, tried
            elif who is None and method == "GET":
                assert turned_away, tried
            else:
                assert refused, tried
                said = "You are not signed in" if who is None else "Your account may not open this"
                assert said in response.text, tried
    assert everything(stored) == before


def test_an_account_without_a_role_or_no_longer_active_opens_nothing(
    app: Flask, database: Database
) -> None:
    assert not ROLES.keys() & set(NEED_NO_ACCOUNT)
    shut = [address for address in MAP if address.audience not in NEED_NO_ACCOUNT]
    without = signed_in(app)
    person_id = account(app, *Role, password=PASSWORD)
    gone = sign_in(Visitor(app), person_id)
    tried = []
    for address in shut:
        where = path(address, app)
        opens = address.audience == Audience.SIGNED_IN
        assert without.get(where).status == (200 if opens else 403), where
        assert gone.get(where).path == where
        tried.append(where)
    with database.begin(writes=True) as writing:
        writing.get_one(Person, person_id).active = False
        writing.commit()
    for where in tried:
        assert gone.get(where).path == "/signin", where


def test_a_get_writes_nothing(app: Flask, database: Database, stored: Stored) -> None:
    visitor = reach_scenarios(sign_in(Visitor(app), account(app, *Role)), length="short")
    everywhere = [path(address, app) for address in MAP]
    before = everything(stored)
    written = []

    @event.listens_for(database.reader, "before_cursor_execute")
    @event.listens_for(database.writer, "before_cursor_execute")
    def watch(_c: object, _k: object, statement: str, *_: object) -> None:
        if statement.split()[0].upper() in WRITES:
            written.append(statement)

    for where in everywhere:
        visitor.get(where)
        assert visitor.status < 500, where
        assert written == [], where
    assert everything(stored) == before


@by_post
def test_no_form_is_accepted_without_its_token(
    app: Flask, stored: Stored, address: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = reach_scenarios(Visitor(app), length="short")
    person_id = account(app, *Role, password=PASSWORD)
    where = path(address, app, person_id)
    if address.audience not in NEED_NO_ACCOUNT:
        sign_in(visitor, person_id)
        visitor.get("/check/scenario/1")
    if address.view == oidc_views.oidc_back:
        comes_from_a_provider(visitor)
    while visitor.path != "/check/answers":
        answer(visitor, right=False)
    if address.view == second_look_views.second_look:
        visitor.send()  # possible on a later day than the attempt
        monkeypatch.setattr(second_look_views, "today", lambda: today() + timedelta(days=1))
    if address.audience == Audience.PARTICIPANT:
        host = host_session(app)
        visitor.get("/join").send(code=code(host))
        open_vote(host)
        if address.view == results_views.keep_copy:
            vote(visitor, "a")
            move(host, "end")
    if address.view == summary_views.summary:
        move(visitor.get(where.removesuffix("/after")), "end")
    before = everything(stored)
    visitor.get(where)
    assert visitor.path == where
    main = visitor.page.main
    assert main is not None
    data = visitor.filled_in() if main.find("form") else {}
    data.pop("csrf_token", None)
    response = visitor.client.post(where, data=data)
    assert response.status_code == 400
    assert everything(stored) == before


def live_session(app: Flask, person_id: str) -> str:
    """Create a live session of this person; returns its id."""
    database: Database = app.extensions["database"]
    with app.app_context(), database.begin(writes=True) as session:
        plan = Plan((PlannedScenario(ITEM.id, ITEM.revision),))
        made = live.create(session, session.get_one(Person, person_id), "A morning", plan, today())
        made_id = made.id
        session.commit()
    return made_id


def comes_from_a_provider(visitor: Visitor) -> None:
    """Sign in as if through an organisation's sign-in service."""
    app = visitor.app
    provider = Provider("https://id.example", "client", "secret")
    app.extensions["settings"] = replace(app.extensions["settings"], provider=provider)
    account(app, Role.LEAD, email="lead@council.example")
    who = {"issuer": "https://id.example", "subject": "1", "email": "lead@council.example"}
    with visitor.client.session_transaction() as cookie:
        cookie[oidc_views.IDENTITY] = {"who": who, "at": seconds()}


def test_every_page_has_the_headers(app: Flask) -> None:
    visitor = reach_scenarios(sign_in(Visitor(app), account(app, *Role)))
    for address in MAP:
        headers = visitor.client.get(where := path(address, app)).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy, where
        assert "unsafe" not in policy, where
        assert "http" not in policy, where
        assert headers["X-Content-Type-Options"] == "nosniff", where
        assert headers["Cache-Control"] == "no-store", where


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE"])
def test_other_methods_are_refused_with_a_page(app: Flask, method: str) -> None:
    for address in MAP:
        response = app.test_client().open(path(address, app), method=method)
        assert response.status_code == 405, address.rule
        assert b"cannot be used in this way" in response.data, address.rule


def test_an_address_that_is_not_there_has_a_page(app: Flask) -> None:
    for missing in (
        "/nowhere",
        "/check/confidence/else",
        "/check/scenario/x",
        "/check/scenario/-1",
    ):
        visitor = Visitor(app).get(missing)
        assert visitor.status == 404
        assert "There is no page here" in visitor.words
