"""A signal that the processes of one service share: somebody has pressed, so look for changes now.

Without it a press would wait for the next look of each process. It is a few bytes of memory that
a process shares with those that it forks, so it reaches no other machine: there, a press is seen at
the next look.
"""

import mmap
from secrets import token_bytes

SIZE = 8


class PressSignal:
    """The last signal: random bytes, so that two at once are two."""

    def __init__(self) -> None:
        self._memory = mmap.mmap(-1, SIZE)

    @property
    def last(self) -> bytes:
        """What changes with each signal."""
        return self._memory[:SIZE]

    def send(self) -> None:
        """Let every process of this service look for changes."""
        self._memory[:SIZE] = token_bytes(SIZE)
