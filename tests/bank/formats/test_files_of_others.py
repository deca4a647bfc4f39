"""Each question of another program's file comes in, or is refused by name with place and reason."""

import pytest

from quiz.bank.formats.detection import format_of
from quiz.bank.formats.importing import bring_in
from quiz.bank.formats.portable import FormatError
from quiz.bank.formats.registry import FORMATS
from quiz.bank.load import load
from tests.bank.formats import files_of_others as others

SAME = [("What is first?", "Ask")]
SEVERAL = "it is a question with several right answers"


@pytest.mark.parametrize(
    ("content", "name", "read", "refused"),
    [
        (
            others.BLACKBOARD,
            "qti12",
            SAME,
            [
                ("res00001.dat, line 11", "What is first?", SEVERAL),
                ("res00001.dat, line 21", "E", "it is a choice of two such as yes or no"),
                ("res00001.dat, line 31", "J", "it is a text with gaps"),
                ("res00001.dat, line 41", "O", "it is an opinion, without a right answer"),
            ],
        ),
        (
            others.GOOGLE,
            "csv",
            [*SAME, ("And then?", "2")],
            [("line 4", "And last?", "it has more than four options")],
        ),
        (
            others.GIFT,
            "gift",
            [*SAME, ("Which is best?", "Ask")],
            [
                ("line 10", "Together", "it is a matching question"),
                ("line 13", "One", "two questions stand together"),
            ],
        ),
        (others.AIKEN, "aiken", [*SAME, ("What then?", "Stop"), ("And last?", "Two")], []),
        (
            others.MOODLE,
            "moodle-xml",
            SAME,
            [
                ("line 10", "Drag", "it is a text with gaps"),
                ("line 11", "Choose [[1]]", "it is a text with gaps"),
                ("line 13", "All", SEVERAL),
            ],
        ),
        (
            others.kahoot(),
            "kahoot",
            [*SAME, ("How many?", "2.5")],
            [("row 10", "Which two?", "it has several right answers (2)")],
        ),
        (
            others.INSPERA,
            "qti21",
            SAME * 2,
            [("b.xml, line 2", "b", "it is a question that changes each time (a template)")],
        ),
        (others.TAO, "qti30", SAME, []),
    ],
)
def test_files_of_other_programs(
    content: bytes, name: str, read: list[tuple[str, str]], refused: list[tuple[str, str, str]]
) -> None:
    assert format_of(content) == name
    reading = FORMATS[name].read(content)
    assert [(one.question, one.options[one.best].text) for one in reading.items] == read
    assert [(one.where, one.name, one.why) for one in reading.refused] == refused


def test_a_csv_file_of_d2l_is_called_what_it_is() -> None:
    with pytest.raises(FormatError, match="CSV file of D2L Brightspace"):
        FORMATS[format_of(others.D2L)].read(others.D2L)


def test_feedback_that_a_scenario_has_no_place_for_is_named() -> None:
    [item] = FORMATS["moodle-xml"].read(others.MOODLE).items
    assert item.left_out == ("marks for other answers", "hints", "the feedback for everybody")
    first, _ = FORMATS["gift"].read(others.GIFT).items
    assert (first.id, first.topic, first.title) == ("Q-9", "C", "Corridor: one")
    assert first.left_out == ("marks for other answers", "the feedback for everybody")
    good, wrong = FORMATS["qti21"].read(others.INSPERA).items
    assert (good.options[0].reason, good.left_out) == ("Good.", ())
    assert (wrong.options[0].reason, wrong.left_out) == (None, ("feedback of no single answer",))


ONE = '<span lang="cy" class="multilang">Beth?</span>'
SPANS = f'{ONE}<span class="multilang" lang="en">What?</span>'
MLANG = "{mlang cy}Beth?{mlang}{mlang en}What?{mlang}"
ESCAPED = MLANG.replace("{", r"\{").replace("}", r"\}")


def moodle(question: str, option: str = "Stop") -> str:
    return (
        '<quiz><question type="multichoice"><name><text>T</text></name>'
        f'<questiontext format="html"><text><![CDATA[{question}]]></text></questiontext>'
        f'<single>true</single><answer fraction="100"><text>{option}</text></answer>'
        '<answer fraction="-50"><text>Ask</text></answer></question></quiz>'
    )


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("moodle-xml", moodle(SPANS)),
        ("moodle-xml", moodle(MLANG)),
        ("moodle-xml", moodle("What?", MLANG)),
        ("gift", f"::T:: [html]{ESCAPED} {{=Stop ~Ask}}"),
        ("gift", f"::T:: {MLANG} {{=Stop ~Ask}}"),
        ("gift", "::T:: [html]" + SPANS.replace("=", r"\=") + " {=Stop ~Ask}"),
        ("aiken", f"{MLANG}\nA. Stop\nB. Ask\nANSWER: A\n"),
        ("csv", f"question,option_a,option_b,best\n{MLANG},Stop,Ask,a\n"),
        ("qti12", others.qti12_item(SPANS)),
        ("qti21", others.INSPERA_ITEM.replace("What is first?", SPANS)),
    ],
)
def test_a_question_in_two_languages_is_refused_by_name(name: str, content: str) -> None:
    """Moodle shows one of them; the two would run together."""
    report = bring_in({}, FORMATS[name].read(content.encode()), load())
    [refused] = report.refused
    assert (refused.why, report.added) == ("it is in several languages at once", ())
    assert refused.remedy == "Export each language as a question of its own"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("moodle-xml", moodle(r"What is \(x^2\) now?")),
        ("moodle-xml", moodle("What?", "$$x$$")),
        ("gift", r"::T:: What is \\[x^2\\] now? {=Stop ~Ask}"),
        ("csv", "question,option_a,option_b,best\nWhat is \\(x\\)?,Stop,Ask,a\n"),
    ],
)
def test_a_formula_in_tex_is_refused_by_name(name: str, content: str) -> None:
    report = bring_in({}, FORMATS[name].read(content.encode()), load())
    assert [one.why for one in report.refused] == ["it has a formula"]
    assert not report.added


def test_markdown_comes_in_without_its_marks() -> None:
    words = "Kim looks at_a_page.\n\n**What** does Kim do [here](https://x.example)?"
    marked = moodle(words, "*Ask* her").replace('format="html"', 'format="markdown"')
    in_moodle = marked.replace("<answer ", '<answer format="markdown" ')
    in_gift = "[markdown]" + words.replace("\n", "\\n").replace(":", "\\:") + "{=*Ask* her ~Go}"
    for name, content in (("moodle-xml", in_moodle), ("gift", in_gift)):
        [item] = FORMATS[name].read(content.encode()).items
        assert item.vignette == "Kim looks at_a_page."
        assert (item.question, item.options[0].text) == ("What does Kim do here?", "Ask her")


@pytest.mark.parametrize(
    ("paragraphs", "story", "question"),
    [
        (("Kim waits.", "What now?", "Kim is new."), "Kim waits.\n\nKim is new.", "What now?"),
        (("What now?", "Why not?", "Mon open."), "What now?\n\nMon open.", "Why not?"),
        (("Kim says: “May I?”", "Choose one."), "Kim says: “May I?”", "Choose one."),
        (("May Kim?", "What now? (One.)"), "May Kim?", "What now? (One.)"),
    ],
)
def test_a_note_after_the_question_is_not_the_question(
    paragraphs: tuple[str, ...], story: str, question: str
) -> None:
    html = "".join(f"<p>{one}</p>" for one in paragraphs)
    [item] = FORMATS["moodle-xml"].read(moodle(html).encode()).items
    assert (item.vignette, item.question) == (story, question)


def test_one_language_that_is_marked_and_what_is_left_out() -> None:
    [item] = FORMATS["moodle-xml"].read(moodle(ONE).encode()).items
    assert (item.question, item.left_out) == ("Beth?", ("marks for other answers",))
    start, end = "<incorrectfeedback format='html'>", "</incorrectfeedback>"
    moodles_own, written = (
        moodle(ONE).replace("<single>", f"{start}<text>{one}</text>{end}<single>")
        for one in ("&lt;p&gt;Your answer is incorrect.&lt;/p&gt;", "Read it again.")
    )
    [item] = FORMATS["moodle-xml"].read(moodles_own.encode()).items
    assert item.left_out == ("marks for other answers",)
    [item] = FORMATS["moodle-xml"].read(written.encode()).items
    assert item.left_out == ("marks for other answers", "feedback of no single answer")
    [item] = FORMATS["gift"].read(b"What? {=Stop ~%-50%Ask}").items
    assert item.left_out == ("marks for other answers",)


OTHER = "<conditionvar><other/></conditionvar>"


@pytest.mark.parametrize(
    ("condition", "link", "reason", "left_out"),
    [
        (OTHER, "general_fb", "Said.", ()),
        (OTHER, "general_incorrect_fb", None, ("the feedback for wrong answers",)),
        (f"{OTHER}<setvar>0</setvar>", "f2", None, ("the feedback for wrong answers",)),
        (
            "<conditionvar><not><varequal>a</varequal></not></conditionvar>",
            "f3",
            None,
            ("the feedback for wrong answers",),
        ),
        (
            "<conditionvar><or><varequal>a</varequal><varequal>b</varequal></or></conditionvar>",
            "f4",
            None,
            ("feedback of no single answer",),
        ),
    ],
)
def test_feedback_of_canvas_and_blackboard(
    condition: str, link: str, reason: str | None, left_out: tuple[str, ...]
) -> None:
    shown = f'<respcondition>{condition}<displayfeedback linkrefid="{link}"/></respcondition>'
    [item] = FORMATS["qti12"].read(others.qti12_item("What?", shown, link).encode()).items
    assert [one.reason for one in item.options] == [reason, None]
    assert item.left_out == left_out
