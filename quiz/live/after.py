"""After a session, for its host: summary, files and pictures, and how long the answers stay."""

from flask import Response as FlaskResponse
from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from quiz import database
from quiz.charts.draw import draw
from quiz.clock import today
from quiz.content import bank
from quiz.documents import typeset
from quiz.live import archive, making_forms
from quiz.live.exports import data
from quiz.live.exports.workbook import workbook
from quiz.live.host import to
from quiz.live.hosted import found
from quiz.live.making import paper
from quiz.live.models import LiveSession
from quiz.live.phases import Phase
from quiz.live.recap import confidence_recap, recaps
from quiz.live.summed import Summed
from quiz.live.told import scale
from quiz.people.guard import NotAllowed
from quiz.people.models import Person

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
GONE = {
    "answers": "The answers are deleted. The sums stay, and this summary is made of them.",
    "session": "The session is deleted, with everything in it.",
}


def _ended(host: Person, session_id: str) -> tuple[LiveSession, Summed]:
    """A session that is over, and what it adds up to."""
    live = found(host, session_id)
    if live.phase != Phase.END:
        abort(404)
    return live, archive.sums(database.session(), live)


def elsewhere(there: Response) -> ResponseReturnValue:
    """The way on from a page that is not due. Whatever is sent without its token is refused."""
    if request.method == "POST" and not making_forms.ConfirmForm().accepted():
        abort(400)
    return there


def after(host: Person, session_id: str) -> ResponseReturnValue:
    live = found(host, session_id)
    if live.phase != Phase.END:
        return elsewhere(to(live))
    session, served = database.session(), bank()
    form = making_forms.days_form((archive.archives_on(live) - archive.ended_on(live)).days)
    archived = archive.is_archived(session, live)
    if not archived and form.accepted():
        archive.keep_for(live, int(form.days.data))
        return redirect(url_for("live.after", session_id=live.id), 303)
    summed = archive.sums(session, live)
    told = recaps(served, live.plan, summed)
    confidence = confidence_recap(served, summed, live.plan.minimum)
    return render_template(
        "live/after.html",
        form=form,
        live=live,
        archived=archived,
        owns=live.person_id == host.id,
        archives_on=archive.archives_on(live),
        summary=data.summary(live.plan, summed, told),
        told=told,
        confidence=confidence,
        change=draw(confidence.change) if confidence and confidence.change else "",
        scale=scale,
    ), form.status


def after_pdf(host: Person, session_id: str) -> FlaskResponse:
    live, summed = _ended(host, session_id)
    held_on = archive.ended_on(live)
    told = data.handout(bank(), live.plan, summed, live.title, held_on, today())
    return paper(
        typeset.pdf("live/exports/handout.typ", told, held_on), "handout.pdf", "application/pdf"
    )


def after_xlsx(host: Person, session_id: str) -> FlaskResponse:
    live, summed = _ended(host, session_id)
    held_on = archive.ended_on(live)
    made = workbook(bank(), live.plan, summed, live.title, held_on, today())
    return paper(made, "session.xlsx", XLSX)


def picture(host: Person, session_id: str, name: str) -> FlaskResponse:
    """One scenario's votes, or the confidence questions, as PNG; 404 where nothing is shown."""
    live, summed = _ended(host, session_id)
    confidence = confidence_recap(bank(), summed, live.plan.minimum)
    pictures = data.pictures(recaps(bank(), live.plan, summed), confidence)
    if name not in pictures:
        abort(404)
    made = typeset.png("live/exports/picture.typ", pictures[name])
    return paper(made, f"{name}.png", "image/png")


def delete(host: Person, session_id: str) -> ResponseReturnValue:
    """Delete the answers, or the whole session, at once. The host alone may."""
    live, form = found(host, session_id), making_forms.DeleteForm()
    if live.person_id != host.id:
        raise NotAllowed
    if not form.accepted():
        return render_template("live/delete.html", form=form, live=live), form.status
    flash(GONE[form.what.data])
    if form.what.data == "session":
        archive.forget(database.session(), live)
        return redirect(url_for("live.hosted"), 303)
    archive.archive(database.session(), live, archive.best(bank()), today())
    return redirect(url_for("live.after", session_id=live.id), 303)
