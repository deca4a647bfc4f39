"""The pages of the self-check. Each view: load, form, act, redirect or render."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from quiz.answers import record
from quiz.browser import browser_session
from quiz.clock import today
from quiz.content import bank
from quiz.questions import survey
from quiz.questions.scenario_form import certainty_words, complete_answer, scenario_form
from quiz.selfcheck import forms, journey
from quiz.selfcheck.current import CurrentAttempt, current_attempt_if_any
from quiz.selfcheck.journey import Page, Step
from quiz.selfcheck.navigation import (
    address,
    id_to_start,
    redirect_if_closed,
    redirect_to,
    render_page,
)
from quiz.selfcheck.unanswered import may_be_prepared, scenario_page, start_page, survey_page
from quiz.selfcheck.whose import ask_whose
from quiz.storage import database
from quiz.vocabulary import Answer, Length, Moment, Strand, When


def start() -> ResponseReturnValue:
    under_way = current_attempt_if_any()
    browser_session.open_start()
    done = {form.id for form in bank().forms if browser_session.has_seen_answers(form.id)}
    asked_for = request.args.get("form", "")
    if may_be_prepared(answered=under_way is not None or bool(done or asked_for)):
        return start_page()
    form = forms.StartForm.of(bank().forms, done | _form_of(under_way), asked_for)
    is_open = under_way is not None and not under_way.progress.finished
    asked = is_open or browser_session.WHOSE in request.form
    if under_way and asked and not form.starts(under_way.attempt.id):
        return ask_whose(under_way)
    if form.accepted():
        session = database.session()
        attempt_id = id_to_start(form)
        record.start(
            session,
            attempt_id,
            form=form.scenarios.data,
            length=Length(form.length.data),
            feedback=When(form.feedback.data),
            today=today(),
            copy_allowed=not browser_session.has_seen_answers(form.scenarios.data),
        )
        browser_session.keep_attempt(attempt_id)
        browser_session.drop_invitation()
        form.keep_device()
        return redirect_to(Page(Step.CONFIDENCE))
    form.renew()
    return render_template(
        "check/start.html",
        form=form,
        current=under_way,
        carry_on=address(journey.due(under_way.progress)) if under_way else None,
    ), form.status


def _form_of(under_way: CurrentAttempt | None) -> set[str]:
    return {under_way.attempt.form} if under_way else set()


def confidence(current: CurrentAttempt) -> ResponseReturnValue:
    page = Page(Step.CONFIDENCE)
    if elsewhere := redirect_if_closed(current, page):
        return elsewhere
    if may_be_prepared(answered=bool(current.ratings)):
        return survey_page(current, page, lambda: survey.ratings_form(current.bank.confidence, {}))
    form = survey.ratings_form(current.bank.confidence, current.ratings)
    if form.accepted():
        ratings = survey.asked_ratings(form)
        record.rate_all(database.session(), current.attempt, Moment.BEFORE, ratings)
        return redirect_to(journey.next_page(page, current.refreshed().progress))
    return render_page("confidence", current, page, form)


def one_rating(current: CurrentAttempt, strand: Strand) -> ResponseReturnValue:
    """The address of one confidence question. A page that was open when all of them became one page
    sends its answer here."""
    page, form = Page(Step.CONFIDENCE), forms.OneRatingForm()
    if not (journey.may_open(page, current.progress) and form.accepted()):
        return confidence(current)
    ratings = {**current.ratings, strand: Answer(form.answer.data)}
    asked = {one: ratings[one] for one in ratings if one.is_asked(ratings)}
    record.rate_all(database.session(), current.attempt, Moment.BEFORE, asked)
    progress = current.refreshed().progress
    done = journey.is_done(page, progress)
    return redirect_to(journey.next_page(page, progress) if done else page)


def about(current: CurrentAttempt) -> ResponseReturnValue:
    page = Page(Step.ABOUT)
    if elsewhere := redirect_if_closed(current, page):
        return elsewhere
    if may_be_prepared(answered=current.attempt.about_done):
        return survey_page(current, page, lambda: survey.about_form(current.bank.survey, {}))
    form = survey.about_form(current.bank.survey, current.survey)
    if form.accepted():
        record.answer_about(database.session(), current.attempt, form.answers_unless_left_out)
        return redirect_to(journey.next_page(page, current.refreshed().progress))
    return render_page("about", current, page, form)


def stand(current: CurrentAttempt) -> ResponseReturnValue:
    page = Page(Step.STAND)
    if elsewhere := redirect_if_closed(current, page):
        return elsewhere
    if may_be_prepared(answered=current.attempt.stand_done):
        return survey_page(current, page, lambda: survey.stand_form(current.bank.stand, {}))
    form = survey.stand_form(current.bank.stand, current.survey)
    if form.accepted():
        record.answer_stand(database.session(), current.attempt, form.answers_unless_left_out)
        return redirect_to(journey.next_page(page, current.refreshed().progress))
    return render_page("stand", current, page, form)


def scenario(current: CurrentAttempt, number: int) -> ResponseReturnValue:
    page = Page(Step.SCENARIO, number)
    if elsewhere := redirect_if_closed(current, page):
        return elsewhere
    item = current.items[number - 1]
    if may_be_prepared(answered=current.response(item) is not None):
        return scenario_page(current, page, item)
    given = complete_answer(item) if request.method == "POST" else None
    if given is None:
        form = scenario_form(item, current.attempt.id, current.response(item))
        given = form.given if form.accepted() else None
    if given:
        record.respond(database.connection(), current.attempt, given)
        if current.progress.after_each:
            browser_session.see_answers(current.attempt.form)
        return redirect_to(journey.next_page(page, current.progress.with_answer(number)))
    return render_page(
        "scenario", current, page, form, item=item, certainty_words=certainty_words()
    )


def answers(current: CurrentAttempt) -> ResponseReturnValue:
    page = Page(Step.ANSWERS)
    if elsewhere := redirect_if_closed(current, page):
        return elsewhere
    form = forms.ConfirmForm()
    if form.accepted():
        record.finish(database.session(), current.attempt, today())
        browser_session.see_answers(current.attempt.form)
        return redirect_to(Page(Step.FEEDBACK))
    changes = {
        page: address(page)
        for page in current.progress.pages
        if journey.may_open(page, current.progress)
    }
    return render_page("answers", current, page, form, changes=changes, Page=Page, Step=Step)
