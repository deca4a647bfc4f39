"""What the room's screen can show instead of the phase, one key away. Pure."""

from enum import StrEnum


class Shown(StrEnum):
    """The value of ``?show=``; a name is known only where it has something to show.

    code: how to join. options: the story and all options. reasons, sources: once the best answer is
    shown. blank: nothing. keys: which keys there are. back, skip, end: a move that loses something
    is asked once more, under the move's own name.
    """

    CODE = "code"
    OPTIONS = "options"
    REASONS = "reasons"
    SOURCES = "sources"
    BLANK = "blank"
    KEYS = "keys"
    BACK = "back"
    SKIP = "skip"
    END = "end"
