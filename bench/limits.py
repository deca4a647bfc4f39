"""The limits of a live session on one machine, and the report on them."""

import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

SHOWN_WITHIN = 500
"""Limit in milliseconds (p95) until a phone shows a new phase."""
STORED_WITHIN = 5.0
"""Limit in seconds from the end of a burst to the acknowledgement of its last answer."""
MOST_MEMORY = 120
"""Limit in megabytes of a worker with its streams open."""
RECONNECTED_WITHIN = 5.0
"""Limit in seconds until everybody is connected again after a worker or the service stops."""

Answer = tuple[int, str, int]
"""Round, option and level of certainty."""


@dataclass(frozen=True)
class Spent:
    """Seconds of processor time: of the servers, and of the phones, which share their cores."""

    servers: float
    phones: float

    def __sub__(self, earlier: "Spent") -> "Spent":
        return Spent(self.servers - earlier.servers, self.phones - earlier.phones)


@dataclass(frozen=True)
class Shown:
    """A new phase: milliseconds until each phone showed it, in order, and what that cost."""

    times: Sequence[float]
    spent: Spent


@dataclass
class Report:
    """Prints each measurement. broken: a sentence for each limit that was exceeded."""

    broken: list[str] = field(default_factory=list)

    def times(self, name: str, times: Sequence[float]) -> float:
        """Print median, p95 and maximum in milliseconds; returns p95."""
        cut = statistics.quantiles(times, n=100)
        print(
            f"  {name:<28} {cut[49]:5.0f} ms (median) {cut[94]:5.0f} ms (p95) "
            f"{times[-1]:5.0f} ms (max)",
            flush=True,
        )
        return cut[94]

    def shown(self, name: str, shown: Shown) -> None:
        """Report the times until each phone showed a phase."""
        p95, spent = self.times(name, shown.times), shown.spent
        print(
            f"  {'':<28} {1000 * spent.servers:5.0f} ms of processor time by the service, "
            f"{1000 * spent.phones:.0f} ms by the phones",
            flush=True,
        )
        if p95 > SHOWN_WITHIN:
            self.broken.append(
                f"“{name}” took {p95:.0f} ms (p95) to reach the phones; "
                f"the limit is {SHOWN_WITHIN} ms."
            )

    def answered(self, name: str, times: Sequence[float], late: float) -> None:
        """Report answer times. late: seconds from the burst's end to its last acknowledgement."""
        self.times(name, times)
        print(f"  the last acknowledgement came {late:.1f} s after the burst", flush=True)
        if late > STORED_WITHIN:
            self.broken.append(
                f"“{name}”: the last acknowledgement came {late:.1f} s after the burst; "
                f"the limit is {STORED_WITHIN:.0f} s."
            )

    def reconnected(self, after: str, seconds: float) -> None:
        """Report the time until everybody was connected again after something stopped."""
        print(f"  after {after} all are connected again within {seconds:.1f} s", flush=True)
        if seconds > RECONNECTED_WITHIN:
            self.broken.append(
                f"After {after} it took {seconds:.1f} s until everybody was connected again; "
                f"the limit is {RECONNECTED_WITHIN:.0f} s."
            )

    def remembered(self, workers: Sequence[float]) -> None:
        """Report the resident megabytes of the workers."""
        print(f"  workers have {', '.join(f'{one:.0f} MB' for one in workers)}", flush=True)
        if max(workers) > MOST_MEMORY:
            self.broken.append(
                f"A worker has {max(workers):.0f} MB with its streams open; the limit is "
                f"{MOST_MEMORY} MB."
            )

    def compared(self, given: Counter[Answer], rows: Counter[Answer], expected: int) -> None:
        """Report whether each acknowledged answer is stored once, and nothing else."""
        lost, extra = given - rows, rows - given
        print(
            f"  {given.total()} answers acknowledged, {rows.total()} stored: "
            f"{lost.total()} lost, {extra.total()} doubled or changed",
            flush=True,
        )
        if lost or extra:
            self.broken.append(
                f"{lost.total()} acknowledged answers are not stored, and {extra.total()} stored "
                "answers were never sent."
            )
        if given.total() != expected:
            self.broken.append(f"{given.total()} of {expected} answers were acknowledged.")
