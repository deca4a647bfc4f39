"""The host's pages: the list of sessions, one session with its buttons, and its co-hosts."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from quiz.clock import today
from quiz.content import bank
from quiz.languages.sentences import LazySentence, lazy_gettext
from quiz.live.display.current import current_screen
from quiz.live.display.join_details import join_details
from quiz.live.host.forms import InviteForm, MoveForm, UninviteForm
from quiz.live.host.panel import host_fragment, panel_context
from quiz.live.host.screen_access import is_shown, screen_code
from quiz.live.redirects import to_session
from quiz.live.session import codes, store
from quiz.live.session.access import host_check, hosted_session
from quiz.live.session.agendas import AGENDAS
from quiz.live.session.models import LiveSession
from quiz.live.session.press import is_over, known_press, press
from quiz.live.updates import broadcast
from quiz.live.updates.broadcast import Viewer
from quiz.people import accounts
from quiz.people.guard import NotAllowed
from quiz.people.models import Person
from quiz.settings.config import own_address
from quiz.storage import database
from quiz.vocabulary import Role
from quiz.web.notices import flash
from quiz.web.security import csrf_token

MOVED_ON = lazy_gettext(
    "Nothing was changed: the session had moved on already, perhaps from another device or by a "
    "button pressed twice. This is where it is now."
)
NOT_SURE = lazy_gettext(
    "We could not be sure that this was sent by you, so nothing was changed. Please press the "
    "button again."
)
NO_TRAINER = lazy_gettext("No trainer here has an account with this address")
REHEARSAL_OVER = lazy_gettext("The rehearsal is over, and everything in it is deleted.")
NEWEST = 10
"""How many sessions that have ended are listed; the older ones are folded."""
OWN_SESSION = lazy_gettext("This is your own session: you host it already")


def session_list(host: Person) -> str:
    sessions = store.hosted_by(database.session(), host)
    return render_template(
        "live/sessions.html",
        host=host,
        sessions=sessions,
        newest=NEWEST,
        in_halves=codes.in_halves,
        agendas=AGENDAS,
    )


def session_page(host: Person, session_id: str) -> str:
    return _page(host, hosted_session(host, session_id))


def _page(host: Person, live: LiveSession, notice: LazySentence | str = "") -> str:
    session = database.session()
    return render_template(
        "live/session.html",
        notice=str(notice),
        token=csrf_token(),
        owns=live.person_id == host.id,
        has_screen=is_shown(live),
        screen_link=own_address() + url_for("live.screen", code=screen_code(live)),
        **join_details(live),
        **panel_context(
            session,
            live,
            current_screen(session, live),
            broadcast.state_id(session, live, Viewer.HOST),
        ),
    )


def move(host: Person, session_id: str) -> ResponseReturnValue:
    live, form = hosted_session(host, session_id), MoveForm()
    if request.method != "POST":
        return _page(host, live)  # a reload of the page that refused a move
    wanted = known_press(form.move.data)
    if not form.accepted() or not wanted or not form.version.data.isdecimal():
        return _page(host, live, NOT_SURE if form.stale else MOVED_ON), 400
    version = int(form.version.data[:9])
    moved = press(database.session(), live, bank(), wanted, version, today())
    if moved is None:
        return _page(host, live, MOVED_ON), 409
    if is_over(moved):
        flash(REHEARSAL_OVER)
        return redirect(url_for("live.session_list"), 303)
    return to_session(live)


def cohosts(host: Person, session_id: str) -> ResponseReturnValue:
    live, session = hosted_session(host, session_id), database.session()
    if live.person_id != host.id:
        raise NotAllowed
    if "remove" in request.form:
        return _remove_cohost(live)
    form = InviteForm()
    if form.accepted():
        person = accounts.find_colleague(session, form.email.data, Role.TRAINER, but=host)
        if person:
            store.invite(session, live, person)
            return redirect(request.path, 303)
        own = accounts.find_by_email(session, form.email.data) == host
        form.email.errors = (OWN_SESSION if own else NO_TRAINER,)
        return _cohosts_page(live, form), 422
    return _cohosts_page(live, form), form.status


def _cohosts_page(live: LiveSession, form: InviteForm) -> str:
    invited = store.cohosts(database.session(), live)
    return render_template("live/cohost.html", live=live, form=form, invited=invited)


def _remove_cohost(live: LiveSession) -> ResponseReturnValue:
    form = UninviteForm()
    if form.accepted():
        store.uninvite(database.session(), live, form.remove.data)
        return redirect(request.path, 303)
    return _cohosts_page(live, InviteForm(formdata=None)), form.status


def host_events(person: Person, session_id: str) -> Response:
    live = hosted_session(person, session_id)
    return broadcast.events(live, Viewer.HOST, host_check(live))


def host_state(person: Person, session_id: str) -> Response:
    live, session = hosted_session(person, session_id), database.session()
    tag = broadcast.state_id(session, live, Viewer.HOST)
    return broadcast.polled(tag, lambda: host_fragment(session, live))
