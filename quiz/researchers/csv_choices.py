"""How to read a CSV file that does not have our columns, options or levels."""

from collections.abc import Mapping
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


class Anchors(NamedTuple):
    """The chance of being right at each level, or whether a level is this chance in percent."""

    hundredths: Mapping[int, int]
    percent: bool


@dataclass(frozen=True)
class CsvChoices:
    """What was chosen on the command line; None or empty: what the file itself says.

    ``columns``: the file's name of each of our columns. ``anchors``: the chance at each level in
    hundredths. ``percent``: whether a level is the chance itself, in percent.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    options: tuple[str, ...] = ()
    anchors: Mapping[int, int] = field(default_factory=dict)
    percent: bool = False
    sure_from: int | None = None


def parse_columns(
    _context: click.Context, _option: click.Parameter, text: str | None
) -> dict[str, str]:
    """Our columns and the file's names of them, from “person=Subj_idx,option=Response”.

    Raises BadParameter.
    """
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
    """The options as capital letters, from “AB”; empty without the option. Raises BadParameter."""
    letters = tuple((text or "").upper())
    if not all(map(str.isalnum, letters)) or len(set(letters)) < len(letters) or len(letters) == 1:
        raise click.BadParameter(
            f"“{text}” is not a row of different letters, for example AB. An option is one letter "
            "or digit: write words such as Yes and No as Y and N in the file, and --options YN."
        )
    return letters


def parse_anchors(_context: click.Context, _option: click.Parameter, text: str | None) -> Anchors:
    """The chance at each level in hundredths, from “1=0.5,2=0.75”; or the word “percent”.

    Raises BadParameter.
    """
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
