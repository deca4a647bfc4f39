"""How large a text is set on the room's screen: as large as its length allows. Pure.

A size is in tenths of a percent of the screen's height; its class is in _display-shown.scss.
``tests/journeys/test_display_layout.py`` lays out every text of the content.
"""

from collections.abc import Mapping, Sequence

Steps = Sequence[tuple[int, int]]
"""The size up to each length, the shortest first. A longer text has the last size."""

STEPS: Mapping[str, Steps] = {
    "reasons": ((980, 42), (1150, 40), (1520, 34), (2000, 32)),
    "sources": ((150, 78), (220, 70), (360, 60), (600, 46), (900, 38)),
    "options": ((590, 46), (720, 42), (900, 37)),
    "findings": ((260, 60), (420, 52), (700, 46)),
    "pledges": ((300, 70), (600, 54), (900, 46), (1300, 38), (2400, 35)),
}


def type_size(kind: str, *texts: str) -> str:
    """The class of texts that stand one below the other."""
    steps, length = STEPS[kind], sum(map(len, texts))
    size = next((size for longest, size in steps if length <= longest), steps[-1][1])
    return f"display__type-{size}"
