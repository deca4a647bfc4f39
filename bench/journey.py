"""Load test: 200 self-checks, 16 at a time; the load is generated on the same machine."""

import random
import statistics
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.journeys.form_filler import FormFiller
from tests.server import running

PEOPLE = 200
AT_A_TIME = 16


class Timed(FormFiller):
    """A form filler that records the time of every request, in milliseconds."""

    def __init__(self, address: str, seed: int) -> None:
        super().__init__(address, random.Random(seed))
        self.times: list[float] = []

    def once(self, method: str, path: str, data: dict[str, str]) -> tuple[int, str, str]:
        started = time.perf_counter()
        response = super().once(method, path, data)
        self.times.append((time.perf_counter() - started) * 1000)
        return response


def main() -> None:
    with tempfile.TemporaryDirectory() as instance, running(Path(instance)) as server:
        crowd = [Timed(server.address, seed) for seed in range(PEOPLE)]
        started = time.perf_counter()
        with ThreadPoolExecutor(AT_A_TIME) as pool:
            list(pool.map(lambda one: one.reaches("/check/feedback"), crowd))
        took = time.perf_counter() - started
    times = sorted(ms for one in crowd for ms in one.times)
    cuts = statistics.quantiles(times, n=100)
    print(
        f"{PEOPLE} checks, {AT_A_TIME} at a time, in {took:.1f} s: {len(times) / took:.0f} pages/s"
    )
    print(f"a page takes {cuts[49]:.0f} ms (median), {cuts[94]:.0f} (p95), {times[-1]:.0f} (max)")


if __name__ == "__main__":
    main()
