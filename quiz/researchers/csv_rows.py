"""The header and the lines of a data set in CSV, under our names of their columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NoReturn

from quiz.analysis.counting import ScoredResponse
from quiz.researchers.csv_choices import (
    CONFIDENCE_DATABASE,
    HIGHEST_LEVEL,
    KEY,
    OPTIONAL,
    OURS,
    CsvChoices,
    option_name,
    with_point,
)
from quiz.researchers.dataset import DataSetError
from quiz.vocabulary import Moment

UNREAD_SEPARATORS = "|:"
CORRECT = {"1": True, "0": False, "1.0": True, "0.0": False, "true": True, "false": False}
MISSING = {"", "nan", "na"}
MOMENTS = {
    "before": Moment.BEFORE,
    "pre": Moment.BEFORE,
    "after": Moment.AFTER,
    "post": Moment.AFTER,
}


def _whole(cell: str, *, percent: bool) -> int | None:
    """The number in a cell such as “4.0”, if it is whole; rounded if it is a percentage."""
    try:
        number = float(cell)
        return round(number) if percent or number == int(number) else None
    except (ValueError, OverflowError):
        return None


def _check_separator(header: str) -> None:
    """Raises DataSetError for a header of one cell that has a separator which is not read."""
    for separator in UNREAD_SEPARATORS:
        if separator in header:
            raise DataSetError(
                f"line 1, column 1: the separator is “{separator}”, not a comma, semicolon or tab; "
                f"save the file with one of these, or write a line “sep={separator}” above the "
                "header"
            )


@dataclass(frozen=True)
class CsvHeader:
    """Where our columns are in the file. ``mapped``: whether they have other names there.

    ``stands_for``: the right option for each value of the column ``key``; empty if it has options.
    """

    names: tuple[str, ...]
    mapped: bool
    stands_for: Mapping[str, str]

    @classmethod
    def of(cls, cells: Sequence[str], choices: CsvChoices) -> "CsvHeader":
        """Read the header. Raises DataSetError for columns that are missing, unknown or double."""
        given = [cell.strip().lower() for cell in cells]
        if len(given) == 1:
            _check_separator(given[0])
        columns = dict(choices.columns)
        if not columns and set(CONFIDENCE_DATABASE.values()) <= set(given):
            columns = CONFIDENCE_DATABASE
        for ours, theirs in columns.items():
            if theirs not in given:
                raise DataSetError(f"line 1, column 1: there is no column “{theirs}” for “{ours}”")
        names = given
        if columns:
            by_theirs = {theirs: ours for ours, theirs in columns.items()}
            names = [by_theirs.get(name, "") for name in given]
        header = cls(tuple(names), bool(columns), choices.stands_for)
        header._check()
        return header

    def _check(self) -> None:
        right = [KEY] if KEY in self.names else ["correct"]
        needed = ["person", "option", "level", *right] if self.mapped else list(OURS)
        for name in needed:
            if name not in self.names:
                expected = ",".join(needed)
                raise DataSetError(
                    f"line 1, column 1: there is no column “{name}” (expected: {expected})"
                )
        for number, name in enumerate(self.names, start=1):
            if name and name not in (*OURS, *OPTIONAL, KEY):
                raise DataSetError(f"line 1, column {number}: unknown column “{name}”")
            if name and self.names.index(name) != number - 1:
                raise DataSetError(f"line 1, column {number}: a second column “{name}”")
        if "item" not in self.names and KEY not in self.names:
            raise DataSetError("line 1, column 1: there is no column for “item” or “key”")
        if self.stands_for and KEY not in self.names:
            raise DataSetError(
                "line 1, column 1: there is no column “key” for --key; name it with --columns key=…"
            )

    def fitted(self, line: int, cells: Sequence[str]) -> Sequence[str]:
        """The cells of the header's columns; cells after them, and without a name, are empty.

        Raises DataSetError.
        """
        wanted = len(self.names)
        if len(cells) < wanted or any(cell.strip() for cell in cells[wanted:]):
            message = f"{len(cells)} cells, but the header has {wanted}"
            raise DataSetError(f"line {line}, column {len(cells)}: {message}")
        for place in self.unnamed:
            if cells[place].strip():
                raise DataSetError(f"line 1, column {place + 1}: the column has no name")
        return cells[:wanted]

    @cached_property
    def places(self) -> dict[str, int]:
        """The index of each of our columns."""
        return {name: place for place, name in enumerate(self.names) if name}

    @cached_property
    def unnamed(self) -> tuple[int, ...]:
        """Columns without a name, which must be empty in a file of ours."""
        return tuple(place for place, name in enumerate(self.names) if not name and not self.mapped)


@dataclass(frozen=True)
class CsvRow:
    """One line below the header. Columns are numbered by cell, from 1."""

    line: int
    header: CsvHeader
    cells: Sequence[str]

    def wrong(self, name: str, message: str) -> NoReturn:
        names = self.header.names
        number = names.index(name) + 1 if name in names else 1
        raise DataSetError(f"line {self.line}, column {number} ({name}): {message}")

    def get(self, name: str) -> str:
        """The cell without surrounding blanks; empty if there is no such column."""
        place = self.header.places.get(name)
        return "" if place is None else self.cells[place].strip()

    def need(self, name: str) -> str:
        return self.get(name) or self.wrong(name, "must not be empty")

    @property
    def is_missing(self) -> bool:
        """Whether a file of others has no answer on this line."""
        if not self.header.mapped:
            return False
        needed = ("option", "level", KEY if KEY in self.header.names else "correct")
        return any(self.get(name).lower() in MISSING for name in needed)

    def option(self, name: str) -> str:
        """The option in this column; for the column ``key``, what its value stands for."""
        found = option_name(self.need(name))
        known = self.header.stands_for
        if name != KEY or not known:
            return found
        return known.get(found) or self.wrong(
            name, f"“{self.get(name)}” is none of {', '.join(known)}; add it to --key"
        )

    def response(
        self, options: Sequence[str], levels: Sequence[int], *, percent: bool
    ) -> ScoredResponse:
        option = self._one_of(options, "option")
        if KEY in self.header.places:
            self._one_of(options, KEY)
        return ScoredResponse(option, self.level(levels, percent=percent), self.right(option))

    def _one_of(self, options: Sequence[str], name: str) -> str:
        """An option, which is one of ``options`` if any are named."""
        option = self.option(name)
        if options and option not in options:
            letters = max(map(len, options)) == 1
            known = "".join(options) if letters else ", ".join(options)
            is_word = letters and len(option) > 1
            remedy = "; name words with --options, such as --options yes,no" if is_word else ""
            self.wrong(name, f"“{self.get(name)}” is not one of the options {known}{remedy}")
        return option

    def level(self, levels: Sequence[int], *, percent: bool) -> int:
        """The level of certainty: a whole number from 0 to 100, and one of ``levels`` if any."""
        cell = self.need("level")
        if cell.endswith("%"):
            more = "" if percent else " and read the file with --anchors percent"
            self.wrong("level", f"“{cell}” is not a number; take the % away{more}")
        number = with_point(cell)
        quick = number.isdecimal() and len(number) < 4
        whole = int(number) if quick else _whole(number, percent=percent)
        if whole is None or not 0 <= whole <= HIGHEST_LEVEL or (levels and whole not in levels):
            low, high = (levels[0], levels[-1]) if levels else (0, HIGHEST_LEVEL)
            message = f"“{cell}” is not a level of certainty ({low} to {high})"
            named = levels and whole is not None
            remedy = "name other levels with --anchors" if named else "round or group such levels"
            if cell.isalpha() and cell.lower() not in MISSING:
                remedy = "write a number for each of these words"
            self.wrong("level", f"{message}; {remedy}")
        return whole

    def right(self, option: str) -> bool:
        if KEY in self.header.names:
            return option == self.option(KEY)
        correct = with_point(self.need("correct").lower())
        if correct not in CORRECT:
            self.wrong("correct", "must be 1 or 0")
        return CORRECT[correct]

    def moment(self) -> Moment:
        if "moment" not in self.header.names:
            return Moment.BEFORE
        found = self.need("moment").lower()
        return MOMENTS.get(found) or self.wrong("moment", "must be “before” or “after”")
