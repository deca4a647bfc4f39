"""The attempt that this browser holds, with its scenarios and how far it has come."""

from dataclasses import dataclass
from functools import cached_property

from flask import request

from quiz import browser_session, database
from quiz.answers import record
from quiz.answers.models import Attempt, Response
from quiz.bank.items import Bank, Item
from quiz.content import bank
from quiz.scenario_form import Marked, mark
from quiz.selfcheck.journey import Progress, Step
from quiz.vocabulary import Answer, Length, Moment, Strand, When


class NoAttempt(Exception):
    """This browser holds no attempt: none was started here, or it was left or deleted."""


class OtherAttempt(Exception):
    """What was sent belongs to a check that this browser held before, in another tab."""


@dataclass(frozen=True)
class Held:
    """An attempt, as this request found it. After a change, ``again`` gives it as it now is."""

    attempt: Attempt
    bank: Bank

    @property
    def mark(self) -> str:
        """What each of its forms carries, so that an old tab cannot answer for a new one."""
        return browser_session.mark_of(self.attempt.id)

    @cached_property
    def asked(self) -> tuple[Item, ...]:
        """What the attempt asks; nothing when its form is no longer there.

        What was answered is not asked anew when its words change: it stays as it was answered.
        """
        given = {response.item: response.revision for response in self.attempt.responses}
        return tuple(
            self.bank.kept.get((item.id, given.get(item.id, item.revision)), item)
            for item in self._form_items
        )

    @cached_property
    def _form_items(self) -> tuple[Item, ...]:
        if self.attempt.length == Length.SECOND:
            known = self.bank.items  # what was taken out of the bank since is not asked
            return tuple(known[one.item] for one in self.attempt.picked if one.item in known)
        try:
            form = self.bank.form(self.attempt.form)
        except KeyError:
            return ()
        return form.take(Length(self.attempt.length))

    @cached_property
    def answered(self) -> tuple[Item, ...]:
        """What was answered, in the words it was answered in, in the form's order."""
        order = {item.id: number for number, item in enumerate(self.asked)}
        keys = ((response.item, response.revision) for response in self.attempt.responses)
        found = [self.bank.kept[key] for key in keys if key in self.bank.kept]
        return tuple(sorted(found, key=lambda item: (order.get(item.id, len(order)), item.id)))

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """The attempt's scenarios. A finished one keeps those it had, as they were."""
        if self.attempt.finished_on is None:
            return self.asked
        return tuple(item for item in self.answered if not item.withdrawn)

    @property
    def local(self) -> bool:
        """Whether it asks an organisation's own scenarios; no confidence question is about them."""
        return any(item.local for item in self.items)

    @cached_property
    def withdrawn(self) -> tuple[Item, ...]:
        """What was answered and has been withdrawn since: it is named, and counts for nothing."""
        return tuple(item for item in self.answered if item.withdrawn)

    @cached_property
    def marked(self) -> list[Marked]:
        return mark(self.items, self.attempt.responses)

    @property
    def lost(self) -> int:
        """How many answers are to something that is no longer kept at all."""
        counted = {one.item.id for one in self.marked} | {item.id for item in self.withdrawn}
        return sum(response.item not in counted for response in self.attempt.responses)

    @cached_property
    def ratings(self) -> dict[Strand, Answer]:
        return {
            Strand(rating.strand): Answer(rating.answer)
            for rating in self.attempt.ratings
            if rating.moment == Moment.BEFORE
        }

    @cached_property
    def survey(self) -> dict[str, str]:
        return {given.question: given.answer for given in self.attempt.survey}

    @cached_property
    def progress(self) -> Progress:
        return Progress(
            scenarios=len(self.items),
            answered=frozenset(marked.number for marked in self.marked),
            about_passed=self.attempt.about_passed,
            stand_passed=self.attempt.stand_passed,
            ratings=self.ratings,
            after_each=self.attempt.feedback == When.EACH,
            finished=self.attempt.finished_on is not None,
            asks_survey=self.attempt.length != Length.SECOND,
            not_asked=frozenset(map(Step, browser_session.not_asked())),
        )

    def response(self, item: Item) -> Response | None:
        """What was answered to a scenario, if anything was."""
        return next((r for r in self.attempt.responses if r.item == item.id), None)

    def again(self) -> "Held":
        """The same attempt with the changes of this request."""
        return Held(self.attempt, self.bank)


def held_if_any() -> Held | None:
    """The attempt this browser holds. In a POST it is held against every other change."""
    attempt_id = browser_session.held_id()
    find = record.hold if request.method == "POST" else record.find
    attempt = find(database.session(), attempt_id) if attempt_id else None
    return Held(attempt, bank()) if attempt else None


def held() -> Held:
    """The attempt this browser holds. Raises NoAttempt when there is none."""
    found = held_if_any()
    if found is None:
        raise NoAttempt
    return its_own(found)


def its_own(held: Held) -> Held:
    """The held attempt, if what was sent is its own. Raises OtherAttempt when it is not.

    A page that starts another attempt carries the marks of both, so that it can be sent twice.
    """
    if request.method == "POST" and held.mark not in request.form.get("mark", "").split():
        raise OtherAttempt
    return held
