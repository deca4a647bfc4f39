"""Pages that are the same for everybody but for a few bytes: rendered once, joined for each person.

What is kept: the start page and pages of questions, in pieces, with a slot wherever something of a
person stands.
Where: in the memory of each process. When a page is made anew: after the content was read again, or
when `MOST_PAGES` others were made. A page is rendered in a request of nobody, which has no cookie,
no token and no attempt, so nothing of the person who came first can be in it.
"""

import re
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field

from flask import Flask, current_app, request
from flask import session as cookie

from quiz.bank.items import Bank
from quiz.browser import browser_session
from quiz.content import store
from quiz.languages.sentences import language

MOST_PAGES = 400
"""About 3 MB: a page has 7 kB."""
SLOT = re.compile("\x02(.*?)\x03")
PREPARED = "prepared pages"


def slot(name: str) -> str:
    """What stands in a prepared page for something of a person. No content has these characters."""
    return f"\x02{name}\x03"


@dataclass
class PreparedPages:
    """The pages of one bank, each in pieces: what is sent, and at every second place the name of a
    slot."""

    bank: Bank
    pages: dict[Hashable, list[bytes]] = field(default_factory=dict)


def init_app(app: Flask) -> None:
    """Start without pages."""
    app.extensions[PREPARED] = None


def joined(key: Hashable, render: Callable[[], str], slots: Mapping[str, str]) -> bytes:
    """The page with this key and these slots, as HTML; ``render`` makes it if it is not there.

    The key names everything that the page depends on, besides the content, the slots, the language
    and the address, which the links to other languages lead back to.
    """
    kind = browser_session.kind_of_device()
    place = (key, kind, language().code, request.path)
    pages = _pages()
    if place not in pages:
        if len(pages) >= MOST_PAGES:
            pages.clear()
        with current_app.test_request_context(request.path):  # in the same language
            cookie.update(dict.fromkeys(kind, True))
            pages[place] = [piece.encode() for piece in SLOT.split(render())]
    pieces = pages[place].copy()
    pieces[1::2] = [slots[name.decode()].encode() for name in pieces[1::2]]
    return b"".join(pieces)


def _pages() -> dict[Hashable, list[bytes]]:
    """The pages of the content that is served now."""
    known: PreparedPages | None = current_app.extensions[PREPARED]
    served = store(current_app).bank
    if known is None or known.bank is not served:
        known = current_app.extensions[PREPARED] = PreparedPages(served)
    return known.pages
