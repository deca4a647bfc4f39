"""Invisible characters: which of them a typed text or a content file may not contain."""

import unicodedata

NOT_TEXT = {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"}
"""Unicode categories that are not text: control characters, which not every database accepts, and
unusual line breaks."""
FORMAT = "Cf"
"""The category of invisible characters that change the text around them. Some languages and emoji
need some of them; our content needs none."""
DIRECTIONAL = {*map(chr, (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))}
"""Invisible characters that change the direction of the text after them. Right-to-left letters need
none of them."""

BLANK = {
    *map(chr, (0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0)),
    *map(chr, range(0xFE00, 0xFE10)),
    *map(chr, range(0xE0100, 0xE01F0)),
}
"""Characters that look like nothing, though Unicode counts them as letters, marks or symbols."""
JOINERS = {"\u200c", "\u200d"}
LAST_WITHOUT_JOINERS = 0x5FF
"""Latin, Greek, Cyrillic, Armenian and Hebrew letters need no joiners."""


def may_be_typed(character: str) -> bool:
    """Whether to keep a character that a person typed."""
    return unicodedata.category(character) not in NOT_TEXT and character not in DIRECTIONAL


def invisible_in(name: str) -> bool:
    """Whether a name has invisible characters, with which two names could look the same.

    Joiners are allowed between letters: Persian, Hindi and other languages write with them.
    """
    return any(
        unicodedata.category(character) == FORMAT or character in BLANK
        for place, character in enumerate(name)
        if not (character in JOINERS and _between_letters(name, place))
    )


def without_invisible(text: str) -> str:
    """A typed text without control and invisible characters; each of the first becomes a space.

    Joiners stay between letters, as in ``invisible_in``.
    """
    return "".join(
        " " if not may_be_typed(character) else character
        for place, character in enumerate(text)
        if not may_be_typed(character)
        or not invisible_in(character)
        or (character in JOINERS and _between_letters(text, place))
    )


def _between_letters(name: str, place: int) -> bool:
    around = name[place - 1 : place] + name[place + 1 : place + 2]
    return len(around) == 2 and all(
        unicodedata.category(one)[0] in "LM" and ord(one) > LAST_WITHOUT_JOINERS for one in around
    )


def may_be_published(character: str) -> bool:
    """Whether a content file may contain a character, apart from line breaks; stricter than above,
    because an author cannot see what a reviewer would miss."""
    return unicodedata.category(character) not in {*NOT_TEXT, FORMAT}
