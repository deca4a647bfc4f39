"""Whose launch it is that a browser keeps."""

from quiz import clock
from quiz.browser import browser_session
from quiz.retention import LAUNCH


def check_of(attempt_id: str, came_at: int) -> str:
    """The id of this browser's attempt, if it may send the completion of a launch; else empty.

    ``attempt_id`` is empty until a page asks for the first time. From then on the launch belongs to
    that attempt: the next person here, with a check of their own, is not offered it.
    """
    mine = browser_session.attempt_id() or ""
    recent = clock.is_recent(came_at, int(LAUNCH.period.total_seconds()))
    return mine if recent and attempt_id in ("", mine) else ""
