"""Holds an imported item to what an organisation's file may have, in the words of its reader."""

import re

from quiz.bank import references
from quiz.bank.content_file import LOCAL_SCHEMA, Content, Data, checked
from quiz.bank.formats.plain_text import check_no_formula, check_one_language
from quiz.bank.formats.portable import FIELD_WORDS, ItemRefused, PortableField, PortableItem
from quiz.bank.items import Bank, HcpcSubject, Leaning
from quiz.languages.sentences import LazySentence, lazy_gettext
from quiz.vocabulary import OPTION_IDS

KNOWN = (("topics", "topics"), ("sources", "sources"), ("facts", "pointers"))
IN_AN_OPTION = re.compile(r"options\[\d+\] \((?P<letter>\w)\) > (?P<part>\w+)")
OF_OPTIONS = {
    "text": ("option", lazy_gettext("option %(letter)s")),
    "reason": ("reason", lazy_gettext("the reason of option %(letter)s")),
    "leaning": ("leaning", lazy_gettext("the leaning of option %(letter)s")),
}
MESSAGES = tuple(
    (re.compile(pattern, re.DOTALL), sentence)
    for pattern, sentence in (
        (r".*(is too short|should be non-empty)", lazy_gettext("%(part)s is too short")),
        (r".*non-unique elements", lazy_gettext("%(part)s has the same twice")),
        (r".*is too long", lazy_gettext("%(part)s has too many parts")),
        (
            r"has (?P<number>\d+) characters; (?P<most>\d+) is the most",
            lazy_gettext("%(part)s has %(number)s characters; %(most)s is the most"),
        ),
        (
            r"has an invisible character \((?P<code>[^)]+)\)",
            lazy_gettext("%(part)s has an invisible character (%(code)s)"),
        ),
        (
            r"must be one line of text, without < or > and without spaces at either end",
            lazy_gettext(
                "%(part)s must be one line of text, without < or > and without spaces at either end"
            ),
        ),
        (
            r"must be text without < or > and without spaces at either end",
            lazy_gettext("%(part)s must be text without < or > and without spaces at either end"),
        ),
        (
            r"must be lower-case letters and digits, joined by hyphens",
            lazy_gettext("%(part)s must be lower-case letters and digits, joined by hyphens"),
        ),
        (
            r"“(?P<name>.*)” is not in the vignette",
            lazy_gettext("%(part)s: “%(name)s” is not in the vignette"),
        ),
        (r"(?P<message>.*?)\.?$", lazy_gettext("%(part)s: %(message)s")),
    )
)
"""What the checks of a content file say; jsonschema quotes values as Python writes them. The last
one is for what no file of questions should lead to: it keeps its English words."""


def check_words(item: PortableItem, bank: Bank) -> None:
    """Words of closed sets, and texts in one language. Raises ItemRefused with the column."""
    of_options = (words for one in item.options for words in (one.text, one.reason))
    parts = (item.title, item.vignette, item.question, item.prompt, item.rule, *of_options)
    words = "\n".join(filter(None, parts))
    check_one_language(words)
    check_no_formula(words)
    letters = [topic.id for topic in bank.topics]
    if item.topic and item.topic not in letters:
        ends = {"first": letters[0], "last": letters[-1]}
        raise ItemRefused(
            lazy_gettext(
                "its topic “%(topic)s” is none of %(first)s to %(last)s", topic=item.topic, **ends
            ),
            lazy_gettext("Write %(first)s to %(last)s", **ends),
            "topic",
        )
    subjects = list(HcpcSubject)
    if item.hcpc_subject and item.hcpc_subject not in subjects:
        raise ItemRefused(
            lazy_gettext("its HCPC subject “%(subject)s” is not known", subject=item.hcpc_subject),
            lazy_gettext("Write one of %(known)s", known=", ".join(subjects)),
            "hcpc_subject",
        )
    for letter, option in zip(OPTION_IDS, item.options, strict=False):
        if option.leaning and option.leaning not in list(Leaning):
            raise ItemRefused(
                lazy_gettext("the leaning “%(leaning)s” is not known", leaning=option.leaning),
                lazy_gettext("Write one of %(known)s", known=", ".join(Leaning)),
                f"leaning_{letter}",
            )


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
        said = next(
            sentence.filled(part=words, **found.groupdict())
            for pattern, sentence in MESSAGES
            if (found := pattern.match(message))
        )
        todo = lazy_gettext("Change it in the file, then import it again")
        raise ItemRefused(said, todo, column)


def _place_in_words(place: str) -> tuple[LazySentence, str]:
    """A part of a row in words, and the column of our tables that has it."""
    if found := IN_AN_OPTION.match(place):
        column, words = OF_OPTIONS[found["part"]]
        return words.filled(letter=found["letter"]), f"{column}_{found['letter']}"
    name = place.partition("[")[0]
    if name in FIELD_WORDS:
        return FIELD_WORDS[PortableField(name)], name
    return lazy_gettext("its question") if name == "question" else lazy_gettext("it"), name
