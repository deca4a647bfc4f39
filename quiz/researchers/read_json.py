"""A data set as JSON, in the format of docs/analyse.md.

dataset.schema.json says what each value may be. The code here checks what a schema cannot say: that
values agree with each other.
"""

import json
from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cache
from pathlib import Path as File
from typing import Any

from jsonschema import Draft202012Validator, ValidationError
from jsonschema.protocols import Validator
from jsonschema.validators import extend

from quiz.analysis.counting import PersonAnswers, ScoredResponse, Scoring
from quiz.analysis.scale import SCALE, Scale
from quiz.researchers.dataset import DataSet, DataSetError, Respondent
from quiz.researchers.json_positions import Path, parse, position
from quiz.researchers.scales import scale_of

SCHEMA = File(__file__).with_name("dataset.schema.json")
SKIPPED = "-"
LONGEST_QUOTE = 40

Data = dict[str, Any]


class InvalidValue(Exception):
    """What is wrong with the value at this path; ``character``: the index in it, if it is text."""

    def __init__(self, path: Path, message: str, character: int | None = None) -> None:
        super().__init__(message)
        self.path = path
        self.message = message
        self.character = character


def read_json(text: str) -> DataSet:
    """Read a data set. Raises DataSetError, with line and column, for the first error found."""
    data = parse(text)
    try:
        for error in validator().iter_errors(data):
            raise _invalid(error)
        return _dataset(data)
    except InvalidValue as error:
        where = position(text, error.path, error.character)
        raise DataSetError(f"{where}: {error.message}") from None


@cache
def validator() -> Validator:
    """Checks a value against the schema. Unlike in JSON Schema, 2.0 is not a whole number."""
    types = Draft202012Validator.TYPE_CHECKER.redefine("integer", lambda _, n: type(n) is int)
    strict = extend(Draft202012Validator, type_checker=types)  # type: ignore[no-untyped-call]
    found: Validator = strict(json.loads(SCHEMA.read_text("utf-8")))
    return found


def _invalid(error: ValidationError) -> InvalidValue:
    """A schema error in the words of the schema's own description."""
    path = tuple(error.absolute_path)
    value: Any = error.instance
    schema: Any = error.schema
    if error.validator == "required":
        missing = next(name for name in schema["required"] if name not in value)
        return InvalidValue(path, f"“{missing}” is missing")
    if "propertyNames" in error.relative_schema_path:
        path = (*path, str(value))
    return InvalidValue(path, f"must be {schema['description']}, not {_quoted(value)}")


def _quoted(value: Any) -> str:
    if value and isinstance(value, list | dict):
        return "an object" if isinstance(value, dict) else "a list"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= LONGEST_QUOTE else f"{text[:LONGEST_QUOTE]}…"


def _dataset(data: Data) -> DataSet:
    options = tuple(data["options"])
    key = _key(data["key"], options)
    topics = _topics(data, key)
    scoring = Scoring(
        topics=topics,
        scale=_scale(data),
        understands_at=data.get("understands_at"),
        questions=_questions(data, topics),
    )
    return DataSet(
        items=tuple(key),
        options=options,
        key=key,
        scoring=scoring,
        respondents=_respondents(data, options, key, scoring),
        invited=data.get("release_rule", {}).get("invited", {}),
        reviewers=_reviewers(data, options, len(key)),
    )


def _key(letters: str, options: Sequence[str]) -> dict[str, str]:
    """The best option by item; items are named by their number, from 1."""
    for index, letter in enumerate(letters):
        if letter not in options:
            raise InvalidValue(("key",), _not_an_option(letter, options), index)
    return {str(number): letter for number, letter in enumerate(letters, start=1)}


def _not_an_option(letter: str, options: Sequence[str]) -> str:
    return f"“{letter}” is not one of the options {''.join(options)}"


def _topics(data: Data, key: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """The items of each topic; none when the file has no topics."""
    names = data.get("topics")
    if names is None:
        return {}
    if len(names) != len(key):
        raise InvalidValue(("topics",), f"{len(names)} topics, but the key has {len(key)} items")
    topics: dict[str, tuple[str, ...]] = {}
    for item, name in zip(key, map(str, names), strict=True):
        topics[name] = (*topics.get(name, ()), item)
    return topics


def _scale(data: Data) -> Scale:
    levels: Mapping[int, int] = SCALE.hundredths
    if "anchors" in data:
        levels = {int(level): _hundredths(level, n) for level, n in data["anchors"].items()}
    cbm = {int(level): step for level, step in data.get("cbm", {}).items()}
    return scale_of(levels, data.get("sure_from_level", SCALE.sure_from), cbm)


def _hundredths(level: str, chance: float) -> int:
    # In code, because a float is not a multiple of 0.01 to a schema: 0.07 / 0.01 is not 7.
    hundredths = Fraction(str(chance)) * 100
    if hundredths.denominator != 1:
        path = ("anchors", level)
        raise InvalidValue(path, f"must be a chance from 0 to 1 in whole hundredths, not {chance}")
    return int(hundredths)


def _questions(data: Data, topics: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """The topic of each confidence question."""
    questions = {}
    for index, question in enumerate(data.get("survey", ())):
        topic = str(question["topic"])
        if topic not in topics:
            path = ("survey", index, "topic")
            raise InvalidValue(path, f"no item has the topic “{topic}”")
        questions[str(question["id"])] = topic
    return questions


def _reviewers(
    data: Data, options: Sequence[str], items: int
) -> tuple[tuple[str | None, ...], ...]:
    """Each reviewer's choice for each item; None where they made none."""
    reviewers = data.get("reviewers", ())
    for index, choices in enumerate(reviewers):
        if len(choices) != items:
            path = ("reviewers", index)
            raise InvalidValue(path, f"{len(choices)} choices, but the key has {items} items")
    return tuple(
        tuple(letter if letter in options else None for letter in choices) for choices in reviewers
    )


def _respondents(
    data: Data, options: Sequence[str], key: Mapping[str, str], scoring: Scoring
) -> tuple[Respondent, ...]:
    found: dict[str, Respondent] = {}
    answers = _AnswerReader(options, key, scoring)
    for index, row in enumerate(data["respondents"]):
        path: Path = ("respondents", index)
        respondent = Respondent(
            id=str(row["id"]),
            team=str(row.get("team", "")),
            role=str(row.get("role", "")),
            answers=PersonAnswers(
                answers.read(row.get("pre"), (*path, "pre")),
                answers.ratings(row.get("survey", {}), (*path, "survey")),
                answers.read(row.get("post"), (*path, "post")),
            ),
        )
        if respondent.id in found:
            raise InvalidValue((*path, "id"), f"a second respondent with the id {respondent.id}")
        found[respondent.id] = respondent
    return tuple(found.values())


def _character(value: str | int | None) -> str:
    """A character of a text, or a level of a list; null stands for no answer."""
    return SKIPPED if value is None else str(value)


class _AnswerReader:
    """Reads a person's answers and ratings, checked against the key, the scale and the survey."""

    def __init__(self, options: Sequence[str], key: Mapping[str, str], scoring: Scoring) -> None:
        self.options = options
        self.levels = set(map(str, scoring.scale.levels))
        self.key = key
        self.questions = scoring.questions

    def ratings(self, survey: Mapping[str, str], path: Path) -> dict[str, str]:
        for question in survey:
            if question not in self.questions:
                where = (*path, question)
                raise InvalidValue(where, f"the survey has no question “{question}”")
        return dict(survey)

    def read(self, answers: Data | None, path: Path) -> dict[str, ScoredResponse]:
        """Responses by item. “-” in each text stands for an item that was not answered."""
        if answers is None:
            return {}
        names = [name for name in ("options", "levels", "correct") if name in answers]
        given = len(answers["options"])
        if given > len(self.key):
            message = f"{given} answers, but the key has {len(self.key)} items"
            raise InvalidValue((*path, "options"), message)
        for name in names:
            if len(answers[name]) != given:
                what = "characters" if isinstance(answers[name], str) else "levels"
                message = f"{len(answers[name])} {what} for {given} answers"
                raise InvalidValue((*path, name), message)
        columns = zip(*(map(_character, answers[name]) for name in names), strict=True)
        return {
            item: self._response(item, index, cells, path)
            for index, (item, cells) in enumerate(zip(self.key, columns, strict=False))
            if set(cells) != {SKIPPED}
        }

    def _response(
        self, item: str, index: int, cells: tuple[str, ...], path: Path
    ) -> ScoredResponse:
        option, level, *correct = cells
        if option not in self.options:
            message = _not_an_option(option, self.options)
            raise InvalidValue((*path, "options"), message, index)
        if level not in self.levels:
            message = f"“{level}” is not a level of certainty"
            raise InvalidValue((*path, "levels"), message, index)
        right = option == self.key[item]
        if correct and correct[0] != str(int(right)):
            message = f"must be {int(right)}: the key has {self.key[item]}, the answer is {option}"
            raise InvalidValue((*path, "correct"), message, index)
        return ScoredResponse(option, int(level), right)
