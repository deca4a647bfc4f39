"""What a participant may not learn, and what a participant may not do, tried byte by byte."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from quiz.bank.items import Item
from quiz.live.models import LiveAnswer, LiveSession, Participant
from quiz.routes import MAP, Audience
from quiz.tables import Base
from tests.conftest import Stored
from tests.live.way import ITEM, OTHER, code, hosting, joined, move, open_vote, phase, rate, vote
from tests.visitor import Visitor

PARTICIPANTS = (Audience.ANYONE, Audience.PARTICIPANT)
OURS = ("/join", "/play")


def received(response: TestResponse) -> str:
    """Every byte that a browser gets: the page, its headers, its cookie unpacked or not."""
    return text_of(response) + str(response.headers)


def text_of(response: TestResponse) -> str:
    """The whole page; of a stream, which has no end, all up to the present state."""
    if response.mimetype != "text/event-stream":
        return response.text
    heard = b""
    for event in response.iter_encoded():
        heard += event
        if b"event: state" in event:
            break
    response.close()
    return heard.decode()


def pages(visitor: Visitor) -> Iterator[str]:
    """All that a participant can look at now, and what is said to what they send."""
    for address in MAP:
        if address.audience in PARTICIPANTS and address.rule.startswith(OURS):
            path = address.rule.replace("<code>", "CDFHJK")
            for extra in ("", "?change=1"):
                yield received(visitor.client.get(path + extra))
    visitor.get("/play?change=1")
    form = visitor.page.select_one("main form")
    sent = visitor.filled_in() if form else {}
    yield received(visitor.client.post("/play", data=sent | {"option": "x"}))
    yield received(visitor.client.post("/play", data=sent | {"round": "1", "certainty": "9"}))


def tells(item: Item) -> list[str]:
    """What tells a best answer: any reason, what the guidance says, and where."""
    reasons = [option.reason for option in item.options]
    says = [pointer.says for pointer in item.pointers]
    return [re.escape(text[:40]) for text in (*reasons, *says)] + ["options__option--best"]


def test_nothing_tells_the_best_answer_before_its_phase(app: Flask) -> None:
    host = hosting(app)
    visitors = [joined(app, host) for _ in range(5)]
    told = re.compile("|".join(tells(ITEM) + tells(OTHER) + ["sure and wrong", "best answer is"]))
    move(host, "next")
    before = 0
    while not phase(host).startswith("best"):
        if "open" in phase(host):
            for visitor in visitors:
                vote(visitor, ITEM.best)
        for text in pages(visitors[0]):
            found = told.search(text)
            assert not found, f"{phase(host)}: {found}"
        before += 1
        move(host, "next")
    assert before == 8
    assert told.search(visitors[0].get("/play").response.text), "and then it does"
    move(host, "next")
    later = re.compile("|".join(tells(OTHER)[:-1]))
    assert not [text for text in pages(visitors[0]) if later.search(text)]


def test_the_charts_do_not_tell_it_either(app: Flask) -> None:
    """The same votes for another option give the same page, but for the letters."""
    shown = []
    for name, option in (("Tess", ITEM.best), ("Ola", "abcd".replace(ITEM.best, "")[0])):
        host = hosting(app, ITEM.id, name=name)
        visitors = [joined(app, host) for _ in range(5)]
        watcher = joined(app, host)
        open_vote(host)
        for visitor in visitors:
            vote(visitor, option, "4")
        move(host, "next", "next", "next")
        page = watcher.get("/play").page.main
        assert page is not None
        # Where the bars are may differ; what they are filled with and what they say may not.
        fills = sorted(str(rect["fill"]) for rect in page.select("rect[fill]"))
        words = sorted(p.get_text(" ", strip=True) for p in page.select(".bars__words"))
        classes = sorted(" ".join(tag.get("class", [])) for tag in page.select(".bars *"))
        shown.append((fills, words, classes))
    assert shown[0] == shown[1]


def test_nobody_learns_anothers_answer(app: Flask) -> None:
    host = hosting(app)
    visitor = joined(app, host)
    others = [joined(app, host) for _ in range(3)]
    move(host, "next")
    quiet = visitor.get("/play").words
    for other in others:
        rate(other)
    assert visitor.get("/play").words == quiet
    move(host, "next")
    quiet = visitor.get("/play").words
    for other in others:
        vote(other, "d", "4")
    assert visitor.get("/play").words == quiet, "not even how many"
    move(host, "next", "next", "next")
    assert not visitor.get("/play").page.select(".own, .bars, .own-ratings")


def test_nothing_of_the_hosts_is_in_a_participants_bytes(app: Flask, stored: Stored) -> None:
    host = hosting(app)
    visitor = joined(app, host)
    live = stored(LiveSession)[0]
    people = [one.id for one in stored(Participant)]
    secrets = [live.id, live.person_id, "/host", "tess@council", *people]
    move(host, "next")
    while phase(host) != "end-1-4":
        for text in pages(visitor):
            assert not [one for one in secrets if one in text]
        move(host, "next")


@pytest.mark.parametrize("method", ["GET", "POST", "HEAD", "PUT", "DELETE", "PATCH"])
def test_a_participant_cannot_act_as_host_by_any_request(
    app: Flask, stored: Stored, method: str
) -> None:
    host = hosting(app)
    visitor = joined(app, host)
    open_vote(host)
    vote(visitor, "b", "2")
    live = stored(LiveSession)[0]
    page = visitor.get("/play?change=1").filled_in()
    everything = page | {
        **{"move": "next", "version": str(live.version), "mark": "0" * 8, "round": "1"},
        **{"title": "Mine", "scenarios": "A", "email": "x@y.example", "remove": live.person_id},
        **{"code": code(host), "session_id": live.id, "person": live.person_id},
    }
    before = _rows(stored)
    tried = 0
    for address in MAP:
        # Even who knows the session's id, which nobody is told, gets nowhere with it.
        path = address.rule.replace("<session_id>", live.id).replace("<code>", "CDFHJK")
        if not path.startswith(("/host", "/play", "/join")):
            continue
        answer = visitor.client.open(path, method=method, data=everything, query_string=everything)
        tried += 1
        if address.audience == Audience.TRAINER:
            assert answer.status_code in (303, 403, 405)
            assert "signin" in answer.headers.get("Location", "signin")
            assert ITEM.option(ITEM.best).reason[:40] not in text_of(answer)
    assert tried > 6
    assert _rows(stored) == before


def test_no_form_is_accepted_without_its_token(app: Flask, stored: Stored) -> None:
    host = hosting(app)
    visitor = joined(app, host)
    open_vote(host)
    mark = vote(visitor, "a").get("/play?change=1").filled_in()["mark"]
    before, tried = _rows(stored), 0
    for address in MAP:
        if "POST" not in address.methods or not address.rule.startswith(("/host", *OURS)):
            continue
        path = address.rule.replace("<session_id>", host.path.rpartition("/")[2])
        data = {
            **{"move": "next", "version": "2", "email": "ola@council.example", "code": code(host)},
            **{"title": "Mine", "scenarios": "A", "mark": mark, "round": "1", "revision": "1"},
            **{"option": f"{ITEM.id}.d", "certainty": "4"},
        }
        sender = host if address.audience == Audience.TRAINER else visitor
        assert sender.client.post(path, data=data).status_code == 400, address.rule
        tried += 1
    assert tried >= 5
    removing = {"remove": stored(LiveSession)[0].person_id}
    assert host.client.post(f"{host.path}/cohost", data=removing).status_code == 400
    assert _rows(stored) == before


def _rows(stored: Stored) -> dict[str, list[tuple[object, ...]]]:
    """Everything that is stored of sessions."""
    models = [
        mapper.class_
        for mapper in Base.registry.mappers
        if mapper.class_.__tablename__.startswith("live_")
    ]
    return {
        model.__tablename__: sorted(
            tuple(getattr(row, column.key) for column in model.__mapper__.column_attrs)
            for row in stored(model)
        )
        for model in models
    }


def test_a_trainer_without_an_invitation_is_a_stranger(app: Flask, stored: Stored) -> None:
    from tests.live.way import signed_in

    host = hosting(app)
    stranger = signed_in(app, "Ola")
    before = _rows(stored)
    for address in MAP:
        if "<session_id>" in address.rule:
            path = address.rule.replace("<session_id>", host.path.rpartition("/")[2])
            for method in address.methods:
                data = {"move": "next", "version": "0", "email": "ola@council.example"}
                assert stranger.client.open(path, method=method, data=data).status_code == 404
    assert _rows(stored) == before
    assert stored(LiveAnswer) == []
