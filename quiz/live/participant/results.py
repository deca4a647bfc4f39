"""A participant's own answers when the session is over: their page, their note, their copy."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha512
from hmac import digest
from uuid import UUID

from sqlalchemy.orm import Session

from quiz.answers import record, return_code
from quiz.answers.record import Given
from quiz.bank.items import Bank, Contested, Item, Option
from quiz.live.session import votes
from quiz.live.session.models import LiveSession, Participant
from quiz.live.session.plan_scenarios import scenario_of
from quiz.scenario_form import Marked
from quiz.vocabulary import Answer, Certainty, Length, Moment, Strand, When

Ratings = Mapping[Strand, Answer]
"""What a person said of each strand."""


@dataclass(frozen=True)
class Own:
    """One scenario that a person answered: the vote that counts, and the one before it.

    marked: option and certainty beside the best answer; of a contested scenario None, which has no
    best answer, and ``chosen`` alone.
    """

    number: int
    scenario: Item | Contested
    chosen: Option
    certainty: Certainty
    first: tuple[Option, Certainty] | None
    marked: Marked | None


def own(session: Session, bank: Bank, live: LiveSession, who: Participant) -> list[Own]:
    """What a participant answered, in the plan's order; the last vote of each scenario counts."""
    found = []
    for step, asked in enumerate(live.plan.scenarios):
        given = _given(session, live, who, step)
        try:
            scenario = scenario_of(bank, asked)
        except KeyError:
            continue
        if given:
            found.append(_own(step + 1, scenario, given))
    return found


def _given(session: Session, live: LiveSession, who: Participant, step: int) -> list[Given]:
    """In the votes that count; of somebody who sat those out, the last answer of all."""
    item, state = live.plan.scenarios[step].item, live.state

    def in_rounds(rounds: Iterable[int]) -> list[Given]:
        each = (votes.answer_of(session, who, item, round_) for round_ in rounds)
        return [given for given in each if given]

    return in_rounds(state.rounds(step)) or in_rounds(range(1, state.round + 1))[-1:]


def _own(number: int, scenario: Item | Contested, given: Sequence[Given]) -> Own:
    last, earlier = given[-1], given[0] if len(given) > 1 else None
    chosen = scenario.option(last.option)
    marked = None
    if isinstance(scenario, Item):
        marked = Marked(scenario, number, chosen, last.certainty, look_up=False)
    first = (scenario.option(earlier.option), earlier.certainty) if earlier else None
    return Own(number, scenario, chosen, last.certainty, first, marked)


@dataclass(frozen=True)
class Keeping:
    """A copy that is to be kept, or was."""

    bank: Bank
    secret: str
    who: Participant

    @cached_property
    def id(self) -> str:
        """The same however often it is asked for, and otherwise as random as any attempt's.

        Nobody gets from a participant to the copy, or back, without the secret.
        """
        text = f"copy of a live session:{self.who.id}"
        keyed = digest(self.secret.encode(), text.encode(), sha512)
        return UUID(bytes=keyed[:16], version=4).hex

    @property
    def code(self) -> str:
        """The five words that lead to it."""
        return return_code.code(self.secret, self.id)


def keep(
    session: Session, found: Keeping, answered: Sequence[Own], ratings: Ratings, today: date
) -> None:
    """Copy a participant's answers into a finished check of their own, under a return code.

    The scored scenarios of the session, in the last vote, and what was said of confidence before;
    nothing says which session they are from. Once is enough. A session's scenarios may be from
    several forms: the check has the form of the first one, and is a short one.
    """
    marked = [one.marked for one in answered if one.marked]
    form = _form_of(found.bank, marked[0].item)
    record.forget_old(session, today)
    record.start(session, found.id, form, Length.SHORT, When.END, today)
    attempt = record.hold(session, found.id)
    if attempt is None or attempt.finished_on:
        return
    for one in marked:
        option, revision = one.chosen.id, one.item.revision
        given = Given(one.item.id, revision, option, one.certainty, look_up=False)
        record.respond(session, attempt, given)
    for strand, answer in ratings.items():
        record.rate(session, attempt, strand, Moment.BEFORE, answer)
    attempt.about_passed = attempt.stand_passed = True
    record.finish(attempt, today)
    record.keep_return_hash(attempt, return_code.keyed_hash(found.secret, found.code))


def _form_of(bank: Bank, item: Item) -> str:
    """The form that asks an item; the first one where none asks it any more."""
    asks = (form.id for form in bank.forms if item.id in {each.id for each in form.items})
    return next(asks, bank.forms[0].id)
