"""Every refusal is a sentence that a content owner understands."""

import re
from codecs import BOM_UTF16_LE
from io import BytesIO

import pytest
from openpyxl import Workbook

from quiz.bank.formats.importing import bring_in
from quiz.bank.formats.portable import FormatError, ItemRefusal, PortableOption, ReadFile
from quiz.bank.formats.registry import FORMATS
from quiz.bank.load import load
from tests.bank.formats import test_hostile_files as hostile
from tests.bank.formats.sample_items import scored

NOT_FOR_READERS = re.compile(
    r"“\s*”|\(\s*\)|<>|"  # nothing where a word should be
    r"\[\d|\bNone\b|\w+Error\b|Errno|0x|xml[A-Z]|XML_|mplification|"  # a program's own words
    r"options\[|(?<!or) > |\bb'|\\x|openpyxl|zipfile|lxml|libxml|PCDATA|AttValue|EntityRef|CRC"
)
OPEN_END = re.compile(r"(Write|Choose|of|or|one of) ?\.")
ROWS = b"question,option_a,option_b,best\n"
MOODLE = '<?xml version="1.0" encoding="UTF-16"?><quiz><question%s/></quiz>'


def messages(name: str, content: bytes) -> list[str]:
    """What an import says of a file, for an empty organisation."""
    try:
        reading = FORMATS[name].read(content)
    except FormatError as error:
        return [str(error)]
    report = bring_in({}, reading, load())
    to_do = [line.to_do for line in (*report.added, *report.changed) if line.to_do]
    return [*to_do, *map(str, report.notes), *map(sentence, report.refused)]


def sentence(one: ItemRefusal) -> str:
    assert one.where
    return f"{one.why}. {one.remedy}."


def check(said: str) -> None:
    assert not NOT_FOR_READERS.search(said), said
    assert not OPEN_END.search(said), said
    assert said[-1] in ".”", said
    assert ".." not in said.replace("…", ""), said


WRONG_XML = (
    *(b"", b"x", b"<quiz>", b"<quiz/>x", b"<quiz>&nbsp;</quiz>", b"<quiz>& b</quiz>"),
    *(b"<quiz>\x01</quiz>", b"<quiz>\xff</quiz>", b"<p:quiz/>", b'<quiz a="1" a="2"/>'),
    *(b"<quiz a=1/>", b'<quiz a="<"/>', b"<quiz", b"<1/>", b"<quiz b/>", b"<quiz>&#0;</quiz>"),
    *(b'<?xml version="1.0" encoding="no"?><quiz/>', b' <?xml version="1.0"?><quiz/>'),
    *(b"<quiz><![CDATA[x</quiz>", b"<quiz>]]></quiz>", b'<?xml version="2.0"?><quiz/>'),
    b"<quiz><question/><question type='x'/><question type='category'/></quiz>",
    "<quiz/>".encode("utf-16-le")[:-1],
)
WRONG_ARCHIVES = (b"PK\x03\x04", hostile.valid("qti21")[:-30], hostile.valid("xlsx")[:600])


def test_each_message_about_a_damaged_file_is_a_whole_sentence() -> None:
    known = [(name, one) for name in ("moodle-xml", "qti12", "qti21") for one in WRONG_XML]
    known += [(name, one) for name in ("qti30", "kahoot", "xlsx") for one in WRONG_ARCHIVES]
    known += [(name, one) for name in FORMATS for one in hostile.OTHERS]
    known += [
        ("csv", ROWS + row)
        for row in (
            b'"a',
            b'"a"b,c',
            b'"' + b"x" * 200_000 + b'"',
            b",a,b,a",
            b"q,a,b,",
            b"q,a,b,z",
        )
    ]
    known += [("gift", b"$CATEGORY:\n\n{}\n\n::::{}\n\n{=a ~b"), ("aiken", b"A. x\nANSWER:\n")]
    for name, content in known:
        for said in messages(name, content):
            check(said)


@pytest.mark.parametrize("start", range(0, hostile.DAMAGED, 25))
def test_each_message_about_a_hundred_damaged_files_is_one(start: int) -> None:
    for seed in range(start, start + 25):
        for said in messages(*hostile.damaged(seed)):
            check(said)


def test_each_message_about_words_that_do_not_fit_is_one() -> None:
    item = scored()[0]
    long = "x" * 1_600
    for part in ("title", "vignette", "question", "prompt", "rule", "jurisdiction"):
        for value in (long, "1 < 2", " "):
            wrong = ReadFile((item.__class__(**{**vars(item), "id": "local-x", part: value}),))
            for one in bring_in({}, wrong, load()).refused:
                check(f"{one.why}. {one.remedy}.")
    options = tuple(PortableOption(one.text, long) for one in item.options)
    wrong = ReadFile((item.__class__(**{**vars(item), "id": "local-x", "options": options}),))
    [one] = bring_in({}, wrong, load()).refused
    assert one.why == "the reason of option a has 1600 characters; 1500 is the most"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_xml_in_utf_16_is_read_with_and_without_its_mark(encoding: str) -> None:
    [said] = messages("moodle-xml", (MOODLE % "").encode(encoding))
    assert said.startswith("it is a question without a type.")
    bomb = hostile.AFTER_A_COMMENT.decode().encode(encoding)
    assert messages("moodle-xml", bomb)[0].startswith("The file has a document type")
    half = BOM_UTF16_LE + (MOODLE % "").encode("utf-16-le")[:-3]
    assert messages("moodle-xml", half) == [
        "The file ends too early, or is damaged. Export it again."
    ]


def test_a_bomb_of_entities_gets_the_remedy_in_each_encoding() -> None:
    bomb = b"<!--" + b"x" * 9_000 + b"-->" + hostile.BOMB.partition(b"\n")[2]
    attribute = bomb.replace(b"<quiz>", b'<quiz a="&e11;">')
    for content in (bomb, attribute):
        for encoding in ("utf-8", "utf-16", "utf-16-be"):
            [said] = messages("moodle-xml", content.decode().encode(encoding))
            assert said.startswith("The file has a document type"), (encoding, said)


@pytest.mark.parametrize("name", ["xlsx", "kahoot"])
def test_a_formula_without_a_result_is_named(name: str) -> None:
    book, out = Workbook(), BytesIO()
    heads = {
        "xlsx": ("question", "option_a", "option_b", "best"),
        "kahoot": ("Question", "Answer 1", "Answer 2", "Correct answer(s)"),
    }[name]
    for row in (heads, ("Which?", "Stop", "Ask", 1), ("Who?", "=1+1", "Ask", 2)):
        book.active.append(row)
    book.save(out)
    reading = FORMATS[name].read(out.getvalue())
    assert [one.question for one in reading.items] == ["Which?"]
    [one] = reading.refused
    assert (one.where, one.name) == (f"row 3, column {heads[1].split('?')[0]}", "Who?")
    assert one.why == "its cell has a formula that was never calculated"
    assert one.remedy.startswith("Open the file in Excel and save it")


@pytest.mark.parametrize("href", ["items/a.xml", "../outside.xml"])
def test_a_question_that_a_manifest_names_and_the_package_has_not_is_named(href: str) -> None:
    resource = f'<resource identifier="r" type="imsqti_item_xmlv2p1" href="{href}"/>'
    manifest = f"<manifest><resources>{resource}</resources></manifest>".encode()
    reading = FORMATS["qti21"].read(hostile.packed({"imsmanifest.xml": manifest}))
    assert [(one.where, one.name, one.why) for one in reading.refused] == [
        ("imsmanifest.xml, line 1", href, "its file is not in the package")
    ]
