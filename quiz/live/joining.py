"""A participant's pages: to join, to see where the session is, and to answer."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf
from werkzeug.wrappers import Response

from quiz import database
from quiz.content import bank
from quiz.live import codes, sessions, votes
from quiz.live.forms import JoinForm, rated, ratings_form
from quiz.live.models import LiveSession
from quiz.live.phases import RATING
from quiz.live.plans import scenario_of
from quiz.live.playing import Playing, expect, playing_if_any, take_part
from quiz.live.room import screen
from quiz.live.seen import Seen
from quiz.scenario_form import ScenarioForm, certainty_words, scenario_form
from quiz.survey import QuestionsForm
from quiz.vocabulary import Moment

UNKNOWN = (
    "No session is open with this code. Check it against the screen; a session that has ended "
    "has no code any more"
)


LIVE_SCRIPT = "X-Live"
"""The header by which the page's script asks for the part alone, with no page around it."""


def to_play() -> Response:
    return redirect(url_for("live.play"), 303)


def join() -> ResponseReturnValue:
    form = JoinForm()
    if form.accepted():
        live = sessions.by_code(database.session(), codes.typed(form.code.data))
        if live:
            take_part(live)
            return to_play()
        form.code.errors = (UNKNOWN,)
        return _join(form), 422
    return _join(form), form.status


def join_with(code: str) -> ResponseReturnValue:
    """Where the QR code leads: one button to press. What the code opens is not told before."""
    here = playing_if_any()
    if here and here.live.code == codes.typed(code):
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
    shown, change = screen(session, here.live), "change" in request.args
    seen = Seen.of(session, here, shown, change=change, mend=form is not None)
    page = "live/part.html" if LIVE_SCRIPT in request.headers else "live/play.html"
    context = part_of(here.live, seen, here.mark, form)
    shown_page = render_template(page, here=here, token=generate_csrf(), **context)
    return shown_page, form.status if form else 200


def part_of(
    live: LiveSession, seen: Seen, mark: str, form: ScenarioForm | QuestionsForm | None = None
) -> dict[str, object]:
    """What the part of the page is made of that shows where the session is."""
    if form is None and seen.asks:
        form = _form(seen)
    return {
        "seen": seen,
        "screen": seen.screen,
        "form": form,
        "mark": mark,
        "version": live.version,
        "certainty_words": certainty_words(),
    }


def _form(seen: Seen) -> ScenarioForm | QuestionsForm | None:
    """What is asked now, filled in with the participant's own answer."""
    if seen.screen.phase in RATING:
        return ratings_form(bank().confidence, seen.said)
    return scenario_form(seen.screen.item, None, seen.mine) if seen.screen.item else None


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
    kept = votes.answered(session, here.who, asked.item, round_)
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
