"""Views on the route map use neither SQLAlchemy nor each other."""

from pathlib import Path

import pytest

from quiz.routes import MAP
from tests.promises.test_shape import QUIZ, imports

VIEW_MODULES = sorted({address.view.__module__ for address in MAP})


def file_of(module: str) -> Path:
    return QUIZ.parent.joinpath(*module.split(".")).with_suffix(".py")


# The same rule applies to forms.
FILES = [*map(file_of, VIEW_MODULES), *QUIZ.rglob("*forms.py")]
by_file = pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(QUIZ)))


def test_every_activity_with_pages_is_covered() -> None:
    packages = {module.split(".")[1] for module in VIEW_MODULES}
    people = {"information", "help", "selfcheck", "teams", "live", "signin", "admin", "authors"}
    assert packages == {*people, "api", "learning"}


@by_file
def test_views_and_forms_import_no_sqlalchemy(path: Path) -> None:
    assert not [name for name in imports(path) if name.partition(".")[0] == "sqlalchemy"]


@pytest.mark.parametrize("module", VIEW_MODULES)
def test_no_view_module_imports_another(module: str) -> None:
    """Code that two views need belongs in a module below both."""
    assert not set(imports(file_of(module))) & set(VIEW_MODULES)
