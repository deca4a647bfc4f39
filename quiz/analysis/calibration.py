"""Calibration: certainty against the share of right answers (measurement.md 3.4).

The levels of certainty are the bins, so no binning has to be chosen. Every function takes a table
of right and wrong answers by level. For authors and researchers; a team sees only the points with
their intervals, never ECE.
"""

from dataclasses import dataclass
from fractions import Fraction

from quiz.analysis.clusters import RHO
from quiz.analysis.intervals import Interval, wilson
from quiz.analysis.scale import SCALE, Scale
from quiz.analysis.scipy_statistics import isotonic
from quiz.analysis.sums import AnswersByLevel, Split


def used_levels(table: AnswersByLevel) -> dict[int, Split]:
    """The levels with at least one answer, in ascending order."""
    return {level: table[level] for level in sorted(table) if table[level].n}


def overall(table: AnswersByLevel) -> Split:
    """Right and wrong answers over all levels."""
    return Split(
        sum(split.right for split in table.values()), sum(split.wrong for split in table.values())
    )


def brier(table: AnswersByLevel, scale: Scale = SCALE) -> Fraction | None:
    """The Brier score: mean squared error of the stated chance, 0 to 1; None without answers."""
    n = overall(table).n
    squares = sum(
        split.right * (1 - scale.chance(level)) ** 2 + split.wrong * scale.chance(level) ** 2
        for level, split in table.items()
    )
    return squares / Fraction(n) if n else None


def ece(table: AnswersByLevel, scale: Scale = SCALE) -> Fraction | None:
    """Expected calibration error, 0 to 1: mean distance between stated chance and share right.

    Biased upwards in small samples, so do not publish it for few answers. None without answers.
    """
    n = overall(table).n
    distance = sum(
        abs(scale.chance(level) * split.n - split.right) for level, split in table.items()
    )
    return distance / Fraction(n) if n else None


@dataclass(frozen=True)
class BrierComponents:
    """Murphy's decomposition: Brier score = reliability - resolution + uncertainty."""

    reliability: Fraction
    resolution: Fraction
    uncertainty: Fraction

    @property
    def score(self) -> Fraction:
        return self.reliability - self.resolution + self.uncertainty

    @property
    def skill(self) -> Fraction | None:
        """Brier skill score, 1 - score / uncertainty; above 0 beats always stating the share right.

        None when all or no answers are right.
        """
        return 1 - self.score / self.uncertainty if self.uncertainty else None


def murphy(table: AnswersByLevel, scale: Scale = SCALE) -> BrierComponents | None:
    """Murphy's decomposition of the Brier score, exact (Murphy 1973); None without answers.

    Levels with the same stated chance form one bin, as the decomposition requires.
    """
    n = overall(table).n
    if not n:
        return None
    bins: dict[Fraction, Split] = {}
    for level, split in used_levels(table).items():
        before = bins.get(scale.chance(level), Split(0, 0))
        bins[scale.chance(level)] = Split(before.right + split.right, before.wrong + split.wrong)
    share = Fraction(overall(table).right, n)
    shares = {value: Fraction(split.right, split.n) for value, split in bins.items()}
    return BrierComponents(
        sum((bins[v].n * (v - o) ** 2 for v, o in shares.items()), Fraction(0)) / n,
        sum((bins[v].n * (o - share) ** 2 for v, o in shares.items()), Fraction(0)) / n,
        share * (1 - share),
    )


def murphy_corrected(table: AnswersByLevel, scale: Scale = SCALE) -> BrierComponents | None:
    """Murphy's decomposition, corrected for small-sample bias; the score stays the same.

    After Ferro and Fricker 2012: reliability is too high by S, resolution by S - U, uncertainty
    too low by U. When a component would leave its range (0 to 1, uncertainty 0 to 1/4), all three
    corrections shrink by one factor. A level with one answer has no variance of its own. None below
    two answers.
    """
    parts, n = murphy(table, scale), overall(table).n
    if parts is None or n < 2:
        return None
    excess = (
        sum(
            (
                Fraction(split.right * split.wrong, split.n * (split.n - 1))
                for split in table.values()
                if split.n >= 2
            ),
            Fraction(0),
        )
        / n
    )
    low = parts.uncertainty / (n - 1)
    shrink = min(
        Fraction(1),
        _largest_factor(parts.reliability, -excess, Fraction(1)),
        _largest_factor(parts.resolution, low - excess, Fraction(1)),
        _largest_factor(parts.uncertainty, low, Fraction(1, 4)),
    )
    return BrierComponents(
        parts.reliability - shrink * excess,
        parts.resolution + shrink * (low - excess),
        parts.uncertainty + shrink * low,
    )


def _largest_factor(component: Fraction, step: Fraction, most: Fraction) -> Fraction:
    """The largest factor of ``step`` that keeps the component between 0 and ``most``."""
    if step < 0:
        return component / -step
    return (most - component) / step if step else Fraction(1)


def corp(table: AnswersByLevel, scale: Scale = SCALE) -> dict[str, float] | None:
    """CORP decomposition of the Brier score by isotonic recalibration; None without answers.

    Dimitriadis, Gneiting and Jordan 2021. Equal to Murphy's components where the share right rises
    with the level.
    """
    score, levels, n = brier(table, scale), used_levels(table), overall(table).n
    if score is None:
        return None
    shares = [split.right / split.n for split in levels.values()]
    recalibrated = isotonic(shares, [split.n for split in levels.values()])
    recalibrated_score = sum(
        split.right * (1 - o) ** 2 + split.wrong * o**2
        for split, o in zip(levels.values(), recalibrated, strict=True)
    )
    share = Fraction(overall(table).right, n)
    uncertainty = float(share * (1 - share))
    return {
        "miscalibration": float(score) - recalibrated_score / n,
        "discrimination": uncertainty - recalibrated_score / n,
        "uncertainty": uncertainty,
        "score": float(score),
    }


@dataclass(frozen=True)
class Point:
    """One level of certainty: its share of right answers with a 95 % interval."""

    level: int
    n: int
    right: int
    stated: Fraction
    interval: Interval

    @property
    def miscalibrated(self) -> bool:
        """Whether the interval excludes the stated chance."""
        return self.interval.excludes(float(self.stated))


def points(
    table: AnswersByLevel, people: dict[int, int], scale: Scale = SCALE, rho: Fraction = RHO
) -> list[Point]:
    """The used levels, each with Wilson's interval on its effective number of answers.

    ``people``: how many people used each level at least once.
    """
    found = []
    for level, split in used_levels(table).items():
        deff = 1 + (Fraction(split.n, people[level]) - 1) * rho
        interval = wilson(float(split.right / deff), float(split.n / deff))
        if interval is not None:
            found.append(Point(level, split.n, split.right, scale.chance(level), interval))
    return found
