"""Documents lead to what is there: every link, and every decision record in its index."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted({*ROOT.glob("*.md"), *ROOT.glob(".github/**/*.md"), *ROOT.glob("docs/**/*.md")})
DECISIONS = ROOT / "docs" / "decisions"
RECORDS = sorted(DECISIONS.glob("[0-9]*.md"))

FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`[^`\n]+`")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
LINK = re.compile(r"\]\(([^()\s]+)\)")
ROW = re.compile(r"^\| \[(\d+)\]\(([^()]+)\) \| (.+) \|$", re.MULTILINE)


def anchors(document: Path) -> set[str]:
    """The anchors that a repository host gives to the headings of a document."""
    headings = HEADING.findall(FENCE.sub("", document.read_text("utf-8")))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def links(document: Path) -> list[str]:
    """The links and pictures of a document that stay inside the project."""
    prose = CODE.sub("", FENCE.sub("", document.read_text("utf-8")))
    return [link for link in LINK.findall(prose) if not re.match(r"[a-z]+:", link)]


def title(record: Path) -> str:
    """The first heading of a record, with its number: “12. Accounts”."""
    return record.read_text("utf-8").partition("\n")[0].removeprefix("# ")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda p: str(p.relative_to(ROOT)))
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
