"""Which code works with which revision of the tables.

A revision has a number of four digits: ``0026``. If the code of earlier releases works with it,
too, its name says since which revision: ``0026since0024``. Its migration and those between only add
(docs/running.md). So old and new nodes serve at once during an upgrade, and the old release starts
again without a downgrade.
"""

import re

NAME = re.compile(r"(?P<number>\d{4})(?:since(?P<since>\d{4}))?")


def works_with(code: str, tables: str) -> bool:
    """Whether code whose newest revision is ``code`` works with tables at revision ``tables``."""
    if code == tables:
        return True
    ours, theirs = NAME.fullmatch(code), NAME.fullmatch(tables)
    if ours is None or theirs is None or theirs["since"] is None:
        return False
    return theirs["since"] <= ours["number"] < theirs["number"]
