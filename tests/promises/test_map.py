"""The route map lists every address with its audience and methods."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import event

from quiz.api.answer import PUBLIC
from quiz.binding import ROLES
from quiz.clock import seconds, today
from quiz.learning.lti import begin_views, completion_views
from quiz.learning.packages import cmi5_views, scorm_views
from quiz.live.host import room_views, screen_views, summary_views
from quiz.live.participant import results_views
from quiz.people.models import Person
from quiz.routes import MAP, MOVED, Address, Audience
from quiz.selfcheck import second_look_views
from quiz.selfcheck.documents import views as documents
from quiz.settings.config import Provider
from quiz.signin import oidc_views, second_step_views
from quiz.storage.database import Database
from quiz.storage.tables import Base
from quiz.vocabulary import Role
from tests.conftest import Stored
from tests.learning.lti.stored import came_from_a_course
from tests.learning.packages.stored import BEGIN, SITE, finishes, list_systems
from tests.live.steps import code
from tests.live.stored_steps import host_session, move, open_vote, vote
from tests.people.steps import PASSWORD, account, sign_in, signed_in
from tests.promises.example_paths import path
from tests.promises.form_visitors import FROM_ANOTHER_SITE
from tests.selfcheck.steps import answer_all, reach_scenarios
from tests.signin.factor_steps import type_password
from tests.visitor import Visitor

UNKNOWN = (
    *("/review/<code>", "/screen/<code>", "/play/answers"),
    *("/security", "/.well-known"),  # no contact is set
)
API = "/api"
"""Public content for programs, which may keep it for a while; all else is never stored."""
ROLLED_BACK = "/readyz"
"""Tries a write and rolls it back; that no row changes is tested for it, too."""
WRITES = {"INSERT", "UPDATE", "DELETE", "REPLACE"}


# Repeated here to catch a mistake on the map. Admitted: a visitor without an account or attempt
# (None), and a person with only this role.
ADMITTED: dict[Audience, set[Role | None]] = {
    Audience.ANYONE: {None, *Role},
    Audience.CHECK: set(),
    Audience.INVITED: set(),
    Audience.DEVICE: set(),
    Audience.PARTICIPANT: set(),
    Audience.SIGNED_IN: set(Role),
    Audience.LEAD: {Role.LEAD},
    Audience.TRAINER: {Role.TRAINER},
    Audience.OWNER: {Role.OWNER, Role.ADMINISTRATOR},
    Audience.ADMINISTRATOR: {Role.ADMINISTRATOR},
    Audience.PROGRAM: set(),
}
NEED_A_COOKIE = (Audience.CHECK, Audience.INVITED, Audience.DEVICE, Audience.PARTICIPANT)
NEED_NO_ACCOUNT = (Audience.ANYONE, *NEED_A_COOKIE, Audience.PROGRAM)


# tests/teams covers the forms of leads and of invited people.
POSTS = [
    address
    for address in MAP
    if "POST" in address.methods
    and address.audience not in (Audience.INVITED, Audience.DEVICE, Audience.LEAD)
    and "<code>" not in address.rule
    and address.rule not in FROM_ANOTHER_SITE
]
by_post = pytest.mark.parametrize("address", POSTS, ids=lambda address: address.rule)


def test_the_app_serves_exactly_the_addresses_on_the_map(app: Flask) -> None:
    served = {rule.rule for rule in app.url_map.iter_rules()}
    rules = {address.rule for address in MAP}
    assert served == rules | {old for old, _ in MOVED} | {"/static/<path:filename>"}


def test_no_address_occurs_twice() -> None:
    assert len({address.rule for address in MAP}) == len(MAP)
    assert len({address.endpoint for address in MAP}) == len(MAP)


def test_without_an_attempt_or_account_only_public_pages_open(app: Flask) -> None:
    for address in MAP:
        where = path(address, app)
        visitor = Visitor(app).get(where)
        needs_cookie = address.audience in NEED_A_COOKIE
        unknown = address.rule.startswith(UNKNOWN)
        refused = 401 if address.audience == Audience.PROGRAM else 403 if needs_cookie else 200
        assert visitor.status == (404 if unknown else refused), where
        if address.audience not in NEED_NO_ACCOUNT:
            assert visitor.path == "/signin", where
            assert visitor.filled_in()["next"] == where


def all_rows(stored: Stored) -> dict[str, list[str]]:
    """The rows of every table."""
    return {
        mapper.class_.__tablename__: sorted(
            repr([getattr(row, column.key) for column in mapper.column_attrs])
            for row in stored(mapper.class_)
        )
        for mapper in Base.registry.mappers
    }


def test_each_address_admits_exactly_its_audience(app: Flask, stored: Stored) -> None:
    people = {role: signed_in(app, role) if role else Visitor(app) for role in (None, *Role)}
    requests = [
        (address, path(address, app), method) for address in MAP for method in address.methods
    ]
    before = all_rows(stored)
    for address, where, method in requests:
        for role, visitor in people.items():
            response = visitor.client.open(where, method=method)
            refused = response.status_code == 403
            sent_to_sign_in = "/signin?next=" in response.headers.get("Location", "")
            case = (method, where, role)
            if role in ADMITTED[address.audience]:
                assert not refused, case
                assert not sent_to_sign_in, case
            elif address.audience in NEED_A_COOKIE:
                assert refused, case
            elif address.audience == Audience.PROGRAM:
                assert response.status_code == 401, case
            elif role is None and method == "GET":
                assert sent_to_sign_in, case
            else:
                assert refused, case
                message = "Your account may not open this" if role else "You are not signed in"
                assert message in response.text, case
    assert all_rows(stored) == before


def test_without_a_role_or_after_deactivation_no_page_opens(app: Flask, database: Database) -> None:
    assert not ROLES.keys() & set(NEED_NO_ACCOUNT)
    protected = [address for address in MAP if address.audience not in NEED_NO_ACCOUNT]
    without_role = signed_in(app)
    person_id = account(app, *Role, password=PASSWORD)
    deactivated = sign_in(Visitor(app), person_id)
    paths = []
    for address in protected:
        where = path(address, app)
        opens = address.audience == Audience.SIGNED_IN
        assert without_role.get(where).status == (200 if opens else 403), where
        assert deactivated.get(where).path == where
        paths.append(where)
    with database.begin(writes=True) as writing:
        writing.get_one(Person, person_id).active = False
        writing.commit()
    for where in paths:
        assert deactivated.get(where).path == "/signin", where


@pytest.mark.runs_on("sqlite")
def test_a_get_writes_nothing(app: Flask, database: Database, stored: Stored) -> None:
    visitor = reach_scenarios(sign_in(Visitor(app), account(app, *Role)), length="short")
    paths = [path(address, app) for address in MAP]
    before = all_rows(stored)
    writes = []

    @event.listens_for(database.reader, "before_cursor_execute")
    @event.listens_for(database.writer, "before_cursor_execute")
    def watch(_c: object, _k: object, statement: str, *_: object) -> None:
        if statement.split()[0].upper() in WRITES:
            writes.append(statement)

    for where in paths:
        visitor.get(where)
        assert visitor.status < 500, where
        if where == ROLLED_BACK:
            writes.clear()
        assert writes == [], where
    assert all_rows(stored) == before


@by_post
def test_every_form_is_refused_without_its_csrf_token(
    app: Flask, stored: Stored, address: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor, person_id = Visitor(app), account(app, *Role, password=PASSWORD)
    where = path(address, app, person_id)
    if address.view in (begin_views.lti_begin, completion_views.lti_completion):
        visitor = came_from_a_course(app)[address.view == completion_views.lti_completion]
    elif address.rule in BEGIN:
        list_systems(app, SITE)
    elif address.view in (scorm_views.scorm_send, cmi5_views.cmi5_send):
        visitor = finishes(app, address.rule.split("/")[2])
    elif address.audience in NEED_NO_ACCOUNT:
        answer_all(reach_scenarios(visitor), [(False, "3")] * 12)
    else:
        sign_in(visitor, person_id)
    if address.view == oidc_views.oidc_back:
        return_from_provider(visitor)
    if address.view == second_step_views.enter_code:
        type_password(visitor)
    if address.view in (documents.cpd_note, documents.supervision):
        visitor.send()
    if address.view == second_look_views.second_look:
        visitor.send()  # possible on a later day than the attempt
        monkeypatch.setattr(second_look_views, "today", lambda: today() + timedelta(days=1))
    if address.audience == Audience.PARTICIPANT:
        host = host_session(app)
        visitor.get("/join").send(code=code(host))
        open_vote(host)
        host.get(f"{host.path}/questions").send(press="allow")
        if address.view == results_views.keep_copy:
            vote(visitor, "a")
            move(host.get(host.path.rpartition("/")[0]), "next", "end")
    page = where.rpartition("/")[0]
    if address.view in (summary_views.summary, room_views.release_pledges):
        move(visitor.get(page), "end")
    if address.view == screen_views.pause:
        move(visitor.get(page), "pause")
    if address.view == room_views.count_hands:
        move(visitor.get(page), "next", "next", "next")
    before = all_rows(stored)
    opens = BEGIN.get(address.rule, where)
    visitor.get(opens)
    assert visitor.path == where
    main = visitor.page.main
    assert main is not None
    data = visitor.filled_in() if main.find("form") else {}
    data.pop("csrf_token", None)
    response = visitor.client.post(opens, data=data)
    assert response.status_code == 400
    assert all_rows(stored) == before


def return_from_provider(visitor: Visitor) -> None:
    """Sign in as if through an organisation's sign-in service."""
    app = visitor.app
    provider = Provider("https://id.example", "client", "secret")
    app.extensions["settings"] = replace(app.extensions["settings"], provider=provider)
    account(app, Role.LEAD, email="lead@council.example")
    identity = {"issuer": "https://id.example", "subject": "1", "email": "lead@council.example"}
    with visitor.client.session_transaction() as cookie:
        cookie[oidc_views.IDENTITY] = {"who": identity, "at": seconds()}


def test_every_page_has_the_headers(app: Flask) -> None:
    visitor = reach_scenarios(sign_in(Visitor(app), account(app, *Role)))
    for address in MAP:
        response = visitor.client.get(where := path(address, app))
        headers = response.headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy, where
        assert "unsafe" not in policy, where
        assert "http" not in policy, where
        assert headers["X-Content-Type-Options"] == "nosniff", where
        kept = response.status_code == 200 and address.rule.startswith(API)
        assert headers["Cache-Control"] == (PUBLIC if kept else "no-store"), where
