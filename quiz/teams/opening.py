"""Submissions become a block: counted together, and nothing left of any one of them. Pure."""

from collections.abc import Sequence
from datetime import date

from quiz.analysis import counting, release, stored
from quiz.analysis.counting import Person, Reading
from quiz.analysis.figures import figures
from quiz.analysis.ranges import published
from quiz.answers.blocks import Opened
from quiz.teams.models import Items, Review
from quiz.teams.submission import Submission, survey_of
from quiz.vocabulary import Certainty


def opened(review: Review, place: str, taken: Sequence[Submission], today: date) -> Opened:
    """The block of these submissions: its sums, and its figures under the review's margin.

    Beside what every block publishes, the figures have ``survey``: for each question about
    oneself that the review asked, how many said yes, as [low, high, of] under the same margin.
    They are for the whole group's total of 10 people or more, and for nothing smaller.
    """
    items = review.pinned or {}
    counts = release.count([_marked(one) for one in taken], items)
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
        sums=sums(taken, items),
        figures=stored.to_json(figures(counts, review.t))
        | {"survey": {name: [found.low, found.high, found.of] for name, found in survey.items()}},
    )


def sums(taken: Sequence[Submission], items: Items) -> dict[str, object]:
    """The block's integers (measurement.md, section 6)."""
    people = (Person(before=one.answers, said=one.ratings) for one in taken)
    return counting.count(people, Reading(topics=items)).to_json()


def _marked(one: Submission) -> release.Submission:
    return release.Submission(
        {
            item: release.Given(Certainty(given.level), given.right)
            for item, given in one.answers.items()
        },
        one.ratings,
    )
