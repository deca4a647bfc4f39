"""Content that a document quotes in another language than its own, found in its sentences."""

from dataclasses import dataclass

from quiz.documents.quotations import for_paper, pieces, quotations
from quiz.languages.catalogues import language
from quiz.languages.sentences import written_in


@dataclass
class Topic:
    title: str
    language: str | None = None


ENGLISH, WELSH = Topic("One look (RIPA)"), Topic("Un golwg", "cy")


def test_only_what_is_in_another_language_is_a_quotation() -> None:
    texts = [(one.title, one) for one in (ENGLISH, WELSH)]
    assert quotations(texts) == {"Un golwg": "cy"}, "in an English document"
    with written_in(language("cy")):
        assert quotations([*texts, ("the Act", None), ("", None)]) == {
            "One look (RIPA)": "en-GB",
            "the Act": "en-GB",
        }


def test_a_sentence_is_split_at_what_it_quotes() -> None:
    with written_in(language("cy")):
        found = quotations([("One look", None), ("One look (RIPA)", None)])
        assert list(pieces("1. One look (RIPA): 3 o 10, One look.", found)) == [
            ("1. ", "cy"),
            ("One look (RIPA)", "en-GB"),
            (": 3 o 10, ", "cy"),
            ("One look", "en-GB"),
            (".", "cy"),
        ]
        assert [one["words"] for one in for_paper(found)] == ["One look (RIPA)", "One look"]
        assert list(pieces("Dim.", {})) == [("Dim.", "cy")]
