"""The projector's page, the streams, and what a page asks for by itself."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import delete, select

from quiz import clock
from quiz.bank.items import Contested, Item
from quiz.database import Database
from quiz.live.display.screen import GONE, Screen, too_few
from quiz.live.results.charts import Votes
from quiz.live.session.models import CoHost, LiveSession
from quiz.live.session.phases import Phase, Plan, State, Vote
from quiz.live.session.plans import asked
from quiz.live.session.votes import Counts
from quiz.people import accounts, guard
from quiz.vocabulary import Certainty, Role
from tests.live.way import (
    BANK,
    CONTESTED,
    ITEM,
    OTHER,
    hosting,
    joined,
    move,
    open_vote,
    phase,
    signed_in,
    vote,
)
from tests.visitor import Visitor


def state_of(visitor: Visitor, path: str, **headers: str) -> tuple[str, str]:
    """The first state that a stream tells: its id, and the part."""
    response = visitor.client.get(path, headers=headers)
    assert response.status_code == 200
    assert response.mimetype == "text/event-stream"
    for event in response.iter_encoded():
        if event.startswith(b"event: state"):
            response.close()
            lines = event.decode().split("\n")
            return lines[1].removeprefix("id: "), "\n".join(
                line.removeprefix("data: ") for line in lines[2:]
            ).strip()
    raise AssertionError("the stream ended")


def first_vote_shown(app: Flask) -> tuple[Visitor, list[Visitor]]:
    """A host and five people, who all chose the first option and were very sure."""
    host = hosting(app)
    visitors = [joined(app, host) for _ in range(5)]
    open_vote(host)
    for visitor in visitors:
        vote(visitor, "a", "4")
    return move(host, "next", "next", "next"), visitors


def test_the_room_sees_bars_by_sureness_and_their_numbers(app: Flask) -> None:
    host, _ = first_vote_shown(app)
    room = Visitor(app)
    room.client = host.client
    room.get(f"{host.path}/room")
    assert "5 votes, all of them sure" in room.words
    assert len(room.page.select(".bars__bar")) == 4
    numbers = [
        cell.get_text() for cell in room.page.select(".bars__numbers tbody tr")[0].select("td")
    ]
    assert numbers == ["0", "0", "5", "5"]
    assert ITEM.option(ITEM.best).reason not in room.response.text


@pytest.mark.parametrize("part", ["", "/room"])
def test_what_is_pushed_is_what_is_polled(app: Flask, part: str) -> None:
    host = hosting(app)
    joined(app, host)
    id_, pushed = state_of(host, f"{host.path}{part}/events")
    polled = host.client.get(f"{host.path}{part}/state")
    tokenless = [line for line in polled.text.splitlines() if "csrf_token" not in line]
    assert [line for line in pushed.splitlines() if "csrf_token" not in line] == tokenless
    tag = polled.headers["ETag"]
    assert id_ in tag
    again = host.client.get(f"{host.path}{part}/state", headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    joined(app, host)
    later = host.client.get(f"{host.path}{part}/state", headers={"If-None-Match": tag})
    assert later.status_code == 200


def test_a_stream_is_neither_kept_nor_compressed_and_sets_no_cookie(app: Flask) -> None:
    host = hosting(app)
    visitor = joined(app, host)
    for sender, path in ((visitor, "/play/events"), (host, f"{host.path}/events")):
        response = sender.client.get(path, headers={"Accept-Encoding": "br, gzip"})
        assert "Content-Encoding" not in response.headers
        assert "Set-Cookie" not in response.headers
        assert "no-store" in response.headers["Cache-Control"]
        assert response.headers["X-Accel-Buffering"] == "no"
        response.close()


def test_a_participants_own_tag_changes_with_their_answer(app: Flask) -> None:
    host = hosting(app)
    visitor, other = joined(app, host), joined(app, host)
    open_vote(host)
    tags = [one.client.get("/play/state").headers["ETag"] for one in (visitor, other)]
    vote(visitor, "b", "2")
    now = [one.client.get("/play/state").headers["ETag"] for one in (visitor, other)]
    assert now[0] != tags[0]
    assert now[1] == tags[1]


def test_what_a_page_asks_for_by_itself_prolongs_no_sign_in(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    host = hosting(app)
    began = clock.seconds()
    for minutes in range(0, 120, 20):
        monkeypatch.setattr(clock, "seconds", lambda at=minutes: began + 60 * at)
        for path in ("", "/state", "/room", "/room/state"):
            response = host.client.get(host.path + path)
            assert response.status_code == 200
            assert "Set-Cookie" not in response.headers
    monkeypatch.setattr(clock, "seconds", lambda: began + guard.IDLE_SECONDS + 1)
    assert host.client.get(f"{host.path}/state").status_code in (303, 401, 403)


def taken_back(app: Flask, host: Visitor, _cohost: Visitor) -> None:
    with app.extensions["database"].begin(writes=True) as session:
        session.execute(delete(CoHost))
        session.commit()


def deactivated(app: Flask, host: Visitor, _cohost: Visitor) -> None:
    with app.extensions["database"].begin(writes=True) as session:
        accounts.deactivate(session, accounts.find_by_email(session, "ola@council.example"))
        session.commit()


def no_trainer_any_more(app: Flask, host: Visitor, _cohost: Visitor) -> None:
    with app.extensions["database"].begin(writes=True) as session:
        accounts.remove_role(
            session, accounts.find_by_email(session, "ola@council.example"), Role.TRAINER
        )
        session.commit()


def signed_out(app: Flask, host: Visitor, cohost: Visitor) -> None:
    cohost.get("/signout").send()


@pytest.mark.parametrize("part", ["", "/room"])
@pytest.mark.parametrize("left", [taken_back, deactivated, no_trainer_any_more, signed_out])
def test_a_stream_ends_for_whoever_may_not_host_any_more(
    app: Flask, part: str, left: Callable[[Flask, Visitor, Visitor], None]
) -> None:
    host, cohost = hosting(app), signed_in(app, "Ola")
    page = host.path
    host.get(f"{page}/cohost").send(email="ola@council.example")
    host.get(page)
    answers = [each.client.get(f"{page}{part}/events") for each in (cohost, host)]
    gone, stays = (answer.iter_encoded() for answer in answers)
    for stream in (gone, stays):
        assert any(event.startswith(b"event: state") for event in stream)
    left(app, host, cohost)
    joined(app, host)
    assert any(event.startswith(b"event: state") for event in stays), "the host hears of it"
    assert next(gone, None) is None
    assert cohost.client.get(f"{page}{part}/state").status_code in (303, 403, 404)
    answers[1].close()


def test_a_host_s_stream_ends_with_the_hours_of_their_sign_in(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    host = hosting(app)
    began = clock.seconds()
    stream = host.client.get(f"{host.path}/events").iter_encoded()
    assert any(event.startswith(b"event: state") for event in stream)
    monkeypatch.setattr(clock, "seconds", lambda: began + guard.IDLE_SECONDS + 1)
    joined(app, host)
    assert next(stream, None) is None


def test_who_is_not_its_host_sees_no_room(app: Flask) -> None:
    host, other = hosting(app), hosting(app, name="Ola")
    for path in ("/room", "/room/state", "/room/events", "/state", "/events"):
        assert other.client.get(host.path + path).status_code == 404
        assert joined(app, host).client.get(host.path + path).status_code in (303, 401, 403)


def test_in_a_second_vote_phones_ask_for_what_they_chose_in_the_first(app: Flask) -> None:
    host = hosting(app)
    visitor = joined(app, host)
    open_vote(host)
    vote(visitor, "a")
    move(host, "next", "next", "next", "next", "next")
    assert "0 of 1 answered" in host.words
    _, pushed = state_of(visitor, "/play/events")
    assert "data-spread=" in pushed
    assert "In the first vote you chose" not in pushed
    assert "In the first vote you chose" in visitor.client.get("/play/state").text
    move(host, "skip", "next")
    assert "data-spread=" not in state_of(visitor, "/play/events")[1], "nobody has answered yet"


def test_a_scenario_that_left_the_content_is_passed_over_by_everybody(
    app: Flask, database: Database
) -> None:
    host = hosting(app, f"{CONTESTED.id} {OTHER.id}")
    visitors = [joined(app, host) for _ in range(5)]
    open_vote(host)
    for visitor in visitors:
        vote(visitor, "a", "4")
    phone, room = visitors[0], Visitor(app)
    room.client = host.client
    sent = phone.get("/play?change=1").filled_in()
    take_out(database, 0)
    assert phone.client.post("/play", data=sent).status_code == 409
    refused = phone.post("/play", sent).words
    assert "taken out" in refused
    assert not [
        words for words in ("The host closed it", "not having answered") if words in refused
    ]
    for name in ("open", "closed", "certainty", "first", "discuss", "open_again", "both", "best"):
        with database.begin(writes=True) as session:
            live = session.scalars(select(LiveSession)).one()
            live.state = State(Phase(name), 0, TWICE if name in LATE else TWICE[:1])
            session.commit()
        assert phase(host.get(host.path)).startswith(name)
        assert GONE in host.words
        assert "This scenario was taken out of the content" in host.words
        assert "vote is" not in host.words
        first = host.page.select(".hosting__buttons > button")[0]
        assert first.get_text() == "Open the vote on scenario 2"
        assert "guidance differs" not in host.words
        for other in (phone.get("/play"), room.get(f"{host.path}/room")):
            assert GONE in other.words
            assert not [words for words in ("Fewer than", "Talk", "Answer") if words in other.words]
        assert 'http-equiv="refresh"' in phone.get("/play").response.text
        assert "Look now" in phone.words
        assert phone.page.select_one("main form") is None
    move(host, "next")
    assert phase(host).startswith("open-1-")
    vote(phone, "b")
    assert "Your answer is kept" in phone.words
    move(host, "next", "end")
    host.get(f"{host.path}/after")
    assert "1 scenario was asked. 1 scenario of the plan was taken out of the content" in host.words


def take_out(database: Database, *places: int) -> None:
    """As if the content had been changed: these scenarios of the plan are in it no longer."""
    with database.begin(writes=True) as session:
        live = session.scalars(select(LiveSession)).one()
        left = [
            replace(one, item="no-such-scenario") if place in places else one
            for place, one in enumerate(live.plan.scenarios)
        ]
        live.plan_text = replace(live.plan, scenarios=tuple(left)).to_json()
        session.commit()


@pytest.mark.parametrize(
    ("gone", "said"),
    [
        ((0, 1), "All of its scenarios were taken out"),
        ((1,), "1 scenario was taken out"),
        ((), ""),
    ],
)
def test_the_lobby_says_what_there_is_no_longer_to_ask(
    app: Flask, database: Database, gone: tuple[int, ...], said: str
) -> None:
    host = hosting(app)
    take_out(database, *gone)
    host.get(host.path)
    assert said in host.words
    assert ("taken out of the content" in host.words) == bool(said)


FIVE = {("a", Certainty.VERY_SURE): 5}
TWICE = (Vote(0, 1), Vote(0, 2))
LATE = ("open_again", "both", "best")
FEW = "fewer than 5 answered, so there is no chart."


@pytest.mark.parametrize(
    ("phase", "votes", "shown", "caption", "caution"),
    [
        (Phase.BOTH, {1: FIVE, 2: FIVE}, ["First vote", "Second vote"], "same scale", ()),
        (Phase.BOTH, {1: FIVE}, ["First vote"], "Each bar", (f"Second vote: {FEW}",)),
        (Phase.BOTH, {2: FIVE}, ["Second vote"], "Each bar", (f"First vote: {FEW}",)),
        (Phase.BOTH, {}, [], "Each bar", (too_few(5),)),
        (Phase.DISCUSS, {1: FIVE}, ["First vote"], "Each bar", ()),
        (Phase.BEST, {2: FIVE}, ["Second vote"], "sure and wrong", (f"First vote: {FEW}",)),
    ],
)
def test_it_is_said_which_vote_has_a_chart_and_why_the_other_has_none(
    phase: Phase, votes: dict[int, Votes], shown: list[str], caption: str, caution: tuple[str, ...]
) -> None:
    screen = screen_of(ITEM, State(phase, 0, TWICE), votes)
    assert [chart.title for chart in screen.charts] == shown
    assert caption in screen.caption
    assert screen.cautions == caution


def screen_of(item: Item | Contested, state: State, votes: dict[int, Votes]) -> Screen:
    return Screen(state, Plan((asked(item),)), lambda: Counts(9, 0), BANK, votes)


def test_a_scenario_without_a_second_vote_has_no_word_on_it() -> None:
    screen = screen_of(ITEM, State(Phase.BEST, 0, TWICE[:1]), {1: FIVE})
    assert screen.cautions == ()


def test_where_practice_differs_nobody_was_wrong() -> None:
    screen = screen_of(CONTESTED, State(Phase.BEST, 0, TWICE[:1]), {1: FIVE})
    assert screen.caption == "Each bar is split by how sure people were."


def test_only_what_was_asked_before_is_asked_again() -> None:
    screen = screen_of(ITEM, State(Phase.AFTER), {})
    assert "again" in screen.sentence
    alone = replace(screen, plan=replace(screen.plan, before=False))
    assert "again" not in alone.sentence


def test_each_chart_has_its_name_beside_it(app: Flask) -> None:
    host, visitors = first_vote_shown(app)
    assert "First vote, 5" in visitors[0].get("/play").words
    move(host, "next", "next")
    for visitor in visitors:
        vote(visitor, "b", "4")
    move(host, "next")
    bars = visitors[0].get("/play").page.select(".bars__one")
    assert [bar.p.get_text() for bar in bars if bar.p] == ["First vote", "Second vote"] * 4
