"""The room without phones, and what it takes away: hands, sheets of paper, pledges."""

from flask import Response as FlaskResponse
from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from quiz.bank.items import Contested, Item
from quiz.clock import today
from quiz.content import bank
from quiz.documents import typeset
from quiz.documents.download import attachment, dated
from quiz.languages.sentences import LazySentence, lazy_gettext, lazy_ngettext, pgettext
from quiz.live.documents.sheets import sheets
from quiz.live.host.room_forms import HandsForm, hands_form, hints, release_form
from quiz.live.redirects import not_due, to_session
from quiz.live.results.summary import vote_title
from quiz.live.session import hands, pledges
from quiz.live.session.access import hosted_session
from quiz.live.session.hands import HOW, CountedMeanwhile, CountedOn
from quiz.live.session.models import LiveSession
from quiz.live.session.phases import LATER_VOTE, Phase
from quiz.live.session.plan_scenarios import scenario_of
from quiz.people.models import Person
from quiz.storage import database
from quiz.web.notices import flash

TOO_LATE = lazy_gettext(
    "These counts were not kept, because the room has gone on: this was asked again, or its best "
    "answer was shown. To count now, ask it again. Your numbers stay here until you leave this "
    "page."
)
FEW_PAPERS = lazy_gettext(
    "Slips of paper are shown from %(minimum)s on, because fewer would give people away"
)
KEPT_FOR = lazy_gettext(
    "The counts are kept with scenario %(number)s. “Back to it” in the plan shows them."
)
RELEASED = lazy_gettext("The room’s screen shows what you ticked.")
HIDDEN = lazy_gettext("The room’s screen shows none of them.")


def count_hands(host: Person, session_id: str) -> ResponseReturnValue:
    """Type a show of hands for the vote that was closed last on the current scenario.

    The form names its vote. If the session has moved to another scenario meanwhile, the counts are
    kept where they belong; what cannot be kept stays in the form. If somebody else counted
    meanwhile, the page shows both and asks whose counts stand.
    """
    live, session = hosted_session(host, session_id), database.session()
    due = live.state.hands_round
    form = hands_form(due, hands.of_round(session, live, due))
    round_ = form.round_number
    if not (scenario := _asked_in(live, round_)):
        return not_due(to_session(live))
    meanwhile = None
    if form.accepted():
        try:
            if _keep(live, form):
                return to_session(live)
        except CountedMeanwhile as found:
            meanwhile, form.seen.data = found, found.mark
    number = live.state.votes[round_ - 1].number
    sent = request.method == "POST" and not form.errors
    too_late = sent and not live.state.takes_hands(round_)
    return render_template(
        "live/hands.html",
        form=form,
        live=live,
        notice=str(TOO_LATE) if too_late else "",
        meanwhile=meanwhile,
        how=HOW,
        scenario=scenario,
        vote=vote_title(number, scenario),
        is_later=number == LATER_VOTE,
    ), 409 if too_late or meanwhile else form.status


def _keep(live: LiveSession, form: HandsForm) -> bool:
    """Store the counts of an accepted form. False, with its reason on the form, for too few papers;
    False for a round that takes none any more. Raises CountedMeanwhile."""
    session, round_, how = database.session(), form.round_number, CountedOn(form.counted_on.data)
    if hands.keep(session, live, round_, how, form.counts, seen=form.seen.data):
        if round_ != live.state.hands_round:
            flash(KEPT_FOR.filled(number=live.state.votes[round_ - 1].step + 1))
        return True
    if live.state.takes_hands(round_):
        form.counted_on.errors = (FEW_PAPERS % {"minimum": live.plan.minimum},)
    return False


def _asked_in(live: LiveSession, round_: int) -> Item | Contested | None:
    """The scenario that a round asked; None for no round, and once it is out of the content."""
    if not 0 < round_ <= live.state.round:
        return None
    try:
        return scenario_of(bank(), live.plan.scenarios[live.state.votes[round_ - 1].step])
    except KeyError:
        return None


def sheets_pdf(host: Person, session_id: str) -> FlaskResponse:
    """Sheets to print, for people without a phone: every scenario, to be cut."""
    live = hosted_session(host, session_id)
    values = sheets(bank(), live.plan, live.title, today())
    content = typeset.pdf("live/documents/sheets.typ", values, today())
    return attachment(
        content,
        dated(today(), pgettext("file name", "sheets") + ".pdf", live.title),
        "application/pdf",
    )


def release_pledges(host: Person, session_id: str) -> ResponseReturnValue:
    """What people will do differently: the host reads it and chooses what the room sees."""
    live, session = hosted_session(host, session_id), database.session()
    if live.phase != Phase.END:
        return not_due(to_session(live))
    found = pledges.to_release(session, live)
    form = release_form(found, tick_new="new" in request.args)
    if form.accepted():
        chosen = [] if "none" in request.form else form.shown.data or []
        unread = pledges.release(session, live, form.marks_read, chosen)
        flash(RELEASED if chosen else HIDDEN, *_unread(len(unread)))
        return redirect(request.path, 303)
    return render_template(
        "live/pledges.html",
        form=form,
        live=live,
        found=found,
        new=sum(pledge.shown is None for pledge in found),
        hints=hints(found),
        written=pledges.written(session, live),
    ), form.status


def _unread(count: int) -> list[LazySentence]:
    """That some are not shown, because the host has not read them as they are now."""
    if not count:
        return []
    return [
        lazy_ngettext(
            "%(number)s is new, or was changed since you read it, so it is not shown.",
            "%(number)s are new, or were changed since you read them, so they are not shown.",
            count,
            number=count,
        )
    ]
