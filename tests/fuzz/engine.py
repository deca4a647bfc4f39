"""Fuzz one target for some seconds: `python -m tests.fuzz.engine NAME SECONDS FOLDER`.

Atheris guides the inputs by the branches of `quiz` that they reach. It has no wheel for every
machine; without it the seeds are changed at random. An input that fails is written to FOLDER.
"""

import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

SEEDS = Path(__file__).parent / "seeds"
LONGEST = 4096
GUIDED, BLIND = "guided by coverage", "changed at random"


def main(name: str, seconds: int, folder: Path) -> None:
    try:
        import atheris
    except ImportError:
        one_input, seeds = target(name)
        blind(one_input, seeds, seconds, folder)
        return
    with atheris.instrument_imports(include=["quiz"]):
        one_input, seeds = target(name)
    corpus = folder / "corpus"
    corpus.mkdir()
    for number, seed in enumerate(seeds):
        (corpus / f"first-{number}").write_bytes(seed)
    print(GUIDED, flush=True)
    options = (
        *(f"-max_total_time={seconds}", f"-max_len={LONGEST}", "-timeout=60", "-rss_limit_mb=2048"),
        *(f"-artifact_prefix={folder}/", "-print_final_stats=1", "-verbosity=1"),
    )
    atheris.Setup([sys.argv[0], str(corpus), *options], one_input)
    atheris.Fuzz()


def target(name: str) -> tuple[Callable[[bytes], Any], list[bytes]]:
    """The function to call with each input, and the inputs to begin with."""
    seeds = [path.read_bytes() for path in sorted((SEEDS / name).glob("*"))]
    from tests.fuzz.parsers import PARSERS

    if name in PARSERS:
        return PARSERS[name], seeds
    from tests.fuzz.pages import PAGES, first_inputs

    return PAGES[name], [*seeds, *first_inputs(name)]


def blind(
    one_input: Callable[[bytes], Any], seeds: list[bytes], seconds: int, folder: Path
) -> None:
    """Change some bytes of the seeds at random."""
    print(BLIND, flush=True)
    chance, end, tried = random.Random(16), time.monotonic() + seconds, 0
    while time.monotonic() < end:
        data = bytearray(chance.choice(seeds))
        for _ in range(chance.randrange(1, 8)):
            place = chance.randrange(len(data) + 1)
            data[place : place + chance.randrange(3)] = chance.randbytes(chance.randrange(3))
        try:
            one_input(bytes(data))
        except BaseException:
            (folder / "crash-blind").write_bytes(data)
            raise
        tried += 1
    print(f"Done {tried} runs", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
