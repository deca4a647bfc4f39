"""The catalogues in the repository: every sentence of the interface, kept places, plural forms."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from quiz.languages.catalogues import (
    CONTENT,
    FOLDER,
    INTERFACE,
    TEMPLATE,
    TRANSLATED,
    catalogue_file,
    language,
)
from quiz.languages.extraction import read_catalogue
from quiz.languages.sentences import gettext, ngettext, written_in
from quiz.translators.catalogue import problems

QUIZ = FOLDER.parent
CALLS = {"gettext", "ngettext", "pgettext", "lazy_gettext", "lazy_ngettext"}
CATALOGUES = [(code, domain) for code in TRANSLATED for domain in (INTERFACE, CONTENT)]


@pytest.mark.parametrize(("code", "domain"), CATALOGUES)
def test_every_translation_keeps_places_and_tags(code: str, domain: str) -> None:
    messages = [one for one in read_catalogue(catalogue_file(code, domain)) if one.id]
    assert messages
    assert [(one.id, found) for one in messages for found in problems(one)] == []
    assert [one.id for one in messages if one.fuzzy or not one.string or not all(one.string)] == []


def test_every_sentence_of_python_is_collected() -> None:
    """One inside an f-string is not: Babel reads tokens, and an f-string is one of them."""
    known = {one.id for one in read_catalogue(TEMPLATE)}
    known |= {one.id[0] for one in read_catalogue(TEMPLATE) if isinstance(one.id, tuple)}
    said = [one for path in QUIZ.rglob("*.py") for one in sentences_of(path)]
    assert len(said) > 1500
    assert [one for one in said if one not in known] == []


def sentences_of(path: Path) -> Iterator[str]:
    for call in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.args:
            first = call.args[call.func.id == "pgettext"]
            if call.func.id in CALLS and isinstance(first, ast.Constant):
                yield str(first.value)


SHOWN = (
    "bank/formats/*.py",
    "bank/edits.py",
    "bank/own_content.py",
    "bank/checks.py",
    "learning/lti/id_token.py",
    "learning/lti/sign_in.py",
)
"""Modules whose sentences people read on pages: why something is refused, and what to do."""
SENTENCE = re.compile(r"[A-Za-z’]{2,} [a-z]{2,}")
FOR_PROGRAMS = {
    "row_checks.py": {"MESSAGES"},
    "kahoot.py": {"HEADINGS", "ABOVE", "CORRECT", "write"},
    "moodle_xml.py": {"MOODLES_OWN"},
    "tags.py": {"RULE"},
    "edits.py": {"skeleton", "REASON_TO_WRITE"},
    "checks.py": {"TO_WRITE"},
    "sign_in.py": {"PURPOSE"},
}
"""Parts whose English words programs read: patterns, and what is written into files."""


def test_modules_that_refuse_have_no_sentence_of_their_own() -> None:
    files = [path for pattern in SHOWN for path in QUIZ.glob(pattern)]
    assert len(files) > 20
    assert [(path.name, one) for path in files for one in bare(path)] == []


def bare(path: Path) -> Iterator[str]:
    """Sentences that are no docstring and given to no catalogue."""
    left_out = FOR_PROGRAMS.get(path.name, set())
    for part in ast.parse(path.read_text("utf-8")).body:
        if not left_out.intersection(names_of(part)):
            known = [one for one in ast.walk(part) if is_wrapped(one) or is_docstring(one)]
            inside = {id(one) for whole in known for one in ast.walk(whole)}
            for one in ast.walk(part):
                value = getattr(one, "value", None) if isinstance(one, ast.Constant) else None
                if id(one) not in inside and isinstance(value, str) and SENTENCE.search(value):
                    yield value


def names_of(part: ast.stmt) -> set[str]:
    """What a statement of a module defines."""
    if isinstance(part, ast.Assign):
        return {one.id for one in ast.walk(part.targets[0]) if isinstance(one, ast.Name)}
    return {part.name} if isinstance(part, ast.FunctionDef) else set()


def is_wrapped(part: ast.AST) -> bool:
    return isinstance(part, ast.Call) and getattr(part.func, "id", "") in CALLS


def is_docstring(part: ast.AST) -> bool:
    return isinstance(part, ast.Expr) and isinstance(part.value, ast.Constant)


def test_the_name_of_the_service_is_translated() -> None:
    messages = read_catalogue(catalogue_file("cy", INTERFACE))
    assert [one.id for one in messages if one.id and "Before You Look" in str(one.string)] == []


def test_welsh_has_its_plural_forms() -> None:
    one, many = "%(number)s rule worth five minutes", "%(number)s rules worth five minutes"
    with written_in(language("cy")):
        said = [ngettext(one, many, number, number=number) for number in (1, 3)]
        assert said == ["1 rheol sy’n werth pum munud", "3 o reolau sy’n werth pum munud"]
        assert gettext("Continue") == "Parhau"
