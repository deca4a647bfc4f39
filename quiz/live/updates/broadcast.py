"""What each kind of viewer is sent while a session runs: the same bytes by events or by polling."""

from collections.abc import Callable, Mapping
from enum import StrEnum

from flask import Flask, Response, after_this_request, current_app, make_response, request
from sqlalchemy.orm import Session

from quiz.clock import seconds
from quiz.languages import sentences
from quiz.languages.catalogues import language
from quiz.languages.sentences import written_in
from quiz.live.session import closing, phones, pledges, store, votes
from quiz.live.session.models import LiveSession
from quiz.live.session.phases import Phase
from quiz.live.updates import presence, stream
from quiz.live.updates.stream import FindChanges, Key, Snapshot, Watcher
from quiz.storage import database, database_clock

EXTENSION = "watcher"
CLOCK = "X-Clock"
"""With each polled reply: seconds since 1970 by the database's clock, for the times on the page."""
MOST_PARTICIPANTS = 1_000_000
"""More than a session will have."""


class Viewer(StrEnum):
    """The kinds of page that follow a session. Each kind gets a fragment of its own."""

    PARTICIPANT = "participant"
    HOST = "host"
    DISPLAY = "display"
    CONTROLS = "controls"

    @property
    def sees_counts(self) -> bool:
        """Whether its fragment says how many have joined and answered."""
        return self != Viewer.PARTICIPANT


Fragment = Callable[[Session, LiveSession], str]
"""Renders one session for one kind of viewer."""


def init_app(app: Flask, fragments: Mapping[Viewer, Fragment]) -> None:
    """Give the app its watcher, and its notes of who is here. fragments: what the watcher renders
    for each kind of viewer."""
    app.extensions[presence.EXTENSION] = presence.Presence(app.extensions["database"])
    app.extensions[EXTENSION] = Watcher(change_finder(app, fragments))


def watcher(app: Flask) -> Watcher:
    """The watcher of this process."""
    found: Watcher = app.extensions[EXTENSION]
    return found


def state_id(session: Session, live: LiveSession, viewer: Viewer) -> str:
    """The id of what this viewer sees now: the version of that, and the counts where they are
    shown. While it is the same, the fragment is the same.

    Anybody may have the link to the screen, so its id has only what the screen prints: it must not
    tell that a question was sent, or that somebody left who has answered.

    The number of phones that are here can fall, and an id must not. On the screen it falls with the
    next minute; for hosts at once, because how many left is before it. One who comes back is
    counted with the next minute.
    """
    if not viewer.sees_counts:
        return str(live.phones_version)
    numbers: tuple[int, ...]
    if viewer != Viewer.HOST and live.phase == Phase.END:
        # The screen prints no count, but what people will do differently; a sentence that its
        # writer changes is not shown any more.
        numbers = (MOST_PARTICIPANTS - pledges.shown_count(session, live),)
    else:
        counts, minute = votes.counts(session, live), phones.minute_of(seconds())
        numbers = (minute, counts.answered, counts.here)
        if viewer != Viewer.DISPLAY:
            grows = (counts.joined, counts.answered, counts.questions, counts.left, minute)
            numbers = (*grows, counts.here)
    version = live.screen_version if viewer == Viewer.DISPLAY else live.version
    return ".".join(str(number) for number in (version, *numbers))


def change_finder(app: Flask, fragments: Mapping[Viewer, Fragment]) -> FindChanges:
    """The function that the watcher calls at every tick: it reads all versions in one query, then
    renders what has changed."""
    opened: database.Database = app.extensions["database"]

    def close_due(known: Mapping[Key, str | None]) -> None:
        ids = {key.session_id for key in known}
        with opened.begin(writes=False) as session:
            due = [live.id for live in store.due_to_close(session, ids)]
        if due:
            with app.app_context(), opened.begin(writes=True) as session:
                closing.close_due(session, due)
                session.commit()

    def find_changes(known: Mapping[Key, str | None]) -> Mapping[Key, Snapshot | None]:
        close_due(known)
        with opened.begin(writes=False) as session:
            versions = store.phones_versions(session, {key.session_id for key in known})
            changes: dict[Key, Snapshot | None] = {
                key: None for key in known if key.session_id not in versions
            }
            looked = {
                key: id_
                for key, id_ in known.items()
                if key not in changes
                and (Viewer(key.viewer).sees_counts or id_ != str(versions[key.session_id]))
            }
            for page, keys in _by_page(looked).items():
                changes |= _change(app, session, page, keys, fragments)
            return changes

    return find_changes


def _by_page(known: Mapping[Key, str | None]) -> dict[tuple[str, str], dict[Key, str | None]]:
    """The known ids of one session and kind of viewer together: only the language differs."""
    found: dict[tuple[str, str], dict[Key, str | None]] = {}
    for key, id_ in known.items():
        found.setdefault((key.session_id, key.viewer), {})[key] = id_
    return found


def _change(
    app: Flask,
    session: Session,
    page: tuple[str, str],
    known: Mapping[Key, str | None],
    fragments: Mapping[Viewer, Fragment],
) -> dict[Key, Snapshot | None]:
    """What changed on one kind of page of a session, rendered in each language that lacks it."""
    live, viewer = session.get(LiveSession, page[0]), Viewer(page[1])
    if live is None:
        return dict.fromkeys(known)
    current = state_id(session, live, viewer)
    changes: dict[Key, Snapshot | None] = {}
    for key, id_ in known.items():
        if id_ != current:
            # The watcher's thread has no request, but the fragment's links need one.
            with app.test_request_context(), written_in(language(key.language)):
                changes[key] = Snapshot(current, fragments[viewer](session, live))
    return changes


def events(
    live: LiveSession, viewer: Viewer, is_allowed: Callable[[], bool] = lambda: True
) -> Response:
    """A stream of events for one page, in its language. is_allowed: permission check; False ends
    the stream. After a break the browser names the last state that it received."""
    known = request.headers.get("Last-Event-ID") or request.args.get("known")
    # The stream outlives this request, so it must not use the request's database session.
    key = Key(live.id, viewer, sentences.language().code)
    return stream.respond(watcher(current_app).stream(key, known, is_allowed))


def look_soon() -> None:
    """Let every process of this service look for changes once this request has been answered: what
    it changes is then stored."""
    signal = watcher(current_app).signal

    @after_this_request
    def send(response: Response) -> Response:
        response.call_on_close(signal.send)
        return response


def polled(tag: str, render: Callable[[], str]) -> Response:
    """The fragment, for a page that polls; 304, without rendering, while its tag is the same. It is
    another one in another language."""
    tag = f"{tag}.{sentences.language().code}"
    if request.if_none_match.contains_weak(tag):
        response = make_response("", 304)
    else:
        response = make_response(render())
    response.set_etag(tag, weak=True)
    response.headers[CLOCK] = str(database_clock.seconds(database.session()))
    return response
