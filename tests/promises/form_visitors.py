"""A visitor for every form on the route map, who may open it and send it."""

from collections.abc import Iterator

from flask import Flask

from quiz.people.models import Person
from quiz.routes import MAP
from quiz.storage.database import Database
from quiz.teams.models import Review
from quiz.teams.sharing.models import OfferKind
from quiz.vocabulary import Role
from tests.api.steps import token_row
from tests.authors.own_drafts import waiting_draft
from tests.authors.waiting_uploads import upload
from tests.learning.lti.stored import came_from_a_course, stored_platform
from tests.learning.packages.stored import BEGIN, finishes
from tests.live import stored_steps as live
from tests.people.steps import PASSWORD, account, invitation, sign_in
from tests.selfcheck.steps import answer_all, reach_scenarios
from tests.signin.factor_steps import type_password, with_passkey
from tests.teams import actions
from tests.teams.sharing.steps import offer
from tests.visitor import Visitor

BEFORE_FEEDBACK = {
    *("/", "/check/confidence", "/check/confidence/<strand:strand>", "/check/about"),
    *("/check/scenario/<int:number>", "/check/stand", "/check/answers"),
}
"""The pages of a check that is not finished."""
FROM_ANOTHER_SITE = {"/lti/login", "/lti/launch", "/lti/choose"}
"""A learning system sends these, so no CSRF token of ours is in them: a launch has a state, a nonce
and a signature; a choice for a course has a request that we encrypted, and changes nothing here."""


def forms(app: Flask) -> Iterator[tuple[str, str, Visitor]]:
    """The rule of every address that takes a form, an address of it, and a visitor."""
    database: Database = app.extensions["database"]
    open_check, finished = reach_scenarios(Visitor(app)), finished_check(app)
    id_ = account(app, *Role, password=PASSWORD)
    staff = sign_in(Visitor(app), id_)
    other = account(app, *Role)
    review = actions.made(database, id_, actions.wanted())
    offered = actions.made(database, other, actions.wanted(name="Offered"))
    offer(database, offered, id_, OfferKind.DEPUTY)
    code = actions.codes_of(database, review)[0][1]
    host = live.host_session(app)
    phone = live.join_session(app, host)
    live.open_vote(host)
    session_id = host.path.split("/")[2]
    ended = ended_session(app)
    rounds = actions.made(database, id_, actions.wanted(5, releases=1, passed_round=True))
    passed = device(app, id_, rounds)
    arrived, may_send = came_from_a_course(app)
    passkey, token = with_passkey(app, id_), token_row(app, id_)
    for address in MAP:
        if "POST" not in address.methods:
            continue
        rule, path, visitor = address.rule, address.rule, staff
        if "<template_id>" in rule:
            path = rule.replace("<template_id>", live.plan_template(app, id_))
        elif rule == "/play/keep":
            path, visitor = rule, ended[1]
        elif rule == "/play":
            visitor = phone
        elif rule == "/host/<session_id>/after":
            path, visitor = f"{ended[0].path}/after", ended[0]
        elif rule.startswith("/host/<"):
            visitor = host
        elif rule.startswith("/device"):
            visitor = passed
        elif rule == "/review/put-in":
            visitor = actions.until_submission(app, code)
        elif rule.endswith("/device"):
            path = path.replace("<review_id>", rounds)
        elif rule == "/lti/begin":
            visitor = arrived
        elif rule == "/lti/completion":
            visitor = may_send
        elif rule in BEGIN:
            path, visitor = BEGIN[rule], Visitor(app)
        elif rule.startswith("/learning/"):
            visitor = finishes(app, rule.split("/")[2])
        elif rule in FROM_ANOTHER_SITE:
            visitor = Visitor(app)
        elif rule in BEFORE_FEEDBACK:
            visitor = open_check
        elif rule.startswith(("/check", "/review")):
            visitor = finished
        elif rule in ("/signin", "/invited/<token>", "/join", "/signin/passkey"):
            visitor = Visitor(app)
        elif rule == "/signin/second-step":
            visitor = type_password(Visitor(app))
        elif "<passkey_id>" in rule:
            path = rule.replace("<passkey_id>", passkey.row)
        elif "<token_id>" in rule:
            path = rule.replace("<token_id>", token)
        yield rule, filled(app, path, code, review, offered, session_id, other), visitor


def filled(
    app: Flask, path: str, code: str, review: str, offered: str, session_id: str, person: str
) -> str:
    """The address with a value in each of its places."""
    if "<token>" in path:
        path = path.replace("<token>", invitation(app, person))
    values = {
        "<upload_id>": upload(app),
        "<platform_id>": stored_platform(app),
        "<item_id>": waiting_draft(app),
        "<strand:strand>": "casework",
        "<int:number>": "1",
        "<source_id>": "ripa-2000",
        "<review_id>": review,
        "<offered>": offered,
        "<session_id>": session_id,
        "<person_id>": person,
        "<code>": code,
    }
    for place, value in values.items():
        path = path.replace(place, value)
    return path


def finished_check(app: Flask) -> Visitor:
    """A visitor on the feedback of a full check."""
    return answer_all(reach_scenarios(Visitor(app)), [(True, "3")] * 12).send()


def ended_session(app: Flask) -> tuple[Visitor, Visitor]:
    """The host of a live session that ended, and a participant who answered in it."""
    host = live.host_session(app, name="Toni")
    phone = live.join_session(app, host)
    live.open_vote(host)
    live.vote(phone, "a")
    return live.move(host, "end"), phone


def device(app: Flask, lead: str, review: str) -> Visitor:
    """A device that is passed round in a review, between two turns."""
    with app.extensions["database"].begin(writes=False) as session:
        assert session.get_one(Review, review).lead_id == session.get_one(Person, lead).id
    visitor = sign_in(Visitor(app), lead)
    return visitor.get(f"/teams/{review}/device").send()
