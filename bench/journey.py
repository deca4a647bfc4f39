"""Processor time of a submitted page: a bare service, oTree and ours, in turn.

Processor time (user and system, of all processes of a web server) hardly depends on what else the
machine does; response times do, and the people are on the same machine. PostgreSQL's own processes
are not counted.
"""

import argparse
import statistics
import subprocess
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field

from bench import subjects
from bench.person import Person
from bench.processes import processor_seconds
from bench.subjects import Subject
from tests.databases import new_database, postgres

ROUNDS = 3
AT_A_TIME = 16
WARM_UP = 8
"""People who come first, so that nothing is measured that happens once."""
FLOOR = "floor"

Starts = Callable[[], AbstractContextManager[Subject]]


@dataclass
class Measured:
    """A value for each round. cost: of a page with a choice and a certainty; visit: of a page of
    the whole visit (both in ms of processor time); p95: until the next page was read, in ms."""

    cost: list[float] = field(default_factory=list)
    visit: list[float] = field(default_factory=list)
    p95: list[float] = field(default_factory=list)
    rate: list[float] = field(default_factory=list)


def main() -> None:
    options = _options()
    with ExitStack() as stack:
        size, sent = _size_of_our_page(options.encoding)
        every = _services(size, options.people, stack, options.only)
        found = {name: Measured() for name in every}
        for _ in range(options.rounds):
            for name, starts in every.items():
                try:
                    with starts() as subject:
                        _measure(subject, options.people, options.encoding, found[name])
                except (OSError, RuntimeError, subprocess.CalledProcessError) as error:
                    print(f"{name} was not measured: {error}")
    print(f"a scenario's page: {size} bytes, {sent} compressed")
    _report(found)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=48)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--encoding", default="", help="Accept-Encoding, in place of a browser's")
    parser.add_argument("--only", nargs="*", help="the names of the services to measure")
    return parser.parse_args()


def _size_of_our_page(encoding: str) -> tuple[int, int]:
    """The bytes of the first scenario's page, as it is and compressed."""
    with subjects.ours() as subject:
        person = Person(subject.address, 0, encoding)
        person.opens(subject.start)
        person.goes_on(lambda path: subject.questions in path)
        return len(person.text.encode()), person.sent


def _services(
    size: int, people: int, stack: ExitStack, only: list[str] | None
) -> Mapping[str, Starts]:
    """What is measured, in turn."""
    every: dict[str, Starts] = {
        FLOOR: lambda: subjects.floor(size),
        "oTree": lambda: subjects.otree(people + WARM_UP),
        "ours, SQLite": subjects.ours,
    }
    if not only or "ours, PostgreSQL" in only:
        url = stack.enter_context(new_database(stack.enter_context(postgres())))
        every["ours, PostgreSQL"] = lambda: subjects.ours(url)
    return {name: starts for name, starts in every.items() if not only or name in only}


def _measure(subject: Subject, people: int, encoding: str, found: Measured) -> None:
    """Let everybody come as far as the questions, then through them, then to the end."""

    def at_questions(path: str) -> bool:
        return subject.questions in path

    crowd = [Person(subject.address, seed, encoding) for seed in range(people + WARM_UP)]
    with ThreadPoolExecutor(AT_A_TIME) as pool:

        def everybody(some: list[Person], until: Callable[[str], bool]) -> tuple[float, int]:
            """The processor time of the server until they are there, and how often they pressed."""
            before, pressed = processor_seconds(subject.pid), sum(len(p.presses) for p in some)
            list(pool.map(lambda one: one.goes_on(until), some))
            spent = processor_seconds(subject.pid) - before
            return spent * 1000, sum(len(p.presses) for p in some) - pressed

        for some in (crowd[:WARM_UP], crowd[WARM_UP:]):
            list(pool.map(lambda one: one.opens(subject.start), some))
            to_questions = everybody(some, at_questions)
            answers, started = sum(len(p.presses) for p in some), time.perf_counter()
            through = everybody(some, lambda path: not at_questions(path))
            took = time.perf_counter() - started
            presses = [ms for one in some for ms in one.presses[answers // len(some) :]]
            to_end = everybody(some, lambda path: subject.end in path)
    parts = (to_questions, through, to_end)
    found.cost.append(through[0] / through[1])
    found.visit.append(sum(ms for ms, _ in parts) / sum(pages for _, pages in parts))
    found.rate.append(through[1] / took)
    found.p95.append(statistics.quantiles(presses, n=20)[-1])


def _report(found: Mapping[str, Measured]) -> None:
    """Medians, and the ratio to the floor of the same round."""
    print("ms of processor time for a submitted page, medians of the rounds")
    print(f"{'':18}{'a question':>11}{'x floor':>9}{'whole visit':>13}{'p95 ms':>8}{'pages/s':>9}")
    for name, one in found.items():
        if not one.cost:
            continue
        floor = found[FLOOR].cost if FLOOR in found else one.cost
        ratios = [ours / bare for ours, bare in zip(one.cost, floor, strict=False)]
        print(
            f"{name:18}{statistics.median(one.cost):11.2f}{statistics.median(ratios):9.1f}"
            f"{statistics.median(one.visit):13.2f}{statistics.median(one.p95):8.0f}"
            f"{statistics.median(one.rate):9.0f}"
        )


if __name__ == "__main__":
    main()
