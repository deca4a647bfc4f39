"""A data set as CSV: one line for each answer, in the format of docs/analyse.md."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NoReturn

from quiz.analysis.counting import PersonAnswers, ScoredResponse, Scoring
from quiz.analysis.scale import SCALE
from quiz.analysis.sums import ALL
from quiz.researchers.dataset import DataSet, DataSetError, Respondent
from quiz.vocabulary import OPTION_LETTERS, Answer, Moment

COLUMNS = ("person", "team", "role", "item", "option", "level", "correct", "moment")
OPTIONAL = ("topic", "question", "said")
OPTIONS = tuple(OPTION_LETTERS)
LEVELS = tuple(str(level) for level in SCALE.levels)
CORRECT = {"1": True, "0": False, "true": True, "false": False}
MOMENTS = {
    "before": Moment.BEFORE,
    "pre": Moment.BEFORE,
    "after": Moment.AFTER,
    "post": Moment.AFTER,
}


def read_csv(text: str) -> DataSet:
    """Read a data set. Raises DataSetError, with line and column, for the first error found."""
    rows = csv.reader(text.splitlines(keepends=True), strict=True)
    collected = _Collected()
    try:
        names = _header(next(rows, []))
        for cells in rows:
            if cells:
                collected.add(_Row(rows.line_num, names, cells))
    except csv.Error as error:
        raise DataSetError(f"line {rows.line_num}, column 1: not CSV ({error})") from None
    return collected.dataset()


def _header(cells: list[str]) -> list[str]:
    names = [cell.strip().lower() for cell in cells]
    for name in COLUMNS:
        if name not in names:
            expected = ",".join(COLUMNS)
            raise DataSetError(
                f"line 1, column 1: there is no column “{name}” (expected: {expected})"
            )
    for number, name in enumerate(names, start=1):
        if name not in (*COLUMNS, *OPTIONAL):
            raise DataSetError(f"line 1, column {number}: unknown column “{name}”")
        if names.index(name) != number - 1:
            raise DataSetError(f"line 1, column {number}: a second column “{name}”")
    return names


@dataclass(frozen=True)
class _Row:
    """One line below the header. Columns are numbered by cell, from 1."""

    line: int
    names: list[str]
    cells: list[str]

    def wrong(self, name: str, message: str) -> NoReturn:
        number = self.names.index(name) + 1
        raise DataSetError(f"line {self.line}, column {number} ({name}): {message}")

    def get(self, name: str) -> str:
        """The cell without surrounding blanks; empty if there is no such column."""
        if len(self.cells) != len(self.names):
            message = f"{len(self.cells)} cells, but the header has {len(self.names)}"
            raise DataSetError(f"line {self.line}, column {len(self.cells)}: {message}")
        return self.cells[self.names.index(name)].strip() if name in self.names else ""

    def need(self, name: str) -> str:
        return self.get(name) or self.wrong(name, "must not be empty")

    def response(self) -> ScoredResponse:
        option, level, correct = (
            self.need("option").upper(),
            self.need("level"),
            self.need("correct").lower(),
        )
        if option not in OPTIONS:
            self.wrong("option", f"“{option}” is not one of the options {''.join(OPTIONS)}")
        if level not in LEVELS:
            self.wrong(
                "level", f"“{level}” is not a level of certainty ({LEVELS[0]} to {LEVELS[-1]})"
            )
        if correct not in CORRECT:
            self.wrong("correct", "must be 1 or 0")
        return ScoredResponse(option, int(level), CORRECT[correct])

    def moment(self) -> Moment:
        found = self.need("moment").lower()
        return MOMENTS.get(found) or self.wrong("moment", "must be “before” or “after”")


@dataclass
class _Collected:
    """The content of the lines read so far."""

    people: dict[str, tuple[str, str]] = field(default_factory=dict)
    answers: dict[tuple[str, Moment], dict[str, ScoredResponse]] = field(default_factory=dict)
    ratings: dict[str, dict[str, str]] = field(default_factory=dict)
    key: dict[str, str] = field(default_factory=dict)
    wrong_options: dict[str, set[str]] = field(default_factory=dict)
    topics: dict[str, str] = field(default_factory=dict)
    questions: dict[str, str] = field(default_factory=dict)

    def add(self, row: _Row) -> None:
        person, item = row.need("person"), row.need("item")
        group = (row.get("team"), row.get("role"))
        if self.people.setdefault(person, group) != group:
            row.wrong("team", f"{person} has another team or role on an earlier line")
        self._add_topic(row, item)
        self._add_rating(row, person)
        response = row.response()
        self._add_key(row, item, response)
        given = self.answers.setdefault((person, row.moment()), {})
        if item in given:
            row.wrong("item", f"{person} has another answer to {item} on an earlier line")
        given[item] = response

    def _add_topic(self, row: _Row, item: str) -> None:
        topic = row.get("topic")
        if topic == ALL:
            row.wrong("topic", "“all” is reserved for all topics together")
        if self.topics.setdefault(item, topic) != topic:
            row.wrong("topic", f"{item} has another topic on an earlier line")

    def _add_rating(self, row: _Row, person: str) -> None:
        answer, topic = row.get("said"), row.get("topic")
        if not answer:
            return
        if not topic:
            row.wrong("said", "an answer to a confidence question needs a topic")
        if answer not in list(Answer):
            row.wrong("said", f"must be one of {', '.join(Answer)}")
        question = row.get("question") or topic
        if self.questions.setdefault(question, topic) != topic:
            row.wrong("question", f"{question} has another topic on an earlier line")
        if self.ratings.setdefault(person, {}).setdefault(question, answer) != answer:
            row.wrong("said", f"{person} has another answer on an earlier line")

    def _add_key(self, row: _Row, item: str, response: ScoredResponse) -> None:
        never = self.wrong_options.setdefault(item, set())
        if not response.right:
            never.add(response.option)
        elif self.key.setdefault(item, response.option) != response.option:
            row.wrong(
                "correct", f"{self.key[item]} is the right answer to {item} on an earlier line"
            )
        if self.key.get(item) in never:
            row.wrong("correct", f"{self.key[item]} is both right and wrong for {item}")

    def _topic_items(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        for topic in dict.fromkeys(self.topics.values()):
            if topic:
                yield topic, tuple(item for item, of in self.topics.items() if of == topic)

    def dataset(self) -> DataSet:
        respondents = tuple(
            Respondent(
                person,
                team,
                role,
                PersonAnswers(
                    self.answers.get((person, Moment.BEFORE), {}),
                    self.ratings.get(person, {}),
                    self.answers.get((person, Moment.AFTER), {}),
                ),
            )
            for person, (team, role) in self.people.items()
        )
        scoring = Scoring(topics=dict(self._topic_items()), questions=self.questions)
        return DataSet(tuple(self.topics), OPTIONS, self.key, scoring, respondents, {})
