"""Does certainty separate right from wrong? Figures of rank on a table by level (section 3.5).

Pooled over people they mix "sure people are more often right" with "people know when they are
right"; for authors and researchers.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quiz.analysis.calibration import overall
from quiz.analysis.intervals import Interval, Z
from quiz.analysis.sums import AnswersByLevel, Split


@dataclass(frozen=True)
class Pairs:
    """Pairs of a right and a wrong answer: which of the two was given with more certainty."""

    concordant: int
    discordant: int
    tied: int

    @property
    def n(self) -> int:
        return self.concordant + self.discordant + self.tied

    @property
    def gamma(self) -> float | None:
        """Goodman and Kruskal's gamma, -1 to 1; None when no pair differs in level."""
        untied = self.concordant + self.discordant
        return (self.concordant - self.discordant) / untied if untied else None

    @property
    def auroc(self) -> float | None:
        """AUROC2, 0 to 1: how often the right one of a pair was the surer, ties a half.

        None when all or none are right (section 2.6): never 0 or a half in their stead.
        """
        return (2 * self.concordant + self.tied) / (2 * self.n) if self.n else None

    @property
    def somers(self) -> float | None:
        """Somers' D of the level given whether right, -1 to 1; None as for `auroc`."""
        return (self.concordant - self.discordant) / self.n if self.n else None


def _rising(table: AnswersByLevel) -> Iterator[tuple[Split, Split]]:
    """Each level with all that are below it."""
    below = Split(0, 0)
    for level in sorted(table):
        split = table[level]
        yield split, below
        below = Split(below.right + split.right, below.wrong + split.wrong)


def pairs(table: AnswersByLevel) -> Pairs:
    """Count the pairs (C, D and Z of section 3.5)."""
    return Pairs(
        concordant=sum(split.right * below.wrong for split, below in _rising(table)),
        discordant=sum(split.wrong * below.right for split, below in _rising(table)),
        tied=sum(split.right * split.wrong for split in table.values()),
    )


def tau_b(table: AnswersByLevel) -> float | None:
    """Kendall's tau-b of level and right, -1 to 1; None when either does not vary."""
    found, all_levels = pairs(table), overall(table)
    every = math.comb(all_levels.n, 2)
    same_level = sum(math.comb(split.n, 2) for split in table.values())
    if not found.n or every == same_level:
        return None
    apart = found.concordant - found.discordant
    return apart / math.sqrt((every - same_level) * found.n)


def _spread(placed: Sequence[tuple[int, float]], mean: float) -> float:
    """The variance of a mean of values that come with how often they occur."""
    n = sum(times for times, _ in placed)
    squares = sum(times * (value - mean) ** 2 for times, value in placed)
    return squares / (n - 1) / n


def delong(table: AnswersByLevel) -> Interval | None:
    """DeLong's interval for AUROC2, cut at 0 and 1; it knows nothing of people.

    DeLong, DeLong and Clarke-Pearson 1988. None below two right or two wrong answers.
    """
    auroc, every = pairs(table).auroc, overall(table)
    if auroc is None or every.right < 2 or every.wrong < 2:
        return None
    rights, wrongs = [], []
    for split, below in _rising(table):
        rights.append((split.right, (below.wrong + split.wrong / 2) / every.wrong))
        above = every.right - below.right - split.right
        wrongs.append((split.wrong, (above + split.right / 2) / every.right))
    half = Z * math.sqrt(_spread(rights, auroc) + _spread(wrongs, auroc))
    return Interval(max(0.0, auroc - half), min(1.0, auroc + half))
