"""Checks of a number of people, before it is compared with a limit."""

from typing import Any, cast

from wtforms.validators import NumberRange, StopValidation

from quiz.languages.sentences import gettext, lazy_gettext

MOST_DIGITS = 9
UP_TO = lazy_gettext("Give a whole number from 0 to %(max)s")


def of_few_digits(_form: Any, field: Any) -> None:
    """A validator. Raises StopValidation for a number of more than nine digits: WTForms cannot
    compare one of hundreds of digits with a limit, and fails."""
    if field.data is not None and abs(field.data) >= 10**MOST_DIGITS:
        field.data = None
        raise StopValidation(gettext("Use %(number)s digits or fewer", number=MOST_DIGITS))


def up_to(most: int) -> NumberRange:
    """A validator: a number of people from nobody to this many."""
    return NumberRange(0, most, cast(str, UP_TO))


def unreadable(field: Any) -> bool:
    """Whether something was typed that is no number; the field has an error of its own then.

    A blank field is a readable 0, although WTForms finds an error in it at first.
    """
    return bool(field.process_errors and "".join(field.raw_data or ()).strip())
