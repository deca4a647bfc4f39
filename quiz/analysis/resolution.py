"""Resolution: how well certainty separates right from wrong answers (measurement.md 3.5).

Rank statistics of a table by level, for authors and researchers. Pooled over people, they mix "sure
people are more often right" with "people know when they are right".
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quiz.analysis.calibration import overall
from quiz.analysis.intervals import Interval, Z
from quiz.analysis.sums import AnswersByLevel, Split


@dataclass(frozen=True)
class Pairs:
    """Pairs of a right and a wrong answer, by which of the two has the higher certainty."""

    concordant: int
    discordant: int
    tied: int

    @property
    def n(self) -> int:
        return self.concordant + self.discordant + self.tied

    @property
    def gamma(self) -> float | None:
        """Goodman and Kruskal's gamma, -1 to 1; None when all pairs are tied."""
        untied = self.concordant + self.discordant
        return (self.concordant - self.discordant) / untied if untied else None

    @property
    def auroc(self) -> float | None:
        """AUROC2, 0 to 1: the share of pairs in which the right answer is surer; ties count half.

        None when all or no answers are right, never 0 or a half (measurement.md 2.6).
        """
        return (2 * self.concordant + self.tied) / (2 * self.n) if self.n else None

    @property
    def somers(self) -> float | None:
        """Somers' D of the level given whether right, -1 to 1; None as for `auroc`."""
        return (self.concordant - self.discordant) / self.n if self.n else None


def _with_lower_levels(table: AnswersByLevel) -> Iterator[tuple[Split, Split]]:
    """Each level in ascending order, with the total of all lower levels."""
    below = Split(0, 0)
    for level in sorted(table):
        split = table[level]
        yield split, below
        below = Split(below.right + split.right, below.wrong + split.wrong)


def pairs(table: AnswersByLevel) -> Pairs:
    """Concordant, discordant and tied pairs: C, D and Z of measurement.md 3.5."""
    return Pairs(
        concordant=sum(split.right * below.wrong for split, below in _with_lower_levels(table)),
        discordant=sum(split.wrong * below.right for split, below in _with_lower_levels(table)),
        tied=sum(split.right * split.wrong for split in table.values()),
    )


def tau_b(table: AnswersByLevel) -> float | None:
    """Kendall's tau-b of level and correctness, -1 to 1; None when either does not vary."""
    found, all_levels = pairs(table), overall(table)
    all_pairs = math.comb(all_levels.n, 2)
    same_level = sum(math.comb(split.n, 2) for split in table.values())
    if not found.n or all_pairs == same_level:
        return None
    difference = found.concordant - found.discordant
    return difference / math.sqrt((all_pairs - same_level) * found.n)


def _variance_of_mean(placements: Sequence[tuple[int, float]], mean: float) -> float:
    """The variance of the mean of values; each comes with its frequency."""
    n = sum(times for times, _ in placements)
    squares = sum(times * (value - mean) ** 2 for times, value in placements)
    return squares / (n - 1) / n


def delong(table: AnswersByLevel) -> Interval | None:
    """DeLong's interval for AUROC2, limited to 0 to 1; not cluster-robust.

    DeLong, DeLong and Clarke-Pearson 1988. None below two right or two wrong answers.
    """
    auroc, total = pairs(table).auroc, overall(table)
    if auroc is None or total.right < 2 or total.wrong < 2:
        return None
    rights, wrongs = [], []
    for split, below in _with_lower_levels(table):
        rights.append((split.right, (below.wrong + split.wrong / 2) / total.wrong))
        above = total.right - below.right - split.right
        wrongs.append((split.wrong, (above + split.right / 2) / total.right))
    half = Z * math.sqrt(_variance_of_mean(rights, auroc) + _variance_of_mean(wrongs, auroc))
    return Interval(max(0.0, auroc - half), min(1.0, auroc + half))
