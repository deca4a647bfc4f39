"""How to read a CSV file that does not have our columns, options or levels."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

import click

OURS = ("person", "team", "role", "item", "option", "level", "correct", "moment")
OPTIONAL = ("topic", "question", "said")
KEY = "key"
"""A column with the right option, in place of “correct”."""
CONFIDENCE_DATABASE = {
    "person": "subj_idx",
    "option": "response",
    KEY: "stimulus",
    "level": "confidence",
}
"""The columns of the files in the Confidence Database (Rahnev and others 2020)."""
PERCENT = "percent"
HIGHEST_LEVEL = 100
MOST_OPTIONS = 40
DECIMAL_COMMA = re.compile(r"\d+,\d+")


def with_point(cell: str) -> str:
    """A number as English writes it: 2.0 for the 2,0 of other languages."""
    return cell.replace(",", ".") if "," in cell and DECIMAL_COMMA.fullmatch(cell) else cell


def option_name(cell: str) -> str:
    """What an option is compared by: a letter is capital, a longer word small, 1.0 is 1."""
    if len(cell) == 1:
        return cell.upper()
    name = with_point(cell)
    if name.endswith(".0") and name[:-2].lstrip("-").isdecimal():
        return name[:-2]
    return name.lower()


class Anchors(NamedTuple):
    """The chance of being right at each level, or whether a level is this chance in percent."""

    hundredths: Mapping[int, int]
    percent: bool


@dataclass(frozen=True)
class CsvChoices:
    """What was chosen on the command line; None or empty: what the file itself says.

    ``columns``: the file's name of each of our columns. ``stands_for``: the right option for each
    value of the column ``key``, where the two are named differently. ``anchors``: the chance at
    each level in hundredths. ``percent``: whether a level is the chance itself, in percent.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    options: tuple[str, ...] = ()
    stands_for: Mapping[str, str] = field(default_factory=dict)
    anchors: Mapping[int, int] = field(default_factory=dict)
    percent: bool = False
    sure_from: int | None = None


def parse_columns(
    _context: click.Context, _option: click.Parameter, text: str | None
) -> dict[str, str]:
    """Our columns and the file's names of them, from “person=Subj_idx,option=Response”."""
    found: dict[str, str] = {}
    for part in (text or "").split(",") if text else ():
        ours, equals, theirs = (one.strip().lower() for one in part.partition("="))
        if not equals or not theirs or ours not in (*OURS, *OPTIONAL, KEY):
            known = ", ".join((*OURS, *OPTIONAL, KEY))
            raise click.BadParameter(f"“{part}” is not OURS=THEIRS with one of {known}.")
        found[ours] = theirs
    return found


def parse_options(
    _context: click.Context, _option: click.Parameter, text: str | None
) -> tuple[str, ...]:
    """The options, from letters in a row (“AB”) or from words with commas (“left,right”); empty
    without the option. Raises BadParameter."""
    given = text or ""
    parts = given.split(",") if "," in given else list(given)
    names = tuple(option_name(one.strip()) for one in parts)
    letters = "," in given or all(map(str.isalnum, names))
    if not letters or not _are_different(names) or len(names) == 1:
        raise click.BadParameter(
            f"“{text}” is not a row of different letters, for example AB, nor different words "
            "with commas between them, for example left,right."
        )
    return names


def _are_different(names: Sequence[str]) -> bool:
    return all(names) and len(set(names)) == len(names) <= MOST_OPTIONS


def parse_stands_for(
    _context: click.Context, _option: click.Parameter, text: str | None
) -> dict[str, str]:
    """The right option for each value of the key, from “0=left,1=right”."""
    found: dict[str, str] = {}
    for part in (text or "").split(",") if text else ():
        value, _, option = (option_name(one.strip()) for one in part.partition("="))
        if not value or not option or value in found:
            raise click.BadParameter(
                f"“{part}” is not VALUE=OPTION, with each value once, for example 0=left,1=right."
            )
        found[value] = option
    return found


def parse_anchors(_context: click.Context, _option: click.Parameter, text: str | None) -> Anchors:
    """The chance at each level in hundredths, from “1=0.5,2=0.75”; or the word “percent”."""
    if text == PERCENT:
        return Anchors({}, percent=True)
    found: dict[int, int] = {}
    for part in (text or "").split(",") if text else ():
        level, _, chance = part.partition("=")
        try:
            hundredths = Fraction(chance.strip()) * 100
            valid = hundredths.denominator == 1 and 0 <= hundredths <= 100
            number = int(level) if valid and 0 <= int(level) <= HIGHEST_LEVEL else None
        except (ValueError, ZeroDivisionError):
            number = None
        if number is None:
            raise click.BadParameter(f"“{part}” is not LEVEL=CHANCE, for example 1=0.5,2=0.75.")
        found[number] = int(hundredths)
    return Anchors(found, percent=False)
