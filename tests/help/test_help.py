"""The help: the same text as docs/help, a search without script, and links that lead somewhere."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from markupsafe import Markup

from quiz.help import texts
from quiz.routes import MAP
from tests.visitor import Visitor

DOCS = Path(__file__).parents[2] / "docs/help"


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


@pytest.mark.parametrize("name", [file.stem for file in sorted(DOCS.glob("*.md"))])
def test_a_page_has_every_word_of_its_file(visitor: Visitor, name: str) -> None:
    shown = BeautifulSoup(visitor.get(f"/help/{name}").response.text, "html5lib").main
    assert shown
    for picture in shown.select("img"):
        with visitor.client.get(str(picture["src"])) as response:
            assert response.status_code == 200
        picture.replace_with(str(picture["alt"]))
    plain = re.sub(r"\]\([^)]*\)", "]", (DOCS / f"{name}.md").read_text("utf-8"))
    for line in filter(str.strip, plain.splitlines()):
        line = re.sub(r"^\d+\. ", "", line)
        assert " ".join(words(line)) in " ".join(words(shown.get_text(" "))), line


def test_every_file_has_its_page() -> None:
    assert sorted(texts.NAMES) == sorted(file.stem for file in DOCS.glob("*.md"))
    assert all(
        len({s.anchor for s in page.sections}) == len(page.sections) for page in texts.pages()
    )


def test_an_address_in_the_text_is_a_link_to_a_page(visitor: Visitor) -> None:
    rules = {address.rule for address in MAP}
    found = [
        str(link["href"])
        for page in texts.pages()
        for section in page.sections
        for link in BeautifulSoup(section.html, "html5lib").select("a")
    ]
    assert {"/join", "/review", "/check/return", "/privacy"} <= set(found) <= rules


def test_the_search_finds_the_questions_whose_text_has_the_words(visitor: Visitor) -> None:
    visitor.get("/help?q=deputy+review")
    assert [link.get_text() for link in visitor.page.select("main h3 a")] == [
        "Can somebody else look after my review?"
    ]
    target = str(visitor.page.select("main h3 a")[0]["href"])
    path, _, anchor = target.partition("#")
    assert visitor.get(path).page.select(f"#{anchor} h2")


@pytest.mark.parametrize(
    ("query", "like"),
    [
        ("tokens", "token"),
        ("withdrawn", "withdraw"),
        ("deleting", "delete"),
        ("delete my answers", "delete answer"),
        ("importing a GIFT file", "import gift file"),
    ],
)
def test_a_search_in_other_words_finds_the_same(query: str, like: str) -> None:
    found = texts.search(like)
    assert found
    assert texts.search(query) == found


def test_a_search_that_finds_nothing_says_so_and_keeps_the_words(visitor: Visitor) -> None:
    visitor.get("/help?q=%3Cb%3Ezebra")
    assert "Nothing in the help has “<b>zebra”" in visitor.page.get_text()
    assert visitor.page.select("input[name=q]")[0]["value"] == "<b>zebra"
    assert len(visitor.page.select("main h2 a")) == len(texts.NAMES)


@pytest.mark.parametrize("path", ["/help/nothing", "/help/pictures/none.png", "/help/../running"])
def test_a_page_that_is_not_there_is_not_found(visitor: Visitor, path: str) -> None:
    assert visitor.client.get(path).status_code == 404


def test_html_in_a_text_is_shown_as_text(tmp_path: Path) -> None:
    page = texts._read("name", "# Title\n\nAbout.\n\n## Question\n\n<script>x</script>\n")
    assert page.sections[0].html == Markup(
        '<p class="govuk-body">&lt;script&gt;x&lt;/script&gt;</p>\n'
    )


def test_each_reader_has_a_picture() -> None:
    without = [
        page.name for page in texts.pages() if not any("<img" in s.html for s in page.sections)
    ]
    assert without == []


@pytest.mark.parametrize("file", sorted(DOCS.glob("*/*.md")), ids=lambda file: file.stem)
def test_a_translated_text_has_the_parts_of_the_english_one(file: Path) -> None:
    english, other = ((DOCS / file.name).read_text("utf-8"), file.read_text("utf-8"))
    for part in (r"^#+ ", r"^\d+\. ", r"^!\[", r"`/[\w/]*`"):
        counts = [re.findall(part, text, re.MULTILINE) for text in (english, other)]
        assert counts[0] == counts[1], part
