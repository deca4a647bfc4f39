"""A text of the help in Welsh where it is translated; else in English, and marked so."""

from tests.visitor import Visitor


def test_a_translated_text_is_shown_and_another_is_marked_as_english(visitor: Visitor) -> None:
    visitor.get("/language/cy?next=/help/check-yourself")
    (heading,) = visitor.page.select("h1")
    assert (heading.text, heading.get("lang")) == ("Gwiriwch eich hun", None)
    (heading,) = visitor.get("/help/live-session").page.select("h1")
    assert heading["lang"] == "en-GB"
    visitor.get("/help?q=goruchwyliaeth")
    assert [link.text for link in visitor.page.select("main h3 a")] == [
        "Beth alla i ei gymryd gyda mi?"
    ]
