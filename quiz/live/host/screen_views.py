"""The room's screen: its page, events and polled fragment, its buttons, and who allows them."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from quiz.browser import room_screens
from quiz.clock import today
from quiz.content import bank
from quiz.languages.sentences import LazySentence, lazy_gettext
from quiz.live.display.current import screen_context, screen_fragment
from quiz.live.display.join_details import join_details
from quiz.live.display.shown import Shown
from quiz.live.host import screen_access
from quiz.live.host.forms import MoveForm, PauseForm, ScreenForm
from quiz.live.host.screen_controls import controls_context, controls_fragment
from quiz.live.redirects import not_due, to_session
from quiz.live.session import room_screen
from quiz.live.session.access import hosted_session
from quiz.live.session.models import LiveSession
from quiz.live.session.phases import Phase
from quiz.live.session.press import known_press, press
from quiz.live.updates import broadcast
from quiz.live.updates.broadcast import Viewer
from quiz.people.models import Person
from quiz.storage import database
from quiz.web.notices import flash
from quiz.web.security import csrf_token

NOT_ALLOWED = lazy_gettext(
    "This screen only shows the session. Its host can move it, on the host’s page."
)
MOVED_ON = lazy_gettext("The session had moved on already. This is where it is now.")
PRESS_AGAIN = lazy_gettext("Nothing was changed. Please press again.")
ALLOWED = lazy_gettext(
    "The room’s screen may move the session, in the browser in which you opened it."
)
SHOWS_ONLY = lazy_gettext(
    "The room’s screen only shows the session. It moves from this page alone."
)
BY_SCRIPT = "X-Live"


def display(host: Person, session_id: str) -> Response:
    """Open the room's screen as a host: from now on it may move the session from this browser."""
    live = hosted_session(host, session_id)
    if not screen_access.is_shown(live):
        return redirect(url_for("live.summary", session_id=live.id), 303)
    room_screens.keep_screen(live.id, host.id)
    plain = 1 if "plain" in request.args else None
    code = screen_access.screen_code(live)
    return redirect(url_for("live.screen", code=code, plain=plain), 303)


def screen(code: str) -> ResponseReturnValue:
    live = screen_access.find_shown(code)
    return _page(live) if live else _over()


def _page(live: LiveSession, notice: LazySentence | str = "") -> str:
    session, moves = database.session(), screen_access.mover(live) is not None
    code, shown = screen_access.screen_code(live), request.args.get("show", "")
    return render_template(
        "live/display.html",
        notice=str(notice),
        title=live.title,
        rehearsal=live.rehearsal,
        events=url_for("live.screen_events", code=code),
        state_at=url_for("live.screen_state", code=code),
        shown=shown if shown in list(Shown) else "",
        plain="plain" in request.args or not moves,
        token=csrf_token() if moves else "",
        **join_details(live),
        **(controls_context(session, live) if moves else screen_context(session, live)),
    )


def _over() -> ResponseReturnValue:
    return render_template("live/screen_over.html"), 404


def screen_state(code: str) -> ResponseReturnValue:
    live, session = screen_access.find_shown(code), database.session()
    if live is None:
        return _over()
    moves = screen_access.mover(live) is not None
    tag = broadcast.state_id(session, live, Viewer.CONTROLS if moves else Viewer.DISPLAY)
    fragment = controls_fragment if moves else screen_fragment
    return broadcast.polled(tag, lambda: fragment(session, live))


def screen_events(code: str) -> ResponseReturnValue:
    live = screen_access.find_shown(code)
    if live is None:
        return _over()
    if screen_access.mover(live):
        return broadcast.events(live, Viewer.CONTROLS, screen_access.screen_check(live))
    return broadcast.events(live, Viewer.DISPLAY)


def screen_move(code: str) -> ResponseReturnValue:
    """A press on the room's screen."""
    live, form = screen_access.find_shown(code), MoveForm()
    if live is None:
        return _over()
    if request.method != "POST":
        return _to_screen(code)  # a reload of the page that refused a press
    host = screen_access.mover(live)
    if host is None:
        return _page(live, NOT_ALLOWED), 403
    room_screens.keep_screen(live.id, host.id)  # a screen in use is the last to go
    wanted = known_press(form.move.data)
    if not form.accepted() or not wanted or not form.version.data.isdecimal():
        return _page(live, PRESS_AGAIN), 400
    version = int(form.version.data[:9])
    moved = press(database.session(), live, bank(), wanted, version, today())
    if moved is None:
        return _page(live, MOVED_ON), 409
    return _pressed(code)


def screen_pause(code: str) -> ResponseReturnValue:
    """Say on the room's screen when the session goes on."""
    live, form = screen_access.find_shown(code), PauseForm()
    if live is None:
        return _over()
    if request.method != "POST":
        return _to_screen(code)
    if screen_access.mover(live) is None:
        return _page(live, NOT_ALLOWED), 403
    if not form.accepted():
        return _page(live, PRESS_AGAIN), 400
    room_screen.end_pause_in(database.session(), live, form.minutes.data)
    return _pressed(code)


def pause(host: Person, session_id: str) -> ResponseReturnValue:
    """Say on the host's page when the session goes on."""
    live, form = hosted_session(host, session_id), PauseForm()
    if not live.paused:
        return not_due(to_session(live))
    if form.accepted():
        room_screen.end_pause_in(database.session(), live, form.minutes.data)
        return to_session(live)
    return render_template("live/pause.html", live=live, form=form), form.status


def screen_settings(host: Person, session_id: str) -> ResponseReturnValue:
    """Allow the room's screen to move the session, or not."""
    live = hosted_session(host, session_id)
    if live.phase == Phase.END:
        return not_due(to_session(live))
    form = ScreenForm(data={"moves": "yes" if live.screen_moves else "no"})
    if form.accepted():
        room_screen.allow_moves(database.session(), live, form.moves.data == "yes")
        flash(ALLOWED if form.moves.data == "yes" else SHOWS_ONLY)
        return to_session(live)
    return render_template("live/screen_moves.html", live=live, form=form), form.status


def _to_screen(code: str) -> Response:
    return redirect(url_for("live.screen", code=code), 303)


def _pressed(code: str) -> ResponseReturnValue:
    """The script updates its page by itself."""
    return ("", 204) if BY_SCRIPT in request.headers else _to_screen(code)
