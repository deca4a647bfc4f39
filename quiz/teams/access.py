"""A lead's own reviews: the only way from a request to a review."""

from collections.abc import Callable
from functools import wraps

from flask import abort, redirect, url_for
from flask.typing import ResponseReturnValue

from quiz.clock import today
from quiz.languages.sentences import lazy_gettext
from quiz.people.models import Person
from quiz.storage import database
from quiz.teams import reviews
from quiz.teams.models import Review
from quiz.web.notices import flash

OVER = lazy_gettext("This review is over, so nobody can be invited any more.")


def find_own(person: Person, review_id: str) -> Review:
    """The lead's own review; 404 for another lead's, exactly as for one that does not exist."""
    return reviews.find(database.session(), person, review_id) or abort(404)


def own_review(view: Callable[..., ResponseReturnValue]) -> Callable[..., ResponseReturnValue]:
    """Give a view the review in its address, for the lead who owns it; 404 for other leads."""

    @wraps(view)
    def answer(person: Person, review_id: str, **arguments: object) -> ResponseReturnValue:
        return view(find_own(person, review_id), **arguments)

    return answer


def open_review(view: Callable[..., ResponseReturnValue]) -> Callable[..., ResponseReturnValue]:
    """The same for a page that helps to invite people: once the review is over it would name a last
    day that no longer holds, so it leads to the review's page."""

    @own_review
    @wraps(view)
    def answer(review: Review, **arguments: object) -> ResponseReturnValue:
        if review.over(today()):
            flash(OVER)
            return redirect(url_for("teams.review", review_id=review.id), 303)
        return view(review, **arguments)

    return answer
