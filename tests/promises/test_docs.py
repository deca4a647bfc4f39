"""Documents: every link and command works, and the index lists every decision record."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from flask import Flask

from quiz import cli

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted({*ROOT.glob("*.md"), *ROOT.glob(".github/**/*.md"), *ROOT.glob("docs/**/*.md")})
DECISIONS = ROOT / "docs" / "decisions"
RECORDS = sorted(DECISIONS.glob("[0-9]*.md"))

FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`[^`\n]+`")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
LINK = re.compile(r"\]\(([^()\s]+)\)")
ROW = re.compile(r"^\| \[(\d+)\]\(([^()]+)\) \| (.+) \|$", re.MULTILINE)
FLASK = re.compile(
    r"(?:^|`)(?:sudo )?(?:before-you-look|(?:\.venv/bin/)?flask(?: --app wsgi)?)(?![\w.-])([^`]*)"
)


def anchors(document: Path) -> set[str]:
    """The anchors that a repository host gives to the headings of a document."""
    headings = HEADING.findall(FENCE.sub("", document.read_text("utf-8")))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def links(document: Path) -> list[str]:
    """The links and pictures of a document with a target in the project."""
    prose = CODE.sub("", FENCE.sub("", document.read_text("utf-8")))
    return [link for link in LINK.findall(prose) if not re.match(r"[a-z]+:", link)]


def title(record: Path) -> str:
    """The first heading of a record, with its number: “12. Accounts”."""
    return record.read_text("utf-8").partition("\n")[0].removeprefix("# ")


def commands(document: Path) -> Iterator[list[str]]:
    """The words after “flask” in each command of a document.

    A table after a line such as `flask people …` has subcommands in its first column.
    """
    group: list[str] | None = None
    for line in document.read_text("utf-8").splitlines():
        named = [words.split() for words in FLASK.findall(line)]
        yield from named
        if line.startswith("|"):
            codes = [] if group is None else CODE.findall(line.split("|")[1])
            yield from ([*(group or ()), *code.strip("`").split()] for code in codes)
        elif line:
            groups = [words for words in named if not words or words[-1] == "…"]
            group = groups[-1][:-1] if groups else None


by_document = pytest.mark.parametrize(
    "document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT))
)


@by_document
def test_every_link_leads_to_a_file_and_a_heading(document: Path) -> None:
    for link in links(document):
        path, _, anchor = link.partition("#")
        target = (document.parent / path).resolve() if path else document
        assert target.is_relative_to(ROOT), link
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


def test_records_are_numbered_from_1_without_a_gap() -> None:
    numbers = [int(record.name[:4]) for record in RECORDS]
    assert numbers == list(range(1, len(RECORDS) + 1))


def test_the_index_lists_every_record_with_its_number_and_title() -> None:
    index = ROW.findall((DECISIONS / "README.md").read_text("utf-8"))
    listed = [(f"{int(number):04}", name, f"{number}. {words}") for number, name, words in index]
    assert listed == [(record.name[:4], record.name, title(record)) for record in RECORDS]


@by_document
def test_every_flask_command_exists_under_its_current_name(document: Path) -> None:
    if document.name == "CHANGELOG.md":
        return
    app = Flask("quiz")
    cli.init_app(app)
    for words in commands(document):
        command: click.Command = app.cli
        for word in words:
            if not isinstance(command, click.Group) or word == "…":
                break
            assert word in command.commands, f"no command: flask {' '.join(words)}"
            command = command.commands[word]
            assert not command.hidden, f"an old name: flask {' '.join(words)}"
            assert not command.deprecated, f"an old name: flask {' '.join(words)}"


def test_commands_are_found_in_text_blocks_and_tables() -> None:
    documents = (ROOT / "docs" / "content.md", ROOT / "docs" / "running.md")
    found = [words for document in documents for words in commands(document)]
    assert ["upgrade"] in found
    assert ["restore"] in [words[:1] for words in found]
    assert ["people", "invite", "you@council.example"] in [words[:3] for words in found]
    assert ["people", "deactivate", "EMAIL"] in found
    assert ["scenarios", "show", "ITEM"] in found
    assert ["live", "delete", "--before", "2026-01-01"] in found
