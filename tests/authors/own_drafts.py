"""A scenario of one's own, as an author types it, and steps through the pages that write it."""

from flask import Flask

from quiz.authors import readings
from quiz.bank import edits, own_content
from quiz.bank.content_file import Data
from quiz.bank.load import load
from quiz.clock import today
from quiz.content import store
from quiz.people.models import Person
from quiz.storage.database import Database
from tests.visitor import Visitor

SAMPLE = next(item for item in load().items.values() if item.id == "who-runs-the-minibus")
TITLE = "The firm with the minibus"
OWN_ID = "local-the-firm-with-the-minibus"
LIST = "/admin/content/own"
PAGE = f"{LIST}/{OWN_ID}"
WRONG = "c"
"""An answer of the sample that is not its best."""


def typed(**other: str | list[str]) -> dict[str, str | list[str]]:
    """The fields of the form. The words are those of a scenario that meets the standard."""
    fields: dict[str, str | list[str]] = {
        "title": TITLE,
        "topic": SAMPLE.topic.id,
        "jurisdiction": "Example Council",
        "vignette": SAMPLE.vignette,
        "people": ", ".join(SAMPLE.people),
        "question": SAMPLE.question,
        "best": SAMPLE.best,
        "pointers": [pointer.id for pointer in SAMPLE.pointers],
        "prompt": SAMPLE.prompt,
        "rule": SAMPLE.rule or "",
    }
    for option in SAMPLE.options:
        fields[f"text_{option.id}"] = option.text
        fields[f"reason_{option.id}"] = option.reason
        fields[f"leaning_{option.id}"] = option.leaning.value if option.leaning else ""
    return {**fields, **other}


def words() -> Data:
    """The same for `quiz.bank.own_content`."""
    fields = typed()
    return {
        **fields,
        "people": list(SAMPLE.people),
        "options": [
            {name: fields[f"{name}_{option.id}"] for name in ("text", "reason", "leaning")}
            for option in SAMPLE.options
        ],
    }


def waiting_draft(app: Flask, writer: str = "") -> str:
    """A draft that waits for a second reader, made once; returns its id."""
    content, database = store(app), app.extensions["database"]
    assert isinstance(database, Database)
    if OWN_ID not in content.bank.items:
        edits.apply(content, lambda data: own_content.add(data, words(), ()), local=True)
        assert content.renew() is None
    checksum = own_content.words_checksum(content.bank.items[OWN_ID])
    with database.begin(writes=True) as session:
        readings.ask(session, OWN_ID, checksum, today())
        if writer:
            readings.note_writer(session, OWN_ID, session.get_one(Person, writer))
        session.commit()
    return OWN_ID


def write(author: Visitor, **other: str | list[str]) -> Visitor:
    """Write a new draft."""
    return author.get(f"{LIST}/new").send(**typed(**other))


def read_blind(reader: Visitor, option: str, comment: str = "") -> Visitor:
    """Answer as the second reader."""
    return reader.get(f"{PAGE}/read").send(option=option, certainty="4", comment=comment)
