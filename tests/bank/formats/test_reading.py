"""Files in the style of other programs: what comes in, and what is refused, where and why."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from quiz.bank.formats.portable import PortableItem, ReadFile
from quiz.bank.formats.registry import FORMATS

ALL_FOUR = ["Stop", "Ask", "Look", "Wait"]


def read(name: str, content: str | bytes) -> ReadFile:
    return FORMATS[name].read(content.encode() if isinstance(content, str) else content)


def only(name: str, content: str | bytes) -> PortableItem:
    reading = read(name, content)
    assert not reading.refused
    [item] = reading.items
    return item


def texts(item: PortableItem) -> list[str]:
    return [option.text for option in item.options]


def reasons(reading: ReadFile) -> list[tuple[str, str]]:
    return [(one.where, one.why) for one in reading.refused]


MOODLE = """<?xml version="1.0" encoding="UTF-8"?>
<quiz>
  <question type="category"><category><text>$course$/top/Media</text></category></question>
  <question type="multichoice">
    <name><text>Corridor</text></name>
    <questiontext format="html"><text><![CDATA[<p>A&nbsp;page is <b>open</b>.<br>
      Anyone may look.</p><script>alert(1)</script><p>What&#39;s first?</p>]]></text></questiontext>
    <generalfeedback format="html"><text>Look at the policy.</text></generalfeedback>
    <single>true</single>
    <answer fraction="0" format="html"><text>&lt;p&gt;Stop&lt;/p&gt;</text>
      <feedback format="html"><text>Too much.</text></feedback></answer>
    <answer fraction="100" format="plain_text"><text>Ask</text></answer>
    <answer fraction="33.33333"><text>Look</text></answer>
    <answer fraction="0"><text>Wait</text></answer>
    <tags><tag><text>Topic: c</text></tag><tag><text>easy</text></tag></tags>
  </question>
  <question type="truefalse"><name><text>Pi</text></name></question>
  <question type="multichoice"><name><text>Two</text></name><single>false</single>
    <questiontext><text>Which?</text></questiontext>
    <answer fraction="50"><text>One</text></answer><answer fraction="50"><text>Two</text></answer>
    <answer fraction="-100"><text>Three</text></answer></question>
  <question type="multichoice"><name><text>Sound</text></name>
    <questiontext format="html"><text>&lt;a href="@@PLUGINFILE@@/a.mp3"&gt;x&lt;/a&gt;</text>
    <file name="a.mp3" encoding="base64">SUQz</file></questiontext>
    <answer fraction="100"><text>a</text></answer><answer fraction="0"><text>b</text></answer>
  </question>
  <question type="stack"><name><text>Sum</text></name></question>
</quiz>"""


def test_moodle_xml() -> None:
    reading = read("moodle-xml", MOODLE)
    [item] = reading.items
    assert (item.where, item.title, item.topic) == ("line 4", "Corridor", "C")
    assert (item.vignette, item.question) == ("A page is open.\nAnyone may look.", "What's first?")
    assert texts(item) == ALL_FOUR
    assert [one.reason for one in item.options] == ["Too much.", "Look at the policy.", None, None]
    assert (item.best, item.left_out) == (1, ("marks for other answers",))
    assert reading.notes == ("line 3: the category “$course$/top/Media” was left out.",)
    assert reasons(reading) == [
        ("line 17", "it is true or false"),
        ("line 18", "it has several right answers (2)"),
        ("line 22", "it has a file attached"),
        ("line 27", "it is of the kind “stack”"),
    ]


@pytest.mark.parametrize("mark", ["1e400", "nan", "101", "-250"])
def test_a_mark_that_moodle_would_not_take_is_refused(mark: str) -> None:
    found = reasons(read("moodle-xml", MOODLE.replace('fraction="100"', f'fraction="{mark}"', 1)))
    assert found[0] == ("line 4", "the mark of an answer is not between -100 and 100")


GIFT = r"""
// question: 1  name: Colours
::Colours:: [html]<p>What&#39;s between orange\: and green?</p>{
  =yellow # right; good!
  ~red # [markdown]wrong, it's yellow
  ~[plain]blue \= sky
}

$CATEGORY: $course$/Media
Amara is {~buried =the manager ~away} here.

// essay
::Q8:: How are you? {}

::Q5:: A number from 1 to 5? {#3:2~#Completely wrong}";

::Match:: Pair them.{ =A -> 1 =B -> 2 }

::Animal::Which is best?{=Frog =Cat}

::T::It is so.{FALSE#no#yes}

::Many::Which two?{~%50%a ~%50%b ~%-100%c}

Only a text.

::Open::Where?{~a =b
"""


def test_gift() -> None:
    reading = read("gift", GIFT)
    first, second = reading.items
    assert (first.title, first.question) == ("Colours", "What's between orange: and green?")
    assert texts(first) == ["yellow", "red", "blue = sky"]
    assert [one.reason for one in first.options] == ["right; good!", "wrong, it's yellow", None]
    assert (second.question, second.best) == ("Amara is _____ here.", 1)
    assert [why for _, why in reasons(reading)] == [
        "it is an essay question",
        "it is a number to type",
        "it is a matching question",
        "it is a short answer to type",
        "it is true or false",
        "it has several right answers (2)",
        "it is a text without a question",
        "its { and } do not match",
    ]
    assert reading.refused[0].where == "line 13"
    assert reading.refused[0].name == "Q8"


AIKEN = """Amara sees an open page.
What is first?
A) Stop
B. Ask
C)Look
D) Wait
ANSWER: B

Is it so? A. fair question.
A. True
B. False
ANSWER: A
Which?
A. One
B. Two
ANSWER: E
No options?
ANSWER: A
U.S. law, or ours?
A. Here
B. There
Last one?
A. Here
B. There
C. Both
D. None
E. Neither
ANSWER: A
"""


def test_aiken_with_windows_line_breaks_in_utf_16() -> None:
    reading = read("aiken", AIKEN.replace("\n", "\r\n").encode("utf-16"))
    [item] = reading.items
    assert (item.vignette, item.question) == ("Amara sees an open page.", "What is first?")
    assert (texts(item), item.best) == (ALL_FOUR, 1)
    assert reasons(reading) == [
        ("line 9", "it is true or false"),
        ("line 13", "its answer “E” is none of its options"),
        ("line 17", "it has no options"),
        ("line 19", "its line “ANSWER:” is missing"),
        ("line 22", "it has 5 options; four is the most"),
    ]


def canvas(ident: str, kind: str, response: str, scores: str = "") -> str:
    return f"""<item ident="{ident}" title="{ident}"><itemmetadata><qtimetadata><qtimetadatafield>
    <fieldlabel>question_type</fieldlabel><fieldentry>{kind}</fieldentry></qtimetadatafield>
    </qtimetadata></itemmetadata><presentation><material><mattext texttype="text/html">
    &lt;div&gt;&lt;p&gt;A page is open.&lt;/p&gt;&lt;p&gt;What is first?&lt;/p&gt;&lt;/div&gt;
    </mattext></material>{response}</presentation><resprocessing>{scores}</resprocessing>
    <itemfeedback ident="11_fb"><flow_mat><material><mattext>Too much.</mattext></material>
    </flow_mat></itemfeedback></item>"""


def lid(*labels: str, cardinality: str = "Single") -> str:
    found = "".join(
        f'<response_label ident="{number}"><material><mattext texttype="text/plain">{label}'
        "</mattext></material></response_label>"
        for number, label in enumerate(labels, start=11)
    )
    return (
        f'<response_lid ident="r" rcardinality="{cardinality}"><render_choice>{found}'
        "</render_choice></response_lid>"
    )


def equal(ident: int, then: str) -> str:
    test = f'<conditionvar><varequal respident="r">{ident}</varequal></conditionvar>'
    return f"<respcondition>{test}{then}</respcondition>"


CHOICE = "multiple_choice_question"
SCORE = '<setvar action="Set" varname="SCORE">100</setvar>'
MAX = '<setvar variablename="SCORE" action="Set">SCORE.max</setvar>'
SHOWN = '<displayfeedback feedbacktype="Response" linkrefid="11_fb"/>'
ITEMS = (
    canvas("g1", CHOICE, lid(*ALL_FOUR), equal(11, SHOWN) + equal(12, SCORE)),
    canvas("g2", "true_false_question", lid("True", "False"), equal(11, SCORE)),
    canvas("g3", "multiple_answers_question", lid(*ALL_FOUR, cardinality="Multiple")),
    canvas("g4", CHOICE, lid(*ALL_FOUR), equal(11, SCORE) + equal(12, SCORE)),
    canvas("g5", "essay_question", '<response_str ident="r"/>'),
    canvas("g6", CHOICE, lid(*ALL_FOUR)),
    canvas("g7", "Multiple Choice", lid("a", "b"), equal(12, MAX)),
)
QTI12 = (
    '<?xml version="1.0"?><questestinterop xmlns="http://www.imsglobal.org/xsd/ims_qtiasiv1p2">'
    f'<assessment ident="a"><section ident="s">{"".join(ITEMS)}</section></assessment>'
    "</questestinterop>"
)


def package(**files: str) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return out.getvalue()


@pytest.mark.parametrize(
    "content", [QTI12, package(imsmanifest_xml="<manifest/>", a__q_xml=QTI12, b__q_xml=QTI12)]
)
def test_qti_1_2_alone_and_in_a_package_that_has_it_twice(content: str | bytes) -> None:
    reading = read("qti12", content)
    item, of_blackboard = reading.items
    assert of_blackboard.best == 1
    assert (item.vignette, item.question) == ("A page is open.", "What is first?")
    assert (texts(item), item.best, item.options[0].reason) == (ALL_FOUR, 1, "Too much.")
    assert [(one.name, one.why) for one in reading.refused] == [
        ("g2", "it is true or false"),
        ("g3", "it is a question with several right answers"),
        ("g4", "it has several right answers (2)"),
        ("g5", "it is an essay question"),
        ("g6", "no option is marked as right"),
    ]


def qti22(body: str, cardinality: str = "single", correct: str = "B", more: str = "") -> str:
    return f"""<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p2" identifier="i"
    title="Corridor" adaptive="false" timeDependent="false"><responseDeclaration identifier="R"
    cardinality="{cardinality}" baseType="identifier"><correctResponse><value>{correct}</value>
    </correctResponse></responseDeclaration>{more}<itemBody>{body}</itemBody>
    <responseProcessing template="http://www.imsglobal.org/question/qti_v2p2/rptemplates/match_correct"/>
    <modalFeedback outcomeIdentifier="FEEDBACK" identifier="correct" showHide="show">Well
    done.</modalFeedback></assessmentItem>"""


CHOICES = "".join(
    f'<simpleChoice identifier="{letter}">{text}</simpleChoice>'
    for letter, text in zip("ABCD", ALL_FOUR, strict=True)
)
ASKED = (
    '<p>A <em>page</em> is open.</p><choiceInteraction responseIdentifier="R" maxChoices="1">'
    f"<prompt>What is first?</prompt>{CHOICES}</choiceInteraction>"
)


def test_qti_2_2_with_a_template() -> None:
    item = only("qti21", qti22(ASKED))
    assert (item.id, item.title) == ("i", "Corridor")
    assert (item.vignette, item.question) == ("A page is open.", "What is first?")
    assert (texts(item), item.best, item.options[1].reason) == (ALL_FOUR, 1, "Well done.")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (qti22(ASKED, "multiple"), "it allows several right answers"),
        (qti22(ASKED, correct="Z"), "no option is marked as right"),
        (qti22(ASKED + ASKED), "it asks several questions at once"),
        (qti22(f"<img src='a.png' alt=''/>{ASKED}"), "it has a picture"),
        (qti22("<p>x</p><orderInteraction responseIdentifier='R'/>"), "it is an ordering question"),
        (qti22("<p>x</p>"), "it is a text without a question"),
        (qti22(ASKED, more="<templateDeclaration identifier='t'/>"), "it is a question that"),
    ],
)
def test_other_kinds_of_qti_2_are_refused_by_name(content: str, why: str) -> None:
    reading = read("qti21", content)
    assert not reading.items
    [one] = reading.refused
    assert one.why.startswith(why)
    assert (one.where, one.name) == ("line 2", "Corridor")
