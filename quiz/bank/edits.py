"""Changes to a content file. Each function changes the file's data or raises EditError.

Nothing is written that the service would refuse.
"""

import fcntl
import json
import os
import re
import shutil
import tempfile
import unicodedata
from collections.abc import Callable, Container, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from errno import EBADF
from itertools import chain, count
from pathlib import Path
from typing import TypeVar

from quiz.bank.checks import TO_WRITE
from quiz.bank.checksums import checksum_of
from quiz.bank.content_file import LOCAL_SCHEMA, SCHEMA, ContentError, Data, read
from quiz.bank.load import load
from quiz.bank.sources import LOCAL
from quiz.bank.store import ContentStore
from quiz.languages.sentences import lazy_gettext
from quiz.storage.file_mode import OWNER_ONLY
from quiz.vocabulary import OPTION_IDS

FRESH_FOR = timedelta(days=365)
NEW_LOCAL_FILE = {"$schema": "/schema/local.json"}
LOCK = ".content.lock"
"""The file that is locked where a folder cannot be."""
Made = TypeVar("Made")


NO_SUCH = {
    "source": lazy_gettext("no source is called “%(id)s”."),
    "fact": lazy_gettext("no fact is called “%(id)s”."),
    "item": lazy_gettext("no item is called “%(id)s”."),
    "scenario": lazy_gettext("no scenario is called “%(id)s”."),
}


class EditError(ValueError):
    """Why a change cannot be made, in one sentence."""


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Lock the folder against other writers, so that no change is lost."""
    folder = os.open(path.resolve().parent, os.O_RDONLY)
    try:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX)
        except OSError as error:
            if error.errno != EBADF:
                raise
            # A folder on NFS: Linux locks only what is open for writing there, see flock(2).
            os.close(folder)
            folder = os.open(path.resolve().with_name(LOCK), os.O_RDWR | os.O_CREAT, OWNER_ONLY)
            fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        # Not by closing alone: a close may come late, and all writers would wait for it.
        fcntl.flock(folder, fcntl.LOCK_UN)
        os.close(folder)


def apply(
    store: ContentStore, change: Callable[[Data], Made], *, local: bool, dry_run: bool = False
) -> Made:
    """Change a store's national or local file; returns what the change returns.

    Raises EditError or ContentError, and leaves the file unchanged, when it cannot be done. A dry
    run makes every check and never changes the file.
    """
    path, national = store.local if local else store.national, store.national
    try:
        with locked(path):
            schema = LOCAL_SCHEMA if local else SCHEMA
            data = read(path, schema).data if path.exists() else dict(NEW_LOCAL_FILE)
            made = change(data)
            write(path, data, lambda new: load(national, new) if local else load(new), dry_run)
    except UnicodeError:
        raise EditError(lazy_gettext("the text is not UTF-8.")) from None
    except OSError as error:
        raise EditError(
            lazy_gettext("%(file)s cannot be written: %(why)s.", file=path.name, why=error.strerror)
        ) from None
    return made


def write(path: Path, data: Data, accept: Callable[[Path], object], dry_run: bool = False) -> None:
    """Replace a content file atomically, unless this is a dry run.

    ``accept`` reads the new file as the service would. Raises ContentError, with the name of the
    old file, when it refuses; OSError when the folder is not writable.
    """
    path = path.resolve()  # write the target of a symbolic link
    if path.exists() and not path.stat().st_mode & 0o200:
        raise EditError(lazy_gettext("%(file)s may not be written to.", file=path.name))
    text = json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    new = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        accept(new)
        if dry_run:
            return
        new.chmod(0o644)
        if path.exists():
            shutil.copystat(path, new)
            os.utime(new)
            with suppress(PermissionError):
                shutil.chown(new, path.stat().st_uid, path.stat().st_gid)
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
    raise EditError(NO_SUCH[what].filled(id=one))


def review(
    data: Data, source: str, on: date, by: str, again_by: date | None, facts: Sequence[str]
) -> None:
    """Record that somebody looked at a source's text, and read these facts in it.

    Other facts keep their status: a source that was opened is not a paragraph that was read. The
    source counts as read once every fact in it does.
    """
    found = row(data.get("sources", ()), source, "source")
    if on < date.fromisoformat(found["checked_on"]):
        said = lazy_gettext("“%(source)s” was looked at later than that, on %(day)s.")
        raise EditError(said.filled(source=source, day=found["checked_on"]))
    again_by = again_by or on + FRESH_FOR
    if again_by <= on:
        raise EditError(lazy_gettext("the next review must be later than this one."))
    found |= {
        "checked_on": on.isoformat(),
        "checked_by": by,
        "review_by": again_by.isoformat(),
        "changed": None,
    }
    for fact in facts:
        there = row(data.get("facts", ()), fact, "fact")
        if there["source"] != source:
            said = lazy_gettext("“%(fact)s” is a place in %(other)s, not in %(source)s.")
            raise EditError(said.filled(fact=fact, other=there["source"], source=source))
        there["checked"] = "read"
    places = [fact for fact in data.get("facts", ()) if fact["source"] == source]
    if facts and all(place["checked"] == "read" for place in places):
        found["checked"] = "read"


def mark_changed(data: Data, source: str, on: date, what: str) -> None:
    """Mark a source as changed since the last review: pages warn beside every pointer to it."""
    row(data.get("sources", ()), source, "source")["changed"] = {"on": on.isoformat(), "what": what}


def revise(data: Data, item: str, on: date, why: str, guidance_changed: bool) -> int:
    """Copy an item's text to ``earlier`` and open its next revision for writing.

    Returns the new revision's number.
    """
    found = row(data.get("items", ()), item, "item")
    if found.get("draft"):
        raise EditError(
            lazy_gettext(
                "“%(item)s” is a draft that nobody was asked: just change its words.", item=item
            )
        )
    _keep(data, found, _since(on, why, guidance_changed, withdrawn=False))
    found["revision"] += 1
    found.pop("checksum", None)
    return int(found["revision"])


def record_checksums(data: Data) -> list[str]:
    """Record a checksum for every finished item that has none; returns their ids."""
    open_ones = [
        row for row in data.get("items", ()) if "draft" not in row and "checksum" not in row
    ]
    for one in open_ones:
        one["checksum"] = checksum_of(one)
    return [one["id"] for one in open_ones]


def withdraw(
    data: Data, item: str, on: date, why: str, guidance_changed: bool, instead: str | None
) -> None:
    """Take an item out of use because it is wrong: its answers no longer count.

    Feedback says that it was withdrawn, and why. A form that asks it needs another item of the
    same strand instead.
    """
    _remove(data, item, instead, _since(on, why, guidance_changed, withdrawn=True))


def retire(
    data: Data, item: str, on: date, why: str, guidance_changed: bool, instead: str | None
) -> None:
    """Take a sound item out of use: feedback that was given stays, and its answers count.

    A form that asks it needs another item of the same strand instead.
    """
    _remove(data, item, instead, _since(on, why, guidance_changed, withdrawn=False, retired=True))


def _remove(data: Data, item: str, instead: str | None, since: Data) -> None:
    found = row(data.get("items", ()), item, "item")
    forms = [form for form in data.get("forms", ()) if item in form["items"]]
    if forms and not instead:
        said = lazy_gettext("form %(form)s asks it; name another item to ask instead.")
        raise EditError(said.filled(form=forms[0]["id"]))
    if instead:
        row(data["items"], instead, "item")
    for form in forms:
        for part in ("items", "short"):
            form[part] = [instead if one == item else one for one in form[part]]
    if not found.get("draft"):
        _keep(data, found, since)
    data["items"].remove(found)
    if "next" in data:
        data["next"] = [row for row in data["next"] if row["id"] != item]


def _keep(data: Data, found: Data, since: Data) -> None:
    data.setdefault("earlier", []).append({**found, "since": since})


def _since(on: date, why: str, guidance_changed: bool, **end: bool) -> Data:
    sentence = why if why.endswith((".", "!", "?")) else f"{why}."
    return {"on": on.isoformat(), "why": sentence, "guidance_changed": guidance_changed, **end}


def slug_of(words: str, most: int = 40) -> str:
    """The words as the start of an id; empty if they have no letter or figure."""
    plain = unicodedata.normalize("NFKD", words.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:most].strip("-")


def unused(start: str, taken: Container[object]) -> str:
    """The id, with the first number that makes it unused."""
    names = chain([start], (f"{start}-{number}" for number in count(2)))
    return next(name for name in names if name not in taken)


REASON_TO_WRITE = f"{TO_WRITE} why it is, or is not, the best answer."


def skeleton(title: str, topic: str, taken: Container[object], *, local: bool) -> Data:
    """A draft item with all text still to write, under an unused id."""
    slug = slug_of(title)
    if not slug:
        raise EditError(lazy_gettext("a title needs at least one letter or figure."))
    return {
        "id": unused(f"{LOCAL if local else ''}{slug}", taken),
        "revision": 1,
        "draft": True,
        "topic": topic,
        "jurisdiction": f"{TO_WRITE} where the best answer applies.",
        "title": title,
        "people": ["Somebody"],
        "vignette": f"{TO_WRITE} Somebody, what they do, and what happens, in 30 to 110 words.",
        "question": f"{TO_WRITE} one question?",
        "options": [
            {
                "id": letter,
                "text": f"{TO_WRITE} answer {letter}, as long as the others.",
                "reason": REASON_TO_WRITE,
                "leaning": "between",
            }
            for letter in OPTION_IDS
        ],
        "best": "a",
        "pointers": [],
        "prompt": f"{TO_WRITE} what a trainer might ask a room.",
        "rule": f"{TO_WRITE} a sentence of at most 12 words to use on Monday.",
    }
