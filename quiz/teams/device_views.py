"""One device that is passed round: the lead opens a review on it, and each person takes a turn."""

from collections.abc import Callable
from functools import wraps
from secrets import token_hex

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from quiz.browser import browser_session
from quiz.browser.browser_session import ReviewInvitation
from quiz.clock import seconds, today
from quiz.people import guard
from quiz.questions.scenario_form import NewAttempt
from quiz.settings.config import current_settings
from quiz.storage import database
from quiz.teams import codes, reviews
from quiz.teams.access import own_review
from quiz.teams.invitation_page import invitation_page, may_start
from quiz.teams.models import Review
from quiz.teams.start_check import NEXT, start_check
from quiz.teams.turns import IDLE_SECONDS, turn_under_way
from quiz.web.security import Form


@own_review
def open_device(review: Review) -> ResponseReturnValue:
    """The lead opens the review on this device, and is signed out on it."""
    if not review.passed_round:
        abort(404)
    form, may = Form(), not review.over(today())
    if form.accepted() and may:
        guard.sign_out()
        browser_session.reset_device(review.id)
        return redirect(url_for("teams.device"), 303)
    page = render_template("teams/open_device.html", form=form, review=review, may=may)
    return page, form.status


def with_device(view: Callable[[Review], ResponseReturnValue]) -> Callable[[], ResponseReturnValue]:
    """Give a view the review in which this device is passed round; 403 in other browsers."""

    @wraps(view)
    def answer() -> ResponseReturnValue:
        review_id = browser_session.device_review()
        review = reviews.by_id(database.session(), review_id) if review_id else None
        if review is None:
            if review_id:
                browser_session.stop_device()  # the review was deleted
            return render_template("review/no_device.html"), 403
        return view(review)

    return answer


def _to_device() -> Response:
    return redirect(url_for("teams.device"), 303)


def device(review: Review) -> ResponseReturnValue:
    """Hand it to the next person; their press begins a turn. It never shows who had one."""
    form = Form()
    may = may_start(review)
    if form.accepted() and may:
        browser_session.begin_turn(seconds())
        return redirect(url_for("teams.turn"), 303)
    if turn_under_way() and request.method != "POST":
        return redirect(url_for("teams.turn"), 303)
    page = render_template(
        "review/device.html",
        form=form,
        review=review,
        may=may,
        early=review.closed_on is None and today() < review.opens_on,
        late=review.over(today()),
        minutes=IDLE_SECONDS // 60,
    )
    return page, form.status


def turn(review: Review) -> ResponseReturnValue:
    """The invitation in a turn, and the button that starts the check; then the check."""
    if not turn_under_way():
        return _to_device()
    if browser_session.attempt_id():
        return redirect(url_for(NEXT), 303)
    form = NewAttempt()
    if form.accepted() and may_start(review):
        # Any code leads to the review. The box uses up one that is left.
        _, code = codes.of_review(review, codes.key_of(review, current_settings().keys))[0]
        browser_session.keep_invitation(ReviewInvitation(code, token_hex(16)))
        start_check(review, form.attempt_id)
        return redirect(url_for(NEXT), 303)
    form.renew()
    return invitation_page(review, "review/turn.html", form=form), form.status


def end_turn(review: Review) -> ResponseReturnValue:
    """End the turn on a press."""
    form = Form()
    if form.accepted():
        browser_session.reset_device(review.id)
        return _to_device()
    if not turn_under_way():
        return _to_device()
    begun = bool(browser_session.attempt_id())
    return render_template("review/end_turn.html", form=form, begun=begun), form.status


def reset_turn(review: Review) -> ResponseReturnValue:
    """The script asks for this after minutes without a press. It changes the cookie only."""
    browser_session.reset_device(review.id)
    return _to_device()


def stop_device(review: Review) -> ResponseReturnValue:
    """Make the device an ordinary browser again."""
    form = Form()
    if form.accepted():
        browser_session.stop_device()
        return redirect(url_for("selfcheck.start"), 303)
    return render_template("review/stop_device.html", form=form, review=review), form.status
