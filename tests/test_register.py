"""The register of guidance: what comes first, questions, search, every source, and its links."""

from urllib.parse import urlsplit

import pytest

from quiz.bank.checks import HARDEST_TO_READ
from quiz.bank.language_rules import reading_ease
from quiz.bank.load import load
from quiz.bank.search import search
from quiz.bank.sources import Checked, Pointer
from tests.selfcheck.steps import reach_answers
from tests.visitor import Visitor, normalize_space

BANK = load()


def test_every_source_is_listed_once_and_folded_with_its_status(visitor: Visitor) -> None:
    visitor.get("/guidance")
    for source in BANK.sources:
        (card,) = visitor.page.find_all(id=source.id)
        words = normalize_space(card.get_text(" "))
        for text in (source.title, source.edition, source.status, source.about):
            assert text in words
        assert source.checked.words in words.lower()
        assert card.find("a", href=source.copy or source.url)
        assert card.find("a", href=f"/guidance/sources/{source.id}")
        assert [fold.has_attr("open") for fold in card.find_parents("details")] == [False, False]


def test_the_register_is_read_over_a_slow_line(visitor: Visitor) -> None:
    page = visitor.client.get("/guidance", headers={"Accept-Encoding": "gzip"})
    assert page.headers["Content-Encoding"] == "gzip"
    assert len(page.data) < 14_000


@pytest.mark.parametrize("source_id", ["ripa-2000", "ipco-annual-report-2019", "chis-code-2022"])
def test_a_source_has_its_places_and_the_scenarios_that_point_to_it(
    visitor: Visitor, source_id: str
) -> None:
    visitor.get(f"/guidance/sources/{source_id}")
    said = [str(place.contents[0]) for place in visitor.page.select("dl dd")]
    pointers = [pointer for pointer in BANK.pointers if pointer.source.id == source_id]
    assert said == [pointer.says for pointer in pointers]
    for pointer in pointers:
        assert visitor.page.find("a", href=pointer.url) if pointer.url else True
    for item in BANK.items.values():
        rests_on_it = source_id in [pointer.source.id for pointer in item.pointers]
        assert (item.title in visitor.words) == rests_on_it, item.id


def test_a_topic_is_found_in_either_case(visitor: Visitor) -> None:
    moved = visitor.client.get("/guidance/a")
    assert (moved.status_code, moved.headers["Location"]) == (301, "/guidance/A")
    assert visitor.get("/guidance/z").status == 404


def test_there_is_no_page_for_another_source(visitor: Visitor) -> None:
    assert visitor.get("/guidance/sources/none").status == 404


def test_three_sources_come_first_then_questions_with_answers(visitor: Visitor) -> None:
    visitor.get("/guidance")
    first = visitor.page.select("ol > li")
    for one, reading in zip(first, BANK.read_first, strict=True):
        assert one.find("a", href=reading.source.url)
        assert reading.why in normalize_space(one.get_text(" "))
    for question in BANK.questions:
        summary = visitor.page.find("summary", string=question.question)
        answer = summary.find_next_sibling("div")
        assert question.rule in answer.get_text()
        for pointer in question.pointers:
            assert answer.find("a", href=pointer.address)
        assert answer.find("a", href=f"/guidance/{question.topic}")


def test_each_answer_is_easy_to_read_and_rests_on_a_text_that_was_seen() -> None:
    for question in BANK.questions:
        assert reading_ease(f"{question.question} {question.rule}") >= HARDEST_TO_READ, question
        assert any(one.checked is not Checked.NOT_CHECKED for one in question.pointers)
    assert {question.topic for question in BANK.questions} == {topic.id for topic in BANK.topics}


@pytest.mark.parametrize(
    ("query", "question"),
    [
        ("fake profile", "May I use a fake profile or a friend request?"),
        ("SCREENSHOTS", "May I use a screenshot that someone sent?"),
        ("who can authorise", "Who can authorise surveillance?"),
        ("person's pages", "May I go back to the same page?"),
        ("google", "May I look once?"),
        ("can I look at Dad’s Facebook", "May I look once?"),
        ("missing child", "May I look if a child is in danger now?"),
        ("fake account", "May I use a fake profile or a friend request?"),
        ("TikTok", "It is public. May I just look?"),
        ("facebook", "It is public. May I just look?"),
        ("spying", "May I go back to the same page?"),
        ("directed surveilance", "May I go back to the same page?"),
    ],
)
def test_search_finds_a_question_by_its_words(visitor: Visitor, query: str, question: str) -> None:
    visitor.get("/guidance").get(f"/guidance?q={query}")
    assert question in [one.get_text() for one in visitor.page.select("summary")]
    assert f"with “{query}”" in visitor.words
    assert visitor.page.find("input", attrs={"name": "q"})["value"] == query


def test_search_finds_places_and_says_how_much_it_found() -> None:
    found = search(BANK, "magistrate approves council")
    (place,) = [pointer.id for _, places in found.sources for pointer in places]
    assert place == "RIPA-32A"
    assert [topic.id for topic, _ in found.topics] == ["E", "H"]
    assert found.counts == "2 topics and 1 source"
    assert search(BANK, "Companies House").counts == "1 source"
    assert search(BANK, "CHIS").counts == "1 question and 1 word explained"
    assert search(BANK, "false name").counts == "1 question and 1 topic"


def test_where_nothing_has_every_word_most_of_them_are_found(visitor: Visitor) -> None:
    visitor.get("/guidance?q=am I allowed to screenshot")
    shown = [one.get_text() for one in visitor.page.select("summary")]
    assert "May I use a screenshot that someone sent?" in shown
    assert "with some of “am I allowed to screenshot”" in visitor.words
    assert search(BANK, "caldicott").counts == "", "no word of the register is near enough"


@pytest.mark.parametrize("query", ["zebra crossing", "?!", "<b>", "who’s"])
def test_when_nothing_is_found_the_page_says_so_and_offers_questions(
    visitor: Visitor, query: str
) -> None:
    assert visitor.get(f"/guidance?q={query}").status == 200
    assert f"Nothing here has “{query}”" in visitor.words
    assert BANK.questions[0].question in visitor.words


def test_a_search_leads_back_to_the_check(visitor: Visitor) -> None:
    reach_answers(visitor, length="short").send()
    for address in ("/guidance?q=ripa", "/guidance", "/guidance/sources/ripa-2000"):
        visitor.get(address)
        assert visitor.page.find("a", string="Back to my check", href="/check/feedback")


@pytest.mark.parametrize("pointer", BANK.pointers, ids=lambda pointer: pointer.id)
def test_a_link_says_where_it_goes_unless_it_goes_to_the_document(pointer: Pointer) -> None:
    host = urlsplit(pointer.address).hostname
    if host != urlsplit(pointer.source.url).hostname:
        quoted = pointer.checked is not Checked.READ
        assert pointer.link_words == (
            "the link goes to a page that quotes it" if quoted else "the link goes to a copy"
        )
    elif urlsplit(pointer.address).path in ("", "/"):
        assert pointer.link_words == "the link goes to the publisher’s home page"
    else:
        assert pointer.link_words == ""


def test_few_pointers_of_scenarios_lead_to_a_home_page() -> None:
    pointed = [pointer for item in BANK.items.values() for pointer in item.pointers]
    home = {p.id for p in pointed if "home page" in p.link_words}
    assert home <= {"MAIDSTONE-REGISTER", "ADA-SCRIBE", "ICO-LANARKSHIRE"}
