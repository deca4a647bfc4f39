"""The texts of the help in Welsh, and a search that finds Welsh words as sentences have them."""

import pytest

from quiz.help import mutations, texts
from quiz.languages.catalogues import language
from quiz.languages.sentences import written_in
from tests.visitor import Visitor


def test_pages_and_their_links_are_in_the_language_that_was_chosen(visitor: Visitor) -> None:
    visitor.get("/language/cy?next=/help")
    links = visitor.page.select("main h2 a")
    assert len(links) == len(texts.NAMES)
    assert not visitor.page.select("main [lang]")
    (heading,) = visitor.get(str(links[0]["href"])).page.select("h1")
    assert (heading.text, heading.get("lang")) == ("Gwiriwch eich hun", None)


def test_its_pictures_show_the_pages_in_that_language(visitor: Visitor) -> None:
    visitor.get("/language/cy?next=/help/live-session")
    pictures = [str(one["src"]) for one in visitor.page.select("main img")]
    assert pictures == ["/help/pictures/cy-live-vote.png", "/help/pictures/cy-live-best.png"]
    for address in pictures:
        english = visitor.client.get(address.replace("cy-", ""))
        welsh = visitor.client.get(address)
        assert (welsh.status_code, english.status_code) == (200, 200)
        assert welsh.data != english.data


def test_names_of_other_programs_are_marked_as_english(visitor: Visitor) -> None:
    visitor.get("/language/cy?next=/help/learning-systems")
    marked = {str(name["lang"]): name.text for name in visitor.page.select("main em")}
    assert set(marked) == {"en-GB"}
    assert not visitor.get("/language/en?next=/help/learning-systems").page.select("main em[lang]")


def test_a_text_that_is_not_translated_is_english_and_marked(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    english = {**{one.name: one for one in texts._pages(language("en"))}}
    monkeypatch.setattr(texts, "pages", lambda: (english["content"],))
    (heading,) = visitor.get("/language/cy?next=/help/content").page.select("h1")
    assert heading["lang"] == "en-GB"


@pytest.mark.parametrize(
    ("query", "question"),
    [
        ("goruchwyliaeth", "Beth alla i ei gymryd gyda mi?"),  # ar gyfer goruchwyliaeth
        ("gweinyddwr", "Beth sydd ei angen arnaf?"),  # i weinyddwr
        ("cyfrinair", "Sut mae rhoi cyfrifon i bobl?"),  # yn dewis cyfrinair
        ("gwendid", ""),
        ("siwr", "Beth mae’r adborth yn ei ddweud wrthyf?"),  # siŵr
        ("tynnu dirprwyon", ""),
        ("pleidlais cliw", "Beth sy’n digwydd yn yr ystafell?"),  # y bleidlais; gliw
        ("taflunydd", "Mae gen i un gliniadur a chliciwr"),  # ar y taflunydd
        ("cliciwr", "Mae gen i un gliniadur a chliciwr"),  # a chliciwr
    ],
)
def test_a_search_in_welsh(query: str, question: str) -> None:
    with written_in(language("cy")):
        found = [section.question for _, section in texts.search(query)]
    assert (question in found) if question else not found


@pytest.mark.parametrize(
    "forms",
    [  # the word, then its soft, aspirate and nasal mutation, where there are
        "canllawiau ganllawiau chanllawiau nghanllawiau",
        "copi gopi chopi nghopi",
        "cwestiwn gwestiwn chwestiwn nghwestiwn",
        "pecyn becyn phecyn mhecyn",
        "tîm dîm thîm nhîm",
        "gair air ngair",
        "gweinyddwr weinyddwr ngweinyddwr",
        "botwm fotwm motwm",
        "drafft ddrafft nrafft",
        "llun lun",
        "mesur fesur",
        "rhestr restr",
    ],
)
def test_a_changed_word_finds_what_the_word_finds(forms: str) -> None:
    with written_in(language("cy")):
        word, *changed = (texts.search(form) for form in forms.split())
    assert word
    assert all(found == word for found in changed)


def test_a_letter_alone_does_not_find_every_word() -> None:
    for letter in "bcdfglmnprt":
        assert all(mutations.with_mutations(letter))


def test_two_signs_that_are_one_letter_do_not_change_as_the_first_does() -> None:
    assert mutations.with_mutations("ffeil") == {"ffeil"}
    assert "ghwilio" not in mutations.with_mutations("chwilio")
