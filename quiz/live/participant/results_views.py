"""What a participant takes away: their own answers with the best ones, a note, a copy to keep."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from quiz import database
from quiz.answers import record
from quiz.clock import today
from quiz.config import current_settings
from quiz.content import bank
from quiz.live.documents import cpd_note
from quiz.live.participant.membership import Playing
from quiz.live.participant.results import Keeping, Own, keep, own
from quiz.live.redirects import not_due, to_play
from quiz.live.session import archive, votes
from quiz.live.session.phases import Phase
from quiz.security import Form
from quiz.vocabulary import Moment


def _answered(here: Playing) -> list[Own]:
    """What this participant answered; nothing before the session has ended."""
    if here.live.phase != Phase.END:
        return []
    return own(database.session(), bank(), here.live, here.who)


def feedback(here: Playing) -> ResponseReturnValue:
    """Once the session has ended, and until its answers are archived."""
    live, answered = here.live, _answered(here)
    if live.phase != Phase.END:
        return to_play()
    marked = [one.marked for one in answered if one.marked]
    return render_template(
        "live/feedback.html",
        live=live,
        answered=answered,
        right=sum(one.right for one in marked),
        of=len(marked),
        look_again=[one for one in marked if one.sure and not one.right],
        archives_on=archive.archives_on(live),
        ended_on=archive.ended_on(live),
        note=cpd_note.note(live.title, archive.ended_on(live), [one.scenario for one in answered]),
    )


def keep_copy(here: Playing) -> ResponseReturnValue:
    """Keep a copy under a return code: five words, which only this person is shown."""
    answered = _answered(here)
    if not any(one.marked for one in answered):
        return not_due(to_play())
    session, form = database.session(), Form()
    wanted = Keeping(bank(), current_settings().secret_key, here.who)
    if form.accepted():
        said = votes.ratings(session, here.who, Moment.BEFORE)
        keep(session, wanted, answered, said, today())
        return redirect(url_for("live.keep_copy"), 303)
    kept = record.find(session, wanted.id) is not None
    return render_template(
        "live/keep.html",
        form=form,
        here=here,
        code=wanted.code if kept else "",
        archives_on=archive.archives_on(here.live),
        kept_for_days=record.KEPT_FOR.days,
    ), form.status
