"""The pages of the self-check. Each view: load, form, act, redirect or render."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from quiz import database, survey
from quiz.analysis import certainty_marks as cbm
from quiz.answers import record
from quiz.browser_session import hold
from quiz.clock import today
from quiz.content import bank
from quiz.scenario_form import NewAttempt, certainty_words, option_value, scenario_form
from quiz.security import Form
from quiz.selfcheck import feedback as words
from quiz.selfcheck import forms, journey
from quiz.selfcheck.held import Held, held_if_any
from quiz.selfcheck.journey import Page, Step
from quiz.vocabulary import Answer, Length, Moment, Strand, When

CLOSED = "This check is finished, so its answers no longer change. What you just sent was not kept."
NOT_DUE = "That page is not due yet, so what you just sent was not kept."
SETTLED = "You have seen the reasons for this scenario, so your first answer stays."


def address(page: Page) -> str:
    """Where a page of the journey is."""
    match page.step:
        case Step.CONFIDENCE:
            return url_for("selfcheck.confidence", strand=page.which)
        case Step.SCENARIO | Step.WHY:
            return url_for(f"selfcheck.{page.step}", number=page.which)
        case step:
            return url_for(f"selfcheck.{step}")


def to(page: Page) -> Response:
    return redirect(address(page), 303)


def shown(
    template: str, held: Held, page: Page, form: Form | None = None, **context: object
) -> ResponseReturnValue:
    """A page of the journey, with its way back."""
    back = journey.before(page, held.progress)
    return render_template(
        f"check/{template}.html",
        held=held,
        page=page,
        form=form,
        back=address(back) if back else url_for("selfcheck.start"),
        **context,
    ), form.status if form else 200


def elsewhere(held: Held, page: Page) -> Response | None:
    """The redirect for a page that may not be opened now; None when it may."""
    if journey.may_open(page, held.progress):
        return None
    if request.method == "POST" and not already_kept(held, page):
        settled = journey.is_settled(page, held.progress)
        flash(CLOSED if held.progress.finished else SETTLED if settled else NOT_DUE)
    return to(journey.instead(page, held.progress))


def already_kept(held: Held, page: Page) -> bool:
    """Whether what was sent is stored just so: a button pressed twice is no cause for alarm."""
    if page.step == Step.ANSWERS:
        return held.progress.finished
    return page.step == Step.SCENARIO and any(
        marked.number == page.which
        and request.form.get("option") == option_value(marked.item, marked.chosen.id)
        and request.form.get("certainty") == str(int(marked.certainty))
        for marked in held.marked
    )


def to_start(form: NewAttempt) -> str:
    """The id of the attempt that a start page starts, or goes on with."""
    earlier = record.find(database.session(), form.attempt_id)
    if earlier and earlier.finished_on:
        # An old start page, kept open: whoever presses Start on it wants another check.
        return record.new_id()
    return form.attempt_id


def start() -> ResponseReturnValue:
    under_way = held_if_any()
    form = forms.StartForm.of(bank().forms, under_way.attempt.form if under_way else None)
    if form.accepted():
        session = database.session()
        # What the privacy page says about old answers holds without anybody's care.
        record.forget_old(session, today())
        attempt_id = to_start(form)
        record.start(
            session,
            attempt_id,
            form=form.scenarios.data,
            length=Length(form.length.data),
            feedback=When(form.feedback.data),
            today=today(),
        )
        hold(attempt_id)
        return to(Page(Step.ABOUT))
    form.renew()
    return render_template(
        "check/start.html",
        form=form,
        held=under_way,
        carry_on=address(journey.due(under_way.progress)) if under_way else None,
    ), form.status


def about(held: Held) -> ResponseReturnValue:
    page = Page(Step.ABOUT)
    if turn := elsewhere(held, page):
        return turn
    form = survey.about_form(held.bank.survey, held.survey)
    if form.accepted():
        record.answer_about(database.session(), held.attempt, form.answers)
        return to(journey.after(page, held.again().progress))
    return shown("about", held, page, form)


def stand(held: Held) -> ResponseReturnValue:
    page = Page(Step.STAND)
    if turn := elsewhere(held, page):
        return turn
    form = survey.stand_form(held.bank.stand, held.survey)
    if form.accepted():
        record.answer_stand(database.session(), held.attempt, form.answers)
        return to(journey.after(page, held.again().progress))
    return shown("stand", held, page, form)


def confidence(held: Held, strand: Strand) -> ResponseReturnValue:
    page = Page(Step.CONFIDENCE, strand)
    if turn := elsewhere(held, page):
        return turn
    question = held.bank.question(strand)
    form = survey.confidence_form(question, held.ratings.get(strand))
    if form.accepted():
        session, answer = database.session(), Answer(str(form.answers["answer"]))
        record.rate(session, held.attempt, strand, Moment.BEFORE, answer)
        if not Strand.UNDERSTANDING.is_asked(held.again().ratings):
            record.withdraw_rating(session, held.attempt, Strand.UNDERSTANDING)
        return to(journey.after(page, held.again().progress))
    return shown("confidence", held, page, form, question=question)


def scenario(held: Held, number: int) -> ResponseReturnValue:
    page = Page(Step.SCENARIO, number)
    if turn := elsewhere(held, page):
        return turn
    item = held.items[number - 1]
    form = scenario_form(item, held.attempt.id, held.response(item))
    if form.accepted():
        record.respond(database.session(), held.attempt, form.given)
        return to(journey.after(page, held.again().progress))
    return shown("scenario", held, page, form, item=item, certainty_words=certainty_words())


def why(held: Held, number: int) -> ResponseReturnValue:
    page = Page(Step.WHY, number)
    if turn := elsewhere(held, page):
        return turn
    marked = next(one for one in held.marked if one.number == number)
    onward = address(journey.after(page, held.progress))
    return shown("why", held, page, marked=marked, onward=onward)


def answers(held: Held) -> ResponseReturnValue:
    page = Page(Step.ANSWERS)
    if turn := elsewhere(held, page):
        return turn
    form = forms.ConfirmForm()
    if form.accepted():
        record.finish(held.attempt, today())
        return to(Page(Step.FEEDBACK))
    changes = {
        page: address(page)
        for page in journey.pages(held.progress)
        if journey.may_open(page, held.progress)
    }
    return shown("answers", held, page, form, changes=changes, Page=Page, Step=Step)


def feedback(held: Held) -> ResponseReturnValue:
    page = Page(Step.FEEDBACK)
    if turn := elsewhere(held, page):
        return turn
    said = words.compose(held.bank, held.marked, held.ratings, held.survey)
    later = held.attempt.finished_on != today()
    return render_template("check/feedback.html", held=held, said=said, later=later)


def marks(held: Held) -> ResponseReturnValue:
    """Certainty-based marks, for whoever asks for them (measurement.md, D7)."""
    if turn := elsewhere(held, Page(Step.FEEDBACK)):
        return turn
    return render_template(
        "check/marks.html",
        back=address(Page(Step.FEEDBACK)),
        marks=cbm.marks((one.certainty, one.right) for one in held.marked),
        steps=cbm.STEPS,
        if_right=cbm.IF_RIGHT,
        if_wrong=cbm.IF_WRONG,
        used=words.HOW_USED,
    )
