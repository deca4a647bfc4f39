"""Submissions become a block: counted together, with nothing left of any single one. Pure."""

from collections.abc import Sequence
from datetime import date

from quiz.analysis import counting, stored
from quiz.analysis.counting import Person, Reading
from quiz.analysis.figures import figures
from quiz.analysis.ranges import published
from quiz.analysis.sealed import block_counts
from quiz.analysis.sums import Sums
from quiz.answers.blocks import Opened
from quiz.teams.box.submission import SubmittedAnswers, survey_of
from quiz.teams.models import Items, Review


def block_of(
    review: Review, group_name: str, submitted: Sequence[SubmittedAnswers], today: date
) -> Opened:
    """The block of these submissions: its sums, and its figures under the review's margin.

    Besides what every block publishes, the figures have ``survey``: for each question about
    oneself that the review asked, how many said yes, as [low, high, of] under the same margin.
    It may be shown only for the whole team's total of 10 people or more.
    """
    items = review.fixed_items or {}
    added_up = sums(submitted, items)
    survey = {
        question: published(
            sum(one.survey.get(question) == "yes" for one in submitted), len(submitted), review.t
        )
        for question in survey_of(review)
    }
    return Opened(
        review=review.id,
        group_name=group_name,
        form=review.form,
        people=len(submitted),
        opened_on=today,
        sums=added_up.to_json(),
        figures=stored.to_json(figures(block_counts(added_up, items), review.t))
        | {"survey": {name: [found.low, found.high, found.of] for name, found in survey.items()}},
    )


def sums(submitted: Sequence[SubmittedAnswers], items: Items) -> Sums:
    """The block's integers (measurement.md, section 6)."""
    people = (Person(before=one.responses, said=one.ratings) for one in submitted)
    return counting.count(people, Reading(topics=items))
