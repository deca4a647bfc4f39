"""A participant who tries every address with every method, and everything that is stored."""

from collections.abc import Callable, Iterable, Iterator

from flask import Flask
from werkzeug.test import TestResponse

from quiz.live.session.models import LiveSession
from quiz.routes import MAP, Address
from quiz.storage.tables import Base
from tests.conftest import Stored
from tests.live.steps import ITEM
from tests.live.stored_steps import host_session, join_session, move, plan_template, rate, vote
from tests.promises.example_paths import EXAMPLES as EXAMPLE_PATHS
from tests.visitor import Visitor

EXAMPLES = EXAMPLE_PATHS | {
    "<scenario_id>": "who-runs-the-minibus",
    "<picture>": "no-such",
    "<name>": "scenario-1",
    "<topic>": "A",
    "<token>": "no-such-token",
    "<upload_id>": "0" * 32,
    "<item_id>": "no-such-item",
    "<platform_id>": "0" * 32,
}
StoredRows = Callable[[], dict[str, list[tuple[object, ...]]]]

SELF_CHECK_TABLES = ("attempt", "response", "rating", "survey_answer", "attempt_item")
"""A participant may start a self-check of their own, so these tables may change."""


class Attacker:
    """A participant who knows the session's id, which no page shows, and uses it everywhere."""

    def __init__(self, visitor: Visitor, live: LiveSession, **fields: str) -> None:
        self.visitor, self.live = visitor, live
        self.template_id = plan_template(visitor.app, live.person_id)
        form = visitor.get("/join").filled_in()
        page = visitor.get("/play?change=1").page
        form["form_tag"] = str(page.select("[data-form-tag]")[0]["data-form-tag"])
        if page.select_one("main form"):
            form |= visitor.filled_in()
        self.data = {
            **{"move": "next", "version": str(live.screen_version), "remove": live.person_id},
            **{"title": "Mine", "agenda": "none", f"position_{ITEM.id}": "1", "votes": "1"},
            **{"minimum": "9", "days": "1", "what": "session", "session_id": live.id},
            **{"person": live.person_id, "roles": "trainer", "name": "Me"},
            **form,
            **{"code": str(live.code)},
            **fields,
        }
        cookie = visitor.client.get_cookie("before-you-look")
        assert cookie is not None
        self.cookie = cookie.value

    def path(self, address: Address) -> str:
        path = address.rule.replace("<session_id>", self.live.id)
        path = path.replace("<template_id>", self.template_id)
        path = path.replace("<person_id>", self.live.person_id)
        path = path.replace("<code>", str(self.live.code or "CDFHJK"))
        for part, example in EXAMPLES.items():
            path = path.replace(part, example)
        assert "<" not in path, f"no example for {address.rule}"
        return path

    def request(self, address: Address, method: str) -> TestResponse:
        # Some pages delete the cookie, so set it again before each request.
        self.visitor.client.set_cookie("before-you-look", self.cookie)
        return self.visitor.client.open(
            self.path(address), method=method, data=self.data, query_string=self.data
        )

    def try_all(self, methods: Iterable[str]) -> Iterator[tuple[Address, str, TestResponse]]:
        for address in MAP:
            for method in methods:
                yield address, method, self.request(address, method)


def session_with_votes(app: Flask) -> tuple[Visitor, Visitor, list[Visitor]]:
    """A host with an open vote, a participant who has answered, and five others who agree."""
    host = host_session(app)
    visitor, others = join_session(app, host), [join_session(app, host) for _ in range(5)]
    move(host, "next")
    rate(visitor)
    move(host, "next")
    vote(visitor, "b", "2")
    for other in others:
        vote(other, "d", "4")
    return host, visitor, others


def all_rows(stored: Stored) -> dict[str, list[tuple[object, ...]]]:
    """Everything that is stored, except self-checks."""
    models = [
        mapper.class_
        for mapper in Base.registry.mappers
        if mapper.class_.__tablename__ not in SELF_CHECK_TABLES
    ]
    return {
        model.__tablename__: sorted(
            tuple(getattr(row, column.key) for column in model.__mapper__.column_attrs)
            for row in stored(model)
        )
        for model in models
    }
