"""A vote's timer: it reminds the host and the room, closes nothing and is never scored. Pure.

It is one number: while the vote is open, the second since 1970 at which the time is up; in a pause,
the seconds that are left. It says nothing of anybody who answers, and goes when the vote closes.
"""

from quiz.live.session.phases import Plan, State


def after_move(timer: int | None, before: State, after: State, plan: Plan, now: int) -> int | None:
    """The timer once the host has moved the session on. ``now``: seconds since 1970.

    A vote that is opened starts it afresh. None where the plan has none, or no vote is open.
    """
    if plan.timer is None or not after.takes_answers:
        return None
    if after.round != before.round:
        return now + plan.timer
    if timer is not None and after.paused != before.paused:
        return _within(plan.timer, timer - now) if after.paused else now + timer
    return timer


def left(timer: int | None, state: State, plan: Plan, now: int) -> int | None:
    """How many seconds are left, from 0 to the plan's timer; None where nothing is timed."""
    if timer is None or plan.timer is None:
        return None
    return timer if state.paused else _within(plan.timer, timer - now)


def _within(most: int, seconds: int) -> int:
    """A service's clock may be put back while a vote is open."""
    return min(most, max(0, seconds))


def words(seconds: int) -> str:
    """As a clock shows it: minutes and seconds."""
    return f"{seconds // 60}:{seconds % 60:02d}"
