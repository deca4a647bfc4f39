"""Submissions become a block: counted together, and nothing left of any one of them. Pure."""

from collections.abc import Sequence
from datetime import date

from quiz.analysis import counting, figures_json
from quiz.analysis.block_counts import block_counts
from quiz.analysis.counting import PersonAnswers, Scoring
from quiz.analysis.figures import figures
from quiz.analysis.ranges import published
from quiz.analysis.sums import Sums
from quiz.answers.blocks import Opened
from quiz.teams.models import Items, Review
from quiz.teams.submission import Submission, survey_of


def opened(review: Review, place: str, taken: Sequence[Submission], today: date) -> Opened:
    """The block of these submissions: its sums, and its figures under the review's margin.

    Beside what every block publishes, the figures have ``survey``: for each question about
    oneself that the review asked, how many said yes, as [low, high, of] under the same margin.
    They are for the whole group's total of 10 people or more, and for nothing smaller.
    """
    items = review.pinned or {}
    added_up = sums(taken, items)
    survey = {
        question: published(
            sum(one.survey.get(question) == "yes" for one in taken), len(taken), review.t
        )
        for question in survey_of(review)
    }
    return Opened(
        review=review.id,
        place=place,
        form=review.form,
        people=len(taken),
        opened_on=today,
        sums=added_up.to_json(),
        figures=figures_json.to_json(figures(block_counts(added_up, items), review.t))
        | {"survey": {name: [found.low, found.high, found.of] for name, found in survey.items()}},
    )


def sums(taken: Sequence[Submission], items: Items) -> Sums:
    """The block's integers (measurement.md, section 6)."""
    people = (PersonAnswers(before=one.answers, ratings=one.ratings) for one in taken)
    return counting.count(people, Scoring(topics=items))
