"""The language of a question, as files of other programs and tables say it."""

import pytest

from tests.bank.formats.test_reading import ASKED, QTI12, only, qti22, read, reasons


@pytest.mark.parametrize(
    ("tag", "language", "left_out"),
    [
        ("cy-GB", "cy", ()),
        ("en-US", "en", ()),
        ("fr", None, ("its language (fr)",)),
        ("", None, ()),
    ],
)
def test_xml_lang_says_the_language(tag: str, language: str | None, left_out: object) -> None:
    marked = f'<assessmentItem xml:lang="{tag}" '
    item = only("qti21", qti22(ASKED).replace("<assessmentItem ", marked, 1))
    assert (item.language, item.left_out) == (language, left_out)
    of_section = QTI12.replace("<section ", f'<section xml:lang="{tag}" ')
    assert {one.language for one in read("qti12", of_section).items} == {language}


def test_a_column_says_the_language_by_code_or_name() -> None:
    rows = [
        ["question", "option_a", "option_b", "best", "language"],
        *(["What?", "x", "y", "a", said] for said in ("cy", "Cymraeg", "english", "", "Cornish")),
    ]
    reading = read("csv", "\n".join(",".join(row) for row in rows))
    assert [item.language for item in reading.items] == ["cy", "cy", "en", None]
    assert reasons(reading) == [("line 6, column language", "its language “Cornish” is not known")]
