"""Guesses at one secret wait for each other.

A limit counts a failed request when it is answered. Requests that arrive together would all be
tried before the first is counted: sixty wrong passwords at once were fifteen tries, not five. Each
worker lets them through one after the other.
"""

from collections.abc import Callable, Iterable
from functools import wraps
from threading import Lock
from typing import Any

from flask import Flask, current_app, g, request

View = Callable[..., Any]
HELD, WAITS = "queues_held", "waits_in_a_queue"


class _Queue:
    """The requests with one key: the lock of the one that is answered, and how many there are."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.requests = 0


_queues: dict[str, _Queue] = {}
_count = Lock()


def init_app(app: Flask) -> None:
    """Let the next request go on when one is over: after the limits have counted it."""

    @app.teardown_request
    def end(_error: BaseException | None) -> None:
        for key in g.pop(HELD, ()):
            _queues[key].lock.release()
            _leave(key)


def one_at_a_time(view: View, guessed: Callable[[], Iterable[str]]) -> View:
    """A view that answers one POST after the other for each of the keys that ``guessed`` returns:
    what is guessed at, and from where."""

    @wraps(view)
    def answer(**arguments: Any) -> Any:
        if request.method == "POST":
            held: list[str] = g.setdefault(HELD, [])
            for key in sorted({*guessed()}):  # in one order, so that no two wait for each other
                _take(key)
                held.append(key)
        return view(**arguments)

    setattr(answer, WAITS, True)
    return answer


def waits(endpoint: str | None) -> bool:
    """Whether this page of the current app waits for other requests before anything else."""
    return hasattr(current_app.view_functions.get(endpoint or ""), WAITS)


def _take(key: str) -> None:
    with _count:
        queue = _queues.setdefault(key, _Queue())
        queue.requests += 1
    try:
        queue.lock.acquire()
    except BaseException:
        _leave(key)
        raise


def _leave(key: str) -> None:
    with _count:
        _queues[key].requests -= 1
        if not _queues[key].requests:
            del _queues[key]
