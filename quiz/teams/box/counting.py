"""Submissions become a block: counted together, with nothing left of any single one. Pure."""

from collections.abc import Sequence
from datetime import date

from quiz.analysis import counting, figures_json
from quiz.analysis.block_counts import block_counts
from quiz.analysis.counting import PersonAnswers, Scoring
from quiz.analysis.figures import figures
from quiz.analysis.ranges import published
from quiz.analysis.sums import Sums
from quiz.answers.blocks import Opened
from quiz.teams.box.submission import Submission, survey_of
from quiz.teams.models import Items, Review


def block_of(
    review: Review, group_name: str, submitted: Sequence[Submission], today: date
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
        figures=figures_json.to_json(figures(block_counts(added_up, items), review.t))
        | {"survey": {name: [found.low, found.high, found.of] for name, found in survey.items()}},
        lead=review.lead_id,
    )


def sums(submitted: Sequence[Submission], items: Items) -> Sums:
    """The block's integers (measurement.md, section 6)."""
    people = (PersonAnswers(before=one.responses, ratings=one.ratings) for one in submitted)
    return counting.count(people, Scoring(topics=items))
