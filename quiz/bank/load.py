"""Reading ``scenarios.json``: first its shape, then what refers to what, then the bank.

Every finding names the place in the file, and all findings come in one run.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

from quiz.bank.build import Data, bank_of, contacts_of
from quiz.bank.items import Bank
from quiz.vocabulary import ABOUT_YOU, STAND, Strand

SCENARIOS = Path(__file__).parent.parent / "scenarios.json"
SCHEMA = Path(__file__).with_name("scenarios.schema.json")
LOCAL_SCHEMA = Path(__file__).with_name("local.schema.json")
ITEMS_A_STRAND = 3


class ContentError(Exception):
    """Content that cannot be served; ``findings`` says where and why, one line each."""

    def __init__(self, file: str, findings: Sequence[str]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join([f"{file} cannot be used:", *(f"  {f}" for f in findings)]))


def load(path: Path = SCENARIOS, local: Path | None = None) -> Bank:
    """Read the bank, with the operator's own contacts where there is a local file.

    Raises ContentError with everything that is wrong.
    """
    data = read(path, SCHEMA)
    findings = [*_repeats(data), *_vocabulary(data), *_references(data), *_forms(data)]
    if findings:
        raise ContentError(path.name, findings)
    bank = bank_of(data)
    if local and local.exists():
        contacts = read(local, LOCAL_SCHEMA)["contacts"]
        bank = replace(bank, contacts=contacts_of(contacts, {}), contacts_are_local=True)
    return bank


def read(path: Path, schema: Path) -> Data:
    """A JSON file of the given shape. Raises ContentError with every place that is not."""
    try:
        data = json.loads(path.read_text("utf-8"), object_pairs_hook=_no_repeated_keys)
    except OSError as error:
        raise ContentError(path.name, [f"it cannot be read: {error.strerror}."]) from None
    except UnicodeDecodeError as error:
        raise ContentError(path.name, [f"byte {error.start} is not UTF-8."]) from None
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise ContentError(path.name, [f"{where}: {error.msg}."]) from None
    except ValueError as error:
        raise ContentError(path.name, [str(error)]) from None
    validator = Draft202012Validator(
        json.loads(schema.read_text("utf-8")), format_checker=FormatChecker()
    )
    findings = [
        f"{place(data, error.absolute_path)}: {error.message}"
        for error in sorted(validator.iter_errors(data), key=lambda e: [str(p) for p in e.path])
    ]
    if findings:
        raise ContentError(path.name, findings)
    found: Data = data
    return found


def _no_repeated_keys(pairs: list[tuple[str, Any]]) -> Data:
    for key, count in Counter(key for key, _ in pairs).items():
        if count > 1:
            raise ValueError(f"“{key}” is given {count} times in one object.")
    return dict(pairs)


def place(data: Any, path: Iterable[str | int]) -> str:
    """A place in the file as a person would look for it: ``items[3] (every-monday) > best``."""
    words: list[str] = []
    for step in path:
        data = data[step] if data is not None else None
        if isinstance(step, int):
            words[-1] += f"[{step}]"
            if isinstance(data, dict) and isinstance(data.get("id"), str):
                words[-1] += f" ({data['id']})"
        else:
            words.append(step)
    return " > ".join(words) or "the file"


def _repeats(data: Data) -> Iterator[str]:
    for room in ("strands", "topics", "survey", "stand", "sources", "facts", "forms"):
        yield from _repeated(room, (row["id"] for row in data[room]))
    yield from _repeated("items", (row["id"] for row in [*data["items"], *data["contested"]]))
    for room in ("items", "contested"):
        for number, item in enumerate(data[room]):
            here = place(data, [room, number, "options"])
            yield from _repeated(here, (option["id"] for option in item["options"]))


def _repeated(here: str, ids: Iterable[str]) -> Iterator[str]:
    for repeated, count in Counter(ids).items():
        if count > 1:
            yield f"{here}: “{repeated}” is there {count} times."


def _vocabulary(data: Data) -> Iterator[str]:
    """The tables accept a closed set of answers; the content may word them, not add to them."""
    expected = {question: set(answers) for question, answers in ABOUT_YOU.items()}
    found = {row["id"]: {answer["id"] for answer in row["answers"]} for row in data["survey"]}
    if found != expected:
        yield f"survey: the questions and answers must be exactly {expected}."
    if {row["id"] for row in data["stand"]} != set(STAND):
        yield f"stand: the situations must be exactly {', '.join(STAND)}."
    for room, key in (("strands", "id"), ("confidence", "strand")):
        if [row[key] for row in data[room]] != [strand.value for strand in Strand]:
            yield f"{room}: must be one for each of {', '.join(Strand)}, in that order."


def _references(data: Data) -> Iterator[str]:
    known = {room: {row["id"] for row in data[room]} for room in ("topics", "sources", "facts")}

    def check(path: Sequence[str | int], value: str, room: str) -> Iterator[str]:
        if value not in known[room]:
            yield f"{place(data, path)}: “{value}” is not in {room}."

    for number, fact in enumerate(data["facts"]):
        yield from check(["facts", number, "source"], fact["source"], "sources")
    yield from check(["us_source"], data["us_source"], "sources")
    for room in ("items", "contested", "stand", "who_to_ask"):
        for number, row in enumerate(data[room]):
            for index, pointer in enumerate(row["pointers"]):
                yield from check([room, number, "pointers", index], pointer, "facts")
    for number, row in enumerate(data["contested"]):
        yield from check(["contested", number, "topic"], row["topic"], "topics")
    for number, item in enumerate(data["items"]):
        yield from check(["items", number, "topic"], item["topic"], "topics")
        for name in item["people"]:
            if name not in item["vignette"]:
                here = place(data, ["items", number, "people"])
                yield f"{here}: “{name}” is not in the vignette."
        if item["best"] not in {option["id"] for option in item["options"]}:
            yield f"{place(data, ['items', number, 'best'])}: no option is “{item['best']}”."


def _forms(data: Data) -> Iterator[str]:
    strands = {topic["id"]: topic["strand"] for topic in data["topics"]}
    items = {item["id"]: strands.get(item["topic"]) for item in data["items"]}
    for number, form in enumerate(data["forms"]):
        for part, each in (("items", ITEMS_A_STRAND), ("short", 1)):
            here = place(data, ["forms", number, part])
            unknown = [item for item in form[part] if item not in items]
            yield from (f"{here}: “{item}” is not in items." for item in unknown)
            yield from _repeated(here, form[part])
            counts = Counter(items.get(item) for item in form[part])
            if not unknown and any(counts[strand] != each for strand in Strand):
                yield f"{here}: must have {each} from each strand, not {dict(counts)}."
        if not set(form["short"]) <= set(form["items"]):
            yield f"{place(data, ['forms', number, 'short'])}: must be among the form's items."
    used = Counter(item for form in data["forms"] for item in form["items"])
    yield from (f"forms: “{item}” is in {n} forms." for item, n in used.items() if n > 1)
