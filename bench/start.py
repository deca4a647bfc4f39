"""Seconds from starting the service on migrated tables until its first page, and the memory of its
worker: what ``make run`` takes from the second time on."""

import statistics
import tempfile
import time
import urllib.request
from pathlib import Path

from bench.processes import memory
from tests.server import running

ROUNDS = 5


def main() -> None:
    seconds, megabytes = [], []
    with tempfile.TemporaryDirectory() as folder:
        for one in range(ROUNDS + 1):
            began = time.perf_counter()
            with running(Path(folder), MIGRATE="yes") as server:
                with urllib.request.urlopen(server.address) as page:
                    page.read()
                if one:  # the first makes the tables
                    seconds.append(time.perf_counter() - began)
                    megabytes.append(max(memory(worker) for worker in server.workers))
    print(
        f"start to first page: {statistics.median(seconds):.2f} s (aim 2.5); "
        f"a worker: {statistics.median(megabytes):.0f} MB (aim 90)"
    )


if __name__ == "__main__":
    main()
