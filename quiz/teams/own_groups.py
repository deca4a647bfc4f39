"""Groups that a lead names herself, in place of the six jobs: “Duty team: 12”, one on a line. Pure.

A group is a part of the team, and its name is on the invitation, so everybody can see whether it
describes a person.
"""

import unicodedata

from quiz.analysis.disclosure import EVERYONE_ELSE
from quiz.characters import invisible_in

MOST_GROUPS = 8
LONGEST_GROUP = 40
EXAMPLE = "“Duty team: 12”"
TAKEN = {EVERYONE_ELSE.casefold(), "everybody", "whole team"}
"""Names that pages and reports use themselves."""


def own_groups(typed: str, most: int) -> dict[str, int]:
    """The number of people by group name. most: the highest number for one group.

    Names are composed (NFC), so that two that look the same are the same. Raises ValueError with a
    sentence about the first problem.
    """
    found: dict[str, int] = {}
    lines = [line.strip() for line in typed.splitlines() if line.strip()]
    if len(lines) > MOST_GROUPS:
        raise ValueError(f"Name {MOST_GROUPS} groups at most")
    for line in lines:
        name, colon, people = (part.strip() for part in line.rpartition(":"))
        if not (colon and people.isascii() and people.isdecimal() and 0 < int(people[:9]) <= most):
            raise ValueError(
                f"{_quoted(line)}: write a name, a colon and a number, such as {EXAMPLE}"
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
        raise ValueError("Give each group a name with letters")
    if len(name) > LONGEST_GROUP:
        raise ValueError(f"{_quoted(name)} is too long: use {LONGEST_GROUP} characters or fewer")
    if invisible_in(name):
        raise ValueError(f"“{name}” has invisible characters: type the name, do not paste it")
    if name.casefold() in {*TAKEN, *(other.casefold() for other in others)}:
        raise ValueError(f"“{name}” is taken: give each group another name")
