"""How many people one machine carries: 200 checks, 16 at a time, the load made beside them."""

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
    """A form filler that keeps the time of every request, in milliseconds."""

    def __init__(self, address: str, seed: int) -> None:
        super().__init__(address, random.Random(seed))
        self.times: list[float] = []

    def once(self, method: str, path: str, data: dict[str, str]) -> tuple[int, str, str]:
        begun = time.perf_counter()
        answer = super().once(method, path, data)
        self.times.append((time.perf_counter() - begun) * 1000)
        return answer


def main() -> None:
    with tempfile.TemporaryDirectory() as instance, running(Path(instance)) as server:
        crowd = [Timed(server.address, seed) for seed in range(PEOPLE)]
        begun = time.perf_counter()
        with ThreadPoolExecutor(AT_A_TIME) as pool:
            list(pool.map(lambda one: one.reaches("/check/feedback"), crowd))
        took = time.perf_counter() - begun
    times = sorted(ms for one in crowd for ms in one.times)
    cuts = statistics.quantiles(times, n=100)
    print(
        f"{PEOPLE} checks, {AT_A_TIME} at a time, in {took:.1f} s: {len(times) / took:.0f} pages/s"
    )
    print(
        f"a page takes {cuts[49]:.0f} ms (half), {cuts[94]:.0f} ms (p95), {times[-1]:.0f} ms (most)"
    )


if __name__ == "__main__":
    main()
