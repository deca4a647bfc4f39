"""Groups that a lead names herself, in place of the six jobs: “Duty team: 12”, one on a line. Pure.

A group is a part of the team, and its name is on the invitation, so everybody can see whether it
describes a person.
"""

import unicodedata

from quiz.analysis.disclosure import EVERYONE_ELSE
from quiz.characters import invisible_in
from quiz.languages.sentences import gettext, lazy_gettext

MOST_GROUPS = 8
LONGEST_GROUP = 40
EXAMPLE = lazy_gettext("“Duty team: 12”")
TAKEN = {EVERYONE_ELSE.casefold(), "everybody", "whole team"}
"""Names that pages and reports use themselves; in another language they use their own, too."""


def own_groups(typed: str, most: int) -> dict[str, int]:
    """The number of people by group name. most: the highest number for one group.

    Names are composed (NFC), so that two that look the same are the same. Raises ValueError with a
    sentence about the first problem.
    """
    found: dict[str, int] = {}
    lines = [line.strip() for line in typed.splitlines() if line.strip()]
    if len(lines) > MOST_GROUPS:
        raise ValueError(gettext("Name %(number)s groups at most", number=MOST_GROUPS))
    for line in lines:
        name, colon, people = (part.strip() for part in line.rpartition(":"))
        if not (colon and people.isascii() and people.isdecimal() and 0 < int(people[:9]) <= most):
            raise ValueError(
                gettext(
                    "%(line)s: write a name, a colon and a number, such as %(example)s",
                    line=_quoted(line),
                    example=EXAMPLE,
                )
            )
        name = " ".join(unicodedata.normalize("NFC", name).split())
        _check(name, found)
        found[name] = int(people)
    return found


def _quoted(typed: str) -> str:
    """What was typed, cut where it would fill the page."""
    return f"“{typed if len(typed) <= LONGEST_GROUP else typed[:LONGEST_GROUP] + '…'}”"


def _check(name: str, others: dict[str, int]) -> None:
    if not any(character.isalnum() for character in name):
        raise ValueError(gettext("Give each group a name with letters"))
    if len(name) > LONGEST_GROUP:
        raise ValueError(
            gettext(
                "%(name)s is too long: use %(most)s characters or fewer",
                name=_quoted(name),
                most=LONGEST_GROUP,
            )
        )
    if invisible_in(name):
        raise ValueError(
            gettext(
                "“%(name)s” has invisible characters: type the name, do not paste it", name=name
            )
        )
    ours = {one.casefold() for one in (gettext("Everyone else"), gettext("Everybody"))}
    if name.casefold() in {*TAKEN, *ours, *(other.casefold() for other in others)}:
        raise ValueError(gettext("“%(name)s” is taken: give each group another name", name=name))
