"""Whether an item is the question that a draft with its id has, and which option is which."""

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from quiz.bank import edits, own_content
from quiz.bank.content_file import Data
from quiz.bank.formats.portable import PortableItem, PortableOption

ALIKE = 0.5
"""How much of two texts is the same (difflib's ratio, of words): a text that somebody corrected is
still that text."""


def is_another(row: Data, item: PortableItem) -> bool:
    """Whether most words of an item are others than those of a row. Many files number their
    questions, so that an id alone says little; and so do a title such as “Question 1” and options
    such as “Yes” and “No”."""
    pairs = [
        (row["title"], item.title),
        (row["vignette"], item.vignette),
        (row["question"], item.question),
        *((old["text"], new.text) for old, new in zip(row["options"], item.options, strict=False)),
    ]
    known = [pair for pair in pairs if pair[1] and not own_content.is_unwritten(pair[0])]
    here, there = (" ".join(words) for words in zip(*known, strict=True)) if known else ("", "")
    return not are_alike(here, there)


def are_alike(one: str, other: str) -> bool:
    """Whether at least half of the words are the same, in the same order."""
    return SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio() >= ALIKE


def options_with(rows: Sequence[Data], options: Sequence[PortableOption]) -> list[Data]:
    """The options of a row with those of an item in their places. A reason and a leaning go with
    the words of their option; where these are new, both are still to be written."""
    changed = [
        {**_with_its_words(row, option, rows, options), **_said(option), "id": row["id"]}
        for row, option in zip(rows, options, strict=False)
    ]
    return changed + list(rows[len(options) :])


def _with_its_words(
    row: Data, option: PortableOption, rows: Iterable[Data], options: Iterable[PortableOption]
) -> Data:
    """The option here that has the words of an item's option, or those that it had before."""
    moved = next((one for one in rows if one["text"] == option.text), None)
    if moved:
        return moved
    stays_elsewhere = any(one.text == row["text"] for one in options)
    corrected = own_content.is_unwritten(row["text"]) or are_alike(row["text"], option.text)
    if corrected and not stays_elsewhere:
        return row
    return {"id": row["id"], "text": option.text, "reason": edits.REASON_TO_WRITE}


def _said(option: PortableOption) -> Data:
    words = {"text": option.text, "reason": option.reason, "leaning": option.leaning}
    return {name: value for name, value in words.items() if value is not None}
