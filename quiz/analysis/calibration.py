"""Certainty against truth at the levels of certainty (measurement.md 3.4).

The levels are the bins, so there is no choice of bins to argue about. Everything is a function of
a table: how many answers were right and wrong at each level. For authors and researchers; of these
a team sees the points with their intervals alone, and never ECE.
"""

from dataclasses import dataclass
from fractions import Fraction

from quiz.analysis.clusters import RHO
from quiz.analysis.intervals import Interval, wilson
from quiz.analysis.scale import SCALE, Scale
from quiz.analysis.scipy_statistics import rising
from quiz.analysis.sums import AnswersByLevel, Split


def used(table: AnswersByLevel) -> dict[int, Split]:
    """The levels that were used at all, rising."""
    return {level: table[level] for level in sorted(table) if table[level].n}


def overall(table: AnswersByLevel) -> Split:
    """All levels together."""
    return Split(
        sum(split.right for split in table.values()), sum(split.wrong for split in table.values())
    )


def brier(table: AnswersByLevel, scale: Scale = SCALE) -> Fraction | None:
    """Mean squared distance of stated chance and outcome, 0 to 1; None without answers."""
    n = overall(table).n
    squares = sum(
        split.right * (1 - scale.chance(level)) ** 2 + split.wrong * scale.chance(level) ** 2
        for level, split in table.items()
    )
    return squares / Fraction(n) if n else None


def ece(table: AnswersByLevel, scale: Scale = SCALE) -> Fraction | None:
    """Expected calibration error: mean distance of a level's value and its share right, 0 to 1.

    Never 0 by chance alone, so not for print where answers are few. None without answers.
    """
    n = overall(table).n
    away = sum(abs(scale.chance(level) * split.n - split.right) for level, split in table.items())
    return away / Fraction(n) if n else None


@dataclass(frozen=True)
class Murphy:
    """Murphy's parts of the Brier score, which is reliability - resolution + uncertainty."""

    reliability: Fraction
    resolution: Fraction
    uncertainty: Fraction

    @property
    def score(self) -> Fraction:
        return self.reliability - self.resolution + self.uncertainty

    @property
    def skill(self) -> Fraction | None:
        """1 - score / uncertainty: above 0 is better than always stating the share right.

        None when all or none are right.
        """
        return 1 - self.score / self.uncertainty if self.uncertainty else None


def murphy(table: AnswersByLevel, scale: Scale = SCALE) -> Murphy | None:
    """Murphy's parts, exactly (Murphy 1973); None without answers.

    Levels of the same value are one bin, or the identity would fail.
    """
    n = overall(table).n
    if not n:
        return None
    bins: dict[Fraction, Split] = {}
    for level, split in used(table).items():
        before = bins.get(scale.chance(level), Split(0, 0))
        bins[scale.chance(level)] = Split(before.right + split.right, before.wrong + split.wrong)
    share = Fraction(overall(table).right, n)
    shares = {value: Fraction(split.right, split.n) for value, split in bins.items()}
    return Murphy(
        sum((bins[v].n * (v - o) ** 2 for v, o in shares.items()), Fraction(0)) / n,
        sum((bins[v].n * (o - share) ** 2 for v, o in shares.items()), Fraction(0)) / n,
        share * (1 - share),
    )


def murphy_corrected(table: AnswersByLevel, scale: Scale = SCALE) -> Murphy | None:
    """Murphy's parts with the small-sample bias taken out; they add up to the same score.

    After Ferro and Fricker 2012: reliability is too high by S, resolution by S - U, uncertainty
    too low by U. When a part would leave its range (0 to 1, uncertainty 0 to 1/4), all three
    corrections shrink by one factor. A level used once tells nothing of its own spread. None
    below two answers.
    """
    parts, n = murphy(table, scale), overall(table).n
    if parts is None or n < 2:
        return None
    spread = (
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
        _room(parts.reliability, -spread, Fraction(1)),
        _room(parts.resolution, low - spread, Fraction(1)),
        _room(parts.uncertainty, low, Fraction(1, 4)),
    )
    return Murphy(
        parts.reliability - shrink * spread,
        parts.resolution + shrink * (low - spread),
        parts.uncertainty + shrink * low,
    )


def _room(part: Fraction, step: Fraction, most: Fraction) -> Fraction:
    """How many times the part can take the step and stay between 0 and ``most``."""
    if step < 0:
        return part / -step
    return (most - part) / step if step else Fraction(1)


def corp(table: AnswersByLevel, scale: Scale = SCALE) -> dict[str, float] | None:
    """The same score taken apart after isotonic recalibration; None without answers.

    Dimitriadis, Gneiting and Jordan 2021. Equal to Murphy's parts where the share right rises with
    the level.
    """
    score, levels, n = brier(table, scale), used(table), overall(table).n
    if score is None:
        return None
    shares = [split.right / split.n for split in levels.values()]
    risen = rising(shares, [split.n for split in levels.values()])
    again = sum(
        split.right * (1 - o) ** 2 + split.wrong * o**2
        for split, o in zip(levels.values(), risen, strict=True)
    )
    share = Fraction(overall(table).right, n)
    uncertainty = float(share * (1 - share))
    return {
        "miscalibration": float(score) - again / n,
        "discrimination": uncertainty - again / n,
        "uncertainty": uncertainty,
        "score": float(score),
    }


@dataclass(frozen=True)
class Point:
    """One level of certainty: how often answers given at it were right, and how far that goes."""

    level: int
    n: int
    right: int
    stated: Fraction
    interval: Interval

    @property
    def miscalibrated(self) -> bool:
        """Whether the interval leaves out what the level stands for."""
        return self.interval.excludes(float(self.stated))


def points(
    table: AnswersByLevel, people: dict[int, int], scale: Scale = SCALE, rho: Fraction = RHO
) -> list[Point]:
    """The levels that were used, each with Wilson's interval on its own effective number.

    ``people``: how many people used each level at least once.
    """
    found = []
    for level, split in used(table).items():
        effect = 1 + (Fraction(split.n, people[level]) - 1) * rho
        interval = wilson(float(split.right / effect), float(split.n / effect))
        if interval is not None:
            found.append(Point(level, split.n, split.right, scale.chance(level), interval))
    return found
