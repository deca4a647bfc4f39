"""A learning system and its launches as they are stored, for tests about other things."""

from flask import Flask, redirect
from sqlalchemy import select

from quiz.clock import today
from quiz.learning.lti import launches
from quiz.learning.lti.id_token import Completion, Launch
from quiz.learning.lti.models import LtiDeployment, LtiPlatform
from quiz.storage.database import Database
from tests.selfcheck.steps import answer_all, reach_scenarios
from tests.visitor import Visitor

SITE = "https://learn.council.example"
PLATFORM = "0" * 12 + "4" + "0" * 19


def stored_platform(app: Flask) -> str:
    """The id of a learning system; the same one each time."""
    database: Database = app.extensions["database"]
    with database.begin(writes=True) as session:
        if not session.scalar(select(LtiPlatform.id)):
            session.add(_platform())
            session.flush()
            session.add(LtiDeployment(platform_id=PLATFORM, deployment="1"))
            session.commit()
    return PLATFORM


def _platform() -> LtiPlatform:
    return LtiPlatform(
        id=PLATFORM,
        name="Council Learning",
        issuer=SITE,
        client_id="tool-7",
        site_url=SITE,
        login_url=f"{SITE}/auth",
        token_url=f"{SITE}/token",
        keys_url=f"{SITE}/keys",
        added_on=today(),
    )


def came_from_a_course(app: Flask) -> tuple[Visitor, Visitor]:
    """Somebody on the page before the check, and somebody who has finished and may send it."""
    stored_platform(app)
    found = Launch(_platform(), "1", completion=Completion(f"{SITE}/items/3", "user-0815"))
    with app.test_request_context():
        launched = launches.keep_waiting(redirect("/lti/begin"), found)  # type: ignore[arg-type]
    cookie = launched.headers["Set-Cookie"].partition(";")[0].partition("=")
    visitors = Visitor(app), Visitor(app)
    for visitor in visitors:
        visitor.client.set_cookie(cookie[0], cookie[2])
        visitor.get("/lti/begin")
    answer_all(reach_scenarios(visitors[1].send()), [(True, "3")] * 12).send()
    return visitors
