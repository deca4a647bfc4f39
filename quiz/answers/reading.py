"""Reads attempts as values, which is all that most pages need.

Statements are built once, because building one takes longer than the database does.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, cast

from sqlalchemy import Connection, bindparam, inspect, null, outerjoin, select, true, union_all
from sqlalchemy.orm import Session, object_session

from quiz.answers.models import Attempt, AttemptItem, Rating, Response, SurveyAnswer
from quiz.answers.record import Given
from quiz.tables import table_of
from quiz.vocabulary import Answer, Certainty, Length, Moment, Strand


class StoredAttempt(NamedTuple):
    """An attempt as a page reads it that changes nothing. See `Attempt`."""

    id: str
    form: str
    length: str
    feedback: str
    started_on: date
    finished_on: date | None
    about_done: bool
    stand_done: bool
    return_hash: str | None
    copy_allowed: bool
    survey_first: bool
    items: Sequence[Any] = ()


@dataclass(frozen=True)
class Answers:
    """What an attempt has so far: its responses, and the ratings from before the scenarios."""

    responses: tuple[Given, ...]
    ratings: Mapping[Strand, Answer]


_response, _rating = table_of(Response).c, table_of(Rating).c
_OF_ATTEMPT: Any = bindparam("attempt_id")
_ANSWERS = union_all(
    select(
        *(_response.item, _response.revision, _response.option, _response.certainty),
        _response.look_up,
    ).where(_response.attempt_id == _OF_ATTEMPT),
    select(_rating.strand, null(), _rating.answer, null(), null()).where(
        _rating.attempt_id == _OF_ATTEMPT, _rating.moment == Moment.BEFORE.value
    ),
)
"""Responses, and ratings from before the scenarios: these have no revision."""
_MANY = len(StoredAttempt._fields) - 1
_given = _ANSWERS.subquery()
_COLUMNS = [
    inspect(Attempt).column_attrs[name].columns[0] for name in StoredAttempt._fields[:_MANY]
]
_LOCKED = select(*_COLUMNS).where(table_of(Attempt).c.id == _OF_ATTEMPT).with_for_update()
_WITH_ANSWERS = (
    select(*_COLUMNS, *_given.c)
    .select_from(outerjoin(table_of(Attempt), _given, true()))
    .where(table_of(Attempt).c.id == _OF_ATTEMPT)
)
_ITEMS = (
    select(AttemptItem.item)
    .where(AttemptItem.attempt_id == _OF_ATTEMPT)
    .order_by(AttemptItem.number)
)


def read(connection: Connection, attempt_id: str) -> tuple[StoredAttempt, Answers] | None:
    """The attempt and its answers as values, in one statement: for pages that change nothing."""
    rows = connection.execute(_WITH_ANSWERS, {"attempt_id": attempt_id}).all()
    if not rows:
        return None
    attempt = _with_items(connection, StoredAttempt(*rows[0][:_MANY]))
    found = (row[_MANY:] for row in rows)
    return attempt, _answers(row for row in found if row[0] is not None)


def lock(connection: Connection, attempt_id: str) -> tuple[StoredAttempt, Answers] | None:
    """The attempt and its answers as values; its row is locked until the request ends.

    SQLite has locked everything when the transaction began. PostgreSQL takes two statements: one
    alone could lock the row and read the answers from before it waited.
    """
    if connection.dialect.name == "sqlite":
        return read(connection, attempt_id)
    key = {"attempt_id": attempt_id}
    if not (row := connection.execute(_LOCKED, key).first()):
        return None
    attempt = _with_items(connection, StoredAttempt(*row))
    return attempt, _answers(connection.execute(_ANSWERS, key))


def _with_items(connection: Connection, attempt: StoredAttempt) -> StoredAttempt:
    """The attempt with its own scenarios, if it is a second look."""
    if attempt.length != Length.SECOND:
        return attempt
    return attempt._replace(items=connection.execute(_ITEMS, {"attempt_id": attempt.id}).all())


def survey(connection: Connection, attempt_id: str) -> dict[str, str]:
    """The answers about oneself, and to *where do you stand*, by question."""
    given = select(SurveyAnswer.question, SurveyAnswer.answer)
    rows = connection.execute(given.where(SurveyAnswer.attempt_id == attempt_id))
    return {row.question: row.answer for row in rows}


def answers(attempt: Attempt) -> Answers:
    """The answers that are stored now, as values: most pages need no more than these."""
    session = cast(Session, object_session(attempt))
    return _answers(session.connection().execute(_ANSWERS, {"attempt_id": attempt.id}))


def _answers(rows: Iterable[Any]) -> Answers:
    responses, ratings = [], {}
    for name, revision, chosen, certainty, look_up in rows:
        if revision is None:
            ratings[Strand(name)] = Answer(chosen)
        else:
            responses.append(Given(name, revision, chosen, Certainty(certainty), look_up))
    return Answers(tuple(responses), ratings)
