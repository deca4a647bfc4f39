"""What a page about a second reading says to its reader, and to who pressed in another tab."""

from copy import copy

from tests.authors.own_drafts import LIST, PAGE, SAMPLE, WRONG, read_blind, write
from tests.visitor import Visitor


def test_the_reader_and_the_others_are_each_told_who_chose_what(
    author: Visitor, reader: Visitor
) -> None:
    write(author).get(f"{PAGE}/ask").send()
    read_blind(reader, WRONG)
    best = f"Its best answer is {SAMPLE.best.upper()}: “{SAMPLE.key.text}”"
    chosen = f"chose {WRONG.upper()}: “"
    words = reader.get(PAGE).words
    assert "You chose another answer than the author. You read it on" in words
    assert "How sure you were: Very sure." in words
    assert best in words
    assert "you chose another answer" in reader.get(LIST).words
    assert f", and {chosen}" in reader.get(f"{PAGE}/publish").words
    assert "You read it on" in reader.words
    words = author.get(PAGE).words
    assert "The second reader chose another answer." in words
    assert "You read it" not in words
    assert best in words
    assert "the second reader chose another answer" in author.get(LIST).words


def test_who_publishes_in_two_tabs_is_told_that_it_is_published(
    author: Visitor, reader: Visitor
) -> None:
    write(author).get(f"{PAGE}/ask").send()
    read_blind(reader, WRONG)
    other_tab = copy(author.get(f"{PAGE}/publish"))
    assert "It is in use" in author.send(why_not="Paragraph 3.14 says so.").words
    other_tab.send(why_not="Paragraph 3.14 says so.")
    assert "It is published already." in other_tab.words
    assert other_tab.errors == []
