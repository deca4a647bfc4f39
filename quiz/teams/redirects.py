"""The redirect that several views of a team review share."""

from flask import redirect, url_for
from werkzeug.wrappers import Response

from quiz.teams.models import Review


def to_review(review: Review) -> Response:
    """To the lead's page of a review."""
    return redirect(url_for("teams.review", review_id=review.id), 303)
