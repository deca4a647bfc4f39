"""How large a text is set on the room's screen: as large as its length allows. Pure.

A size is in tenths of a percent of the screen's height; its class is in _display-shown.scss.
``tests/journeys/test_display_layout.py`` lays out every text of the content.
"""

from collections.abc import Mapping, Sequence
from itertools import accumulate

Steps = Sequence[tuple[int, int]]
"""The size up to each length, the shortest first. A longer text has the last size."""

STEPS: Mapping[str, Steps] = {
    "reasons": ((930, 42), (1200, 40), (1550, 34), (2000, 32)),
    "sources": ((150, 78), (210, 70), (280, 64), (350, 58), (600, 46), (900, 38)),
    "options": ((510, 50), (570, 46), (690, 42), (900, 37)),
    "findings": ((330, 60), (480, 52), (700, 46)),
    "pledges": ((430, 70), (500, 54), (700, 46), (820, 38), (920, 35)),
}
GAP = {"pledges": 40, "findings": 100}
"""Letters: how much more room each text takes, because it begins a line after a gap."""


def type_size(kind: str, *texts: str) -> str:
    """The class of texts that stand one below the other."""
    steps, length = STEPS[kind], sum(len(text) + GAP.get(kind, 0) for text in texts)
    size = next((size for longest, size in steps if length <= longest), steps[-1][1])
    return f"display__type-{size}"


def that_fit(texts: Sequence[str]) -> Sequence[str]:
    """The first of what people will do differently: as many as fit the screen."""
    most, _ = STEPS["pledges"][-1]
    lengths = accumulate(len(text) + GAP["pledges"] for text in texts)
    return [text for text, length in zip(texts, lengths, strict=True) if length <= most]


IN_TEMPLATES = {"type_size": type_size, "that_fit": that_fit}
"""For templates: each function by its name."""
