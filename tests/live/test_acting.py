"""Only a host acts as host: every address, tried by participants, strangers and without a token."""

import pytest
from flask import Flask

from quiz.live.session.models import LiveAnswer, LiveSession
from quiz.routes import MAP, Audience
from tests.conftest import Stored
from tests.live.received import text_of
from tests.live.trying import Trying, crowded, rows
from tests.live.way import ITEM, code, hosting, joined, move, open_vote, signed_in, vote

METHODS = ("GET", "POST", "HEAD", "PUT", "DELETE", "PATCH")
OURS = ("/host", "/join", "/play")


@pytest.mark.parametrize("method", METHODS)
def test_a_participant_cannot_act_as_host_by_any_request(
    app: Flask, stored: Stored, method: str
) -> None:
    _, visitor, _ = crowded(app)
    signed_in(app, "Ola")  # whom an invitation would really let in
    live = stored(LiveSession)[0]
    trying = Trying(visitor, live, email="ola@council.example")
    before, tried, taken = rows(stored), 0, set()
    for address, _, answer in trying.everywhere([method]):
        text = text_of(answer)
        tried += 1
        if address.audience == Audience.TRAINER:
            assert answer.status_code in (303, 403, 405)
            assert "signin" in answer.headers.get("Location", "signin")
        assert "Tess" not in text.replace("Tess’s morning", ""), address.rule
        assert ITEM.option(ITEM.best).reason[:40] not in text, address.rule
        assert rows(stored) == before, address.rule
        if answer.status_code < 400:
            taken.add(address.rule)
    assert tried == len(MAP)
    # What a participant may do was done: the token was good, and so was what was sent with it.
    assert taken >= {"/play", "/join"} or method in ("PUT", "DELETE", "PATCH")


@pytest.mark.parametrize("moves", [(), ("pause",), ("next", "next", "next"), ("end",)])
def test_nor_in_any_other_phase(app: Flask, stored: Stored, moves: tuple[str, ...]) -> None:
    host, visitor, _ = crowded(app)
    move(host, *moves)
    live = stored(LiveSession)[0]
    trying, before = Trying(visitor, live, email="ola@council.example"), rows(stored)
    for address, method, answer in trying.everywhere(("GET", "POST")):
        if address.audience == Audience.TRAINER:
            assert answer.status_code in (303, 403, 405), address.rule
        text_of(answer)
        assert rows(stored) == before, (address.rule, method)


def test_the_same_request_of_the_host_does_it(app: Flask, stored: Stored) -> None:
    """Without this, the tests above could pass because what they send is refused to anybody."""
    host, visitor, _ = crowded(app)
    live = stored(LiveSession)[0]
    token = {"csrf_token": str(host.filled_in()["csrf_token"])}
    data = Trying(visitor, live).data | token
    assert host.client.post(f"/host/{live.id}/move", data=data).status_code == 303
    assert (stored(LiveSession)[0].phase, stored(LiveSession)[0].version) == ("closed", 3)
    assert host.client.post(f"/host/{live.id}/delete", data=data).status_code == 303
    assert stored(LiveSession) == []


def test_no_form_is_accepted_without_its_token(app: Flask, stored: Stored) -> None:
    host = hosting(app)
    visitor = joined(app, host)
    open_vote(host)
    form_tag = vote(visitor, "a").get("/play?change=1").filled_in()["form_tag"]
    before, tried = rows(stored), 0
    for address in MAP:
        if "POST" not in address.methods or not address.rule.startswith(OURS):
            continue
        path = address.rule.replace("<session_id>", host.path.rpartition("/")[2])
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
    assert rows(stored) == before


def test_a_trainer_without_an_invitation_is_a_stranger(app: Flask, stored: Stored) -> None:
    host = hosting(app)
    stranger = signed_in(app, "Ola")
    before = rows(stored)
    for address in MAP:
        if "<session_id>" in address.rule:
            path = address.rule.replace("<session_id>", host.path.rpartition("/")[2])
            for method in address.methods:
                data = {"move": "next", "version": "0", "email": "ola@council.example"}
                assert stranger.client.open(path, method=method, data=data).status_code == 404
    assert rows(stored) == before
    assert stored(LiveAnswer) == []
