"""Only a host can act as host: participants, other trainers and forms without a token try all."""

import pytest
from flask import Flask

from quiz.live.session.models import LiveAnswer, LiveSession
from quiz.routes import MAP, Audience
from tests.conftest import Stored
from tests.live.attacker import Attacker, StoredRows, all_rows, session_with_votes
from tests.live.response_text import body_text
from tests.live.steps import ITEM, code, signed_in
from tests.live.stored_steps import (
    host_session,
    join_session,
    move,
    open_vote,
    plan_template,
    vote,
)

METHODS = (
    *("GET", "POST", "HEAD", "DELETE"),
    *(pytest.param(method, marks=pytest.mark.repeats) for method in ("PUT", "PATCH")),
)
OURS = ("/host", "/join", "/play")


def but_phones(stored_rows: StoredRows) -> dict[str, object]:
    """All rows but those on who is here, which a participant changes by leaving."""
    return {table: rows for table, rows in stored_rows().items() if table != "live_phone"}


@pytest.mark.parametrize("method", METHODS)
def test_a_participant_cannot_act_as_host_by_any_request(
    app: Flask, stored: Stored, stored_rows: StoredRows, method: str
) -> None:
    _, visitor, _ = session_with_votes(app)
    signed_in(app, "Ola")  # a trainer whom the host could really add
    live = stored(LiveSession)[0]
    attacker = Attacker(visitor, live, email="ola@council.example")
    before, tried, accepted = but_phones(stored_rows), 0, set()
    for address, _, response in attacker.try_all([method]):
        text = body_text(response)
        tried += 1
        if address.audience == Audience.TRAINER:
            assert response.status_code in (303, 403, 405)
            assert "signin" in response.headers.get("Location", "signin")
        assert "Tess" not in text.replace("Tess’s morning", ""), address.rule
        assert ITEM.option(ITEM.best).reason[:40] not in text, address.rule
        assert but_phones(stored_rows) == before, address.rule
        if response.status_code < 400:
            accepted.add(address.rule)
    assert tried == len(MAP)
    # What a participant may do was done, so the token and the data were valid.
    assert accepted >= {"/play", "/join"} or method in ("PUT", "DELETE", "PATCH")


@pytest.mark.parametrize(
    "moves",
    [
        (),
        pytest.param(("pause",), marks=pytest.mark.repeats),
        ("next", "next", "next"),
        ("end",),
    ],
)
def test_a_participant_cannot_act_as_host_in_any_phase(
    app: Flask, stored: Stored, stored_rows: StoredRows, moves: tuple[str, ...]
) -> None:
    host, visitor, _ = session_with_votes(app)
    move(host, *moves)
    live = stored(LiveSession)[0]
    attacker = Attacker(visitor, live, email="ola@council.example")
    before = but_phones(stored_rows)
    for address, method, response in attacker.try_all(("GET", "POST")):
        if address.audience == Audience.TRAINER:
            assert response.status_code in (303, 403, 405), address.rule
        body_text(response)
        assert but_phones(stored_rows) == before, (address.rule, method)


def test_the_same_request_from_the_host_is_accepted(
    app: Flask, stored: Stored, stored_rows: StoredRows
) -> None:
    """Otherwise the tests above could pass because the requests are refused to anybody."""
    host, visitor, _ = session_with_votes(app)
    live, before = stored(LiveSession)[0], stored_rows()
    token = {"csrf_token": str(host.filled_in()["csrf_token"])}
    data = Attacker(visitor, live).data | token
    assert host.client.post(f"/host/{live.id}/move", data=data).status_code == 303
    assert (stored(LiveSession)[0].phase, stored(LiveSession)[0].version) == ("closed", 3)
    assert stored_rows() != before
    assert host.client.post(f"/host/{live.id}/delete", data=data).status_code == 303
    assert stored(LiveSession) == []


def test_no_form_is_accepted_without_its_token(app: Flask, stored: Stored) -> None:
    host = host_session(app)
    visitor = join_session(app, host)
    open_vote(host)
    form_tag = vote(visitor, "a").get("/play?change=1").filled_in()["form_tag"]
    template_id = plan_template(app, stored(LiveSession)[0].person_id)
    before, tried = all_rows(stored), 0
    for address in MAP:
        if "POST" not in address.methods or not address.rule.startswith(OURS):
            continue
        path = address.rule.replace("<session_id>", host.path.rpartition("/")[2])
        path = path.replace("<template_id>", template_id)
        data = {
            **{"move": "next", "version": "2", "email": "ola@council.example", "code": code(host)},
            **{
                "title": "Mine",
                "scenarios": "A",
                "form_tag": form_tag,
                "round": "1",
                "revision": "1",
            },
            **{"option": f"{ITEM.id}.d", "certainty": "4"},
        }
        sender = host if address.audience == Audience.TRAINER else visitor
        assert sender.client.post(path, data=data).status_code == 400, address.rule
        tried += 1
    assert tried >= 5
    removing = {"remove": stored(LiveSession)[0].person_id}
    assert host.client.post(f"{host.path}/cohost", data=removing).status_code == 400
    assert all_rows(stored) == before


def test_a_trainer_who_is_no_co_host_gets_404(app: Flask, stored: Stored) -> None:
    host = host_session(app)
    other = signed_in(app, "Ola")
    before = all_rows(stored)
    for address in MAP:
        if "<session_id>" in address.rule and not address.is_api:
            path = address.rule.replace("<session_id>", host.path.rpartition("/")[2])
            for method in address.methods:
                data = {"move": "next", "version": "0", "email": "ola@council.example"}
                assert other.client.open(path, method=method, data=data).status_code == 404
    assert all_rows(stored) == before
    assert stored(LiveAnswer) == []
