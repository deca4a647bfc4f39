"""Holds an imported item to what an organisation's file may have, in the words of its reader."""

import re

from quiz.bank import references
from quiz.bank.content_file import LOCAL_SCHEMA, Content, Data, checked
from quiz.bank.formats.portable import FIELD_WORDS, ItemRefused, PortableField, PortableItem
from quiz.bank.items import Bank, HcpcSubject, Leaning
from quiz.vocabulary import OPTION_IDS

KNOWN = (("topics", "topics"), ("sources", "sources"), ("facts", "pointers"))
IN_AN_OPTION = re.compile(r"options\[\d+\] \((?P<letter>\w)\) > (?P<part>\w+)")
OF_OPTIONS = {
    "text": ("option", "option {}"),
    "reason": ("reason", "the reason of option {}"),
    "leaning": ("leaning", "the leaning of option {}"),
}
ABOUT_IT = ("must be", "has ", "is ")
MESSAGES = (
    (re.compile(r".*(is too short|should be non-empty)", re.DOTALL), "is too short"),
    (re.compile(r".*non-unique elements", re.DOTALL), "has the same twice"),
    (re.compile(r".*is too long", re.DOTALL), "has too many parts"),
)
"""What jsonschema says, which quotes values as Python writes them."""


def check_words(item: PortableItem, bank: Bank) -> None:
    """Words of closed sets. Raises ItemRefused with the column."""
    letters = [topic.id for topic in bank.topics]
    if item.topic and item.topic not in letters:
        known = f"{letters[0]} to {letters[-1]}"
        raise ItemRefused(f"its topic “{item.topic}” is none of {known}", f"Write {known}", "topic")
    subjects = list(HcpcSubject)
    if item.hcpc_subject and item.hcpc_subject not in subjects:
        said = f"its HCPC subject “{item.hcpc_subject}” is not known"
        raise ItemRefused(said, f"Write one of {', '.join(subjects)}", "hcpc_subject")
    for letter, option in zip(OPTION_IDS, item.options, strict=False):
        if option.leaning and option.leaning not in list(Leaning):
            said = f"the leaning “{option.leaning}” is not known"
            raise ItemRefused(said, f"Write one of {', '.join(Leaning)}", f"leaning_{letter}")


def check_row(row: Data, data: Data, bank: Bank) -> None:
    """Hold a row to the schema and its references. Raises ItemRefused."""
    national = Content(
        {part: [{"id": one.id} for one in getattr(bank, known)] for part, known in KNOWN},
        (),
        frozenset(),
    )
    earlier = [one for one in data.get("earlier", ()) if one["id"] == row["id"]]
    rows = checked({"items": [row], "earlier": earlier}, LOCAL_SCHEMA)
    start = rows.location("items", 0)
    for finding in [*rows.findings, *references.in_local(rows, national)]:
        place, _, message = finding.removeprefix(start).removeprefix(" > ").partition(": ")
        words, column = _place_in_words(place)
        said = next((plain for raw, plain in MESSAGES if raw.match(message)), message.rstrip("."))
        said = f"{words} {said}" if said.startswith(ABOUT_IT) else f"{words}: {said}"
        raise ItemRefused(said, "Change it in the file, then import it again", column)


def _place_in_words(place: str) -> tuple[str, str]:
    """A part of a row in words, and the column of our tables that has it."""
    if found := IN_AN_OPTION.match(place):
        column, words = OF_OPTIONS[found["part"]]
        return words.format(found["letter"]), f"{column}_{found['letter']}"
    name = place.partition("[")[0]
    if name in FIELD_WORDS:
        return str(FIELD_WORDS[PortableField(name)]), name
    return "its question" if name == "question" else "it", name
