"""JSON text to values, and the line and column of a value in that text, for error messages."""

import json
import re
from typing import Any

from quiz.researchers.dataset import DataSetError

Path = tuple[str | int, ...]
"""Keys and list indices that lead to a value, from the outermost."""

BLANK = re.compile(r"[ \t\n\r]*")
NOT_A_NUMBER = re.compile(r'"(?:\\.|[^"\\])*"|(NaN|-?Infinity)')
_decoder = json.JSONDecoder()


def parse(text: str) -> Any:
    """The value of a JSON text, without members that are null: these count as left out.

    Raises DataSetError, with line and column, when it is not JSON.
    """

    def refuse(constant: str) -> None:
        index = next(found.start() for found in NOT_A_NUMBER.finditer(text) if found[1])
        raise DataSetError(f"{line_and_column(text, index)}: {constant} is not a number")

    try:
        return json.loads(text, parse_constant=refuse, object_hook=_without_null)
    except json.JSONDecodeError as error:
        where = line_and_column(text, error.pos)
        raise DataSetError(f"{where}: not JSON ({error.msg})") from None
    except RecursionError:
        raise DataSetError("line 1, column 1: nested too deeply to read") from None
    except ValueError:
        raise DataSetError("line 1, column 1: a number in it has too many digits") from None


def _without_null(members: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in members.items() if value is not None}


def line_and_column(text: str, index: int) -> str:
    """“line 3, column 7”: both from 1, the column in characters."""
    line = text.count("\n", 0, index) + 1
    return f"line {line}, column {index - text.rfind(chr(10), 0, index)}"


def position(text: str, path: Path, character: int | None = None) -> str:
    """Line and column of the value at this path in a valid JSON text.

    ``character``: an index into a value that is text, for the position of that character.
    """
    index = _skip_blanks(text, 0)
    for step in path:
        index = _member(text, index, step) if isinstance(step, str) else _element(text, index, step)
    # The value starts after its quotation mark. Escaped characters before it are not counted.
    return line_and_column(text, index if character is None else index + 1 + character)


def _skip_blanks(text: str, index: int) -> int:
    found = BLANK.match(text, index)
    return found.end() if found else index


def _member(text: str, index: int, wanted: str) -> int:
    """The index of the last member with this name, because the JSON reader uses the last."""
    found, index = index, _skip_blanks(text, index + 1)
    while text[index] == '"':
        name, index = _decoder.raw_decode(text, index)
        index = _skip_blanks(text, _skip_blanks(text, index) + 1)
        found = index if name == wanted else found
        _, index = _decoder.raw_decode(text, index)
        index = _skip_blanks(text, index)
        index = _skip_blanks(text, index + 1) if text[index] == "," else index
    return found


def _element(text: str, index: int, wanted: int) -> int:
    index = _skip_blanks(text, index + 1)
    for _ in range(wanted):
        _, index = _decoder.raw_decode(text, index)
        index = _skip_blanks(text, _skip_blanks(text, index) + 1)
    return index
