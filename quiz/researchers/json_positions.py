"""Where in a JSON text a value stands, so that an error can be said by line and column."""

import json
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from quiz.researchers.dataset import DataSetError

Path = tuple[str | int, ...]
BLANK = re.compile(r"[ \t\n\r]*")
NOT_A_NUMBER = re.compile(r'"(?:\\.|[^"\\])*"|(NaN|-?Infinity)')
KINDS: dict[type, str] = {
    dict: "an object",
    list: "a list",
    str: "text",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    type(None): "null",
}
_decoder = json.JSONDecoder()


class Misplaced(Exception):
    """Something wrong at this path, so many characters into the text there."""

    def __init__(self, path: Path, message: str, into: int | None = None) -> None:
        super().__init__(message)
        self.path = path
        self.message = message
        self.into = into


@dataclass(frozen=True)
class At:
    """A value of a JSON text and the path that leads to it."""

    value: Any
    path: Path = ()

    def wrong(self, message: str, into: int | None = None) -> Misplaced:
        """The error to raise; ``into``: which character of this text is meant, from 0."""
        return Misplaced(self.path, message, into)

    def _of(self, kind: type) -> Any:
        # True and False are whole numbers to Python, but not to us.
        if not isinstance(self.value, kind) or isinstance(self.value, bool):
            found = KINDS.get(type(self.value), "something else")
            raise self.wrong(f"{KINDS[kind]} is expected, not {found}")
        return self.value

    @property
    def text(self) -> str:
        return str(self._of(str))

    @property
    def name(self) -> str:
        """An id: text that is not empty, or a whole number."""
        found = str(self.value) if type(self.value) is int else self.text
        if not found.strip():
            raise self.wrong("this is empty")
        return found

    @property
    def whole(self) -> int:
        return int(self._of(int))

    @property
    def number(self) -> int | float:
        found: int | float = self.value if type(self.value) is int else self._of(float)
        if not math.isfinite(found):
            raise self.wrong("this number is too large")
        return found

    def has(self, name: str) -> bool:
        return self._of(dict).get(name) is not None

    def __getitem__(self, name: str) -> "At":
        if name not in self._of(dict):
            raise self.wrong(f"“{name}” is missing")
        return At(self.value[name], (*self.path, name))

    def members(self) -> Iterator[tuple[str, "At"]]:
        for name in self._of(dict):
            yield name, self[name]

    def elements(self) -> Iterator["At"]:
        for index, value in enumerate(self._of(list)):
            yield At(value, (*self.path, index))


def place(text: str, index: int) -> str:
    """“line 3, column 7”: both from 1, the column in characters."""
    line = text.count("\n", 0, index) + 1
    return f"line {line}, column {index - text.rfind(chr(10), 0, index)}"


def read(text: str) -> At:
    """The whole text. Raises DataSetError, with line and column, when it is not JSON."""

    def refuse(constant: str) -> None:
        index = next(found.start() for found in NOT_A_NUMBER.finditer(text) if found[1])
        raise DataSetError(f"{place(text, index)}: {constant} is not a number")

    try:
        return At(json.loads(text, parse_constant=refuse))
    except json.JSONDecodeError as error:
        raise DataSetError(f"{place(text, error.pos)}: not JSON ({error.msg})") from None
    except RecursionError:
        raise DataSetError("line 1, column 1: lists within lists, too deep to read") from None
    except ValueError:
        raise DataSetError("line 1, column 1: a number in it has too many digits") from None


def where(text: str, path: Path, into: int | None) -> str:
    """Line and column of the value that the path leads to in a text that is JSON."""
    index = _blank(text, 0)
    for step in path:
        index = _member(text, index, step) if isinstance(step, str) else _element(text, index, step)
    # Past the opening quotation mark; where characters are written as escapes, their own start.
    return place(text, index if into is None else index + 1 + into)


def _blank(text: str, index: int) -> int:
    found = BLANK.match(text, index)
    return found.end() if found else index


def _member(text: str, index: int, wanted: str) -> int:
    """Where the last member of this name begins, as that is the one that is read."""
    found, index = index, _blank(text, index + 1)
    while text[index] == '"':
        name, index = _decoder.raw_decode(text, index)
        index = _blank(text, _blank(text, index) + 1)
        found = index if name == wanted else found
        _, index = _decoder.raw_decode(text, index)
        index = _blank(text, index)
        index = _blank(text, index + 1) if text[index] == "," else index
    return found


def _element(text: str, index: int, wanted: int) -> int:
    index = _blank(text, index + 1)
    for _ in range(wanted):
        _, index = _decoder.raw_decode(text, index)
        index = _blank(text, _blank(text, index) + 1)
    return index
