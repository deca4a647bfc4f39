"""The limits for a live session on one machine, and the report of what was measured."""

import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

SEES_WITHIN = 500
"""Milliseconds within which 95 of 100 phones have a phase."""
STORED_WITHIN = 5.0
"""Seconds after the burst within which its last answer is acknowledged."""
GOES_ON_WITHIN = 5.0
"""Seconds within which everybody can go on after a worker or the whole service has stopped."""

Answer = tuple[int, str, int]
"""Round, option and certainty."""


@dataclass
class Report:
    """Prints what is measured. broken: a sentence for each limit that was exceeded."""

    broken: list[str] = field(default_factory=list)

    def _print(self, name: str, times: Sequence[float]) -> float:
        """Print median, 95th percentile and maximum of sorted milliseconds; the percentile."""
        cut = statistics.quantiles(times, n=100)
        print(
            f"  {name:<28} {cut[49]:5.0f} ms (median) {cut[94]:5.0f} ms (p95) "
            f"{times[-1]:5.0f} ms (max)",
            flush=True,
        )
        return cut[94]

    def saw(self, name: str, times: Sequence[float]) -> None:
        """How long a phase took to reach each phone."""
        p95 = self._print(name, times)
        if p95 > SEES_WITHIN:
            self.broken.append(
                f"“{name}” took {p95:.0f} ms until 95 of 100 phones had it; "
                f"the limit is {SEES_WITHIN} ms."
            )

    def answered(self, name: str, times: Sequence[float], late: float) -> None:
        """Report answers. late: seconds after the burst until the last one was acknowledged."""
        self._print(name, times)
        print(f"  the last one {late:.1f} s after the burst", flush=True)
        if late > STORED_WITHIN:
            self.broken.append(
                f"The last of “{name}” was acknowledged {late:.1f} s after the burst; "
                f"the limit is {STORED_WITHIN:.0f} s."
            )

    def went_on(self, after: str, seconds: float) -> None:
        """Report how long it took, after something was stopped, until everybody could go on."""
        print(f"  after {after} everybody could go on within {seconds:.1f} s", flush=True)
        if seconds > GOES_ON_WITHIN:
            self.broken.append(
                f"After {after} it took {seconds:.1f} s until everybody could go on; "
                f"the limit is {GOES_ON_WITHIN:.0f} s."
            )

    def compared(self, given: Counter[Answer], rows: Counter[Answer], expected: int) -> None:
        """Report whether every acknowledged answer is stored once, and nothing else is stored."""
        lost, more = given - rows, rows - given
        print(
            f"  {given.total()} answers acknowledged, {rows.total()} stored: "
            f"{lost.total()} lost, {more.total()} doubled or changed",
            flush=True,
        )
        if lost or more:
            self.broken.append(
                f"{lost.total()} acknowledged answers are not stored, and {more.total()} are "
                "stored that nobody gave."
            )
        if given.total() != expected:
            self.broken.append(f"{given.total()} of {expected} answers were acknowledged.")
