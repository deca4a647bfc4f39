"""A participant's pages: to join, to see where the session is, and to answer."""

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf

from quiz import database
from quiz.content import bank
from quiz.live.display.current import current_screen
from quiz.live.participant.forms import JoinForm, rated, ratings_form
from quiz.live.participant.membership import Playing, expect, playing_if_any, take_part
from quiz.live.participant.page import hash_of, part_of
from quiz.live.participant.participant_view import Seen
from quiz.live.redirects import to_play
from quiz.live.session import codes, store, votes
from quiz.live.session.plan_scenarios import scenario_of
from quiz.live.updates import broadcast
from quiz.live.updates.broadcast import Viewer
from quiz.scenario_form import ScenarioForm, scenario_form
from quiz.survey import QuestionsForm
from quiz.vocabulary import Moment

UNKNOWN = (
    "No session is open with this code. Check it against the screen; a session that has ended "
    "has no code any more"
)


LIVE_SCRIPT = "X-Live"
"""The header by which the page's script asks for the part alone, with no page around it."""


def join() -> ResponseReturnValue:
    form = JoinForm()
    if form.accepted():
        live = store.by_code(database.session(), codes.normalised(form.code.data))
        if live:
            take_part(live)
            return to_play()
        form.code.errors = (UNKNOWN,)
        return _join(form), 422
    return _join(form), form.status


def join_with(code: str) -> ResponseReturnValue:
    """Where the QR code leads: one button to press. What the code opens is not told before."""
    here = playing_if_any()
    if here and here.live.code == codes.normalised(code):
        return to_play()
    return _join(JoinForm(data={"code": code[:40].upper()}))


def _join(form: JoinForm) -> str:
    expect()
    return render_template("live/join.html", form=form, here=playing_if_any())


def play(here: Playing) -> ResponseReturnValue:
    if request.method != "POST":
        return _page(here)
    return _rate(here) if "moment" in request.form else _vote(here)


def _page(here: Playing, form: ScenarioForm | QuestionsForm | None = None) -> ResponseReturnValue:
    """Where the session is now; ``form`` is one that was sent and is not in order."""
    session = database.session()
    shown, change = current_screen(session, here.live), "change" in request.args
    seen = Seen.of(session, here, shown, change=change, mend=form is not None)
    page = "live/part.html" if LIVE_SCRIPT in request.headers else "live/play.html"
    context = part_of(here.live, seen, here.mark, form)
    shown_page = render_template(page, here=here, token=generate_csrf(), **context)
    return shown_page, form.status if form else 200


def _vote(here: Playing) -> ResponseReturnValue:
    session, state = database.session(), here.live.state
    sent = request.form.get("round", "")
    round_ = int(sent) if sent.isdecimal() and len(sent) < 6 else 0
    if not 0 < round_ <= state.round:
        return _refused(here)
    asked = here.live.plan.scenarios[state.votes[round_ - 1].step]
    try:
        item = scenario_of(bank(), asked)
    except KeyError:  # the content was changed while it was asked
        return _refused(here, gone=True)
    form = scenario_form(item, None, None)
    if form.accepted():
        if votes.answer(session, here.live, here.who, round_, form.given):
            return _kept(here)
    elif not state.is_closed(round_):
        return _page(here, form)
    kept = votes.answer_of(session, here.who, asked.item, round_)
    return _refused(here, item=item, kept=kept)


def _rate(here: Playing) -> ResponseReturnValue:
    session, sent = database.session(), request.form["moment"]
    if sent not in list(Moment):
        return _refused(here)
    moment = Moment(sent)
    form = ratings_form(bank().confidence, {})
    if form.accepted():
        if votes.rate(session, here.live, here.who, moment, rated(form)):
            return _kept(here)
    elif here.live.phase == moment.value:
        return _page(here, form)
    said = votes.ratings(session, here.who, moment)
    return _refused(here, said=said, questions=bank().confidence)


def _kept(here: Playing) -> ResponseReturnValue:
    """Where the session is, now with this answer; to the script at once, without a detour."""
    return _page(here) if LIVE_SCRIPT in request.headers else to_play()


def _refused(here: Playing, **kept: object) -> ResponseReturnValue:
    """What came too late, and what is kept instead."""
    return render_template("live/refused.html", here=here, **kept), 409


def play_events(here: Playing) -> Response:
    return broadcast.events(here.live, Viewer.PARTICIPANT)


def play_state(here: Playing) -> Response:
    """This participant's own part. Its tag changes with the session and with each own answer."""
    session = database.session()
    seen = Seen.of(session, here, current_screen(session, here.live), change=False, mend=False)
    tag = f"{here.live.version}.{hash_of(seen)}"
    context = part_of(here.live, seen, here.mark)
    return broadcast.polled(tag, lambda: render_template("live/part.html", here=here, **context))
