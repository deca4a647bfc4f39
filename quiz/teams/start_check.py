"""An invited person's check starts."""

from quiz.answers import record
from quiz.browser import browser_session
from quiz.clock import today
from quiz.storage import database
from quiz.teams.models import Review
from quiz.vocabulary import Length, When

NEXT = "selfcheck.feedback"
"""Redirects to the next page of the attempt in this browser, and at its end shows feedback."""


def start_check(review: Review, attempt_id: str) -> None:
    """Start an ordinary private attempt, without the survey pages that the review does not ask."""
    record.start(
        database.session(),
        attempt_id,
        form=review.form,
        length=Length.FULL,
        feedback=When.END,
        today=today(),
        about_done=not review.about_you,
        stand_done=not review.stand,
        survey_first=True,
    )
    asked = {"about": review.about_you, "stand": review.stand}
    browser_session.keep_attempt(attempt_id, [page for page, wanted in asked.items() if not wanted])
