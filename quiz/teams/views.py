"""The lead's side of a team review. Each view: load, form, act, redirect or render."""

from collections.abc import Callable
from functools import wraps

from flask import Response as Answer
from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from quiz import database
from quiz.analysis.disclosure import EVERYONE_ELSE
from quiz.clock import today
from quiz.config import current_settings
from quiz.content import bank
from quiz.people.models import Person
from quiz.security import Form, unless_sent
from quiz.teams import box, forms, reviews, sheet
from quiz.teams.folded import folded
from quiz.teams.models import Review
from quiz.teams.submission import still_asked


def own(view: Callable[..., ResponseReturnValue]) -> Callable[..., ResponseReturnValue]:
    """A view of one of the lead's own reviews: another lead's is as if it were not there."""

    @wraps(view)
    def answer(person: Person, review_id: str, **arguments: object) -> ResponseReturnValue:
        review = reviews.find(database.session(), person, review_id)
        if review is None:
            abort(404)
        return view(review, **arguments)

    return answer


def to(review: Review) -> Response:
    return redirect(url_for("teams.review", review_id=review.id), 303)


def teams(person: Person) -> ResponseReturnValue:
    session = database.session()
    found = [(one, reviews.state(session, one, today())) for one in reviews.of(session, person)]
    return render_template("teams/list.html", found=found)


def new(person: Person) -> ResponseReturnValue:
    form = forms.review_form(bank(), today())
    if form.accepted():
        made = reviews.make(
            database.session(), form.review_id, person, form.plan, current_settings().secret_key
        )
        if made is None:
            abort(404)
        if words := folded(form.people, made.rules):
            flash(words)
        return to(made)
    if request.method != "POST":
        form.renew()
        form.opens_on.data, form.k.data = today(), 5
    return render_template("teams/new.html", form=form, roles=forms.roles(form)), form.status


@own
def review(review: Review) -> ResponseReturnValue:
    state = reviews.state(database.session(), review, today())
    return render_template(
        "teams/review.html",
        review=review,
        state=state,
        asks_the_same=still_asked(review, bank()),
        everyone_else=EVERYONE_ELSE,
    )


def _too_late(review: Review) -> ResponseReturnValue:
    """What holds of a review that can no longer be changed; said before anybody types anything."""
    why = "Somebody has answered" if reviews.answered(review) else "It is closed"
    if request.method == "POST":
        flash(f"{why}, so this review stays as it is. What you just sent was not kept.")
        return to(review)
    return render_template("teams/too_late.html", review=review, why=why)


@own
def change(review: Review) -> ResponseReturnValue:
    if reviews.settled(review):
        return _too_late(review)
    kept = {name: getattr(review, name) for name in ("note", "opens_on", "closes_on", "k")}
    form = forms.TermsForm(data=unless_sent(kept))
    form.today = today()
    if form.accepted():
        wanted = {name: getattr(form, name).data for name in kept}
        try:
            changed = reviews.change(database.session(), review, **wanted)
            return to(review) if changed else _too_late(review)
        except ValueError as error:
            form.k.errors = (str(error),)
            return render_template("teams/change.html", form=form, review=review), 422
    return render_template("teams/change.html", form=form, review=review), form.status


@own
def delete(review: Review) -> ResponseReturnValue:
    if reviews.answered(review):
        return _too_late(review)
    form = Form()
    if form.accepted():
        if reviews.forget(database.session(), review):
            return redirect(url_for("teams.teams"), 303)
        return _too_late(review)
    return render_template("teams/delete.html", form=form, review=review), form.status


@own
def close(review: Review) -> ResponseReturnValue:
    form, session = Form(), database.session()
    may = review.may_close(today())
    if form.accepted() and may:
        box.close(session, box.hold(session, review.id), today(), current_settings().secret_key)
        return to(review)
    state = reviews.state(session, review, today())
    page = render_template("teams/close.html", form=form, review=review, state=state, may=may)
    return page, form.status if may or request.method != "POST" else 409


@own
def invitations(review: Review) -> ResponseReturnValue:
    """The codes, to print. Spent ones look like the others: that would tell who has answered."""
    found = sheet.tickets(reviews.sheet(review, current_settings().secret_key))
    return render_template(
        "teams/codes.html", review=review, tickets=found, everyone_else=EVERYONE_ELSE
    )


@own
def invitations_table(review: Review) -> ResponseReturnValue:
    return Answer(
        sheet.table(sheet.tickets(reviews.sheet(review, current_settings().secret_key))),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": "attachment; filename=invitation-codes.csv"},
    )
