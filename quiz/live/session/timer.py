"""Times in a session: the timer of a vote, time to talk, and the ten seconds before a close. Pure.

The timer is one number: the second since 1970 at which the time is up; in a pause, the seconds that
are left. It closes nothing. ``closes_at`` is another: the second at which an open question closes,
because the host has said so. Both are by the database's clock, which all nodes share. Both belong
to the session and end with its phase. No answer has a time, and nobody's speed is scored.
"""

from enum import StrEnum

from quiz.live.session.phases import ASKING, Phase, SessionState
from quiz.live.session.plan import Plan

CLOSING_SECONDS = 10
GRACE_SECONDS = 3
"""How much later the service closes the question: phones send what is complete at zero."""
TALK_SECONDS = 180
MORE_SECONDS = 60
LONGEST = 3600


class ClockMove(StrEnum):
    """What a host may do about time, without moving the session."""

    CLOSE_SOON = "close_soon"
    KEEP_OPEN = "keep_open"
    TALK = "talk"
    MORE = "more"


def clock_moves(
    state: SessionState, plan: Plan, timer: int | None, closes_at: int | None
) -> tuple[ClockMove, ...]:
    """What is allowed now. Only the host ends a session: no clock does."""
    ends_it = state.phase == Phase.AFTER and not plan.before
    if state.phase in ASKING and not state.paused and not ends_it:
        more = (ClockMove.MORE,) if timer is not None else ()
        return (ClockMove.KEEP_OPEN, *more) if closes_at else (ClockMove.CLOSE_SOON, *more)
    if state.phase == Phase.DISCUSS:
        return (ClockMove.TALK,) if timer is None else (ClockMove.MORE,)
    return ()


def after_clock_move(
    move: ClockMove, state: SessionState, timer: int | None, now: int
) -> tuple[int | None, int | None]:
    """The timer and ``closes_at`` after one of these moves. More time also keeps a vote open."""
    match move:
        case ClockMove.CLOSE_SOON:
            return timer, now + CLOSING_SECONDS
        case ClockMove.KEEP_OPEN:
            return timer, None
        case ClockMove.TALK:
            return (0 if state.paused else now) + TALK_SECONDS, None
        case ClockMove.MORE:
            start = timer or 0 if state.paused else max(now, timer or 0)
            return start + MORE_SECONDS, None


def after_move(
    timer: int | None, before: SessionState, after: SessionState, plan: Plan, now: int
) -> int | None:
    """The timer after a move of the host. now: seconds since 1970.

    A vote that opens restarts it, where the plan has one; time to talk ends with the talk.
    """
    if after.takes_answers and after.round != before.round:
        return None if plan.timer is None else now + plan.timer
    if timer is None or after.phase != before.phase:
        return None
    if after.paused != before.paused:
        return _within(timer - now) if after.paused else now + timer
    return timer


def left(timer: int | None, state: SessionState, now: int) -> int | None:
    """How many seconds are left; None where nothing is timed."""
    if timer is None:
        return None
    return timer if state.paused else _within(timer - now)


def closing_left(closes_at: int | None, now: int) -> int | None:
    """How many seconds until the question closes; None while nobody has said that it will."""
    return None if closes_at is None else min(CLOSING_SECONDS, max(0, closes_at - now))


def _within(seconds: int) -> int:
    """From none to an hour, even if the server's clock is set back while a vote is open."""
    return min(LONGEST, max(0, seconds))


def words(seconds: int) -> str:
    """Minutes and seconds, as m:ss."""
    return f"{seconds // 60}:{seconds % 60:02d}"
