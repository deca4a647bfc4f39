"""Reads a content file and validates it against its schema.

Every finding names its location in the file. Invalid rows are set aside, so that the rest can be
checked and all findings come in one run.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker, ValidationError

from quiz.characters import may_be_published

SCHEMAS = Path(__file__).with_name("schema")
SCHEMA = SCHEMAS / "scenarios.json"
LOCAL_SCHEMA = SCHEMAS / "local.json"
ANSWERS_SCHEMA = SCHEMAS / "answers.json"
SITTINGS_SCHEMA = SCHEMAS / "sittings.json"
LARGEST_FILE = 4_000_000
LONGEST_QUOTE = 80

Data = dict[str, Any]
Step = str | int


class ContentError(ValueError):
    """Content that cannot be served; ``findings`` has one line each, with location and reason."""

    def __init__(self, file: str, findings: Sequence[str]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join([f"{file} cannot be used:", *(f"  {f}" for f in findings)]))


@dataclass(frozen=True)
class Content:
    """A file's data, its findings, and the paths of invalid rows (``set_aside``)."""

    data: Data
    findings: tuple[str, ...]
    set_aside: frozenset[tuple[Step, ...]]

    def rows(self, section: str) -> list[tuple[int, Data]]:
        """The valid rows of a section, with their numbers in the file."""
        if (section,) in self.set_aside:
            return []
        found = enumerate(self.data.get(section, ()))
        return [(number, row) for number, row in found if (section, number) not in self.set_aside]

    def is_whole(self, section: str) -> bool:
        """Whether a section exists and every row in it is valid."""
        return section in self.data and not any(path[:1] == (section,) for path in self.set_aside)

    def ids(self, section: str) -> set[str]:
        """The id of every row in a section, also of invalid rows."""
        section_data = self.data.get(section)
        rows = section_data if isinstance(section_data, list) else []
        return {row["id"] for row in rows if isinstance(row, dict) and _is_text(row.get("id"))}

    def location(self, *path: Step) -> str:
        """A location in the file, as a person would look for it."""
        return location(self.data, path)


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def read(path: Path, schema: Path = SCHEMA) -> Content:
    """Read a JSON file and validate it. Raises ContentError when it is not a JSON object."""
    found = checked(_parsed(path), schema)
    if not isinstance(found.data, dict):
        raise ContentError(path.name, found.findings)
    return found


def checked(data: Any, schema: Path) -> Content:
    """A file's data with its findings."""
    errors = sorted(_validator(schema).iter_errors(data), key=lambda error: str(error.json_path))
    findings = (*(_finding(data, error) for error in errors), *_invisible(data, data, ()))
    return Content(data, findings, frozenset(tuple(error.absolute_path)[:2] for error in errors))


def _parsed(path: Path) -> Any:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise ContentError(path.name, [f"it is larger than {LARGEST_FILE:,} bytes."])
        return json.loads(
            path.read_text("utf-8"),
            object_pairs_hook=_object,
            parse_constant=_not_an_integer,
            parse_float=_not_an_integer,
        )
    except ContentError:
        raise
    except OSError as error:
        raise ContentError(path.name, [f"it cannot be read: {error.strerror}."]) from None
    except UnicodeDecodeError as error:
        raise ContentError(path.name, [f"byte {error.start} is not UTF-8."]) from None
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise ContentError(path.name, [f"{where}: {error.msg}."]) from None
    except RecursionError:
        raise ContentError(path.name, ["it is nested too deeply."]) from None
    except ValueError as error:
        raise ContentError(path.name, [str(error)]) from None


RENAMED = {"seal": "checksum"}
"""Keys of earlier releases, which a local file may still have. They are read for one release."""


def _object(pairs: list[tuple[str, Any]]) -> Data:
    pairs = [(RENAMED.get(key, key), value) for key, value in pairs]
    for key, count in Counter(key for key, _ in pairs).items():
        if count > 1:
            raise ValueError(f"“{key}” is given {count} times in one object.")
    return dict(pairs)


def _not_an_integer(word: str) -> None:
    raise ValueError(f"“{word}” is not a whole number.")


@cache
def _validator(schema: Path) -> Draft202012Validator:
    whole = _with_definitions(_schema(schema.name), schema.name)
    return Draft202012Validator(whole, format_checker=FormatChecker())


@cache
def _schema(name: str) -> Data:
    found: Data = json.loads((SCHEMAS / name).read_text("utf-8"))
    return found


def _with_definitions(part: Any, file: str) -> Any:
    """A part of a schema with each definition in the place of the reference to it.

    To look references up takes three quarters of the time of a validation. ``file`` has the
    definitions of references that name no file.
    """
    if isinstance(part, list):
        return [_with_definitions(one, file) for one in part]
    if not isinstance(part, dict):
        return part
    if "$ref" in part:
        name, _, definition = part["$ref"].partition("#/$defs/")
        return _with_definitions(_schema(name or file)["$defs"][definition], name or file)
    return {key: _with_definitions(one, file) for key, one in part.items() if key != "$defs"}


def _finding(data: Any, error: ValidationError) -> str:
    message = error.message
    if isinstance(error.instance, str | list | dict):
        quoted = repr(error.instance)
        if len(quoted) > LONGEST_QUOTE:
            message = message.replace(quoted, f"{quoted[:LONGEST_QUOTE]}…")
    schema = error.schema
    if error.validator == "maxLength":
        message = f"has {len(str(error.instance))} characters; {error.validator_value} is the most."
    if error.validator in ("pattern", "anyOf", "enum", "contains") and isinstance(schema, dict):
        message = f"must be {schema['description']}" if "description" in schema else message
    return f"{location(data, error.absolute_path)}: {message}"


def _invisible(data: Any, value: Any, path: tuple[Step, ...]) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _invisible(data, inner, (*path, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _invisible(data, inner, (*path, number))
    elif isinstance(value, str):
        for character in sorted(set(value) - {"\n"}):
            if not may_be_published(character):
                code = f"U+{ord(character):04X}"
                yield f"{location(data, path)}: has an invisible character ({code})."


def location(data: Any, path: Iterable[Step]) -> str:
    """A location in the file as a person would look for it: ``items[3] (every-monday) > best``."""
    words: list[str] = []
    for step in path:
        data = data[step] if data is not None else None
        if isinstance(step, int):
            words[-1] += f"[{step}]"
            if isinstance(data, dict) and isinstance(data.get("id"), str):
                words[-1] += f" ({data['id'][:LONGEST_QUOTE]})"
        else:
            words.append(step)
    return " > ".join(words) or "the file"
