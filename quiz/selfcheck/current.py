"""The attempt of this browser, with its scenarios and progress."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import cast

from flask import request

from quiz.answers import reading
from quiz.answers.models import Attempt
from quiz.answers.reading import Answers
from quiz.answers.record import Given
from quiz.bank.items import Bank, Item, SurveyQuestion
from quiz.browser import browser_session
from quiz.content import bank
from quiz.questions.scenario_form import MarkedResponse, mark_responses
from quiz.selfcheck.journey import Progress, Step
from quiz.storage import database
from quiz.vocabulary import Answer, Device, Length, Strand, When


class NoAttempt(Exception):
    """This browser has no attempt: none was started here, or it was left or deleted."""


class PerhapsNotYours(Exception):
    """The start page was opened since the last page of this check: its reader may be another
    person."""

    def __init__(self, current: "CurrentAttempt") -> None:
        super().__init__()
        self.current = current


class OtherAttempt(Exception):
    """The form belongs to an earlier attempt of this browser, open in another tab."""


@dataclass(frozen=True)
class AboutAnswer:
    """An answer to a question about oneself, in words."""

    question: SurveyQuestion
    said: str


@dataclass(frozen=True)
class CurrentAttempt:
    """An attempt as this request found it. After a change, ``refreshed`` has the new state.

    ``known``: its answers, where they were read already.
    """

    attempt: Attempt
    bank: Bank
    known: Answers | None = None

    @cached_property
    def answers(self) -> Answers:
        """Its responses and ratings. They are read when a page first needs them, and once."""
        return self.known or reading.answers(self.attempt)

    @property
    def form_tag(self) -> str:
        """Hidden field of each of its forms: an old tab cannot answer for a new attempt."""
        return browser_session.form_tag(self.attempt.id)

    @cached_property
    def asked(self) -> tuple[Item, ...]:
        """The scenarios that the attempt asks; none when its form no longer exists.

        A scenario that was answered keeps the revision it was answered in.
        """
        given = {response.item: response.revision for response in self.answers.responses}
        return tuple(
            [
                self.bank.kept.get((item.id, given[item.id]), item) if item.id in given else item
                for item in self._form_items
            ]
        )

    @cached_property
    def _form_items(self) -> tuple[Item, ...]:
        if self.attempt.length == Length.SECOND:
            known = self.bank.items  # an item that left the bank is not asked
            return tuple(known[one.item] for one in self.attempt.items if one.item in known)
        try:
            form = self.bank.form(self.attempt.form)
        except KeyError:
            return ()
        return form.take(Length(self.attempt.length))

    @cached_property
    def answered(self) -> tuple[Item, ...]:
        """The answered scenarios, in the revision that was answered and in the form's order."""
        order = {item.id: number for number, item in enumerate(self.asked)}
        keys = ((response.item, response.revision) for response in self.answers.responses)
        found = [self.bank.kept[key] for key in keys if key in self.bank.kept]
        return tuple(sorted(found, key=lambda item: (order.get(item.id, len(order)), item.id)))

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """The attempt's scenarios. A finished attempt keeps those that were answered."""
        if self.attempt.finished_on is None:
            return self.asked
        return tuple(item for item in self.answered if not item.withdrawn)

    @property
    def local(self) -> bool:
        """Whether it asks an organisation's own scenarios, which no confidence question covers."""
        return any(item.local for item in self.items)

    @cached_property
    def withdrawn(self) -> tuple[Item, ...]:
        """Answered scenarios that were withdrawn: named in the feedback, and not counted."""
        return tuple(item for item in self.answered if item.withdrawn)

    @cached_property
    def marked(self) -> list[MarkedResponse]:
        return mark_responses(self.items, self.answers.responses)

    @property
    def lost(self) -> int:
        """How many answers are to a revision that the bank no longer has."""
        counted = {one.item.id for one in self.marked} | {item.id for item in self.withdrawn}
        return sum(response.item not in counted for response in self.answers.responses)

    @property
    def ratings(self) -> Mapping[Strand, Answer]:
        return self.answers.ratings

    @cached_property
    def survey(self) -> dict[str, str]:
        return reading.survey(database.connection(), self.attempt.id)

    @property
    def about_answers(self) -> list[AboutAnswer]:
        """What the person said about themselves, without the questions that were left out."""
        words = {
            question.id: {answer.id: answer.text for answer in question.answers}
            for question in self.bank.survey
        }
        return [
            AboutAnswer(question, words[question.id][self.survey[question.id]])
            for question in self.bank.survey
            if question.id in self.survey
        ]

    @cached_property
    def progress(self) -> Progress:
        return Progress(
            scenarios=len(self.items),
            answered=self._numbers_answered,
            about_done=self.attempt.about_done,
            stand_done=self.attempt.stand_done,
            ratings=self.ratings,
            after_each=self.attempt.feedback == When.EACH,
            finished=self.attempt.finished_on is not None,
            survey_first=self.attempt.survey_first,
            asks_survey=self.attempt.length != Length.SECOND,
            not_asked=self._not_asked,
        )

    @property
    def _numbers_answered(self) -> frozenset[int]:
        """The numbers of the scenarios that ``marked`` has."""
        given = {(one.item, one.revision) for one in self.answers.responses}
        return frozenset(
            [
                number
                for number, item in enumerate(self.items, start=1)
                if (item.id, item.revision) in given
            ]
        )

    @property
    def _not_asked(self) -> frozenset[Step]:
        """The pages that a review leaves out. A short check of one's own asks about confidence
        only, to be as short as it says."""
        if self.attempt.length == Length.SHORT and not self.attempt.survey_first:
            return frozenset({Step.ABOUT, Step.STAND})
        return frozenset(map(Step, browser_session.not_asked()))

    @property
    def may_lose_place(self) -> bool:
        """Whether to say that this browser forgets the place: once, after the first answer."""
        return (
            len(self.progress.answered) == 1
            and not self.attempt.return_hash
            and not browser_session.remembered_until()
        )

    @property
    def for_review(self) -> bool:
        """Whether what it asks about the person may go into the box of a team review."""
        return self.attempt.survey_first and browser_session.invitation() is not None

    @property
    def needs_words(self) -> bool:
        """Whether “it is mine” is not enough to open it again, once somebody else may be here.

        A finished check is opened by its five words. Where nobody asked for them, its person would
        lose it; so only a device that was said to be shared then refuses.
        """
        has_words = self.attempt.return_hash is not None
        shared = browser_session.device() == Device.SHARED
        return self.progress.finished and (has_words or shared)

    def response(self, item: Item) -> Given | None:
        """The response to a scenario, if there is one."""
        return next((one for one in self.answers.responses if one.item == item.id), None)

    def refreshed(self) -> "CurrentAttempt":
        """The same attempt with the changes of this request."""
        found = reading.read(database.connection(), self.attempt.id)
        attempt, answers = cast(tuple[Attempt, Answers], found)  # this request holds its row
        return CurrentAttempt(attempt, self.bank, answers)


def current_attempt_if_any() -> CurrentAttempt | None:
    """The browser's attempt as values. In a POST its row is locked until the end."""
    attempt_id = browser_session.attempt_id()
    if not attempt_id:
        return None
    read = reading.lock if request.method == "POST" else reading.read
    if not (found := read(database.connection(), attempt_id)):
        return None
    stored, answers = found
    return CurrentAttempt(cast(Attempt, stored), bank(), answers)  # values, with the same names


def current_attempt() -> CurrentAttempt:
    """The browser's attempt.

    Raises NoAttempt without one, OtherAttempt for another's form, and PerhapsNotYours where a page
    has to ask first. A form of this attempt was on its person's page, so it needs no question.
    """
    found = current_attempt_if_any()
    if found is None:
        raise NoAttempt
    check_form_tag(found)
    if request.method != "POST" and browser_session.may_be_somebody_else():
        raise PerhapsNotYours(found)
    browser_session.open_check()
    return found


def check_form_tag(current: CurrentAttempt) -> None:
    """Raises OtherAttempt when a form was made for another attempt.

    A page that starts another attempt has the tags of both, so that it can be sent twice.
    """
    if request.method != "POST":
        return
    if current.form_tag not in request.form.get("form_tag", "").split():
        raise OtherAttempt
