"""Each address of the route map with example values."""

from flask import Flask

from quiz.clock import today
from quiz.live.session import store as live
from quiz.live.session.plan import Plan, PlannedScenario
from quiz.people.models import Person
from quiz.routes import Address
from quiz.storage.database import Database
from tests.api.steps import token_row
from tests.authors.own_drafts import waiting_draft
from tests.authors.waiting_uploads import upload
from tests.learning.lti.stored import stored_platform
from tests.live.steps import ITEM
from tests.live.stored_steps import plan_template
from tests.people.steps import account, invitation, login_row
from tests.signin.factor_steps import with_passkey

EXAMPLES = {
    "<scenario_id>": ITEM.id,
    "<strand:strand>": "casework",
    "<int:number>": "1",
    "<source_id>": "ripa-2000",
    "<topic>": "B",
    "<language>": "en",
    "<review_id>": "0" * 32,
    "<offered>": "0" * 32,
    "<session_id>": "0" * 32,
    "<name>": "topics",
    "<help_page>": "live-session",
    "<picture>": "scenario",
    "<code>": "BCDFG-HJKMN",
    "<signed>": "not-ours",
    "<passkey_id>": "0" * 32,
    "<token_id>": "0" * 32,
    "<login_id>": "0" * 64,
}


def path(address: Address, app: Flask, person_id: str = "") -> str:
    """An address with example values. Its live session belongs to this person, or to a new one."""
    result = address.rule
    if "<session_id>" in result:
        result = result.replace("<session_id>", live_session(app, person_id or account(app)))
    if "<template_id>" in result:
        result = result.replace("<template_id>", plan_template(app, person_id or account(app)))
    if "<person_id>" in result:
        result = result.replace("<person_id>", account(app))
    if "<passkey_id>" in result and person_id:
        result = result.replace("<passkey_id>", with_passkey(app, person_id).row)
    if "<token_id>" in result and person_id:
        result = result.replace("<token_id>", token_row(app, person_id))
    if "<login_id>" in result and person_id:
        result = result.replace("<login_id>", login_row(app, person_id))
    if "<platform_id>" in result:
        result = result.replace("<platform_id>", stored_platform(app))
    if "<upload_id>" in result:
        result = result.replace("<upload_id>", upload(app))
    if "<item_id>" in result:
        result = result.replace("<item_id>", waiting_draft(app))
    if "<token>" in result:
        result = result.replace("<token>", invitation(app, account(app)))
    for part, example in EXAMPLES.items():
        result = result.replace(part, example)
    assert "<" not in result, f"no example for {address.rule}"
    return result


def live_session(app: Flask, person_id: str) -> str:
    """Create a live session of this person; returns its id."""
    database: Database = app.extensions["database"]
    with app.app_context(), database.begin(writes=True) as session:
        plan = Plan((PlannedScenario(ITEM.id, ITEM.revision),))
        person = session.get_one(Person, person_id)
        session_id = live.create(session, person, "A morning", plan, today()).id
        session.commit()
    return session_id
