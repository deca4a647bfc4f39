"""What goes into the box from a finished attempt, and the reasons for a refusal. Pure."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from quiz.analysis.counting import ScoredResponse
from quiz.answers.models import Attempt
from quiz.bank.items import Bank, BankForm
from quiz.languages.sentences import lazy_gettext
from quiz.teams.models import Items, Review
from quiz.vocabulary import (
    ABOUT_YOU,
    STAND,
    YES_NO,
    Answer,
    Certainty,
    Length,
    Moment,
    Strand,
    When,
)

ABOUT_YOU_YES_NO = tuple(name for name, answers in ABOUT_YOU.items() if answers == YES_NO)
"""A block counts who said yes. The role is no such question; it follows from the code."""
STAND_QUESTIONS = tuple(f"{situation}_{asked}" for situation in STAND for asked in ("ok", "done"))


class Refusal(Enum):
    """Why a copy cannot go into the box. Each value is a sentence that says what can be done."""

    NOT_OPEN = lazy_gettext(
        "This review is not open yet. Your answers are kept, so come back when it is."
    )
    CLOSED = lazy_gettext(
        "This review is closed, so nothing more can be put in. If a copy of yours was put in "
        "before, it is treated like all the others. Your own answers and feedback stay yours."
    )
    NOT_FINISHED = lazy_gettext(
        "You have not finished the scenarios yet. Finish them, then come back here."
    )
    OTHER = lazy_gettext(
        "The check that is open in this browser is not the one this review asks for. "
        "Open your invitation again and start from there."
    )
    USED = lazy_gettext(
        "A copy of this check cannot go into a box. Answers go into one box only, and only your "
        "first answers to a set count, from before you saw the best answers. If you are asked "
        "again, ask for a review on another set."
    )
    CHANGED = lazy_gettext(
        "The scenarios have been changed since this review began, so these answers cannot be "
        "counted with the others. Please tell the person who invited you. Your own answers stay "
        "yours."
    )

    @property
    def final(self) -> bool:
        """Whether opening the invitation again would not help."""
        return self in (Refusal.CLOSED, Refusal.CHANGED, Refusal.USED)


class Refused(Exception):
    """A copy that cannot go into the box."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal


@dataclass(frozen=True)
class Submission:
    """One person's answers, with nothing that identifies the person or the attempt.

    responses: by scenario as ``id@revision``. ratings: by strand. survey: *yes* or *no* to the
    questions about oneself that the review asks.
    """

    responses: dict[str, ScoredResponse]
    ratings: dict[str, Answer]
    survey: dict[str, str]

    def to_json(self) -> str:
        return json.dumps(
            {"answers": self.responses, "ratings": self.ratings, "survey": self.survey},
            sort_keys=True,
        )

    @classmethod
    def from_json(cls, payload: str) -> "Submission":
        found = json.loads(payload)
        return cls(
            {item: ScoredResponse(*response) for item, response in found["answers"].items()},
            {strand: Answer(answer) for strand, answer in found["ratings"].items()},
            found["survey"],
        )


@dataclass(frozen=True)
class Copy:
    """A copy of a finished check. items: the scenarios that were asked, by strand."""

    submission: Submission
    items: Items


def items_of(form: BankForm) -> Items:
    """The current scenarios of a form, by strand."""
    return {
        strand.value: tuple(
            f"{item.id}@{item.revision}" for item in form.items if item.strand == strand
        )
        for strand in Strand
    }


def asked_by(review: Review, bank: Bank) -> Items | None:
    """The scenarios of a review: those of the first submission or, before that, of its form now.

    None if the form no longer exists.
    """
    if review.fixed_items is not None:
        return review.fixed_items
    return next((items_of(form) for form in bank.forms if form.id == review.form), None)


def still_asked(review: Review, bank: Bank) -> bool:
    """Whether somebody who starts now gets the same scenarios as the others in this review."""
    current = next((items_of(form) for form in bank.forms if form.id == review.form), None)
    return current is not None and asked_by(review, bank) == current


def copy_of(attempt: Attempt, review: Review, bank: Bank) -> Copy:
    """The copy of a finished attempt for this review.

    Raises Refused if the attempt is not finished, has another form or length, had feedback
    between the scenarios, answered other revisions than the review asks (rule P1), or may not be
    copied: its copy is used, or the best answers were seen before.
    """
    fits = (attempt.form, attempt.length, attempt.feedback) == (review.form, Length.FULL, When.END)
    if not fits:
        raise Refused(Refusal.OTHER)
    if not attempt.copy_allowed:
        raise Refused(Refusal.USED)
    if attempt.finished_on is None:
        raise Refused(Refusal.NOT_FINISHED)
    answers = {
        f"{given.item}@{given.revision}": ScoredResponse(
            given.option,
            int(Certainty(given.certainty)),
            given.option == bank.kept[given.item, given.revision].best,
        )
        for given in attempt.responses
        if (given.item, given.revision) in bank.kept
    }
    wanted = asked_by(review, bank) or {}
    if set(answers) != {item for items in wanted.values() for item in items}:
        raise Refused(Refusal.CHANGED)
    ratings = {
        rating.strand: Answer(rating.answer)
        for rating in attempt.ratings
        if rating.moment == Moment.BEFORE
    }
    asked = set(survey_of(review))
    # The figures say that people were asked before the scenarios, so later answers do not count.
    given_first = attempt.survey if attempt.survey_first else ()
    survey = {given.question: given.answer for given in given_first if given.question in asked}
    return Copy(Submission(answers, ratings, survey), wanted)


def survey_of(review: Review) -> Iterator[str]:
    """The ids of the questions about oneself that a review asks."""
    if review.about_you:
        yield from ABOUT_YOU_YES_NO
    if review.stand:
        yield from STAND_QUESTIONS
