"""A participant's pages: join a session, follow it, and answer."""

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quiz.browser.browser_session import WHOSE
from quiz.content import bank
from quiz.languages.sentences import lazy_gettext
from quiz.live.display.current import current_screen
from quiz.live.participant import turns
from quiz.live.participant.forms import JoinForm, PledgeForm
from quiz.live.participant.membership import (
    Membership,
    current_membership,
    ensure_browser_number,
    hand_over,
    ids_here,
    join_session,
    take_turn,
)
from quiz.live.participant.page import AnswerForm, answers_tag, part_context
from quiz.live.participant.participant_view import ParticipantView
from quiz.live.redirects import to_play
from quiz.live.session import codes, pledges, store, votes
from quiz.live.session.models import CODE_LENGTH
from quiz.live.session.phases import Phase
from quiz.live.session.plan_scenarios import scenario_of
from quiz.live.updates import broadcast
from quiz.live.updates.broadcast import Viewer
from quiz.live.updates.presence import presence
from quiz.questions.scenario_form import scenario_form
from quiz.questions.survey import asked_ratings, ratings_form
from quiz.retention import LIVE_ANSWERS
from quiz.settings.config import current_settings
from quiz.storage import database
from quiz.vocabulary import Moment
from quiz.web.notices import flash
from quiz.web.security import Form, csrf_token

LONGEST_TYPED = CODE_LENGTH + 2
"""A code in an address, with spaces or hyphens between its letters."""
UNKNOWN = lazy_gettext(
    "No session is open with this code. Check it against the screen. A session that has ended "
    "no longer has a code"
)
TURN = "turn"
"""A person's number on a shared phone, as sent."""
LEAVES = "leaves"
"""The number of a person who leaves a shared phone, as sent."""
LEFT = lazy_gettext("Person %(number)s has left. Their answers are kept.")
SHARE, OTHER = "share", "other"
"""In the address: somebody hands over this phone; they want another session."""
LIVE_SCRIPT = "X-Live"
"""The page's script sends this header to get only the part that changes."""


def join() -> ResponseReturnValue:
    form = JoinForm()
    if WHOSE in request.form and Form().accepted():
        hand_over()
        return redirect(url_for("live.join"), 303)
    if TURN in request.form and Form().accepted():
        return to_play() if take_turn(request.form[TURN]) else redirect(url_for("live.join"), 303)
    if LEAVES in request.form and Form().accepted():
        return _one_leaves(request.form[LEAVES])
    if form.accepted():
        live = store.by_code(database.session(), codes.normalised(form.code.data))
        if live and turns.kept_of(live) and not current_membership():
            return redirect(url_for("live.join"), 303)  # first say who has the phone
        if live:
            join_session(live)
            return to_play()
        form.code.errors = (str(UNKNOWN),)
        return _join(form), 422
    return _join(form), form.status


def _one_leaves(wanted: str) -> ResponseReturnValue:
    """One person leaves a shared phone; then its page asks who has it, if anybody stays."""
    found = turns.kept()
    number = next((one for one in found.people if str(one) == wanted), 0) if found else 0
    if number:
        turns.leave(number)
        flash(LEFT.filled(number=number))
    return redirect(url_for("live.join", share=1), 303)


def join_with(code: str) -> ResponseReturnValue:
    """The address in the QR code: a form with a button. It does not say if the code is right."""
    membership = current_membership()
    if membership and membership.live.code == codes.normalised(code):
        return to_play()
    if len(code) > LONGEST_TYPED or not codes.normalised(code):
        return redirect(url_for("live.join"), 303)  # a page repeats nothing else from its address
    return _join(JoinForm(data={"code": code.upper()}))


def _join(form: JoinForm) -> str:
    ensure_browser_number()
    membership = current_membership()
    found = turns.of(membership.live) if membership and SHARE in request.args else turns.kept()
    if found and request.method == "GET" and OTHER not in request.args and not form.code.data:
        return render_template("live/turns.html", turns=found, form=Form(formdata=None))
    return render_template(
        "live/join.html", form=form, membership=membership, days=LIVE_ANSWERS.days
    )


def play(membership: Membership) -> ResponseReturnValue:
    if request.method != "POST":
        presence().saw(*ids_here(membership))
        return _page(membership)
    if "pledge" in request.form:
        return _pledge(membership)
    return _rate(membership) if "moment" in request.form else _vote(membership)


def _page(membership: Membership, form: AnswerForm | None = None) -> ResponseReturnValue:
    """The participant's page. form: a form that was sent with errors."""
    live = membership.live
    view = ParticipantView.of(
        *(database.session(), membership, current_screen(database.session(), live)),
        change="change" in request.args,
        refused=form is not None,
    )
    template = "live/play_part.html" if LIVE_SCRIPT in request.headers else "live/play.html"
    context = part_context(membership, view, form)
    page = render_template(template, token=csrf_token(), turn=membership.turn, **context)
    return page, form.status if form else 200


def _vote(membership: Membership) -> ResponseReturnValue:
    session, live, participant = database.session(), membership.live, membership.participant
    sent = request.form.get("round", "")
    round_ = int(sent) if sent.isdecimal() and len(sent) < 6 else 0
    if not 0 < round_ <= live.state.round:
        return _refused(membership)
    planned = live.plan.scenarios[live.state.votes[round_ - 1].step]
    try:
        item = scenario_of(bank(), planned)
    except KeyError:  # the content was changed during the vote
        return _refused(membership, removed=True)
    form = scenario_form(item, None, None)
    if form.accepted():
        # On a shared phone the reply to a late answer must not tell what somebody else had sent.
        late = membership.turn and live.state.is_closed(round_)
        if votes.answer(session, live, participant, round_, form.given) and not late:
            return _stored(membership)
    elif not live.state.is_closed(round_):
        return _page(membership, form)
    stored = votes.answer_of(session, participant, planned.item, round_)
    return _refused(membership, item=item, stored=stored)


def _rate(membership: Membership) -> ResponseReturnValue:
    session, live, participant = database.session(), membership.live, membership.participant
    sent = request.form["moment"]
    if sent not in list(Moment):
        return _refused(membership)
    moment = Moment(sent)
    form = ratings_form(bank().confidence, {})
    if form.accepted():
        late = membership.turn and live.phase != moment.value  # as for an answer
        if votes.rate(session, live, participant, moment, asked_ratings(form)) and not late:
            return _stored(membership)
    elif live.phase == moment.value:
        return _page(membership, form)
    stored = votes.ratings(session, participant, moment)
    return _refused(membership, ratings_given=stored, questions=bank().confidence)


def _pledge(membership: Membership) -> ResponseReturnValue:
    """One sentence at the end: what this person will do differently."""
    live, form = membership.live, PledgeForm()
    if live.phase != Phase.END:
        return _refused(membership)
    if form.accepted() and pledges.keep(
        *(database.session(), live, membership.participant),
        *(current_settings().keys, form.pledge.data),
    ):
        return _stored(membership)
    return _page(membership, form)


def _stored(membership: Membership) -> ResponseReturnValue:
    """The response to a stored answer: the part for the script, a redirect for other requests."""
    return _page(membership) if LIVE_SCRIPT in request.headers else to_play()


def _refused(membership: Membership, **stored: object) -> ResponseReturnValue:
    """The response to an answer that came too late: a page with the answer that is stored."""
    return render_template("live/refused.html", membership=membership, **stored), 409


def play_events(membership: Membership) -> Response:
    here, ids = presence(), ids_here(membership)
    return broadcast.events(membership.live, Viewer.PARTICIPANT, lambda: here.saw(*ids))


def play_state(membership: Membership) -> Response:
    """This participant's own part. Its ETag changes with the session and with their answers."""
    session, live = database.session(), membership.live
    presence().saw(*ids_here(membership))
    view = ParticipantView.of(session, membership, current_screen(session, live))
    tag = f"{live.phones_version}.{answers_tag(view)}"
    context = part_context(membership, view)
    return broadcast.polled(tag, lambda: render_template("live/play_part.html", **context))
