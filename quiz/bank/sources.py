"""The register: guidance documents, what they say where, and how far we looked ourselves."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby
from urllib.parse import urlsplit

LOCAL = "local-"
"""How the id of everything begins that an organisation adds for its own people."""


class Checked(StrEnum):
    """How far we looked at the text ourselves."""

    READ = "read"
    RESTATED = "restated"
    NOT_CHECKED = "not-checked"

    @property
    def words(self) -> str:
        """What a person is told beside a pointer. Only a text that we read is called checked."""
        return CHECKED_WORDS[self]


CHECKED_WORDS = {
    Checked.READ: "checked against the source",
    Checked.RESTATED: "read as quoted or restated elsewhere, not in the source itself",
    Checked.NOT_CHECKED: "not yet checked against the source",
}


@dataclass(frozen=True)
class Changed:
    """That a source is known to have changed since it was looked at, and how."""

    on: date
    what: str


@dataclass(frozen=True, kw_only=True)
class Source:
    """A guidance document in one edition.

    ``checked`` says how far it was looked at, ``checked_on`` and ``checked_by`` when and by whom,
    ``review_by`` the last day on which that still counts as fresh. ``superseded_by`` is the id of
    the source that took its place.
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

    @property
    def links_home(self) -> bool:
        """Whether the link leads to the publisher's home page, for want of a lasting one."""
        return urlsplit(self.url).path in ("", "/")

    @property
    def local(self) -> bool:
        """Whether it is an organisation's own document, and no national guidance."""
        return self.id.startswith(LOCAL)

    def flag(self, today: date) -> str:
        """Why not to rely on it before looking again; empty when nothing is known against it."""
        if self.changed:
            return f"changed since we looked: {self.changed.what}"
        if today > self.review_by:
            return "due to be looked at again"
        return ""


@dataclass(frozen=True)
class Pointer:
    """What one place in a source says, in our own words, and whether we read it there."""

    id: str
    source: Source
    place: str
    says: str
    checked: Checked


def together(pointers: Iterable[Pointer]) -> list[list[Pointer]]:
    """Pointers that follow each other in one source and were checked alike, side by side."""
    return [list(group) for _, group in groupby(pointers, lambda p: (p.source.id, p.checked))]
