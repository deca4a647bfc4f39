"""Which live sessions the room's screens in this browser may move."""

from flask import session as cookie

from quiz.browser.browser_session import SCREENS

MOST_SCREENS = 3  # a cookie has little room, and a host runs one session at a time


def _screens() -> list[list[str]]:
    """Pairs of ids of a session and its host, that used last at the end. A list, because the cookie
    sorts the keys of a mapping."""
    kept = cookie.get(SCREENS, [])
    return list(map(list, kept.items())) if isinstance(kept, dict) else kept  # of an older release


def keep_screen(session_id: str, host_id: str) -> None:
    """Let the room's screen in this browser move a session, in place of the one of three that was
    opened or used longest ago."""
    others = [pair for pair in _screens() if pair[0] != session_id]
    kept = [*others[1 - MOST_SCREENS :], [session_id, host_id]]
    if cookie.get(SCREENS) != kept:
        cookie[SCREENS] = kept


def screen_host(session_id: str) -> str:
    """The id of the host who opened the room's screen of a session here; empty if nobody did."""
    return str(dict(_screens()).get(session_id, ""))


def has_screens() -> bool:
    """Whether a room's screen in this browser may move a session."""
    return bool(_screens())


def forget_screens() -> None:
    """The room's screens in this browser only show from now on."""
    cookie.pop(SCREENS, None)
