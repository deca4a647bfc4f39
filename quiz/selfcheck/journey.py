"""Which page follows which. Pure: it knows what was answered, not how it came or is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from quiz.vocabulary import Answer, Strand


class Step(StrEnum):
    """The kinds of page, in the order in which a person meets them."""

    ABOUT = "about"
    STAND = "stand"
    CONFIDENCE = "confidence"
    SCENARIO = "scenario"
    WHY = "why"
    ANSWERS = "answers"
    FEEDBACK = "feedback"


@dataclass(frozen=True)
class Page:
    """One page: its kind and, where there are several of a kind, which.

    ``which`` is a strand for a confidence question, and the scenario's number (from 1) for a
    scenario and for the reasons that follow it.
    """

    step: Step
    which: Strand | int | None = None


@dataclass(frozen=True)
class Progress:
    """What of an attempt is done."""

    scenarios: int
    answered: frozenset[int]
    about_done: bool
    stand_done: bool
    ratings: Mapping[Strand, Answer]
    after_each: bool
    finished: bool
    asks_survey: bool = True
    not_asked: frozenset[Step] = frozenset()


def pages(progress: Progress) -> list[Page]:
    """Every page of this attempt before the feedback, in order, as far as is known by now.

    A second look asks scenarios only: the survey was answered the first time. A team review asks
    about the person, and where they stand, only if the lead chose so.
    """
    found: list[Page] = []
    if progress.asks_survey:
        found += [Page(Step.ABOUT), Page(Step.STAND)]
        found += [Page(Step.CONFIDENCE, s) for s in Strand if s.is_asked(progress.ratings)]
    for number in range(1, progress.scenarios + 1):
        found.append(Page(Step.SCENARIO, number))
        if progress.after_each:
            found.append(Page(Step.WHY, number))
    return [page for page in [*found, Page(Step.ANSWERS)] if page.step not in progress.not_asked]


def is_done(page: Page, progress: Progress) -> bool:
    """Whether nothing more is owed on a page; the reasons after a scenario only need reading."""
    match page.step:
        case Step.ABOUT:
            return progress.about_done
        case Step.STAND:
            return progress.stand_done
        case Step.CONFIDENCE:
            return page.which in progress.ratings
        case Step.SCENARIO | Step.WHY:
            return page.which in progress.answered
        case _:
            return progress.finished


def due(progress: Progress) -> Page:
    """The first page that still owes an answer; the feedback when none does."""
    if progress.finished:
        return Page(Step.FEEDBACK)
    return next(page for page in pages(progress) if not is_done(page, progress))


def may_open(page: Page, progress: Progress) -> bool:
    """Whether a page may be shown: an earlier page, or the one that is due.

    A finished attempt is closed: it opens its feedback and the reasons, and nothing else. Where
    feedback follows each scenario, an answer whose reasons were shown stays as it was given.
    """
    if progress.finished:
        answered = page.step == Step.WHY and page.which in progress.answered
        return answered or page.step == Step.FEEDBACK
    if is_settled(page, progress):
        return False
    known = pages(progress)
    return page in known and known.index(page) <= known.index(due(progress))


def is_settled(page: Page, progress: Progress) -> bool:
    """Whether a scenario's reasons were already shown, so that its answer no longer changes."""
    return progress.after_each and page.step == Step.SCENARIO and is_done(page, progress)


def alternative(page: Page, progress: Progress) -> Page:
    """Where a person is taken who asks for a page that may not be shown."""
    reasons = Page(Step.WHY, page.which)
    if is_settled(page, progress) and may_open(reasons, progress):
        return reasons
    return due(progress)


def next_page(page: Page, progress: Progress) -> Page:
    """Where Continue leads once a page is answered.

    With everything answered that is the list of answers, so that a change there leads back there.
    """
    if progress.finished:
        return Page(Step.FEEDBACK)
    known = pages(progress)
    if (
        due(progress).step == Step.ANSWERS
        and page.step != Step.WHY
        and not is_settled(page, progress)
    ):
        return Page(Step.ANSWERS)
    return known[known.index(page) + 1]


def previous_page(page: Page, progress: Progress) -> Page | None:
    """Where Back leads; None leads to the start page."""
    if progress.finished:
        return Page(Step.FEEDBACK)
    known = [p for p in pages(progress) if p == page or not is_settled(p, progress)]
    place = known.index(page)
    return known[place - 1] if place else None
