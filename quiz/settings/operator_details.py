"""Who runs the service, from its settings."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from quiz.clock import today
from quiz.instance import OperatorError

LAWFUL_BASES = ("public-task", "legitimate-interests", "consent")
"""The page on privacy has a sentence for each."""


@dataclass(frozen=True)
class Operator:
    """The organisation that runs the service, as its privacy notice and its accessibility
    statement name it. ``lawful_basis`` is one of `LAWFUL_BASES`; the contacts are an address for
    mail or a telephone number; ``statement_on`` is the day the statement was last reviewed.
    """

    name: str
    privacy_contact: str
    accessibility_contact: str
    lawful_basis: str
    statement_on: date


def operator(environ: Mapping[str, str], production: bool) -> Operator | None:
    """Who runs the service; None outside production, if nothing is set. Raises OperatorError."""
    names = (
        *("OPERATOR_NAME", "PRIVACY_CONTACT", "ACCESSIBILITY_CONTACT"),
        *("LAWFUL_BASIS", "STATEMENT_DATE"),
    )
    name, privacy, accessibility, basis, day = (environ.get(one, "").strip() for one in names)
    if not production and not any((name, privacy, accessibility, basis, day)):
        return None
    if not all((name, privacy, accessibility, basis, day)):
        raise OperatorError(
            f"{', '.join(names)} belong together: the privacy notice and the accessibility "
            "statement need them; set all five."
        )
    if basis not in LAWFUL_BASES:
        raise OperatorError(f"LAWFUL_BASIS must be one of {', '.join(LAWFUL_BASES)}.")
    try:
        statement_on = date.fromisoformat(day)
    except ValueError:
        raise OperatorError(
            "STATEMENT_DATE must be the day of your accessibility statement, such as 2026-03-31."
        ) from None
    if statement_on > today():
        raise OperatorError(
            f"STATEMENT_DATE is {statement_on}, and today is {today()}: it must be the day "
            "on which the statement was last reviewed."
        )
    return Operator(name, privacy, accessibility, basis, statement_on)
