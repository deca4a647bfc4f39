"""Changes to a content file: each takes its rows and gives them changed, or says why it cannot.

Nothing is written that the service would refuse.
"""

import json
import os
import re
import tempfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from quiz.bank.checks import TO_WRITE
from quiz.bank.load import load
from quiz.bank.read import LOCAL_SCHEMA, SCHEMA, ContentError, Data, read
from quiz.bank.shelf import Shelf
from quiz.bank.sources import LOCAL

FRESH_FOR_YEARS = 1


class EditError(ValueError):
    """A change that cannot be made, in one sentence."""


def apply(shelf: Shelf, change: Callable[[Data], str], *, local: bool) -> str:
    """Change a shelf's national or local file; gives what the change says of itself.

    Raises EditError or ContentError, and leaves the file as it was, when it cannot be done.
    """
    path, national = shelf.local if local else shelf.national, shelf.national
    try:
        data = read(path, LOCAL_SCHEMA if local else SCHEMA).data if path.exists() else {}
        said = change(data)
        write(path, data, lambda new: load(national, new) if local else load(new))
    except OSError as error:
        raise EditError(f"{path.name} cannot be written: {error.strerror}.") from None
    return said


def write(path: Path, data: Data, accept: Callable[[Path], object]) -> None:
    """Put a content file in the place of the one there is, whole or not at all.

    ``accept`` reads the new file as the service would. Raises ContentError, in the name of the
    file that stays as it was, when it refuses; OSError when the folder cannot be written to.
    """
    text = json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    new = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        accept(new)
        new.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        new.replace(path)
    except ContentError as error:
        raise ContentError(path.name, error.findings) from None
    finally:
        new.unlink(missing_ok=True)


def row(rows: Sequence[Data], one: str, what: str) -> Data:
    """The row with this id. Raises EditError when there is none."""
    for found in rows:
        if found["id"] == one:
            return found
    raise EditError(f"no {what} is called “{one}”.")


def review(
    data: Data, source: str, on: date, by: str, again_by: date | None, facts: Sequence[str]
) -> None:
    """Record that somebody looked at a source's text, and at these places in it.

    Places that were not named keep how far they were checked: a source that was opened is not a
    paragraph that was read.
    """
    found = row(data.get("sources", ()), source, "source")
    if on < date.fromisoformat(found["checked_on"]):
        raise EditError(f"“{source}” was looked at later than that, on {found['checked_on']}.")
    again_by = again_by or on.replace(year=on.year + FRESH_FOR_YEARS, day=min(on.day, 28))
    if again_by <= on:
        raise EditError("the next review must come after the day of this one.")
    found |= {
        "checked": "read",
        "checked_on": on.isoformat(),
        "checked_by": by,
        "review_by": again_by.isoformat(),
        "changed": None,
    }
    for fact in facts:
        there = row(data["facts"], fact, "fact")
        if there["source"] != source:
            raise EditError(f"“{fact}” is a place in {there['source']}, not in {source}.")
        there["checked"] = "read"


def mark_changed(data: Data, source: str, on: date, what: str) -> None:
    """Warn, beside every pointer to it, that a source is no longer as it was when looked at."""
    row(data.get("sources", ()), source, "source")["changed"] = {"on": on.isoformat(), "what": what}


def revise(data: Data, item: str, on: date, why: str, guidance_changed: bool) -> int:
    """Keep an item's words as they are in ``earlier`` and open its next revision for writing.

    Gives the new revision's number.
    """
    found = row(data.get("items", ()), item, "item")
    data["earlier"].append(_since(found, on, why, guidance_changed, withdrawn=False))
    found["revision"] += 1
    return int(found["revision"])


def withdraw(
    data: Data, item: str, on: date, why: str, guidance_changed: bool, instead: str | None
) -> None:
    """Take an item out of use; whoever answered it is told that it was withdrawn, and why.

    A form that asks it needs another item of the same strand in its place.
    """
    found = row(data.get("items", ()), item, "item")
    forms = [form for form in data.get("forms", ()) if item in form["items"]]
    if forms and not instead:
        raise EditError(f"form {forms[0]['id']} asks it; name another item to ask instead.")
    if instead:
        row(data["items"], instead, "item")
    for form in forms:
        for part in ("items", "short"):
            form[part] = [instead if one == item else one for one in form[part]]
    data["earlier"].append(_since(found, on, why, guidance_changed, withdrawn=True))
    data["items"].remove(found)


def _since(found: Data, on: date, why: str, guidance_changed: bool, *, withdrawn: bool) -> Data:
    since = {"on": on.isoformat(), "why": why}
    return {
        **found,
        "since": {**since, "guidance_changed": guidance_changed, "withdrawn": withdrawn},
    }


def skeleton(title: str, topic: str, taken: Mapping[Any, object], *, local: bool) -> Data:
    """A whole item with everything still to write, under an id that was never used."""
    slug = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:40].strip("-")
    if not slug:
        raise EditError("a title needs at least one letter or figure.")
    start = f"{LOCAL if local else ''}{slug}"
    names = [start, *(f"{start}-{number}" for number in range(2, len(taken) + 3))]
    return {
        "id": next(name for name in names if name not in taken),
        "revision": 1,
        "draft": True,
        "topic": topic,
        "jurisdiction": "England",
        "title": title,
        "people": ["Somebody"],
        "vignette": f"{TO_WRITE} Somebody, what they do, and what happens, in 30 to 110 words.",
        "question": f"{TO_WRITE} one question?",
        "options": [
            {
                "id": letter,
                "text": f"{TO_WRITE} answer {letter}, as long as the others.",
                "reason": f"{TO_WRITE} why it is, or is not, the best answer.",
            }
            for letter in "abcd"
        ],
        "best": "a",
        "pointers": [],
        "prompt": f"{TO_WRITE} what a trainer might ask a room.",
    }
