"""The text of an invitation: for the invited person, and for the lead's preview of it."""

from flask import render_template

from quiz.clock import today
from quiz.content import bank
from quiz.storage import database
from quiz.teams import reviews
from quiz.teams.box.submission import still_asked
from quiz.teams.group_names import group_words
from quiz.teams.mailing import ReviewMails
from quiz.teams.models import Review


def may_start(review: Review) -> bool:
    """Whether a check that starts now can be submitted."""
    return review.accepts(today()) and still_asked(review, bank())


def mails_of(review: Review) -> ReviewMails:
    """The mails that invite to a review."""
    lead = reviews.lead_name(database.session(), review)
    closes_on, moved = review.closes_on, review.moved
    return ReviewMails(review.name, lead, review.k, closes_on, review.id, moved)


def invitation_page(
    review: Review, template: str = "review/invitation.html", **context: object
) -> str:
    """Who asks, what they will and will not see, and that taking part is a choice."""
    return render_template(
        template,
        review=review,
        lead=reviews.lead_name(database.session(), review),
        invited=[(group_words(group.name), group.invited) for group in review.groups],
        may_start=may_start(review),
        early=review.closed_on is None and today() < review.opens_on,
        late=review.over(today()),
        **context,
    )
