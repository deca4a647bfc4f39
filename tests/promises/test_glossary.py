"""The glossary lists every table and every enumeration, and its names exist."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

import quiz
from quiz.storage.tables import Base

ROOT = Path(__file__).parents[2]
ROW = re.compile(r"^\| (?P<term>[^|]+) \| (?P<meaning>[^|]+) \| (?P<code>[^|]+) \|$", re.MULTILINE)
ROWS = [
    row
    for row in ROW.finditer((ROOT / "docs" / "glossary.md").read_text("utf-8"))
    if row["term"] not in ("Term", "---")
]
IN_CODE = {name for row in ROWS for name in re.findall(r"`([^`]+)`", row["code"])}

for module in pkgutil.walk_packages(quiz.__path__, "quiz."):
    importlib.import_module(module.name)


def subclasses(base: type) -> Iterator[type]:
    """All subclasses, direct and indirect."""
    for subclass in base.__subclasses__():
        yield subclass
        yield from subclasses(subclass)


def classes() -> set[str]:
    files = (ROOT / "quiz").rglob("*.py")
    text = "\n".join(path.read_text("utf-8") for path in files)
    return set(re.findall(r"^class (\w+)", text, re.MULTILINE))


def test_every_table_is_listed() -> None:
    assert set(Base.metadata.tables) - IN_CODE == set()


def test_every_enumeration_is_listed() -> None:
    ours = {one.__name__ for one in subclasses(StrEnum) if one.__module__.startswith("quiz.")}
    assert ours - IN_CODE == set()


def test_every_name_exists() -> None:
    names = {name for name in IN_CODE if "/" not in name}
    assert names - set(Base.metadata.tables) - classes() == set()
    assert not [name for name in IN_CODE - names if not (ROOT / name).exists()]


def test_each_term_occurs_once_with_one_or_two_sentences() -> None:
    terms = [row["term"].lower() for row in ROWS]
    assert len(terms) == len(set(terms)) > 50
    for row in ROWS:
        assert row["meaning"].endswith("."), row["term"]
        assert len(re.findall(r"[.?!](?= |$)", row["meaning"])) <= 2, row["term"]
