"""An organisation's own scenarios while they are written: pure changes of its content file.

A new scenario is a draft among ``items``. The next revision of one in use is a draft in ``next``,
so that people are asked the current words until the new ones are published. National content is
in another file, which nothing here changes.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from quiz.bank import edits
from quiz.bank.checks import TO_WRITE
from quiz.bank.checksums import checksum_of
from quiz.bank.content_file import Data
from quiz.bank.edits import EditError
from quiz.bank.items import Bank, Item, Option
from quiz.languages.sentences import gettext, lazy_gettext

ITEMS, NEXT = "items", "next"
MOST = 500
"""Of an organisation's scenarios, with the drafts."""
CHANGED_SINCE = lazy_gettext(
    "its words changed after the second reader answered; ask for a second reader again."
)
GONE = lazy_gettext(
    "Somebody withdrew or deleted this scenario while you wrote. Copy your words into a new one."
)
TOPIC_FOR_NOW = "topic_for_now"
OF_THE_ROW = {"id", "revision", "draft", TOPIC_FOR_NOW, "checksum", "since"}
"""Fields that authors do not write themselves."""
LEFT_OUT_IF_EMPTY = ("rule", "language")
OF_A_DRAFT = ("draft", TOPIC_FOR_NOW)


class EditConflict(EditError):
    """Somebody else saved the draft; ``theirs`` is its row now."""

    def __init__(self, theirs: Data) -> None:
        self.theirs = theirs
        super().__init__(lazy_gettext("somebody else changed it."))


def row_of(item: Item) -> Data:
    """An item as its row in a content file."""
    row: Data = {
        "id": item.id,
        "revision": item.revision,
        "topic": item.topic.id,
        "jurisdiction": item.jurisdiction,
        "title": item.title,
        "people": list(item.people),
        "vignette": item.vignette,
        "question": item.question,
        "options": [_option_row(option) for option in item.options],
        "best": item.best,
        "pointers": [pointer.id for pointer in item.pointers],
        "prompt": item.prompt,
    }
    said = {"rule": item.rule, "hcpc_subject": item.hcpc_subject and item.hcpc_subject.value}
    said["language"] = item.language
    row |= {name: value for name, value in said.items() if value is not None}
    return row | ({"draft": True} if item.draft else {})


def _option_row(option: Option) -> Data:
    row = {"id": option.id, "text": option.text, "reason": option.reason}
    return row | ({"leaning": option.leaning.value} if option.leaning else {})


def words_checksum(item: Item) -> str:
    """The checksum of an item's words, of a draft, too."""
    return checksum_of(row_of(item))


def version_of(row: Data) -> str:
    """Tells two states of a draft apart, with what nobody is shown."""
    words = {key: value for key, value in row.items() if key not in OF_THE_ROW}
    return hashlib.sha256(json.dumps(words, sort_keys=True).encode()).hexdigest()[:16]


def being_written(bank: Bank, item_id: str) -> Item | None:
    """The draft of a scenario, or the draft of its next revision; None if nobody writes one."""
    item = bank.items.get(item_id)
    return item if item and item.draft else bank.upcoming.get(item_id)


def to_start_from(bank: Bank, item_id: str) -> Item | None:
    """What a page for editing shows first: what is being written, or else the words in use."""
    found = being_written(bank, item_id) or bank.items.get(item_id)
    return found if found and found.local else None


def missing(item: Item) -> list[str]:
    """What is still to write of a draft, as sentences."""
    answer, reason = (
        lazy_gettext("Write answer %(letter)s."),
        lazy_gettext("Write the reason for answer %(letter)s."),
    )
    parts = [
        (gettext("Write the story."), item.vignette),
        (gettext("Write the question."), item.question),
        *((answer % {"letter": one.id.upper()}, one.text) for one in item.options),
        *((reason % {"letter": one.id.upper()}, one.reason) for one in item.options),
        (gettext("Write the question for discussion."), item.prompt),
        (gettext("Say where the best answer applies."), item.jurisdiction),
    ]
    found = [words for words, text in parts if is_unwritten(text)]
    found += [] if item.people else [gettext("Write the names in the story.")]
    return found + ([gettext("Choose its topic.")] if item.topic_for_now else [])


def is_measurable(item: Item) -> bool:
    """Whether everything that people read before they answer is written."""
    texts = (item.vignette, item.question, *(option.text for option in item.options))
    return not any(map(is_unwritten, texts))


def without_placeholders(item: Item) -> Item:
    """A draft as it is so far: a part that is still to be written is empty."""
    options = (
        replace(one, text=_written(one.text), reason=_written(one.reason)) for one in item.options
    )
    return replace(
        item,
        options=tuple(options),
        vignette=_written(item.vignette),
        question=_written(item.question),
        prompt=_written(item.prompt),
        rule=_written(item.rule),
    )


def _written(text: str | None) -> str:
    return "" if text is None or is_unwritten(text) else text


def is_unwritten(text: str | None) -> bool:
    """Whether a part of a draft has only the words of a skeleton."""
    return not text or text.startswith(TO_WRITE)


def add(data: Data, words: Data, taken: Sequence[str]) -> str:
    """Add a draft with these words; returns its id, which nothing else has or had.

    A form that is sent twice adds one draft.
    """
    gone = [row["id"] for part in (ITEMS, "earlier") for row in data.get(part, ())]
    empty = edits.skeleton(words["title"], words["topic"], {*taken, *gone}, local=True)
    draft = _filled(empty, words)
    for row in data.get(ITEMS, ()):
        if "draft" in row and version_of(row) == version_of(draft):
            return str(row["id"])
    if is_full(data):
        raise EditError(
            lazy_gettext(
                "Your organisation has %(most)s scenarios with its drafts, and that is the most. "
                "Delete drafts that nobody needs.",
                most=MOST,
            )
        )
    data.setdefault(ITEMS, []).append(draft)
    return str(draft["id"])


def is_full(data: Data) -> bool:
    """Whether the file has as many scenarios as it may have."""
    return len(data.get(ITEMS, ())) >= MOST


def save(data: Data, item_id: str, words: Data, version: str) -> None:
    """Save the words of a draft, or start the next revision of a scenario in use with them.

    Raises EditConflict if the draft is no longer what ``version`` says; EditError if it is gone.
    """
    draft = _draft(data, item_id)
    known = draft or next((row for row in data.get(ITEMS, ()) if row["id"] == item_id), None)
    if known is None:
        raise EditError(GONE)
    if version_of(known) != version:
        raise EditConflict(known)
    new = {key: value for key, value in known.items() if key != "checksum"}
    new = _filled(new | {"draft": True}, words)
    if draft:
        part = data[ITEMS] if draft in data.get(ITEMS, ()) else data[NEXT]
        part[part.index(draft)] = new
    else:
        data.setdefault(NEXT, []).append(new | {"revision": known["revision"] + 1})


def publish(
    data: Data, item_id: str, checksum: str, on: date, why: str, guidance_changed: bool
) -> int:
    """Put a draft into use, and keep the revision that it replaces. Returns its revision.

    ``why`` and ``guidance_changed`` are shown to people who answered the revision before. Raises
    EditError if the draft is not what ``checksum`` says.
    """
    draft = _draft(data, item_id)
    if draft is None or checksum_of(draft) != checksum:
        raise EditError(CHANGED_SINCE)
    kept = {key: value for key, value in draft.items() if key not in OF_A_DRAFT}
    new = kept | {"checksum": checksum}
    if draft in data.get(NEXT, ()):
        current = edits.row(data[ITEMS], item_id, "scenario")
        current.setdefault("checksum", checksum_of(current))
        edits.revise(data, item_id, on, why, guidance_changed)
        data[NEXT].remove(draft)
        data[ITEMS][data[ITEMS].index(current)] = new
    else:
        data[ITEMS][data[ITEMS].index(draft)] = new
    drop_empty_parts(data)
    return int(new["revision"])


def withdraw(data: Data, item_id: str, on: date, why: str) -> None:
    """Take a scenario out of use, and what was written for its next revision."""
    edits.withdraw(data, item_id, on, why, False, None)
    drop_empty_parts(data)


def delete_draft(data: Data, item_id: str) -> None:
    """Delete a draft, or the draft of a next revision; words in use stay. Raises EditError."""
    draft = _draft(data, item_id)
    if draft is None:
        raise EditError(lazy_gettext("there is no draft of it."))
    for part in (ITEMS, NEXT):
        if draft in data.get(part, ()):
            data[part].remove(draft)
    drop_empty_parts(data)


def _draft(data: Data, item_id: str) -> Data | None:
    rows = (row for part in (NEXT, ITEMS) for row in data.get(part, ()))
    return next((row for row in rows if row["id"] == item_id and "draft" in row), None)


def _filled(row: Data, words: Data) -> Data:
    """A draft with what was written; what was not has the words of a skeleton."""
    empty = edits.skeleton("empty", words["topic"], (), local=True)
    said = {key: words[key] or empty[key] for key in ("vignette", "question", "prompt")}
    options = [
        {
            "id": blank["id"],
            "text": given["text"] or blank["text"],
            "reason": given["reason"] or blank["reason"],
            **({"leaning": given["leaning"]} if given["leaning"] else {}),
        }
        for blank, given in zip(empty["options"], words["options"], strict=True)
    ]
    rest = {key: words[key] for key in ("title", "topic", "jurisdiction", "best")}
    lists = {key: list(words[key]) for key in ("people", "pointers")}
    replaced = (*LEFT_OUT_IF_EMPTY, TOPIC_FOR_NOW)
    kept = {key: value for key, value in row.items() if key not in replaced}
    found = {key: words[key] for key in LEFT_OUT_IF_EMPTY if words[key]}
    return {**kept, **rest, **said, **lists, "options": options, **found}


def drop_empty_parts(data: Data) -> None:
    """Drop parts that are empty: the schema has none."""
    for part in (ITEMS, NEXT):
        if not data.get(part):
            data.pop(part, None)
