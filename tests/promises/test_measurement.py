"""docs/measurement.md has every section and rule that code, tests and documents cite."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "measurement.md"
TEXT = PAGE.read_text("utf-8")
SECTIONS = set(re.findall(r"^#+ (\d(?:\.\d)?)\.? ", TEXT, re.MULTILINE))
RULES = set(re.findall(r"\*\*([ADP]\d+)\b", TEXT))

CITED = re.compile(r"[Mm]easurement\.md,?(?: sections?)? (\d(?:\.\d)?(?:(?:,| and| to) \d\.\d)*)")
RULE = re.compile(r"\b(?:A\d+|D\d+|P\d)\b")
MAY_CITE = re.compile(rf"easurement\.md|{RULE.pattern}")
PYTHON = sorted(
    path for folder in ("quiz", "tests", "bench") for path in (ROOT / folder).rglob("*.py")
)
DOCUMENTS = sorted({*(ROOT / "docs").rglob("*.md")} - {PAGE})


def prose(path: Path) -> Iterator[str]:
    """A document, or the docstrings and comments of a module, each as one line."""
    text = path.read_text("utf-8")
    if path.suffix == ".md":
        yield text
        return
    if not MAY_CITE.search(text):
        return  # most modules, and parsing them takes seconds
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield " ".join(str(node.value.value).split())
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    yield " ".join(token.string for token in tokens if token.type == tokenize.COMMENT)


def test_every_cited_section_and_rule_exists() -> None:
    named: set[str] = set()
    for path in [*PYTHON, *DOCUMENTS]:
        for text in prose(path):
            for cited in CITED.findall(text):
                named.update(re.findall(r"\d(?:\.\d)?", cited))
            named.update(RULE.findall(text))
    assert {"3.2", "5.3", "P3", "D8", "A1"} <= named
    assert named <= SECTIONS | RULES


def test_every_attack_is_tried_in_the_tests_that_the_table_names() -> None:
    """A test says in its name which attacks it tries, as in ``test_a1_a9_before_the_opening``."""
    tried: dict[str, set[str]] = {}
    for path in PYTHON:
        for name in re.findall(r"^def test_(\w+)", path.read_text("utf-8"), re.MULTILINE):
            for number in re.findall(r"(?:^|_)a(\d+)(?=_)", name):
                tried.setdefault(number, set()).add(path.relative_to(ROOT).as_posix())
    rows = re.findall(r"^\| \*\*A(\d+)\*\* \|.*\| ([^|]*) \|$", TEXT, re.MULTILINE)
    assert {number: set(re.findall(r"`([^`]+)`", files)) for number, files in rows} == tried
