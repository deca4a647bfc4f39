"""The packages of live sessions: imports only go down, and the pure modules stay pure."""

from pathlib import Path

import pytest

import quiz.live
from tests.promises.test_shape import imports

LIVE = Path(quiz.live.__file__).parent
FILES = sorted(LIVE.rglob("*.py"))

# From the pages down to the tables. Packages on one floor do not import each other.
LADDER = [
    {"fragments"},
    {"host", "participant"},
    {"display", "documents"},
    {"results", "updates", "redirects"},
    {"session"},
]
PURE_IN_SESSION = {
    *("phases", "moves", "phase_texts", "plan", "plan_scenarios", "starting_plan"),
    *("agendas", "aggregate", "small_rooms", "timer", "plan_jumps", "plan_minutes"),
}


def package(path: Path) -> str:
    return path.relative_to(LIVE).parts[0].removesuffix(".py")


def floor(name: str) -> int:
    return next(number for number, names in enumerate(LADDER) if name in names)


def imported_packages(path: Path) -> set[str]:
    found = (name.split(".") for name in imports(path) if name.startswith("quiz.live."))
    return {parts[2] for parts in found}


def test_every_package_has_its_floor() -> None:
    assert {package(path) for path in FILES} - {"__init__"} == set().union(*LADDER)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(LIVE)))
def test_imports_only_go_down(path: Path) -> None:
    here = package(path)
    for there in imported_packages(path) - {here}:
        assert floor(there) > floor(here), f"{here} imports {there}"


@pytest.mark.parametrize("name", sorted(PURE_IN_SESSION))
def test_pure_modules_know_neither_pages_nor_database(name: str) -> None:
    """Nor do they import a module of the session that does."""
    path = LIVE / "session" / f"{name}.py"
    impure = ("flask", "sqlalchemy", "wtforms")
    assert not [found for found in imports(path) if found.startswith(impure)]
    ours = "quiz.live.session."
    modules = {found.removeprefix(ours).split(".")[0] for found in imports(path) if ours in found}
    assert modules <= PURE_IN_SESSION
