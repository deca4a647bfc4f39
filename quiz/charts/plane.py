"""Certainty and right answers: four points, and the diagonal of perfect calibration
(measurement.md 3.4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from quiz.charts.shares import BaseChart, Share
from quiz.vocabulary import Certainty

# In the chart's units, which are pixels on the smallest phone.
WIDTH, HEIGHT = 288, 340
LEFT, RIGHT = 52, 268
TOP, BOTTOM = 14, 230
LEAST_SURE = 15
"""The left edge: the lowest certainty is 1 in 4."""


def x(hundredths: float) -> float:
    """The horizontal position of a certainty, in the chart's units."""
    return round(LEFT + (RIGHT - LEFT) * (hundredths - LEAST_SURE) / (100 - LEAST_SURE), 2)


def y(percent: float) -> float:
    """The vertical position of a percentage: a higher percentage has a smaller value."""
    return round(BOTTOM - (BOTTOM - TOP) * percent / 100, 2)


@dataclass(frozen=True)
class PlanePoint:
    """The answers at one certainty. right: of these answers."""

    certainty: Certainty
    right: Share


@dataclass(frozen=True)
class Plane(BaseChart):
    """How many were right of the answers given at each certainty. For 20 people or more."""

    levels: Sequence[PlanePoint]

    counted: ClassVar[str] = "answers"
    width, height = WIDTH, HEIGHT
    left, right, top, bottom = LEFT, RIGHT, TOP, BOTTOM

    @property
    def shares(self) -> list[Share]:
        return [level.right for level in self.levels]

    def x(self, level: PlanePoint) -> float:
        return x(level.certainty.hundredths)

    def on_diagonal(self, level: PlanePoint) -> float:
        """The vertical position of a level whose answers are as often right as stated."""
        return y(level.certainty.hundredths)

    @property
    def diagonal(self) -> tuple[float, float, float, float]:
        return x(LEAST_SURE), y(LEAST_SURE), x(100), y(100)

    @property
    def ticks(self) -> list[tuple[float, str]]:
        return [(y(percent), f"{percent} %") for percent in (0, 25, 50, 75, 100)]

    def point(self, level: PlanePoint) -> tuple[float, float] | None:
        """Vertical positions of the low and the high end; None when not shown."""
        span = self.dot(level.right)
        return (y(span.x1), y(span.x2)) if span else None

    def bar(self, level: PlanePoint) -> tuple[float, float] | None:
        """Top and height of the interval's bar; None when not shown."""
        band = self.likely_bar(level.right)
        return (y(band.x2), round(y(band.x1) - y(band.x2), 2)) if band else None

    def count(self, level: PlanePoint) -> tuple[str, str]:
        """The label of a point in two lines: ``66`` and ``of 98``; a range as both its ends."""
        found = level.right.count
        if not found.of:
            return "no", "answers"
        if not found.shown:
            return "–", f"of {found.of}"
        return str(found.low) if found.exact else f"{found.low}–{found.high}", f"of {found.of}"

    def verdict(self, level: PlanePoint) -> str:
        """The level in words; off the diagonal only if the interval excludes its value (3.4)."""
        band, stated = self.band(level.right), level.certainty.hundredths
        if not band:
            return ""
        if stated > band.x2:
            return "right less often than people expected"
        if stated < band.x1:
            return "right more often than people expected"
        return self.no_clear_gap
