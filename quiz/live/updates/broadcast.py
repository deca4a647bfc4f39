"""What is pushed to each audience, and what a page that polls is given: the same bytes."""

from collections.abc import Callable, Mapping
from enum import StrEnum

from flask import Flask, Response, current_app, make_response, request
from sqlalchemy.orm import Session

from quiz import database
from quiz.live.session import store, votes
from quiz.live.session.models import LiveSession
from quiz.live.updates import stream
from quiz.live.updates.stream import Key, Look, Update, Watcher

EXTENSION = "watcher"


class Audience(StrEnum):
    """Who looks at a session, and so what is pushed to them."""

    PLAY = "play"
    HOST = "host"
    ROOM = "room"

    @property
    def sees_counts(self) -> bool:
        """Whether its part says how many are here and have answered."""
        return self != Audience.PLAY


Fragment = Callable[[Session, LiveSession], str]


def init_app(app: Flask, fragments: Mapping[Audience, Fragment]) -> None:
    """Give the app its watcher, and what it renders for each audience."""
    app.extensions[EXTENSION] = Watcher(looker(app, fragments))


def watcher(app: Flask) -> Watcher:
    """The watcher of this process."""
    found: Watcher = app.extensions[EXTENSION]
    return found


def stamp(session: Session, live: LiveSession, audience: Audience) -> str:
    """The same for as long as this audience is to see the same."""
    if not audience.sees_counts:
        return str(live.version)
    counts = votes.counts(session, live)
    return f"{live.version}.{counts.joined}.{counts.answered}"


def looker(app: Flask, fragments: Mapping[Audience, Fragment]) -> Look:
    """What the watcher does at every tick: one question for all sessions, then what changed."""
    opened: database.Database = app.extensions["database"]

    def look(known: Mapping[Key, str | None]) -> Mapping[Key, Update | None]:
        with opened.begin(writes=False) as session:
            found = store.versions(session, {id_ for id_, _ in known})
            news: dict[Key, Update | None] = {key: None for key in known if key[0] not in found}
            for key in known.keys() - news.keys():
                if Audience(key[1]).sees_counts or known[key] != str(found[key[0]]):
                    news |= _news(app, session, key, known[key], fragments)
            return news

    return look


def _news(
    app: Flask,
    session: Session,
    key: Key,
    known: str | None,
    fragments: Mapping[Audience, Fragment],
) -> dict[Key, Update | None]:
    live, audience = session.get(LiveSession, key[0]), Audience(key[1])
    if live is None:
        return {key: None}
    now = stamp(session, live, audience)
    if now == known:
        return {}
    # This is no request, but what is rendered links to pages, and has to know where they are.
    with app.test_request_context():
        return {key: Update(now, fragments[audience](session, live))}


def events(
    live: LiveSession, audience: Audience, may: Callable[[], bool] = lambda: True
) -> Response:
    """A stream for one page, for as long as it ``may``. Its browser says what it has seen last, if
    it was here before."""
    known = request.headers.get("Last-Event-ID") or request.args.get("known")
    # Nothing of the database stays open while the stream does: the request ends before it begins.
    return stream.respond(watcher(current_app).stream((live.id, audience), known, may))


def polled(tag: str, part: Callable[[], str]) -> Response:
    """The part, for a page that polls; 304, and not rendered, while its tag is the same."""
    if request.if_none_match.contains_weak(tag):
        response = make_response("", 304)
    else:
        response = make_response(part())
    response.set_etag(tag, weak=True)
    return response
