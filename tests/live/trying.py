"""A participant who tries every address with every method, and what is stored before and after."""

from collections.abc import Iterable, Iterator

from flask import Flask
from werkzeug.test import TestResponse

from quiz.live.session.models import LiveSession
from quiz.routes import MAP, Address
from quiz.tables import Base
from tests.conftest import Stored
from tests.live.way import ITEM, hosting, joined, move, rate, vote
from tests.visitor import Visitor

EXAMPLES = {
    "<strand:strand>": "casework",
    "<int:number>": "1",
    "<source_id>": "ripa-2000",
    "<review_id>": "0" * 32,
    "<name>": "scenario-1",
    "<token>": "no-such-token",
}
OWN_CHECK = ("attempt", "response", "rating", "survey_answer", "picked")
"""Tables of a check of one's own: a participant may begin one, which is no host's business."""


class Trying:
    """A participant who knows the session's id, which nobody is told, and tries it everywhere."""

    def __init__(self, visitor: Visitor, live: LiveSession, **more: str) -> None:
        self.visitor, self.live = visitor, live
        form = visitor.get("/join").filled_in()
        page = visitor.get("/play?change=1").page
        form["form_tag"] = str(page.select("[data-form-tag]")[0]["data-form-tag"])
        if page.select_one("main form"):
            form |= visitor.filled_in()
        self.data = {
            **{"move": "next", "version": str(live.version), "remove": live.person_id},
            **{"title": "Mine", "template": "none", f"position_{ITEM.id}": "1", "votes": "1"},
            **{"minimum": "9", "days": "1", "what": "session", "session_id": live.id},
            **{"person": live.person_id, "roles": "trainer", "name": "Me"},
            **form,
            **{"code": str(live.code)},
            **more,
        }
        cookie = visitor.client.get_cookie("before-you-look")
        assert cookie is not None
        self.cookie = cookie.value

    def path(self, address: Address) -> str:
        found = address.rule.replace("<session_id>", self.live.id)
        found = found.replace("<person_id>", self.live.person_id)
        found = found.replace("<code>", str(self.live.code or "CDFHJK"))
        for part, example in EXAMPLES.items():
            found = found.replace(part, example)
        assert "<" not in found, f"no example for {address.rule}"
        return found

    def asks(self, address: Address, method: str) -> TestResponse:
        # Some pages put the cookie away: each try is made as whoever still has it.
        self.visitor.client.set_cookie("before-you-look", self.cookie)
        return self.visitor.client.open(
            self.path(address), method=method, data=self.data, query_string=self.data
        )

    def everywhere(self, methods: Iterable[str]) -> Iterator[tuple[Address, str, TestResponse]]:
        for address in MAP:
            for method in methods:
                yield address, method, self.asks(address, method)


def crowded(app: Flask) -> tuple[Visitor, Visitor, list[Visitor]]:
    """A host with an open vote, a participant who has answered, and five who say the same."""
    host = hosting(app)
    visitor, others = joined(app, host), [joined(app, host) for _ in range(5)]
    move(host, "next")
    rate(visitor)
    move(host, "next")
    vote(visitor, "b", "2")
    for other in others:
        vote(other, "d", "4")
    return host, visitor, others


def rows(stored: Stored) -> dict[str, list[tuple[object, ...]]]:
    """Everything that is stored, of sessions and of people, but for somebody's own check."""
    models = [
        mapper.class_
        for mapper in Base.registry.mappers
        if mapper.class_.__tablename__ not in OWN_CHECK
    ]
    return {
        model.__tablename__: sorted(
            tuple(getattr(row, column.key) for column in model.__mapper__.column_attrs)
            for row in stored(model)
        )
        for model in models
    }
