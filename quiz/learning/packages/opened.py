"""What a browser keeps of the learning system whose package opened the check: which one, and a
number that it made. It is in the cookie only, and says nothing of the person."""

import re
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from urllib.parse import urlsplit

from flask import session as cookie

from quiz import clock
from quiz.browser.browser_session import LEARNING, OPENED_BY
from quiz.learning.whose import check_of
from quiz.settings.config import current_settings

NUMBER = re.compile(r"[0-9a-f]{32}", re.ASCII)
"""The number of one opening: 128 random bits. It counts once."""
USUAL_PORTS = {"https": 443, "http": 80}


@dataclass(frozen=True)
class PackageLaunch:
    """A check that was opened from a package.

    ``kind`` is ``scorm`` or ``cmi5``; ``system`` the origin of the learning system.
    """

    kind: str
    system: str
    number: str
    came_at: int

    @property
    def host(self) -> str:
        """The name that people know from the address bar."""
        return urlsplit(self.system).netloc


def listed(address: str) -> str:
    """The origin of an address, if the operator listed it as a learning system's; else empty."""
    asked, known = _origin(address), current_settings().learning_systems
    return next((one for one in known if asked and _origin(one) == asked), "")


def _origin(address: str) -> tuple[str, str | None, int | None] | None:
    """Scheme, host and port; None for an address that has a user, or cannot be read."""
    try:
        parts = urlsplit(address)
        port = parts.port or USUAL_PORTS.get(parts.scheme)
    except ValueError:
        return None
    return None if "@" in parts.netloc else (parts.scheme, parts.hostname, port)


def all_listed(addresses: Iterable[str]) -> list[str]:
    """The origins of these addresses; empty unless each is listed."""
    found = [listed(address) for address in addresses]
    return found if all(found) else []


def keep(kind: str, system: str, number: str, attempt_id: str) -> None:
    """Keep this launch for this attempt; without one, for the next that is finished."""
    cookie[OPENED_BY] = [kind, system, number, clock.seconds(), attempt_id]
    cookie.pop(LEARNING, None)


def current() -> PackageLaunch | None:
    """The launch whose completion this browser's attempt may send."""
    if OPENED_BY not in cookie:
        return None
    *parts, attempt_id = cookie[OPENED_BY]
    found = PackageLaunch(*parts)
    if not (mine := check_of(attempt_id, found.came_at)) or not listed(found.system):
        return None
    if not attempt_id:
        cookie[OPENED_BY] = [*astuple(found), mine]
    return found


def forget() -> None:
    """Completion was sent: nothing of the launch is left."""
    cookie.pop(OPENED_BY, None)
