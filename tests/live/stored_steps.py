"""The steps of ``tests.live.steps`` through the store, for tests of what comes after them.

``tests/live/test_stored_steps.py`` holds that pages store the same.
"""

import secrets

from flask import Flask
from sqlalchemy.orm import Session

from quiz.answers.record import Given
from quiz.browser.browser_session import BROWSER, PARTICIPANT
from quiz.clock import today
from quiz.live.session import plan_templates, store, votes
from quiz.live.session.models import LiveSession, Participant
from quiz.live.session.moves import Move
from quiz.live.session.plan import Plan, PlannedScenario
from quiz.live.session.plan_scenarios import planned_scenario
from quiz.people import accounts
from quiz.people.models import Person
from quiz.storage.database import Database
from quiz.vocabulary import Answer, Certainty, Moment, Strand
from tests.conftest import SECRET
from tests.live.steps import BANK, ITEM, OTHER, USUAL_RATINGS, signed_in
from tests.visitor import Visitor


def writing(visitor: Visitor) -> Session:
    """A session to write with. Requires a commit."""
    database: Database = visitor.app.extensions["database"]
    return database.begin(writes=True)


def host_session(
    app: Flask,
    scenarios: str = f"{ITEM.id} {OTHER.id}",
    name: str = "Tess",
    *,
    after: bool = True,
) -> Visitor:
    """A trainer on the page of a new session.

    scenarios: a form's letter, or the ids of scenarios with spaces between them. after: whether it
    asks about confidence at the end.
    """
    host = signed_in(app, name)
    of_bank = {**BANK.items, **{one.id: one for one in BANK.contested}}
    ids = [i.id for i in BANK.form(scenarios).items] if len(scenarios) == 1 else scenarios.split()
    planned = [planned_scenario(of_bank[id_]) for id_ in ids]
    with writing(host) as session:
        person = accounts.find_by_email(session, f"{name.lower()}@council.example")
        assert person is not None
        plan = Plan(tuple(planned), after=after)
        live = store.create(session, person, f"{name}’s morning", plan, today())
        path = f"/host/{live.id}"
        session.commit()
    return host.get(path)


def plan_template(app: Flask, person_id: str) -> str:
    """Keep a template of this person; returns its id."""
    database: Database = app.extensions["database"]
    with database.begin(writes=True) as session:
        person = session.get_one(Person, person_id)
        plan = Plan((PlannedScenario(ITEM.id, ITEM.revision),))
        plan_templates.keep(session, person, "A morning", plan, shared=False)
        kept = plan_templates.visible_to(session, person)[0].template.id
        session.commit()
    return kept


def session_of(session: Session, host: Visitor) -> LiveSession:
    """The session on the host's page."""
    return session.get_one(LiveSession, host.path.split("/")[2])


def join_session(app: Flask, host: Visitor) -> Visitor:
    """A new participant of the session on the host's page. They have opened no page."""
    visitor, browser = Visitor(app), secrets.token_hex()
    with writing(host) as session:
        live = session_of(session, host)
        token = store.participant_token(SECRET, browser, live)
        store.join(session, live, store.participant_id(SECRET, token))
        session.commit()
    with visitor.client.session_transaction() as cookie:
        cookie[BROWSER], cookie[PARTICIPANT] = browser, token
    return visitor


def move(host: Visitor, *moves: str) -> Visitor:
    """Make these moves and open the host's page."""
    with writing(host) as session:
        live = session_of(session, host)
        for name in moves:
            assert store.move(session, live, Move(name), live.screen_version, today())
        path = f"/host/{live.id}"
        session.commit()
    return host.get(path)


def open_vote(host: Visitor) -> Visitor:
    """From the lobby to the first vote."""
    return move(host, "next", "next")


def membership(session: Session, visitor: Visitor) -> tuple[Participant, LiveSession]:
    """The visitor as a participant, and their session."""
    with visitor.client.session_transaction() as cookie:
        id_ = store.participant_id(SECRET, cookie[PARTICIPANT])
    found = store.find_participant(session, id_, to_answer=True)
    assert found is not None
    return found


def vote(visitor: Visitor, option: str, certainty: str = "3") -> Visitor:
    """Answer the open vote with the option of this letter."""
    with writing(visitor) as session:
        participant, live = membership(session, visitor)
        planned = live.plan.scenarios[live.state.step]
        level = Certainty(int(certainty))
        given = Given(planned.item, planned.revision, option, level, look_up=False)
        assert votes.answer(session, live, participant, live.state.round, given)
        session.commit()
    return visitor


def rate(visitor: Visitor, **ratings: str) -> Visitor:
    """Answer the confidence questions, with these answers instead of the usual ones."""
    answers = {Strand(name): Answer(said) for name, said in (USUAL_RATINGS | ratings).items()}
    asked = {strand: said for strand, said in answers.items() if strand.is_asked(answers)}
    with writing(visitor) as session:
        participant, live = membership(session, visitor)
        assert votes.rate(session, live, participant, Moment(live.phase), asked)
        session.commit()
    return visitor
