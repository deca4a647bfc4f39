"""The order of the pages. Pure: it knows what was answered, and nothing of requests or tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from quiz.vocabulary import Answer, Strand


class Step(StrEnum):
    """The kinds of page, in the order of a self-check."""

    CONFIDENCE = "confidence"
    SCENARIO = "scenario"
    WHY = "why"
    ABOUT = "about"
    STAND = "stand"
    ANSWERS = "answers"
    FEEDBACK = "feedback"


class Page(NamedTuple):
    """One page: its kind and, where a kind has several, which one.

    ``which`` is the scenario's number (from 1) for a scenario and for the reasons that follow it.
    """

    step: Step
    which: int | None = None


@dataclass(frozen=True)
class Progress:
    """How far an attempt has come. survey_first: whether it asks about the person, and where they
    stand, before the scenarios."""

    scenarios: int
    answered: frozenset[int]
    about_done: bool
    stand_done: bool
    ratings: Mapping[Strand, Answer]
    after_each: bool
    finished: bool
    survey_first: bool = False
    asks_survey: bool = True
    not_asked: frozenset[Step] = frozenset()

    @property
    def pages(self) -> tuple[Page, ...]:
        """Every page of this attempt before the feedback, in order."""
        return pages(
            self.scenarios, self.after_each, self.survey_first, self.asks_survey, self.not_asked
        )

    def with_answer(self, number: int) -> "Progress":
        """This progress, once the scenario with this number is answered."""
        return replace(self, answered=self.answered | {number})


@cache
def pages(
    scenarios: int,
    after_each: bool,
    survey_first: bool,
    asks_survey: bool,
    not_asked: frozenset[Step],
) -> tuple[Page, ...]:
    """Every page of an attempt before the feedback, in order. `Progress` has what it depends on.

    A second look asks scenarios only: the survey was answered the first time. A self-check asks
    about the person, and where they stand, after the last scenario: the first one is two presses
    away. A team review asks these first, so that no scenario has influenced the answers that it
    counts; and only if the lead chose so.
    """
    found: list[Page] = []
    about = [Page(Step.ABOUT), Page(Step.STAND)] if asks_survey else []
    if survey_first:
        found += about
    if asks_survey:
        found.append(Page(Step.CONFIDENCE))
    for number in range(1, scenarios + 1):
        found.append(Page(Step.SCENARIO, number))
        if after_each:
            found.append(Page(Step.WHY, number))
    if not survey_first:
        found += about
    return tuple(page for page in [*found, Page(Step.ANSWERS)] if page.step not in not_asked)


def is_done(page: Page, progress: Progress) -> bool:
    """Whether a page needs no more answers. The reasons after a scenario need none."""
    match page.step:
        case Step.SCENARIO | Step.WHY:
            return page.which in progress.answered
        case Step.ABOUT:
            return progress.about_done
        case Step.STAND:
            return progress.stand_done
        case Step.CONFIDENCE:
            known = progress.ratings
            return len(known) == len(Strand) or all(
                strand in known or not strand.is_asked(known) for strand in Strand
            )
        case _:
            return progress.finished


def due(progress: Progress) -> Page:
    """The first page that needs an answer; the feedback when none does."""
    if progress.finished:
        return Page(Step.FEEDBACK)
    return next(page for page in progress.pages if not is_done(page, progress))


def may_open(page: Page, progress: Progress) -> bool:
    """Whether a page may be shown: an earlier page, or the one that is due.

    A finished attempt opens its feedback and the reasons only. Where feedback follows each
    scenario, an answer whose reasons were shown cannot be changed.
    """
    if progress.finished:
        answered = page.step == Step.WHY and page.which in progress.answered
        return answered or page.step == Step.FEEDBACK
    if is_settled(page, progress):
        return False
    known = progress.pages
    return page in known and known.index(page) <= known.index(due(progress))


def is_settled(page: Page, progress: Progress) -> bool:
    """Whether a scenario's reasons were shown, after which its answer cannot change."""
    return progress.after_each and page.step == Step.SCENARIO and is_done(page, progress)


def alternative(page: Page, progress: Progress) -> Page:
    """The page to show in place of one that may not be opened."""
    reasons = Page(Step.WHY, page.which)
    if is_settled(page, progress) and may_open(reasons, progress):
        return reasons
    return due(progress)


def next_page(page: Page, progress: Progress) -> Page:
    """The page after this one, once it is answered.

    When everything is answered it is the list of answers: a change made there returns there.
    """
    if progress.finished:
        return Page(Step.FEEDBACK)
    known = progress.pages
    if (
        due(progress).step == Step.ANSWERS
        and page.step != Step.WHY
        and not is_settled(page, progress)
    ):
        return Page(Step.ANSWERS)
    return known[known.index(page) + 1]


def previous_page(page: Page, progress: Progress) -> Page | None:
    """The page that Back links to; None is the start page."""
    if progress.finished:
        return Page(Step.FEEDBACK)
    known: Sequence[Page] = progress.pages
    if progress.after_each:
        known = [p for p in known if p == page or not is_settled(p, progress)]
    index = known.index(page)
    return known[index - 1] if index else None
