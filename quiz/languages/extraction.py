"""Takes the sentences of the code into the template, and brings catalogues up to date.

``python -m quiz.languages.extraction`` writes them (`make sentences`); with ``--check`` it writes
nothing, and ends with 1 if a sentence was added, changed or removed since.
"""

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

from quiz.languages.catalogues import INTERFACE, TEMPLATE, TRANSLATED, catalogue_file

QUIZ = Path(__file__).parents[1]
KEYWORDS: dict[str, Any] = {
    "gettext": None,
    "_": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "lazy_ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}
MARKS = ("gettext(", "_(", "{% trans")
"""What a file has that has a sentence; the others need not be read closely, which takes long."""
COMMENT = "For translators:"
TEMPLATE_OPTIONS = {
    "trimmed": "true",
    "newstyle_gettext": "true",
    "silent": "false",
    "trim_blocks": "true",
    "lstrip_blocks": "true",
    "extensions": "jinja2.ext.do",
}
WIDTH = 100


def messages() -> Catalog:
    """Every sentence of the code and of its templates, without translations."""
    catalog = Catalog(charset="utf-8", fuzzy=False)
    for file, method, options in _files():
        text = file.read_bytes()
        if not any(mark.encode() in text for mark in MARKS):
            continue
        place = str(file.relative_to(QUIZ.parent))
        for _line, message, comments, context in extract(
            method, BytesIO(text), KEYWORDS, (COMMENT,), options, strip_comment_tags=True
        ):
            catalog.add(message, None, [(place, 0)], auto_comments=comments, context=context)
    return catalog


def _files() -> Iterator[tuple[Path, str, dict[str, str]]]:
    for file in sorted(QUIZ.rglob("*.py")):
        yield file, "python", {}
    for file in sorted((QUIZ / "templates").rglob("*.html")):
        yield file, "jinja2.ext:babel_extract", TEMPLATE_OPTIONS


HEADER = """msgid ""
msgstr ""
"Project-Id-Version: Before You Look\\n"
"Language: {language}\\n"
"Plural-Forms: {plurals}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""
"""No times and no names: the file changes only with its sentences."""


def as_po(catalog: Catalog) -> bytes:
    """A catalogue as a PO file, in an order that does not change when the file is read again.

    Files are named without lines, which move with every change.
    """
    for message in catalog:
        message.locations = sorted({(name, 1) for name, _ in message.locations})
    out = BytesIO()
    header = HEADER.format(language=catalog.locale_identifier or "", plurals=catalog.plural_forms)
    out.write(header.encode())
    write_po(
        out,
        catalog,
        width=WIDTH,
        omit_header=True,
        sort_by_file=True,
        include_lineno=False,
        ignore_obsolete=True,
    )
    return out.getvalue()


def read_catalogue(file: Path) -> Catalog:
    """A PO file. A new one has nothing in it."""
    with file.open("rb") as stream:
        return read_po(stream)


def updated(file: Path, found: Catalog) -> bytes:
    """A language's catalogue with the sentences of a template; a changed one is not translated."""
    catalog = read_catalogue(file)
    catalog.update(found, no_fuzzy_matching=True, update_header_comment=False)
    return as_po(catalog)


def write(*, check: bool) -> list[Path]:
    """Write the template and the catalogues, or only say which are not up to date."""
    found = messages()
    wanted = {TEMPLATE: as_po(found)}
    for code in TRANSLATED:
        file = catalogue_file(code, INTERFACE)
        wanted[file] = updated(file, found)
    stale = [
        file for file, text in wanted.items() if not file.exists() or file.read_bytes() != text
    ]
    if not check:
        for file in stale:
            file.write_bytes(wanted[file])
    return stale


if __name__ == "__main__":
    checks = "--check" in sys.argv
    for path in write(check=checks):
        what = "is not up to date: run `make sentences`" if checks else "written"
        print(f"{path.relative_to(QUIZ.parent)} {what}")  # noqa: T201
        if checks:
            sys.exit(1)
