"""The lead's views of a team review. Each one: load, form, act, redirect or render."""

from flask import Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from quiz.analysis.disclosure import EVERYONE_ELSE
from quiz.clock import today
from quiz.content import bank
from quiz.languages.sentences import lazy_gettext
from quiz.people.models import Person
from quiz.settings.config import current_settings
from quiz.storage import database
from quiz.teams import asked_before, codes, forms, invitation_sheet, reviews
from quiz.teams.access import open_review, own_review
from quiz.teams.box import opening
from quiz.teams.box.submission import still_asked
from quiz.teams.closing import forecast
from quiz.teams.group_names import group_words, merge_notice
from quiz.teams.models import Review
from quiz.teams.redirects import to_review
from quiz.teams.sharing import records
from quiz.teams.terms_form import ReviewTermsForm
from quiz.web.notices import flash
from quiz.web.security import Form, unless_sent

ANSWERED = lazy_gettext("Somebody has answered, so it can no longer be changed.")
CLOSED = lazy_gettext("It is closed, so it can no longer be changed.")
NOT_KEPT_ANSWERED = lazy_gettext(
    "Somebody has answered, so this review stays as it is. What you just sent was not kept."
)
NOT_KEPT_CLOSED = lazy_gettext(
    "It is closed, so this review stays as it is. What you just sent was not kept."
)


def review_list(person: Person) -> ResponseReturnValue:
    session = database.session()
    found = [(one, reviews.status(session, one, today())) for one in reviews.of(session, person)]
    return render_template(
        "teams/list.html",
        found=found,
        person=person,
        offers=records.offers_to(session, person),
        given_up=records.given_up(session, person),
    )


def new(person: Person) -> ResponseReturnValue:
    if request.method == "POST":
        asked_before.lock(database.session(), person.id)
    before = asked_before.earlier(database.session(), person, today())
    form = forms.new_review_form(bank(), today(), before)
    if form.accepted():
        secret = current_settings().secret_key
        made = reviews.create(database.session(), form.review_id, person, form.wanted, secret)
        if made is None:
            abort(404)
        if notice := merge_notice(form.people, made.rules):
            flash(notice)
        return to_review(made)
    if request.method != "POST":
        form.begin()
    page = render_template("teams/new.html", form=form, role_fields=forms.role_fields(form))
    return page, form.status


@own_review
def review(review: Review) -> ResponseReturnValue:
    return render_template(
        "teams/review.html",
        review=review,
        status=reviews.status(database.session(), review, today()),
        asks_the_same=still_asked(review, bank()),
        everyone_else=EVERYONE_ELSE,
        group_words=group_words,
        lead=reviews.lead_name(database.session(), review),
        deputies=records.deputies(database.session(), review),
    )


def _too_late(review: Review) -> ResponseReturnValue:
    """The answer for a review that can no longer be changed."""
    somebody = reviews.answered(review) > 0
    if request.method == "POST":
        flash(NOT_KEPT_ANSWERED if somebody else NOT_KEPT_CLOSED)
        return to_review(review)
    why = str(ANSWERED if somebody else CLOSED)
    return render_template("teams/too_late.html", review=review, why=why)


@own_review
def change(review: Review) -> ResponseReturnValue:
    if reviews.settled(review):
        return _too_late(review)
    terms = {name: getattr(review, name) for name in ("note", "opens_on", "closes_on", "k")}
    form = ReviewTermsForm(data=unless_sent(terms))
    form.today = today()
    if form.accepted():
        wanted = {name: getattr(form, name).data for name in terms}
        try:
            changed = reviews.change(database.session(), review, **wanted)
            return to_review(review) if changed else _too_late(review)
        except ValueError as error:
            form.k.errors = (str(error),)
            return render_template("teams/change.html", form=form, review=review), 422
    return render_template("teams/change.html", form=form, review=review), form.status


@own_review
def delete(review: Review) -> ResponseReturnValue:
    if reviews.answered(review):
        return _too_late(review)
    form = Form()
    if form.accepted():
        if reviews.forget(database.session(), review):
            return redirect(url_for("teams.review_list"), 303)
        return _too_late(review)
    return render_template("teams/delete.html", form=form, review=review), form.status


@own_review
def close(review: Review) -> ResponseReturnValue:
    form, session = Form(), database.session()
    may = review.may_close(today())
    if form.accepted() and may:
        locked = reviews.lock_review(session, review.id)
        opening.close(session, locked, today(), codes.key_of(review, current_settings().keys))
        return to_review(review)
    status = reviews.status(session, review, today())
    context = {"status": status, "may": may, "forecast": forecast(status)}
    page = render_template("teams/close.html", form=form, review=review, **context)
    return page, form.status if may or request.method != "POST" else 409


@open_review
def invitation_codes(review: Review) -> ResponseReturnValue:
    """The codes to print. Used ones look like the others, so that nobody can see who answered.

    404 where the service mails the links, or one device is passed round: then a lead never sees a
    code.
    """
    if not review.shows_codes:
        abort(404)
    return render_template(
        "teams/invitation_sheet.html",
        review=review,
        invitations=invitation_sheet.invitations(
            review, codes.key_of(review, current_settings().keys)
        ),
        everyone_else=EVERYONE_ELSE,
        group_words=group_words,
    )


@open_review
def invitation_codes_csv(review: Review) -> ResponseReturnValue:
    if not review.shows_codes:
        abort(404)
    found = invitation_sheet.invitations(review, codes.key_of(review, current_settings().keys))
    return Response(
        invitation_sheet.as_csv(found),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": "attachment; filename=invitation-codes.csv"},
    )
