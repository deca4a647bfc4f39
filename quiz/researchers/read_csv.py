"""A data set as CSV: one line for each answer, in the format of docs/analyse.md."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from quiz.analysis.counting import PersonAnswers, ScoredResponse, Scoring
from quiz.analysis.scale import SCALE, Scale
from quiz.analysis.sums import ALL
from quiz.researchers.csv_choices import KEY, CsvChoices
from quiz.researchers.csv_rows import CsvHeader, CsvRow
from quiz.researchers.dataset import DataSet, DataSetError, Respondent
from quiz.researchers.scales import lowest_sure, scale_of, spread_evenly
from quiz.spreadsheets.delimited import DelimitedError, table_rows
from quiz.vocabulary import OPTION_LETTERS, Answer, Moment

OPTIONS = tuple(OPTION_LETTERS)
MOST_IN_EXAMPLE = 6


def read_csv(text: str, choices: CsvChoices | None = None) -> DataSet:
    """Read a data set. Raises DataSetError, with line and column, for the first error found."""
    given = choices or CsvChoices()
    try:
        rows = table_rows(text)
        first = next(rows, None)
        header = CsvHeader.of(first.cells if first else (), given)
        collected = _Collected(header, given)
        for row in rows:
            collected.add(CsvRow(row.line, header, header.fitted(row.line, row.cells)))
    except DelimitedError as error:
        raise DataSetError(f"line {error.line}, column {error.column}: {error.why}") from None
    return collected.dataset()


@dataclass
class _Collected:
    """The content of the lines read so far."""

    header: CsvHeader
    choices: CsvChoices
    missing: int = 0
    trials: Counter[tuple[str, str]] = field(default_factory=Counter)
    found_options: set[str] = field(default_factory=set)
    right_options: set[str] = field(default_factory=set)
    """The values of the column with the right option."""
    found_levels: set[int] = field(default_factory=set)
    people: dict[str, tuple[str, str]] = field(default_factory=dict)
    answers: dict[tuple[str, Moment], dict[str, ScoredResponse]] = field(default_factory=dict)
    ratings: dict[str, dict[str, str]] = field(default_factory=dict)
    key: dict[str, str] = field(default_factory=dict)
    wrong_options: dict[str, set[str]] = field(default_factory=dict)
    topics: dict[str, str] = field(default_factory=dict)
    questions: dict[str, str] = field(default_factory=dict)

    @cached_property
    def options(self) -> tuple[str, ...]:
        """The options that a line may have; empty where the file decides."""
        return self.choices.options or (() if self.header.mapped else OPTIONS)

    @cached_property
    def levels(self) -> tuple[int, ...]:
        """The levels that a line may have; empty where the file decides."""
        if self.choices.percent or (self.header.mapped and not self.choices.anchors):
            return ()
        return tuple(sorted(self.choices.anchors)) or SCALE.levels

    def _item(self, row: CsvRow, person: str) -> str:
        """The item; without such a column, the trials of a person with the same right answer are
        numbered."""
        if "item" in self.header.names:
            return row.need("item")
        key = row.option(KEY)
        self.trials[person, key] += 1
        return f"{key}.{self.trials[person, key]}"

    def add(self, row: CsvRow) -> None:
        if row.is_missing:
            self.missing += 1
            return
        person = row.need("person")
        item = self._item(row, person)
        group = (row.get("team"), row.get("role"))
        if self.people.setdefault(person, group) != group:
            row.wrong("team", f"{person} has another team or role on an earlier line")
        self._add_topic(row, item)
        self._add_rating(row, person)
        response = row.response(self.options, self.levels, percent=self.choices.percent)
        self.found_levels.add(response.level)
        self.found_options.add(response.option)
        if KEY in self.header.names:
            self._add_right_option(row, item)
        else:
            self._add_key(row, item, response)
        given = self.answers.setdefault((person, row.moment()), {})
        if item in given:
            row.wrong("item", f"{person} has another answer to {item} on an earlier line")
        given[item] = response

    def _add_topic(self, row: CsvRow, item: str) -> None:
        topic = row.get("topic")
        if topic == ALL:
            row.wrong("topic", "“all” is reserved for all topics together")
        if self.topics.setdefault(item, topic) != topic:
            row.wrong("topic", f"{item} has another topic on an earlier line")

    def _add_rating(self, row: CsvRow, person: str) -> None:
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

    def _add_right_option(self, row: CsvRow, item: str) -> None:
        right = row.option(KEY)
        self.right_options.add(right)
        if self.key.setdefault(item, right) != right:
            row.wrong(KEY, f"{self.key[item]} is the right option of {item} on an earlier line")

    def _add_key(self, row: CsvRow, item: str, response: ScoredResponse) -> None:
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

    def _check_columns(self) -> None:
        """Raises DataSetError where the columns cannot mean what they are read as."""
        never_chosen = self.right_options - self.found_options
        never_right = self.found_options - self.right_options
        numbered_otherwise = never_chosen and never_right and not self.options
        if numbered_otherwise or 2 * len(never_chosen) > len(self.right_options):
            also = f", and the answer “{min(never_right)}” is never right" if never_right else ""
            raise DataSetError(
                f"“{min(never_chosen)}” is a right option in this file and nobody answered so"
                f"{also}: the two columns may name the options differently. Say which option each "
                f"value stands for, with --key {self._key_example()}; or name the column that has "
                "the right options, with --columns key=…. If all of them are options, name them "
                "with --options"
            )
        are_tasks = "item" not in self.header.names and len(self.right_options) > 1
        if never_right and are_tasks and not self.options:
            raise DataSetError(
                f"the answer “{min(never_right)}” is never right. If it stands for no answer, "
                "empty its cells: lines without an answer are left out. If it is an option, name "
                f"them all, with --options {','.join(sorted(self.found_options))}"
            )
        if self.choices.percent and self.found_levels <= {0, 1}:
            raise DataSetError(
                "no level is above 1, so they are no percentages: multiply them by 100"
            )

    def _key_example(self) -> str:
        """What to write after --key: with the values of the file where each may have an option."""
        values, options = sorted(self.right_options), sorted(self.found_options)
        if len(values) != len(options) or len(values) > MOST_IN_EXAMPLE:
            return "VALUE=OPTION,…"
        pairs = ",".join(f"{value}={option}" for value, option in zip(values, options, strict=True))
        return f"{pairs} (if the study says so)"

    def dataset(self) -> DataSet:
        self._check_columns()
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
        options = self.options or tuple(sorted(self.found_options | self.right_options))
        scoring = Scoring(
            topics=dict(self._topic_items()),
            scale=self._scale(len(options)),
            questions=self.questions,
        )
        items = tuple(self.topics)
        return DataSet(items, options, self.key, scoring, respondents, {}, missing=self.missing)

    def _scale(self, options: int) -> Scale:
        anchors = dict(self.choices.anchors)
        if self.choices.percent:
            anchors = {level: level for level in self.found_levels}
        elif self.header.mapped and not anchors:
            if len(self.found_levels) == 1:
                raise DataSetError(
                    f"everybody gave the level {min(self.found_levels)}, so the chance that it "
                    "stands for cannot be worked out from the file: name it with --anchors"
                )
            anchors = spread_evenly(self.found_levels, max(options, 2))
        if not anchors:
            return SCALE
        sure_from = self.choices.sure_from
        return scale_of(anchors, lowest_sure(anchors) if sure_from is None else sure_from)
