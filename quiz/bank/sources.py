"""Sources (guidance documents), pointers into them, and how far we checked both."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby
from urllib.parse import urlsplit

from quiz.languages.sentences import gettext, lazy_gettext

LOCAL = "local-"
"""The start of every id in local content."""


class Checked(StrEnum):
    """How far we looked at a text ourselves."""

    READ = "read"
    RESTATED = "restated"
    NOT_CHECKED = "not-checked"

    @property
    def words(self) -> str:
        """The words beside a pointer. Only a text that we read is called checked."""
        return str(CHECKED_WORDS[self])

    @property
    def sentence(self) -> str:
        """The same as a sentence."""
        words = self.words
        return f"{words[0].upper()}{words[1:]}."


CHECKED_WORDS = {
    Checked.READ: lazy_gettext("checked against the source"),
    Checked.RESTATED: lazy_gettext("we have seen this quoted, but have not checked the original"),
    Checked.NOT_CHECKED: lazy_gettext("not yet checked against the source"),
}


@dataclass(frozen=True)
class Changed:
    """How a source changed since it was looked at."""

    on: date
    what: str


@dataclass(frozen=True, kw_only=True)
class Source:
    """A guidance document in one edition.

    ``checked`` says how far it was looked at, ``checked_on`` and ``checked_by`` when and by whom,
    ``review_by`` the day by which to look again. ``superseded_by`` is the id of its successor.
    ``copy`` is the address of a copy, where the publisher has none for the document itself.
    """

    id: str
    title: str
    publisher: str
    edition: str
    published: str | None
    jurisdiction: str
    status: str
    superseded_by: str | None
    url: str
    about: str
    checked: Checked
    checked_on: date
    checked_by: str
    review_by: date
    changed: Changed | None
    copy: str | None = None

    @property
    def links_home(self) -> bool:
        """Whether the link is to the publisher's home page, because no permanent one exists."""
        return urlsplit(self.url).path in ("", "/")

    @property
    def local(self) -> bool:
        """Whether it is an organisation's own document and not national guidance."""
        return self.id.startswith(LOCAL)

    def flag(self, today: date) -> str:
        """Why to look again before relying on it; empty when nothing is known."""
        if self.changed:
            return gettext("changed since we looked: %(what)s", what=self.changed.what)
        if today > self.review_by:
            return gettext("due to be looked at again")
        return ""


@dataclass(frozen=True)
class Pointer:
    """What one place in a source says, in our own words, and whether we read it there.

    ``url`` is the address of the place itself, in the document, in a copy, or where it is quoted.
    """

    id: str
    source: Source
    place: str
    says: str
    checked: Checked
    url: str | None = None

    @property
    def address(self) -> str:
        """The nearest address that we know: of the place, of a copy, or of the source."""
        return self.url or self.source.copy or self.source.url

    @property
    def link_words(self) -> str:
        """Where the link goes, if it does not go to the publisher's own document; else empty."""
        if self.address != self.source.url:
            quoted = self.url is not None and self.checked is not Checked.READ
            if quoted:
                return gettext("the link goes to a page that quotes it")
            return gettext("the link goes to a copy")
        return (
            gettext("the link goes to the publisher’s home page") if self.source.links_home else ""
        )


def together(pointers: Iterable[Pointer]) -> list[list[Pointer]]:
    """Groups of consecutive pointers with the same source, status and address."""
    return [
        list(group) for _, group in groupby(pointers, lambda p: (p.source.id, p.checked, p.address))
    ]
