"""Checks of a number of people, before it is compared with a limit."""

from typing import Any

from wtforms.validators import StopValidation

MOST_DIGITS = 9


def of_few_digits(_form: Any, field: Any) -> None:
    """A validator. Raises StopValidation for a number of more than nine digits: WTForms cannot
    compare one of hundreds of digits with a limit, and fails."""
    if field.data is not None and abs(field.data) >= 10**MOST_DIGITS:
        field.data = None
        raise StopValidation(f"Use {MOST_DIGITS} digits or fewer")


def unreadable(field: Any) -> bool:
    """Whether something was typed that is no number; the field has an error of its own then.

    A blank field is a readable 0, although WTForms finds an error in it at first.
    """
    return bool(field.process_errors and "".join(field.raw_data or ()).strip())
