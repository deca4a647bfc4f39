"""Reading a content file: its text, then the shape of what it says.

Every finding names the place in the file. What does not have the right shape is set aside, so that
the rest can still be looked at and all findings come in one run.
"""

import json
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker, ValidationError
from referencing import Registry, Resource

SCHEMAS = Path(__file__).with_name("schema")
SCHEMA = SCHEMAS / "scenarios.json"
LOCAL_SCHEMA = SCHEMAS / "local.json"
LARGEST_FILE = 4_000_000
LONGEST_QUOTE = 80

Data = dict[str, Any]
Step = str | int


class ContentError(ValueError):
    """Content that cannot be served; ``findings`` says where and why, one line each."""

    def __init__(self, file: str, findings: Sequence[str]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join([f"{file} cannot be used:", *(f"  {f}" for f in findings)]))


@dataclass(frozen=True)
class Content:
    """What a file says, what is wrong with its shape, and where: the places ``set_aside``."""

    data: Data
    findings: tuple[str, ...]
    set_aside: frozenset[tuple[Step, ...]]

    def rows(self, section: str) -> list[tuple[int, Data]]:
        """The rows of a section that have the right shape, with their numbers in the file."""
        if (section,) in self.set_aside:
            return []
        found = enumerate(self.data.get(section, ()))
        return [(number, row) for number, row in found if (section, number) not in self.set_aside]

    def is_whole(self, section: str) -> bool:
        """Whether a section is there and every row in it has the right shape."""
        return section in self.data and not any(path[:1] == (section,) for path in self.set_aside)

    def ids(self, section: str) -> set[str]:
        """The id of every row in a section, of whatever shape the rest of it is."""
        section_data = self.data.get(section)
        rows = section_data if isinstance(section_data, list) else []
        return {row["id"] for row in rows if isinstance(row, dict) and _is_text(row.get("id"))}

    def location(self, *path: Step) -> str:
        """A place in the file, as a person would look for it."""
        return location(self.data, path)


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def read(path: Path, schema: Path = SCHEMA) -> Content:
    """A JSON file held against a schema. Raises ContentError when it is no JSON object at all."""
    data = _parsed(path)
    errors = sorted(_validator(schema).iter_errors(data), key=lambda error: str(error.json_path))
    findings = (*(_finding(data, error) for error in errors), *_unseen(data, data, ()))
    if not isinstance(data, dict):
        raise ContentError(path.name, findings)
    return Content(data, findings, frozenset(tuple(error.absolute_path)[:2] for error in errors))


def _parsed(path: Path) -> Any:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise ContentError(path.name, [f"it is larger than {LARGEST_FILE:,} bytes."])
        return json.loads(
            path.read_text("utf-8"),
            object_pairs_hook=_object,
            parse_constant=_no_such_number,
            parse_float=_no_such_number,
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


def _no_such_number(word: str) -> None:
    raise ValueError(f"“{word}” is not a whole number.")


def _validator(schema: Path) -> Draft202012Validator:
    """The local file's schema speaks of items and sources as the national one does."""
    known = Registry().with_resources(
        (file.name, Resource.from_contents(json.loads(file.read_text("utf-8"))))
        for file in (SCHEMA, LOCAL_SCHEMA)
    )
    return Draft202012Validator(
        known.contents(schema.name), registry=known, format_checker=FormatChecker()
    )


def _finding(data: Any, error: ValidationError) -> str:
    said = error.message
    if isinstance(error.instance, str | list | dict):
        quoted = repr(error.instance)
        if len(quoted) > LONGEST_QUOTE:
            said = said.replace(quoted, f"{quoted[:LONGEST_QUOTE]}…")
    schema = error.schema
    if error.validator in ("pattern", "anyOf") and isinstance(schema, dict):
        said = f"must be {schema['description']}" if "description" in schema else said
    return f"{location(data, error.absolute_path)}: {said}"


UNSEEN = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}
"""Kinds of sign that nobody sees and that change what is seen, or cannot be sent at all."""


def _unseen(data: Any, value: Any, path: tuple[Step, ...]) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _unseen(data, inner, (*path, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _unseen(data, inner, (*path, number))
    elif isinstance(value, str):
        for sign in sorted(set(value) - {"\n"}):
            if unicodedata.category(sign) in UNSEEN:
                yield f"{location(data, path)}: has a sign that cannot be seen (U+{ord(sign):04X})."


def location(data: Any, path: Iterable[Step]) -> str:
    """A place in the file as a person would look for it: ``items[3] (every-monday) > best``."""
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
