"""A made-up language for tests: every sentence of a template with accents, and longer by a third.

What stays without accents on a page was never given to a translator, and what does not fit has no
room for other languages. Names of places and HTML stay as they are.
"""

import re
from gettext import NullTranslations
from pathlib import Path

PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
ACCENTED = "áƀçđéƒğĥíĵķļɱñóƥɋŕšţúṽŵẋýžÁƁÇĐÉƑĞĤÍĴĶĻṀÑÓƤɊŔŠŢÚṼŴẊÝŽ"
ACCENTS = str.maketrans(PLAIN, ACCENTED)
KEPT = re.compile(r"(%\(\w+\)[sd]|%%|<[^>]*>|&\w+;)")
OPEN, CLOSE = "⟦", "⟧"
LONGER_BY = 3
"""One letter more for so many letters."""
WORD = 6
"""The added letters are words, between which a line may break."""


class MadeUpTranslations(NullTranslations):
    """Translations of the sentences of a template; every other sentence stays as it is."""

    def __init__(self, known: frozenset[tuple[str | None, str]]) -> None:
        super().__init__()
        self._known = known

    def gettext(self, message: str) -> str:
        return in_made_up(message) if (None, message) in self._known else message

    def pgettext(self, context: str, message: str) -> str:
        return in_made_up(message) if (context, message) in self._known else message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        words = msgid1 if n == 1 else msgid2
        return in_made_up(words) if (None, msgid1) in self._known else words


class MadeUpSurvey(NullTranslations):
    """Translations of the content but for its scenarios, as in a language whose translators have
    not done them yet."""

    def pgettext(self, context: str, message: str) -> str:
        return message if context.startswith("item ") else in_made_up(message)


def made_up(template: Path) -> MadeUpTranslations:
    """The made-up translations of the sentences in a PO template."""
    from babel.messages.pofile import read_po

    with template.open("rb") as stream:
        messages = [message for message in read_po(stream) if message.id]
    ids = ((m.context, m.id if isinstance(m.id, str) else m.id[0]) for m in messages)
    return MadeUpTranslations(frozenset(ids))


def in_made_up(sentence: str) -> str:
    """A sentence in the made-up language."""
    parts = KEPT.split(sentence)
    accented = [
        part if number % 2 else part.translate(ACCENTS) for number, part in enumerate(parts)
    ]
    letters = sum(len(part) for part in parts[::2])
    longer = "".join(" ~"[number % WORD > 0] for number in range(1, letters // LONGER_BY + 1))
    return f"{OPEN}{''.join(accented)}{longer}{CLOSE}"
