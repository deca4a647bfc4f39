"""A participant's own answers after the session: their results, and a saved copy."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from sqlalchemy.orm import Session

from quiz.answers import record, return_code
from quiz.answers.record import Given
from quiz.bank.items import Bank, Contested, Item, Option
from quiz.live.session import votes
from quiz.live.session.models import LiveSession, Participant
from quiz.live.session.phases import LATER_VOTE
from quiz.live.session.plan_scenarios import in_bank
from quiz.questions.scenario_form import MarkedResponse
from quiz.settings import keys
from quiz.settings.keys import Purpose
from quiz.vocabulary import Answer, Certainty, Length, Moment, Strand, When


@dataclass(frozen=True)
class ParticipantResult:
    """A participant's answers to one scenario: the last vote that counts, and the first.

    first: None if they answered only once. marked: the last answer compared with the best one; None
    for a contested scenario, which has no best answer, and where they have no vote that counts.
    later: their answer to the vote that was asked after the best answer. counts: whether they have
    an answer from before that; if not, ``chosen`` is the later one. left_out: whether ``chosen`` is
    of a vote that the host left out, because they have no other.
    """

    number: int
    scenario: Item | Contested
    chosen: Option
    certainty: Certainty
    first: tuple[Option, Certainty] | None
    marked: MarkedResponse | None
    later: tuple[Option, Certainty] | None = None
    counts: bool = True
    left_out: bool = False

    @property
    def at_first_sure_and_wrong(self) -> bool:
        """Whether their first vote was sure, and not the best answer."""
        option, certainty = self.first or (self.chosen, self.certainty)
        return self.marked is not None and certainty.sure and option != self.marked.best


def participant_results(
    session: Session, bank: Bank, live: LiveSession, participant: Participant
) -> list[ParticipantResult]:
    """A participant's results in the plan's order; the last vote on each scenario counts."""
    results = []
    for number, scenario, _ in in_bank(bank, live.plan, live.plan.scenarios):
        found = _answers(session, live, participant, number - 1)
        if found.counted or found.left_out or found.later:
            results.append(_result(number, scenario, found))
    return results


@dataclass(frozen=True)
class _Answers:
    """A participant's answers to one scenario, in order.

    counted: in the votes that count; if all of those were missed, the last earlier answer.
    left_out: in a vote that was left out, if they have no other. later: in the vote that was asked
    after the best answer.
    """

    counted: Sequence[Given]
    left_out: Given | None
    later: Given | None


def _answers(session: Session, live: LiveSession, participant: Participant, step: int) -> _Answers:
    item, state = live.plan.scenarios[step].item, live.state
    earlier = [n for n, vote in enumerate(state.votes, 1) if vote.number != LATER_VOTE]
    left_out = [n for n in earlier if state.votes[n - 1].left_out]
    later = state.numbered_rounds(step).get(LATER_VOTE)

    def in_rounds(rounds: Iterable[int]) -> list[Given]:
        answers = (votes.answer_of(session, participant, item, round_) for round_ in rounds)
        return [given for given in answers if given]

    def last(rounds: Iterable[int]) -> list[Given]:
        return in_rounds(rounds)[-1:]

    counted = in_rounds(state.rounds(step)) or last(n for n in earlier if n not in left_out)
    unused = [] if counted else last(left_out)
    return _Answers(
        counted, next(iter(unused), None), next(iter(in_rounds([later] if later else [])), None)
    )


def _result(number: int, scenario: Item | Contested, found: _Answers) -> ParticipantResult:
    def chosen_in(given: Given) -> tuple[Option, Certainty]:
        return scenario.option(given.option), given.certainty

    counted, last = found.counted, [one for one in (found.later, found.left_out) if one]
    chosen, certainty = chosen_in([*last, *counted][-1])
    marked = None
    if isinstance(scenario, Item) and counted:
        marked = MarkedResponse(scenario, number, chosen, certainty, look_up=False)
    return ParticipantResult(
        number,
        scenario,
        chosen,
        certainty,
        first=chosen_in(counted[0]) if len(counted) > 1 else None,
        marked=marked,
        later=chosen_in(found.later) if found.later else None,
        counts=bool(counted or found.left_out),
        left_out=found.left_out is not None,
    )


@dataclass(frozen=True)
class SavedCopy:
    """The copy of a participant's answers, saved already or not."""

    bank: Bank
    secret: str
    participant: Participant

    @cached_property
    def attempt_id(self) -> str:
        """The id of the copy: always the same version 4 UUID for the same participant.

        Without the secret, nobody can tell which participant a copy belongs to.
        """
        keyed = keys.keyed_hash(self.secret, Purpose.LIVE_COPY, self.participant.id)
        return UUID(bytes=keyed[:16], version=4).hex

    @property
    def code(self) -> str:
        """The return code of the copy: five words."""
        return return_code.code(self.secret, self.attempt_id)


def find_copy(
    session: Session, bank: Bank, secrets: Sequence[str], participant: Participant
) -> SavedCopy:
    """The copy that was saved with one of these keys; if none was, the one that the first makes."""
    copies = [SavedCopy(bank, secret, participant) for secret in secrets]
    saved = (copy for copy in copies if record.find(session, copy.attempt_id))
    return next(saved, copies[0])


def save_copy(
    session: Session,
    copy: SavedCopy,
    results: Sequence[ParticipantResult],
    ratings: Mapping[Strand, Answer],
    today: date,
) -> None:
    """Copy a participant's answers into a finished self-check of their own, with a return code.

    The copy has the last answer to each scored scenario, and the ratings from before the scenarios.
    Nothing in it says which session it is from. A second call changes nothing. The scenarios of a
    session may come from several forms; the copy is a short check with the form of the first one.
    """
    marked = [result.marked for result in results if result.marked]
    form = _form_of(copy.bank, marked[0].item)
    record.start(session, copy.attempt_id, form, Length.SHORT, When.END, today)
    attempt = record.lock(session, copy.attempt_id)
    if attempt is None or attempt.finished_on:
        return
    for response in marked:
        item = response.item
        given = Given(item.id, item.revision, response.chosen.id, response.certainty, look_up=False)
        record.respond(session, attempt, given)
    record.rate_all(session, attempt, Moment.BEFORE, ratings)
    attempt.about_done = attempt.stand_done = True
    record.finish(session, attempt, today)
    record.keep_return_hash(session, attempt, return_code.keyed_hash(copy.secret, copy.code))


def _form_of(bank: Bank, item: Item) -> str:
    """The id of the form with this item; the first form's if no form has it any more."""
    forms = (form.id for form in bank.forms if item.id in {other.id for other in form.items})
    return next(forms, bank.forms[0].id)
