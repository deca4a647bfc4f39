"""After a session: a participant's own answers, with the best ones; a CPD note; a saved copy."""

from collections.abc import Iterator, Sequence

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from quiz.answers import record
from quiz.clock import today
from quiz.content import bank
from quiz.documents.quotations import pieces
from quiz.live.documents import cpd_note
from quiz.live.participant import turns
from quiz.live.participant.links import answers_link, participant_of
from quiz.live.participant.membership import Membership, current_membership
from quiz.live.participant.results import (
    ParticipantResult,
    find_copy,
    participant_results,
    save_copy,
)
from quiz.live.redirects import not_due, to_play
from quiz.live.session import archive, store, votes
from quiz.live.session.models import LiveSession
from quiz.live.session.phases import Phase
from quiz.retention import CHECK
from quiz.settings.config import current_settings
from quiz.storage import database
from quiz.vocabulary import Moment
from quiz.web.security import Form


def _results(membership: Membership) -> list[ParticipantResult]:
    """This participant's results; empty before the session has ended, and on a shared phone."""
    live = membership.live
    if live.phase != Phase.END or membership.is_shared:
        return []
    return participant_results(database.session(), bank(), live, membership.participant)


def feedback(membership: Membership) -> ResponseReturnValue:
    """Shown once the session has ended, until its answers are archived, on a phone of one's own."""
    if membership.is_shared or membership.live.phase != Phase.END:
        return to_play()
    return _page(membership)


def feedback_by_link(signed: str) -> ResponseReturnValue:
    """The same page by its link, in any browser."""
    found = store.find_participant(database.session(), participant_of(signed), to_answer=False)
    if not found or found[1].phase != Phase.END:
        return render_template("live/answers_gone.html"), 404
    if turns.kept_of(found[1]):  # the address is in the history of a phone that is shared now
        return redirect(url_for("live.join"), 303)
    here = current_membership()
    membership = Membership(*found)
    is_here = here is not None and here.participant.id == membership.participant.id
    return _page(membership, is_here=is_here)


def _page(membership: Membership, *, is_here: bool = True) -> str:
    """is_here: whether this browser is the participant's, so that it can keep a copy."""
    live, results = membership.live, _results(membership)
    marked = [result.marked for result in results if result.marked]
    look_again = [one for one in results if one.marked and one.marked.sure and not one.marked.right]
    ended_on = archive.ended_on(live)
    voted_twice = any(result.first for result in results)
    return render_template(
        "live/feedback.html",
        live=live,
        results=[*look_again, *(one for one in results if one not in look_again)],
        is_here=is_here,
        link=answers_link(membership.participant),
        right=sum(response.right for response in marked),
        of=len(marked),
        look_again=look_again,
        at_first=voted_twice * sum(result.at_first_sure_and_wrong for result in results),
        archives_on=archive.archives_on(live),
        ended_on=ended_on,
        note=_note(live, results),
    )


def _note(live: LiveSession, results: Sequence[ParticipantResult]) -> Iterator[tuple[str, str]]:
    """The note for a CPD record, in pieces with the tag of their language."""
    asked = [one.scenario for one in results]
    note = cpd_note.note(live.title, archive.ended_on(live), asked)
    return pieces(note, cpd_note.quoted(asked))


def keep_copy(membership: Membership) -> ResponseReturnValue:
    """Save a copy under a return code of five words, which only this person sees."""
    results = _results(membership)
    if not any(result.marked for result in results):
        return not_due(to_play())
    session, form = database.session(), Form()
    copy = find_copy(session, bank(), current_settings().keys, membership.participant)
    if form.accepted():
        ratings = votes.ratings(session, membership.participant, Moment.BEFORE)
        save_copy(session, copy, results, ratings, today())
        return redirect(url_for("live.keep_copy"), 303)
    saved = record.find(session, copy.attempt_id) is not None
    return render_template(
        "live/keep_copy.html",
        form=form,
        form_tag=membership.form_tag,
        code=copy.code if saved else "",
        archives_on=archive.archives_on(membership.live),
        kept_for_days=CHECK.days,
    ), form.status
