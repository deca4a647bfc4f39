"""A vote's timer: a reminder on the host's page and the display. It closes nothing. Pure.

It is one number: while the vote is open, the second since 1970 at which the time is up; in a pause,
the seconds that are left. It ends when the vote closes. No answer has a time, and nobody's speed is
scored.
"""

from quiz.live.session.phases import SessionState
from quiz.live.session.plan import Plan


def after_move(
    timer: int | None, before: SessionState, after: SessionState, plan: Plan, now: int
) -> int | None:
    """The timer after a move of the host. now: seconds since 1970.

    A vote that opens restarts it. None where the plan has no timer, or no vote is open.
    """
    if plan.timer is None or not after.takes_answers:
        return None
    if after.round != before.round:
        return now + plan.timer
    if timer is not None and after.paused != before.paused:
        return _within(plan.timer, timer - now) if after.paused else now + timer
    return timer


def left(timer: int | None, state: SessionState, plan: Plan, now: int) -> int | None:
    """How many seconds are left, from 0 to the plan's timer; None where nothing is timed."""
    if timer is None or plan.timer is None:
        return None
    return timer if state.paused else _within(plan.timer, timer - now)


def _within(most: int, seconds: int) -> int:
    """Between 0 and ``most``, even if the server's clock is set back while a vote is open."""
    return min(most, max(0, seconds))


def words(seconds: int) -> str:
    """Minutes and seconds, as m:ss."""
    return f"{seconds // 60}:{seconds % 60:02d}"
