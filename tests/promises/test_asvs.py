"""docs/asvs.md has every requirement of OWASP ASVS 4.0.3 at level 2, and names what exists."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "asvs.md").read_text("utf-8")
ROWS = re.findall(
    r"^\| (\d+\.\d+\.\d+) [^|]+ \| ([^|]+) \| ([^|]*) \| ([^|]*) \|$", TEXT, re.MULTILINE
)
STATES = {"met", "accepted", "does not apply"}
# The numbers at levels 1 and 2, as the standard lists them; what it deleted is left out.
SECTIONS = {
    **{"2.1": 12, "2.2": 3, "2.3": 3, "2.4": 6, "2.5": 7, "2.6": 3, "2.7": 6, "2.8": 7},
    **{"2.9": 3, "2.10": 4, "3.1": 1, "3.2": 4, "3.3": 4, "3.4": 5, "3.5": 3, "3.7": 1},
    **{"4.1": 5, "4.2": 2, "4.3": 3, "5.1": 5, "5.2": 8, "5.3": 10, "5.4": 3, "5.5": 4},
    **{"6.1": 3, "6.2": 6, "6.3": 2, "6.4": 2, "7.1": 4, "7.2": 2, "7.3": 4, "7.4": 3},
    **{"8.1": 4, "8.2": 3, "8.3": 8, "9.1": 3, "9.2": 4, "10.2": 2, "10.3": 3, "11.1": 8},
    **{"12.1": 3, "12.2": 1, "12.3": 6, "12.4": 2, "12.5": 2, "12.6": 1, "13.1": 5, "13.2": 6},
    **{"13.3": 2, "13.4": 2, "14.1": 4, "14.2": 6, "14.3": 3, "14.4": 7, "14.5": 4},
}
DELETED = {"4.1.4", "7.3.2", "13.1.2", "13.2.4", "14.3.1"}
FILE = re.compile(r"`((?:[\w.-]+/)+[\w.-]+|Makefile|[\w.]+\.(?:py|txt))`")


def test_every_requirement_is_there_once() -> None:
    listed = [f"{name}.{number + 1}" for name, last in SECTIONS.items() for number in range(last)]
    assert [number for number, *_ in ROWS] == [one for one in listed if one not in DELETED]


def test_each_is_met_or_says_why_not() -> None:
    for number, state, where, _ in ROWS:
        assert state in STATES, number
        assert where.strip(), number
    states = [state for _, state, _, _ in ROWS]
    counts = [len(ROWS), *(states.count(one) for one in ("met", "does not apply", "accepted"))]
    (sentence,) = re.findall(
        r"^Of (\d+) .* (\d+) are met, (\d+) do not apply, and (\d+) are not met", TEXT, re.M
    )
    assert [*map(int, sentence)] == counts


def test_every_file_and_test_exists() -> None:
    for number, state, where, test in ROWS:
        for file in FILE.findall(where):
            assert (ROOT / file).exists(), (number, file)
        if test:
            file, _, name = test.strip("`").partition("::")
            text = (ROOT / "tests" / file).read_text("utf-8")
            assert f"def {name}(" in text, (number, test)
        assert state != "met" or test or where, number
