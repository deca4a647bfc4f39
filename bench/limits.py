"""What a live session must keep to on one machine, and in which sentences it is said."""

import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

SEES_WITHIN = 500
"""Milliseconds within which 95 of 100 phones have a phase."""
STORED_WITHIN = 5.0
"""Seconds after the burst within which its last answer is acknowledged."""
GOES_ON_WITHIN = 5.0
"""Seconds within which everybody goes on after a worker or the whole service has stopped."""

Answer = tuple[int, str, int]
"""Round, option and certainty."""


@dataclass
class Report:
    """What was measured, printed as it comes. broken: each limit that was not kept, in words."""

    broken: list[str] = field(default_factory=list)

    def said(self, name: str, times: Sequence[float]) -> float:
        """Print half, 95 of 100 and the most, in milliseconds; gives the second."""
        cut = statistics.quantiles(times, n=100)
        print(
            f"  {name:<28} {cut[49]:5.0f} ms (half) {cut[94]:5.0f} ms (p95) "
            f"{times[-1]:5.0f} ms (most)",
            flush=True,
        )
        return cut[94]

    def saw(self, name: str, times: Sequence[float]) -> None:
        """How long a phase took to reach each phone."""
        p95 = self.said(name, times)
        if p95 > SEES_WITHIN:
            self.broken.append(
                f"“{name}” took {p95:.0f} ms until 95 of 100 phones had it; "
                f"the limit is {SEES_WITHIN} ms."
            )

    def answered(self, name: str, times: Sequence[float], late: float) -> None:
        """late: seconds after the burst until its last answer was acknowledged."""
        self.said(name, times)
        print(f"  the last of them {late:.1f} s after the burst", flush=True)
        if late > STORED_WITHIN:
            self.broken.append(
                f"“{name}” was acknowledged to the last {late:.1f} s after the burst; "
                f"the limit is {STORED_WITHIN:.0f} s."
            )

    def went_on(self, after: str, seconds: float) -> None:
        """How long it took, after something was stopped, until the last could go on."""
        print(f"  after {after} all go on within {seconds:.1f} s", flush=True)
        if seconds > GOES_ON_WITHIN:
            self.broken.append(
                f"After {after} it took {seconds:.1f} s until everybody could go on; "
                f"the limit is {GOES_ON_WITHIN:.0f} s."
            )

    def compared(self, given: Counter[Answer], rows: Counter[Answer], expected: int) -> None:
        """What was acknowledged is stored, once, and nothing else is."""
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
