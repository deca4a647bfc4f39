"""A check of a number of people, before it is compared with a limit."""

from typing import Any

from wtforms.validators import StopValidation

MOST_DIGITS = 9


def of_few_digits(_form: Any, field: Any) -> None:
    """A validator. Raises StopValidation for a number of more than nine digits: WTForms cannot
    compare one of hundreds of digits with a limit, and fails."""
    if field.data is not None and abs(field.data) >= 10**MOST_DIGITS:
        field.data = None
        raise StopValidation(f"Use {MOST_DIGITS} digits or fewer")
