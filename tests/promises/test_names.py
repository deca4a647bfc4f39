"""Class names are unique, old names are gone, and files are short."""

import ast
import re
from collections import Counter
from pathlib import Path

from tests.promises.each_file import for_each

ROOT = Path(__file__).parents[2]
LONGEST_FILE = 300
LONGER_FOR_A_REASON: dict[str, str] = {}
"""Reason by path in the repository."""

OLD_MODULES = {
    *("holding", "asking", "papers", "pictures", "daily", "shelf", "seals", "deeds", "trail"),
    *("acts", "letters", "roster", "telling", "told", "siblings", "folded", "listed"),
    *("own", "seen", "steering", "making", "beginnings", "summed", "pushed", "playing", "hosted"),
    *("held", "again", "second", "keeping"),
}
OLD_NAMES = re.compile(
    r"""
      \b(KnownAs | SignedIn | Told | Picked | Held)\b
    | \b(hold_attempt | let_go | held_id | mark_of | has_put_in)\b
    | /admin/deeds \b
    | ["'](deed | known_as | signed_in | picked)["']          # tables
    | \bquiz[./](holding | asking | papers | pictures | daily)\b
    | \bbank[./](shelf | seals)\b
    | \bteams[./](telling | siblings | folded | listed | waiting | sheet)\b(?!_)
    | \blive[./](told | own | seen | steering | making | beginnings | summed | pushed | playing
               | hosted | joining | following)\b
    # Of live sessions and their styles
    | projector(?:__ | _state | _events | -page | \.html) | \.projector\b | \bPROJECTOR\b
    | ["'.]recap\b | \bpushed\b
    | class="own" | ["']\.own\b | \.own\ \{ | \bown(?:-ratings | __) | \bown_answers\.html
    | \?template= | \b(?:ticket | start)__picture\b | \bpicture-heading\b
    """,
    re.VERBOSE,
)
OLD_NAME_TABLES = re.compile(r"^(MOVED|RENAMED)\b.*?^\)$", re.MULTILINE | re.DOTALL)
"""Redirects and renamed commands must list the old names."""
HISTORY = (
    *("migrations/versions/", "tests/answers/test_migrations.py", "tests/test_moved.py"),
    "CHANGELOG.md",
)
"""Migrations, the changelog and tests of redirects may use old names."""
THIS_FILE = "tests/promises/test_names.py"


def files(*patterns: str) -> list[Path]:
    """The project's files that match, without built and installed ones."""
    folders = [ROOT / name for name in ("quiz", "tests", "docs", "bench", "migrations")]
    found = [path for pattern in patterns for folder in folders for path in folder.rglob(pattern)]
    for folder in (ROOT, ROOT / "assets"):
        found += [path for pattern in patterns for path in folder.glob(pattern)]
    return sorted(path for path in found if "static/build" not in str(path))


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


CODE = files("*.py", "*.scss", "*.js", "*.mjs")
TEXTS = CODE + files("*.html", "*.typ", "*.md", "*.json", "*.toml", "*.in", "Makefile")


def test_no_class_name_occurs_twice() -> None:
    found = Counter(
        node.name
        for path in (ROOT / "quiz").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ClassDef) and node.name != "Meta"
    )
    assert not [name for name, times in found.items() if times > 1]


@for_each(TEXTS)
def test_no_old_name_is_left(path: Path) -> None:
    if name_of(path).startswith(HISTORY) or name_of(path) == THIS_FILE:
        return
    text = OLD_NAME_TABLES.sub("", path.read_text("utf-8"))
    assert not [match[0] for match in OLD_NAMES.finditer(text)]


def test_no_module_has_an_old_name() -> None:
    names = {name_of(path): path.stem.removeprefix("test_") for path in CODE}
    assert not [path for path, stem in names.items() if stem in OLD_MODULES]


@for_each(CODE)
def test_no_code_file_is_too_long(path: Path) -> None:
    lines = len(path.read_text("utf-8").splitlines())
    assert lines <= LONGEST_FILE or name_of(path) in LONGER_FOR_A_REASON
