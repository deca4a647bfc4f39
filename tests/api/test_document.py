"""Every operation answers as the OpenAPI document says, and nothing else is in its answer."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from jsonschema import Draft202012Validator

from quiz.api.operations import OPERATIONS
from quiz.bank.items import Bank, Item
from quiz.content import store
from quiz.live.session import hands
from quiz.live.session.hands import CountedOn
from quiz.live.session.models import LiveSession
from quiz.storage.database import Database
from quiz.vocabulary import ApiScope, Role
from tests.api.steps import ask, make_token
from tests.live import stored_steps
from tests.live.completed_session import completed_session
from tests.live.steps import ITEM
from tests.people.steps import account
from tests.teams.blocks import blocks
from tests.teams.stored_reviews import review

OWNERS = {
    ApiScope.REVIEWS: Role.LEAD,
    ApiScope.SESSIONS: Role.TRAINER,
    ApiScope.KEYS: Role.OWNER,
}


def document(app: Flask) -> Any:
    return ask(app, "").json


def validator(spec: Any, schema: Any) -> Draft202012Validator:
    """A validator of a schema that refers to the document's components."""
    return Draft202012Validator({**schema, "components": spec["components"]})


def answers(app: Flask, database: Database) -> Iterator[tuple[str, Any]]:
    """Each operation's path in the document, and its answer to somebody who may have it."""
    host, _ = completed_session(app)
    session_id = host.path.split("/")[2]
    with database.begin(writes=False) as reading:
        trainer = reading.get_one(LiveSession, session_id).person_id
    bank = store(app).bank
    people = {scope: account(app, role) for scope, role in OWNERS.items()}
    people[ApiScope.SESSIONS] = trainer
    review_id = review(database, people[ApiScope.REVIEWS], blocks(bank, [16, 14], 3))
    tokens = {scope: make_token(app, person, scope) for scope, person in people.items()}
    values = {
        **{"scenario_id": next(iter(bank.items)), "source_id": bank.sources[0].id},
        **{"review_id": review_id, "session_id": session_id},
    }
    for one in OPERATIONS:
        path, named = one.path, one.rule
        for name, value in values.items():
            path = path.replace(f"<{name}>", value)
            named = named.replace(f"<{name}>", f"{{{name}}}")
        yield named, ask(app, f"/v1{path}", tokens[one.scope] if one.scope else "")


def secrets(bank: Bank) -> list[str]:
    """What gives the best answer of a scenario away."""
    items = [one for one in bank.items.values() if isinstance(one, Item)]
    return [*(one.key.reason for one in items), *(one.rule for one in items if one.rule)]


def test_every_operation_answers_as_the_document_says(app: Flask, database: Database) -> None:
    spec, found = document(app), dict(answers(app, database))
    assert found.keys() == spec["paths"].keys()
    for path, response in found.items():
        assert response.status_code == 200, (path, response.text)
        assert response.mimetype == "application/json", path
        operation = spec["paths"][path]["get"]
        schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
        errors = list(validator(spec, schema).iter_errors(response.json))
        assert not errors, (path, errors[0].message)
        assert response.json, path
        own = "security" in operation
        assert response.headers["Cache-Control"].startswith("private" if own else "public"), path
        assert "Set-Cookie" not in response.headers, path
        assert response.headers["ETag"], path
    wrong = {"scenarios": [{"id": 3}]}
    schema = {"$ref": "#/components/schemas/ScenarioList"}
    assert list(validator(spec, schema).iter_errors(wrong)), "a wrong answer is found"


def test_only_the_keys_give_a_best_answer_away(app: Flask, database: Database) -> None:
    known = secrets(store(app).bank)
    for path, response in answers(app, database):
        told = [secret for secret in known if secret in str(response.json)]
        if path == "/api/v1/keys":
            assert len(told) == len(known)
        elif path != "/api/v1/keys/{scenario_id}":
            assert not told, path
        if path.startswith(("/api/v1/scenarios", "/api/v1/sources")):
            assert "'best'" not in str(response.json), path


def test_a_draft_is_in_no_answer(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    served = store(app)
    item_id, item = next(iter(served.bank.items.items()))
    draft = replace(served.bank, items={**served.bank.items, item_id: replace(item, draft=True)})
    token = make_token(app, account(app, Role.OWNER), ApiScope.KEYS)
    monkeypatch.setattr("quiz.api.views.bank", lambda: draft)
    for kind, sent in (("scenarios", ""), ("keys", token)):
        assert item_id not in str(ask(app, f"/v1/{kind}", sent).json), kind
        assert ask(app, f"/v1/{kind}/{item_id}", sent).status_code == 404


def test_the_document_is_one_of_openapi(app: Flask) -> None:
    """The rules of OpenAPI 3.1 that a generator can get wrong; schemathesis reads all of it."""
    spec = document(app)
    assert spec["openapi"] == "3.1.0"
    ids = [path["get"]["operationId"] for path in spec["paths"].values()]
    assert len(ids) == len(set(ids)) == len(OPERATIONS)
    for name, schema in spec["components"]["schemas"].items():
        Draft202012Validator.check_schema(schema)
        assert schema["description"], name
        assert schema["additionalProperties"] is False, name
    for path, operation in spec["paths"].items():
        assert operation["get"]["summary"], path


def test_an_answer_that_has_not_changed_is_not_sent_again(app: Flask) -> None:
    for path in ("", "/v1/scenarios"):
        first = ask(app, path)
        compressed = ask(app, path, Accept_Encoding="gzip")
        assert compressed.headers["ETag"] != first.headers["ETag"]
        tags = first.headers["ETag"], compressed.headers["ETag"]
        for tag in (*tags, f"W/{tags[0]}", "*", f'"another", {tags[0]}'):
            again = ask(app, path, If_None_Match=tag, Accept_Encoding="gzip")
            assert (again.status_code, again.data) == (304, b"")
            assert again.headers["ETag"] == (tag if tag in tags else tags[0])
            assert again.headers["Cache-Control"] == first.headers["Cache-Control"]
            assert again.headers["Vary"] == first.headers["Vary"] == "Accept-Encoding"
        options = ask(app, path, method="OPTIONS")
        assert options.headers.getlist("Vary") == ["Accept-Encoding"]
        for other in ('"another"', '""', "", ","):
            assert ask(app, path, If_None_Match=other).status_code == 200
        head = ask(app, path, method="HEAD")
        assert (head.status_code, head.data) == (200, b"")
        assert head.headers["ETag"] == first.headers["ETag"]
        assert head.headers["Content-Length"] == str(len(first.data))


def test_hands_are_numbers_and_apart_from_the_votes(app: Flask) -> None:
    """Nobody saw who wrote the papers, so few of them have no exact counts."""
    host = stored_steps.host_session(app, ITEM.id)
    stored_steps.move(host, "next", "next", "next")
    counts = {"a": 4, "b": 0, "c": 1, "d": 2}
    for counted_on, moves in ((CountedOn.HANDS, "skip reopen next"), (CountedOn.PAPER, "end")):
        with stored_steps.writing(host) as session:
            live = stored_steps.session_of(session, host)
            person, session_id = live.person_id, live.id
            assert hands.keep(session, live, live.state.hands_round, counted_on, counts)
            session.commit()
        stored_steps.move(host, *moves.split())
    token = make_token(app, person, ApiScope.SESSIONS)
    (scenario,) = ask(app, f"/v1/sessions/{session_id}", token).json["scenarios"]
    assert scenario["votes"] == []
    raised, written = scenario["hands"]
    assert raised == {
        **{"vote": "First vote", "counted_on": "hands", "answers": 7, "counts": counts},
        "shown": {option: str(count) for option, count in counts.items()},
    }
    assert (written["vote"], written["counted_on"]) == ("Asked after the answer", "paper")
    assert (written["answers"], written["counts"]) == (7, None)
    assert written["shown"]["a"] == "more than half"


def test_a_token_in_an_address_opens_nothing(app: Flask) -> None:
    """Logs and histories keep addresses (RFC 6750, section 2.3)."""
    token = make_token(app, account(app, Role.LEAD))
    assert ask(app, "/v1/reviews", token).status_code == 200
    for name in ("access_token", "token"):
        asked = app.test_client().get("/api/v1/reviews", query_string={name: token})
        assert asked.status_code == 401
