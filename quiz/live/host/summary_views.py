"""After a session, for its host: its summary, its files and charts, and deleting its answers."""

from flask import Response as FlaskResponse
from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from quiz.charts.draw import draw
from quiz.clock import today
from quiz.content import bank
from quiz.documents import typeset
from quiz.documents.download import PPTX, XLSX, attachment, dated
from quiz.languages.sentences import gettext, lazy_gettext, pgettext
from quiz.live.documents import data
from quiz.live.documents.ended_session import EndedSession
from quiz.live.documents.read_session import read
from quiz.live.documents.workbook import workbook
from quiz.live.host.retention_forms import DeleteForm, days_form
from quiz.live.redirects import not_due, to_session
from quiz.live.session import archive, pledges, questions
from quiz.live.session.access import hosted_session
from quiz.live.session.phases import Phase
from quiz.people.guard import NotAllowed
from quiz.people.models import Person
from quiz.settings.config import own_address
from quiz.storage import database
from quiz.web.notices import flash

DELETED = {
    "answers": lazy_gettext(
        "The answers are deleted. The figures stay, and this summary is made from them."
    ),
    "session": lazy_gettext("The session is deleted, with everything in it."),
}


def _ended(host: Person, session_id: str) -> EndedSession:
    """A session that has ended; 404 before the end."""
    live = hosted_session(host, session_id)
    if live.phase != Phase.END:
        abort(404)
    return read(database.session(), live, bank())


def summary(host: Person, session_id: str) -> ResponseReturnValue:
    live = hosted_session(host, session_id)
    if live.phase != Phase.END:
        return not_due(to_session(live))
    session = database.session()
    form = days_form((archive.archives_on(live) - archive.ended_on(live)).days)
    archived = archive.is_archived(session, live)
    if not archived and form.accepted():
        archive.set_retention_days(live, int(form.days.data))
        return redirect(url_for("live.summary", session_id=live.id), 303)
    ended = read(session, live, bank())
    confidence = ended.confidence
    answered, waiting = questions.answered_or_not(session, live)
    return render_template(
        "live/summary.html",
        form=form,
        live=live,
        archived=archived,
        owns=live.person_id == host.id,
        archives_on=archive.archives_on(live),
        ended=ended,
        pledges=pledges.shown(session, live),
        questions={gettext("Answered"): answered, gettext("Not answered"): waiting},
        confidence=confidence,
        change=draw(confidence.change) if confidence and confidence.change else "",
    ), form.status


def handout_pdf(host: Person, session_id: str) -> FlaskResponse:
    ended, own = _ended(host, session_id), own_address()
    addresses = {
        topic.id: own + url_for("information.briefing", topic=topic.id)
        for topic in ended.bank.topics
    }
    values = data.handout(ended, today(), addresses)
    content = typeset.pdf("live/documents/handout.typ", values, ended.held_on)
    return attachment(
        content,
        dated(ended.held_on, pgettext("file name", "handout") + ".pdf", ended.title),
        "application/pdf",
    )


def summary_xlsx(host: Person, session_id: str) -> FlaskResponse:
    ended = _ended(host, session_id)
    return attachment(
        workbook(ended, today()),
        dated(ended.held_on, pgettext("file name", "figures") + ".xlsx", ended.title),
        XLSX,
    )


def slides_pptx(host: Person, session_id: str) -> FlaskResponse:
    """The session as slides. python-pptx is loaded only here."""
    from quiz.live.documents.slides import slides

    ended = _ended(host, session_id)
    return attachment(
        slides(ended, today()),
        dated(ended.held_on, pgettext("file name", "slides") + ".pptx", ended.title),
        PPTX,
    )


def chart_png(host: Person, session_id: str, name: str) -> FlaskResponse:
    """A chart of one scenario or of the confidence questions, as PNG; 404 where none is shown."""
    ended = _ended(host, session_id)
    charts = data.chart_images(ended)
    if name not in charts:
        abort(404)
    content = typeset.png("live/documents/chart_image.typ", charts[name])
    kind, _, number = name.partition("-")
    words = {
        "scenario": pgettext("file name", "scenario"),
        "confidence": pgettext("file name", "confidence"),
    }
    name = f"{words[kind]}-{number}"
    return attachment(content, dated(ended.held_on, f"{name}.png", ended.title), "image/png")


def delete(host: Person, session_id: str) -> ResponseReturnValue:
    """Delete the answers, or the whole session, at once. Only the host may, not a co-host."""
    live, form = hosted_session(host, session_id), DeleteForm()
    if live.person_id != host.id:
        raise NotAllowed
    if not form.accepted():
        return render_template("live/delete.html", form=form, live=live), form.status
    flash(DELETED[form.what.data])
    if form.what.data == "session":
        archive.delete_session(database.session(), live)
        return redirect(url_for("live.session_list"), 303)
    archive.archive(database.session(), live, archive.best_options(bank()), today())
    return redirect(url_for("live.summary", session_id=live.id), 303)
