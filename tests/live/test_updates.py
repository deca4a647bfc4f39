"""Events and polling: both send the same, and a stream ends when its person loses access."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import delete, select

from quiz import clock
from quiz.live.session.models import CoHost, LiveSession
from quiz.live.updates.broadcast import watcher
from quiz.people import accounts, guard
from quiz.vocabulary import Role
from tests.live.steps import (
    code,
    join_session,
    move,
    open_screen,
    open_vote,
    session_path,
    signed_in,
    vote,
)
from tests.live.stored_steps import host_session
from tests.visitor import Visitor


def state_of(visitor: Visitor, path: str, **headers: str) -> tuple[str, str]:
    """The first state that a stream sends: its id, and the fragment."""
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
    raise AssertionError("the stream ended without a state")


@pytest.mark.both_databases
@pytest.mark.parametrize("viewer", ["host", "controls", "display"])
def test_events_and_polling_send_the_same_fragment(app: Flask, viewer: str) -> None:
    host = host_session(app)
    join_session(app, host)
    joining = code(host)
    place = host.path if viewer == "host" else open_screen(host)
    if viewer == "display":
        host.get("/signout").send()
    id_, sent = state_of(host, f"{place}/events")
    polled = host.client.get(f"{place}/state")
    tokenless = [line for line in polled.text.splitlines() if "csrf_token" not in line]
    assert [line for line in sent.splitlines() if "csrf_token" not in line] == tokenless
    tag = polled.headers["ETag"]
    assert id_ in tag
    again = host.client.get(f"{place}/state", headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    Visitor(app).get("/join").send(code=joining)
    later = host.client.get(f"{place}/state", headers={"If-None-Match": tag})
    assert later.status_code == 200


def test_a_stream_is_not_stored_or_compressed_and_sets_no_cookie(app: Flask) -> None:
    host = host_session(app)
    visitor = join_session(app, host)
    for sender, path in ((visitor, "/play/events"), (host, f"{host.path}/events")):
        response = sender.client.get(path, headers={"Accept-Encoding": "br, gzip"})
        assert "Content-Encoding" not in response.headers
        assert "Set-Cookie" not in response.headers
        assert "no-store" in response.headers["Cache-Control"]
        assert response.headers["X-Accel-Buffering"] == "no"
        response.close()


def test_a_participants_etag_changes_with_their_own_answer(app: Flask) -> None:
    host = host_session(app)
    visitor, other = join_session(app, host), join_session(app, host)
    open_vote(host)
    tags = [one.client.get("/play/state").headers["ETag"] for one in (visitor, other)]
    vote(visitor, "b", "2")
    now = [one.client.get("/play/state").headers["ETag"] for one in (visitor, other)]
    assert now[0] != tags[0]
    assert now[1] == tags[1]


def test_automatic_requests_do_not_prolong_a_login_session(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    host = host_session(app)
    screen, began = open_screen(host), clock.seconds()
    for minutes in range(0, 120, 20):
        monkeypatch.setattr(clock, "seconds", lambda at=minutes: began + 60 * at)
        for path in (host.path, f"{host.path}/state", screen, f"{screen}/state"):
            response = host.client.get(path)
            assert response.status_code == 200
            assert "Set-Cookie" not in response.headers
    monkeypatch.setattr(clock, "seconds", lambda: began + guard.IDLE_SECONDS + 1)
    assert host.client.get(f"{host.path}/state").status_code in (303, 401, 403)


def uninvited(app: Flask, host: Visitor, _cohost: Visitor) -> None:
    with app.extensions["database"].begin(writes=True) as session:
        session.execute(delete(CoHost))
        session.commit()


def deactivated(app: Flask, host: Visitor, _cohost: Visitor) -> None:
    with app.extensions["database"].begin(writes=True) as session:
        accounts.deactivate(session, accounts.find_by_email(session, "ola@council.example"))
        session.commit()


def role_removed(app: Flask, host: Visitor, _cohost: Visitor) -> None:
    with app.extensions["database"].begin(writes=True) as session:
        accounts.remove_role(
            session, accounts.find_by_email(session, "ola@council.example"), Role.TRAINER
        )
        session.commit()


def signed_out(app: Flask, host: Visitor, cohost: Visitor) -> None:
    cohost.get("/signout").send()


@pytest.mark.both_databases
@pytest.mark.parametrize("loses_access", [uninvited, deactivated, role_removed, signed_out])
def test_a_stream_ends_for_a_person_who_may_no_longer_host(
    app: Flask, loses_access: Callable[[Flask, Visitor, Visitor], None]
) -> None:
    host, cohost = host_session(app), signed_in(app, "Ola")
    page = host.path
    host.get(f"{page}/cohost").send(email="ola@council.example")
    host.get(page)
    answers = [each.client.get(f"{page}/events") for each in (cohost, host)]
    cohosts, hosts = (answer.iter_encoded() for answer in answers)
    for stream in (cohosts, hosts):
        assert any(event.startswith(b"event: state") for event in stream)
    loses_access(app, host, cohost)
    join_session(app, host)
    assert any(event.startswith(b"event: state") for event in hosts), "the host still gets events"
    assert next(cohosts, None) is None
    assert cohost.client.get(f"{page}/state").status_code in (303, 403, 404)
    answers[1].close()


def test_a_hosts_stream_ends_when_their_login_session_expires(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    host = host_session(app)
    began = clock.seconds()
    stream = host.client.get(f"{host.path}/events").iter_encoded()
    assert any(event.startswith(b"event: state") for event in stream)
    monkeypatch.setattr(clock, "seconds", lambda: began + guard.IDLE_SECONDS + 1)
    join_session(app, host)
    assert next(stream, None) is None


def test_in_a_second_vote_phones_fetch_their_own_first_answer(app: Flask) -> None:
    host = host_session(app)
    visitor = join_session(app, host)
    open_vote(host)
    vote(visitor, "a")
    move(host, "next", "next", "next")
    assert "0 of 1 answered" in host.words
    _, sent = state_of(visitor, "/play/events")
    assert "data-spread=" in sent
    assert "In the first vote you chose" not in sent
    assert "In the first vote you chose" in visitor.client.get("/play/state").text
    move(host, "skip", "next")
    assert "data-spread=" not in state_of(visitor, "/play/events")[1], "nobody has answered yet"


def test_a_press_is_signalled_once_it_is_stored(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The signal tells every process to look: before the commit it would look in vain."""
    host, seen = host_session(app), list[int]()

    def look() -> None:
        with app.extensions["database"].begin(writes=False) as session:
            seen.extend(live.phones_version for live in session.scalars(select(LiveSession)))

    monkeypatch.setattr(watcher(app).signal, "send", look)
    pressed = {**host.filled_in(), "move": "next"}
    for status in (303, 409):  # the second one was of an older page
        answer = host.client.post(f"{session_path(host)}/move", data=pressed, buffered=True)
        assert answer.status_code == status
    with app.extensions["database"].begin(writes=False) as session:
        assert seen == [session.scalars(select(LiveSession)).one().phones_version] != [0]
