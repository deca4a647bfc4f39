"""What a host sets for the room's screen: whether it may move the session, and a pause's end."""

from sqlalchemy.orm import Session

from quiz import clock
from quiz.live.session.models import LiveSession, lock
from quiz.live.session.phases import Phase

PAUSE_MINUTES = (5, 10, 15, 30, 60)
MINUTE_IN_SECONDS = 60


def allow_moves(session: Session, live: LiveSession, allowed: bool) -> None:
    """Let the room's screen move the session, or only show it."""
    locked = lock(session, live)
    if locked.screen_moves != allowed and locked.phase != Phase.END:
        locked.screen_moves = allowed
        locked.changed(screen=False, phones=False)  # only a screen with buttons shows it


def end_pause_in(session: Session, live: LiveSession, minutes: int) -> None:
    """Say when the session goes on, to the next full minute. No change while it is not paused.

    It is a promise to the room: nothing happens by itself.
    """
    locked = lock(session, live)
    if locked.paused:
        at = clock.seconds() + minutes * MINUTE_IN_SECONDS
        until = -(-at // MINUTE_IN_SECONDS) * MINUTE_IN_SECONDS
        if locked.pause_until != until:
            locked.pause_until = until
            locked.changed()
