"""Reads attempts as values, which is all that most pages need.

Statements are built once, because building one takes longer than the database does.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, NamedTuple, cast

from sqlalchemy import JSON, Connection, bindparam, func, inspect, select
from sqlalchemy.orm import Session, object_session

from quiz.answers.models import Attempt, AttemptItem, Rating, Response, SurveyAnswer
from quiz.answers.record import Given
from quiz.storage.compiled import Row, first_row
from quiz.storage.tables import table_of
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


# The members by value. Calling the class takes ten times as long, for each answer of each page.
_CERTAINTIES = {int(one): one for one in Certainty}
_STRANDS: dict[str, Strand] = {one.value: one for one in Strand}
_RATINGS: dict[str, Answer] = {one.value: one for one in Answer}

_response, _rating = table_of(Response).c, table_of(Rating).c
_OF_ATTEMPT: Any = bindparam("attempt_id")
_MANY = len(StoredAttempt._fields) - 1
_COLUMNS = [
    inspect(Attempt).column_attrs[name].columns[0] for name in StoredAttempt._fields[:_MANY]
]
_IS_IT = table_of(Attempt).c.id == _OF_ATTEMPT
_LOCKED = select(*_COLUMNS).where(_IS_IT).with_for_update()
_ITEMS = (
    select(AttemptItem.item)
    .where(AttemptItem.attempt_id == _OF_ATTEMPT)
    .order_by(AttemptItem.number)
)


@cache
def _answers_of(dialect: str) -> tuple[Any, Any]:
    """Responses, and ratings from before the scenarios: each a list in JSON, because a row for
    each answer costs more to read than the database needs for all of them."""
    sqlite = dialect == "sqlite"
    row, rows = ("json_array", "json_group_array") if sqlite else ("json_build_array", "json_agg")

    def listed(*columns: Any) -> Any:
        return select(getattr(func, rows)(getattr(func, row)(*columns), type_=JSON))

    given = (_response.item, _response.revision, _response.option, _response.certainty)
    responses = listed(*given, _response.look_up).where(_response.attempt_id == _OF_ATTEMPT)
    rated = (_rating.attempt_id == _OF_ATTEMPT, _rating.moment == Moment.BEFORE.value)
    ratings = listed(_rating.strand, _rating.answer).where(*rated)
    return responses.scalar_subquery(), ratings.scalar_subquery()


@cache
def _answers_alone(dialect: str) -> Any:
    return select(*_answers_of(dialect))


@cache
def _with_answers(dialect: str) -> Any:
    return select(*_COLUMNS, *_answers_of(dialect)).where(_IS_IT)


def read(connection: Connection, attempt_id: str) -> tuple[StoredAttempt, Answers] | None:
    """The attempt and its answers as values, in one statement: for pages that change nothing."""
    statement = _with_answers(connection.dialect.name)
    if not (row := first_row(connection, statement, {"attempt_id": attempt_id})):
        return None
    return _with_items(connection, StoredAttempt(*row[:_MANY])), _answers(*row[_MANY:])


def lock(connection: Connection, attempt_id: str) -> tuple[StoredAttempt, Answers] | None:
    """The attempt and its answers as values; its row is locked until the request ends.

    SQLite has locked everything when the transaction began. PostgreSQL takes two statements: one
    alone could lock the row and read the answers from before it waited.
    """
    if connection.dialect.name == "sqlite":
        return read(connection, attempt_id)
    if not (row := first_row(connection, _LOCKED, {"attempt_id": attempt_id})):
        return None
    attempt = _with_items(connection, StoredAttempt(*row))
    return attempt, _answers_now(connection, attempt_id)


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
    return _answers_now(session.connection(), attempt.id)


def _answers_now(connection: Connection, attempt_id: str) -> Answers:
    found = _answers_alone(connection.dialect.name)
    return _answers(*cast(Row, first_row(connection, found, {"attempt_id": attempt_id})))


def _answers(responses: Any, ratings: Any) -> Answers:
    """None stands for an empty list in PostgreSQL, and 0 and 1 for a boolean in SQLite."""
    return Answers(
        tuple(
            Given(item, revision, option, _CERTAINTIES[certainty], bool(look_up))
            for item, revision, option, certainty, look_up in responses or ()
        ),
        {_STRANDS[strand]: _RATINGS[answer] for strand, answer in ratings or ()},
    )
