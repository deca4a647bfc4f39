"""Structure of the code: imports go down, only the records contain SQL, functions are short."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.promises.each_file import for_each

QUIZ = Path(__file__).parents[2] / "quiz"
FILES = sorted(QUIZ.rglob("*.py"))
LONGEST_FUNCTION = 40

# The ladder from top to bottom. Packages on the same rung do not import each other.
LADDER = [
    {"__init__"},
    {"binding"},
    {"routes", "cli", "serving"},
    {"account_routes", "learning_routes", "errors", "operations"},
    {"addresses", "api", "learning"},
    {
        "information",
        "help",
        "selfcheck",
        "teams",
        "live",
        "authors",
        "researchers",
        "translators",
        "signin",
        "admin",
    },
    {"questions"},
    {"browser", "documents"},
    {"content", "charts"},
    {"answers", "bank", "people"},
    {"analysis", "mail", "storage", "web"},
    {"retention", "settings", "spreadsheets", "vocabulary"},
    {"certainty_levels", "clock"},
    {"languages"},
    {"characters", "instance"},
]
PURE = {
    *("journey.py", "selection.py", "submission.py", "submission_summary.py", "status.py"),
    *("counting.py",),
    *("phases.py", "moves.py", "plan.py", "plan_scenarios.py", "starting_plan.py", "timer.py"),
    *("plan_jumps.py", "plan_minutes.py", "setup_order.py", "overview.py"),
    *("phase_texts.py", "agendas.py", "aggregate.py", "controls.py", "notes.py"),
    *("charts.py", "hints.py", "summary.py", "guide.py", "cpd_note.py"),
    *("finished_check.py", "note.py", "supervision.py"),
}
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "misc"}


def package(path: Path) -> str:
    return path.relative_to(QUIZ).parts[0].removesuffix(".py")


def package_of(name: str) -> str | None:
    """The top-level package or module in quiz that a name is imported from; None for a library."""
    first, _, rest = name.partition(".")
    top = rest.partition(".")[0]
    exists = (QUIZ / top).is_dir() or (QUIZ / f"{top}.py").exists()
    return top if first == "quiz" and top and exists else None


def rung(name: str) -> int:
    return next(number for number, packages in enumerate(LADDER) if name in packages)


def imports(path: Path) -> Iterator[str]:
    """The modules and names that a file imports, inside functions too."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


by_file = for_each(FILES)


@by_file
def test_imports_only_go_down(path: Path) -> None:
    here = package(path)
    for name in imports(path):
        there = package_of(name)
        if there and there != here:
            assert rung(there) > rung(here), f"{here} imports {there}"


@by_file
def test_pages_and_forms_import_no_sqlalchemy(path: Path) -> None:
    if package(path) in {
        "selfcheck",
        "questions",
        "charts",
        "analysis",
        "bank",
        "routes",
        "signin",
    }:
        assert not [name for name in imports(path) if name.startswith("sqlalchemy")]
    records = {
        *("models.py", "reviews.py", "extensions.py", "asked_before.py", "comparable.py"),
        *("submit.py", "opening.py", "pending.py"),
        *("access.py", "circle.py", "records.py", "codes.py"),
    }
    if package(path) == "teams" and path.name not in records:
        imported = [name for name in imports(path) if name.startswith("sqlalchemy")]
        assert all(name.startswith("sqlalchemy.exc") for name in imported)


LIVE_RECORDS = {
    *("models.py", "store.py", "votes.py", "archive.py", "plan_templates.py"),
    *("phones.py", "hands.py", "pledges.py", "questions.py", "first_votes.py"),
    "anonymous.py",
}


@by_file
def test_only_the_records_of_live_sessions_build_queries(path: Path) -> None:
    """Other modules may use the database session as a type only."""
    if package(path) == "live" and path.name not in LIVE_RECORDS:
        imported = {name for name in imports(path) if name.startswith("sqlalchemy")}
        assert imported <= {"sqlalchemy.orm", "sqlalchemy.orm.Session"}


@by_file
def test_arithmetic_and_journey_are_pure(path: Path) -> None:
    results = path.parent == QUIZ / "teams" / "results"
    if package(path) in {"analysis", "bank", "vocabulary"} or path.name in PURE or results:
        impure = [n for n in imports(path) if n.startswith(("flask", "sqlalchemy", "wtforms"))]
        assert not impure


@by_file
def test_functions_are_short(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef):
            length = (node.end_lineno or 0) - node.lineno + 1
            assert length <= LONGEST_FUNCTION, f"{node.name} has {length} lines"


@by_file
def test_no_module_has_a_vague_name(path: Path) -> None:
    assert not FORBIDDEN_NAMES & set(path.relative_to(QUIZ).with_suffix("").parts)


@by_file
def test_every_module_has_a_docstring(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text("utf-8")))


def test_every_package_is_on_the_ladder() -> None:
    assert {package(path) for path in FILES} == set().union(*LADDER)


def test_the_map_in_the_readme_has_the_order_of_the_ladder() -> None:
    text = (QUIZ.parent / "README.md").read_text("utf-8")
    table = text[text.index("## The map") : text.index("## Read on")]
    paths = re.findall(r"`quiz/(\w+)(?:\.py|/)`", "".join(re.findall(r"^\| [^|]+", table, re.M)))
    listed = [name for name in paths if name != "templates"]
    assert sorted(listed) == sorted(set().union(*LADDER))
    assert listed == sorted(listed, key=rung)


def test_every_template_is_used() -> None:
    templates = QUIZ / "templates"
    code = "".join(path.read_text("utf-8") for path in FILES)
    code += "".join(path.read_text("utf-8") for path in templates.rglob("*.html"))
    for path in templates.rglob("*.html"):
        name = str(path.relative_to(templates))
        # The journey names its pages without folder and extension.
        assert name in code or f'render_page("{path.stem}"' in code, name
