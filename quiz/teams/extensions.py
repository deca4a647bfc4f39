"""A later last day, and people who join late: changes of a review after its first answer.

Both only ever give more time or invite more people, and only while the review is open.
"""

from collections.abc import Mapping
from datetime import date, timedelta

from sqlalchemy.orm import Session

from quiz.analysis.disclosure import Rules
from quiz.answers import blocks
from quiz.languages.sentences import gettext, ngettext
from quiz.teams import codes
from quiz.teams.models import MOST_INVITED, Review
from quiz.teams.reviews import add_codes, check_sizes, lock_review
from quiz.teams.status import STEP

LONGEST_DELAY = timedelta(days=90)
"""How far the last day can move from the one that people read at first: answers wait in the box
until then."""
MOST_LATE = STEP - 1
"""The most people who can join a review late. Somebody who kept all their codes could not move the
number of answers by a step (rule P11)."""


class TooLate(Exception):
    """The review is closed, or its last day has passed."""


def _lock_open(session: Session, review: Review, today: date) -> Review:
    review = lock_review(session, review.id)
    if review.over(today):
        raise TooLate
    return review


def latest_day(review: Review) -> date:
    """The latest last day that the review can have."""
    return (review.first_closes_on or review.closes_on) + LONGEST_DELAY


def extend(session: Session, review: Review, closes_on: date, today: date) -> None:
    """Set a later last day. The reminder can then be sent once more, because it named the old one.

    Raises TooLate, or ValueError for a day that is not later or is after ``latest_day``.
    """
    review = _lock_open(session, review, today)
    if closes_on == review.closes_on and review.first_closes_on:
        return  # the button was pressed twice
    if not review.closes_on < closes_on <= latest_day(review):
        raise ValueError(f"{closes_on} is not a later day until {latest_day(review)}.")
    review.first_closes_on = review.first_closes_on or review.closes_on
    review.closes_on, review.reminded_on = closes_on, None
    review.moved += 1
    session.flush()


def rules_with(review: Review, late: int) -> Rules:
    """The review's rules once this many more people have joined late.

    Each code that is made after people have answered could be kept by the lead. Its holder knows
    one answer more, so the margin grows by one, and k with it (rule P7, theorem 2).
    """
    t = review.t + late
    return Rules(max(review.k, 2 * t + 1), t, review.releases)


def add_people(
    session: Session, review: Review, wanted: Mapping[str, int], today: date, secret: str
) -> list[str]:
    """Invite more people, by group name; return the codes to give to them.

    In a review by mail these include codes that no mail server accepted before. Open blocks stay
    as they are. Raises TooLate, or ValueError with a sentence for the lead.
    """
    review = _lock_open(session, review, today)
    more, unsent = sum(wanted.values()), review.late_unsent
    before = codes.of_late_joiners(review, secret)
    if more > unsent:
        _add(session, review, wanted, more - unsent)
    after = codes.of_late_joiners(review, secret)
    made = [one for one in after if one not in before]
    add_codes(session, review, made, secret)
    review.late_unsent = max(unsent - more, 0)
    review.unsent = 0
    session.flush()
    if not review.by_mail:
        return [code for _, code in made]
    first = len(before) - unsent
    return [code for _, code in after[first : first + more]]


def _add(session: Session, review: Review, wanted: Mapping[str, int], added: int) -> None:
    """Raise head-counts, margin and k. A review with unsent links has one group only."""
    more = {group.name: min(added, wanted.get(group.name, 0)) for group in review.groups}
    sizes = [(group.invited or 0) + more[group.name] for group in review.groups]
    rules = rules_with(review, added)
    if review.late + added > MOST_LATE:
        raise ValueError(
            ngettext(
                "At most %(most)s people can join late; %(number)s has joined.",
                "At most %(most)s people can join late; %(number)s have joined.",
                review.late,
                number=review.late,
                most=MOST_LATE,
            )
        )
    if sum(sizes) > MOST_INVITED:
        raise ValueError(gettext("A review can invite %(most)s people at most.", most=MOST_INVITED))
    check_sizes(sizes, rules.k)
    if any(block.people < rules.k for block in blocks.of(session, review.id)):
        raise ValueError(
            gettext("Figures of fewer than %(number)s people are open already.", number=rules.k)
        )
    for group in review.groups:
        group.invited = (group.invited or 0) + more[group.name]
        group.late += more[group.name]
    review.k, review.t = rules.k, rules.t
    session.flush()


def note_unsent(session: Session, review_id: str, unsent: int, late: int) -> None:
    """Note how many mails to late joiners were not accepted. If none was, they can be sent again.

    late: how many were sent.
    """
    review = lock_review(session, review_id)
    review.unsent = unsent
    if unsent == late:
        review.late_unsent += late
