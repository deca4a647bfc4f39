"""Places in a file, in words: where something was found, and where it is to be changed."""

from quiz.languages.sentences import LazySentence, lazy_gettext

Words = LazySentence | str
"""A sentence of ours, for later; or a name from the file."""
LONGEST_QUOTE = 60
"""Characters of a file that a report quotes, at most."""


def line(number: object) -> LazySentence:
    """A line of a text."""
    return lazy_gettext("line %(number)s", number=number)


def row(number: object) -> LazySentence:
    """A row of a sheet."""
    return lazy_gettext("row %(number)s", number=number)


def in_sheet(name: str, place: Words) -> LazySentence:
    """A place in a workbook that has several sheets."""
    return lazy_gettext("sheet “%(sheet)s”, %(place)s", sheet=name, place=place)


def sheet_is_hidden(name: str) -> LazySentence:
    """A note about a sheet that people do not see."""
    return lazy_gettext("The sheet “%(sheet)s” is hidden and was left out.", sheet=name)


def sheet_without_headings(name: str) -> LazySentence:
    """A note about a sheet with other things than questions."""
    return lazy_gettext(
        "The sheet “%(sheet)s” has no headings of questions and was left out.", sheet=name
    )


def sheet_left_out(name: str, why: Words) -> LazySentence:
    """A note about a sheet that cannot be read. ``why``: in one or two sentences."""
    return lazy_gettext("The sheet “%(sheet)s” was left out. %(why)s", sheet=name, why=why)


def in_file(name: str, place: Words) -> LazySentence:
    """A place in a file of a package."""
    return lazy_gettext("%(file)s, %(place)s", file=name, place=place)


def with_column(place: Words, column: str) -> LazySentence:
    """A place in a table, with the name of the column."""
    return lazy_gettext("%(place)s, column %(column)s", place=place, column=column)


def category_left_out(place: Words, name: str) -> LazySentence:
    """A note about a category of questions, which scenarios do not have."""
    if name:
        return lazy_gettext(
            "%(place)s: the category “%(name)s” was left out.", place=place, name=name
        )
    return lazy_gettext("%(place)s: a category without a name was left out.", place=place)


def for_a_cell(place: Words) -> str:
    """A place that stands alone: with a capital, unless it begins with the name of a file."""
    words = str(place)
    begins_with_a_name = isinstance(place, str) or "file" in place.places
    return words if begins_with_a_name else f"{words[:1].upper()}{words[1:]}"
