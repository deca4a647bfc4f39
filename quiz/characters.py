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


def may_be_typed(character: str) -> bool:
    """Whether to keep a character that a person typed."""
    return unicodedata.category(character) not in NOT_TEXT and character not in DIRECTIONAL


def may_be_published(character: str) -> bool:
    """Whether a content file may contain a character, apart from line breaks; stricter than above,
    because an author cannot see what a reviewer would miss."""
    return unicodedata.category(character) not in {*NOT_TEXT, FORMAT}
