"""Files as other programs write them, from what is known of them; shortened."""

from io import BytesIO
from zipfile import ZipFile

from openpyxl import Workbook


def packed(**files: str) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return out.getvalue()


def _blackboard(title: str, kind: str, labels: str, right: str = "a2") -> str:
    def text(words: str) -> str:
        return (
            '<material><mat_extension><mat_formattedtext type="HTML">&lt;p&gt;'
            f"{words}&lt;/p&gt;</mat_formattedtext></mat_extension></material>"
        )

    options = "".join(
        f'<flow_label class="Block"><response_label ident="a{number}"><flow_mat>{text(words)}'
        "</flow_mat></response_label></flow_label>"
        for number, words in enumerate(labels.split(), start=1)
    )
    return f"""<item title="{title}" maxattempts="0"><itemmetadata><bbmd_asitype>Item</bbmd_asitype>
    <bbmd_questiontype>{kind}</bbmd_questiontype></itemmetadata><presentation><flow class="Block">
    <flow class="QUESTION_BLOCK">{text("What is first?")}</flow><flow class="RESPONSE_BLOCK">
    <response_lid ident="response" rcardinality="Single"><render_choice>{options}</render_choice>
    </response_lid></flow></flow></presentation><resprocessing><respcondition title="correct">
    <conditionvar><varequal respident="response" case="No">{right}</varequal></conditionvar>
    <setvar variablename="SCORE" action="Set">SCORE.max</setvar><displayfeedback
    linkrefid="correct" feedbacktype="Response"/></respcondition><respcondition title="incorrect">
    <conditionvar><other/></conditionvar><setvar variablename="SCORE" action="Set">0</setvar>
    </respcondition></resprocessing><itemfeedback ident="correct"><flow_mat>{text("Good.")}
    </flow_mat></itemfeedback></item>"""


BLACKBOARD_ITEMS = (
    _blackboard("", "Multiple Choice", "Stop Ask Look"),
    _blackboard("", "Multiple Answer", "Stop Ask Look"),
    _blackboard("E", "Either/Or", "yes_no.true yes_no.false"),
    _blackboard("J", "Jumbled Sentence", "Stop Ask"),
    _blackboard("O", "Opinion Scale", "Strongly No"),
)
BLACKBOARD = packed(
    imsmanifest_dot_xml="<manifest><resources/></manifest>",
    res00001_dot_dat='<?xml version="1.0" encoding="UTF-8"?><questestinterop><assessment><section>'
    f"{''.join(BLACKBOARD_ITEMS)}</section></assessment></questestinterop>",
    res00002_dot_dat="a list of files, no XML",
)

D2L = b"""//MULTIPLE CHOICE QUESTION TYPE,,,,
NewQuestion,MC,,,
QuestionText,What is first?,,,
Option,100,Ask,,Right
Option,0,Stop,,Wrong
"""

GOOGLE = b""""Timestamp","Question","Option 1","Option 2","Option 3","Option 5","Correct Answer"
"2024/03/01 9:00:00 am GMT+1","What is first?","Ask","Stop","Look","","Ask"
"2024/03/01 9:00:00 am GMT+1","And then?","1","2","","","2"
"2024/03/01 9:00:00 am GMT+1","And last?","a","b","c","e","a"
"""

GIFT = rb"""$CATEGORY: $course$/top/Media

// [id:Q-9] [tag:topic:C]
::Corridor\: one::[html]<p>A page is open.</p><p>What is first?</p>{
	=<p>Ask</p>#<p>Yes\: right.</p>
	~%-33.33333%<p>Stop</p>#<p>No.</p>
	####<p>All read this.</p>
}

::Together::Pair {=a -> b =c -> d}
::Swallowed::Which is best?{=Ask ~Stop}

One {=a ~b} and two {=c ~d}?
"""

AIKEN = (
    "\ufeffWhat is first?\r\nA) Ask\r\nB) Stop\r\nc) Look\r\nANSWER: a\r\n\r\nWhat then?\r\n"
    "a. Ask\r\nb. Stop\r\nAnswer: B\r\n\r\n3. And last?\r\nA. One\r\nB. Two\r\nanswer:b\r\n"
).encode()

MOODLE = b"""<?xml version="1.0" encoding="UTF-8"?><quiz>
<question type="category"><category><text>$course$/top</text></category></question>
<question type="multichoice"><name><text>Corridor</text></name><questiontext format="html"><text>
<![CDATA[<p dir="ltr">A page is open.</p><p>What is first?<br></p>]]></text></questiontext>
<generalfeedback format="html"><text>All read this.</text></generalfeedback><single>true</single>
<answer fraction="100" format="html"><text><![CDATA[<p>Ask</p>]]></text>
<feedback format="html"><text>Yes.</text></feedback></answer>
<answer fraction="-33.33333" format="html"><text>Stop</text></answer>
<hint format="html"><text>Think again</text></hint></question>
<question type="ddwtos"><name><text>Drag</text></name></question>
<question type="gapselect"><questiontext format="html"><text>&lt;p&gt;Choose [[1]]&lt;/p&gt;</text>
</questiontext></question>
<question type="multichoiceset"><name><text>All</text></name></question></quiz>"""


def kahoot() -> bytes:
    """The template of 2024: its headings are in row 8, and its rows are numbered."""
    book, out = Workbook(), BytesIO()
    sheet = book.active
    sheet["B2"] = "Quiz template"
    sheet["B4"] = "Remember: questions have a limit of 120 characters and answers 75."
    heads = ["Question - max 120 characters"]
    heads += [f"Answer {number} - max 75 characters" for number in range(1, 5)]
    heads += ["Time limit (sec)", "Correct answer(s) - choose at least one"]
    rows = [
        ["", *heads],
        [1, "What is first?", "Ask", "Stop", "Look", None, 20, 1],
        [2, "Which two?", "a", "b", "c", "d", 20, "1,3"],
        [3, "How many?", 1, 2.5, None, None, 30, 2],
        *([number] for number in range(4, 101)),
    ]
    for number, row in enumerate(rows, start=8):
        for column, value in enumerate(row, start=1):
            sheet.cell(number, column, value)
    book.save(out)
    return out.getvalue()


CHOICE = """<div><p>A page is open.</p></div><choiceInteraction responseIdentifier="R-1"
maxChoices="1"><prompt>What is first?</prompt><simpleChoice identifier="rId0"><p>Ask</p>
</simpleChoice><simpleChoice identifier="rId1"><p>Stop</p></simpleChoice></choiceInteraction>"""


def _inspera(name: str, more: str = "", feedback: str = "feedback_correct") -> str:
    return f"""<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="{name}"
    xmlns:inspera="http://www.inspera.no/qti" inspera:objectType="content_question" title="{name}">
    <responseDeclaration identifier="R-1" cardinality="single" baseType="identifier">
    <correctResponse><value>rId0</value></correctResponse><mapping defaultValue="0"><mapEntry
    mapKey="rId0" mappedValue="1.0"/></mapping></responseDeclaration>{more}<itemBody>{CHOICE}
    </itemBody><responseProcessing
    template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/map_response"/><modalFeedback
    outcomeIdentifier="F" identifier="{feedback}" showHide="show">Good.</modalFeedback>
    </assessmentItem>"""


INSPERA_ITEM = _inspera("a")
INSPERA = packed(
    a_dot_xml=INSPERA_ITEM,
    b_dot_xml=_inspera("b", "<templateDeclaration identifier='T'/>"),
    c_dot_xml=_inspera("c", feedback="feedback_wrong"),
    imsmanifest_dot_xml="<manifest><resources/></manifest>",
)
TAO = packed(
    items__i1__qti_dot_xml="""<qti-assessment-item title="Item 1" identifier="i1" xml:lang="en-US"
    xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" tool-name="TAO"><qti-response-declaration
    identifier="R" cardinality="single" base-type="identifier"><qti-correct-response><qti-value>
    <![CDATA[choice_1]]></qti-value></qti-correct-response></qti-response-declaration>
    <qti-item-body><div class="grid-row"><div class="col-12"><p>A page is open.</p></div></div>
    <div class="grid-row"><div><qti-choice-interaction response-identifier="R" max-choices="1">
    <qti-prompt>What is <strong>first</strong>?</qti-prompt><qti-simple-choice
    identifier="choice_1">Ask</qti-simple-choice><qti-simple-choice identifier="choice_2">
    <div>Stop</div></qti-simple-choice></qti-choice-interaction></div></div></qti-item-body>
    </qti-assessment-item>""",
    tests__t__test_dot_xml="<qti-assessment-test "
    'xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0"/>',
    imsmanifest_dot_xml="""<manifest xmlns="http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1">
    <resources><resource identifier="i1" type="imsqti_item_xmlv3p0" href="items/i1/qti.xml"/>
    <resource identifier="t" type="imsqti_test_xmlv3p0" href="tests/t/test.xml"/></resources>
    </manifest>""",
)


def qti12_item(question: str, condition: str = "", feedback: str = "") -> str:
    """An item as Canvas writes it, with a condition that shows a feedback."""
    labels = "".join(
        f'<response_label ident="{name}"><material><mattext>{words}</mattext></material>'
        "</response_label>"
        for name, words in (("a", "Stop"), ("b", "Ask"))
    )
    return f"""<questestinterop><item ident="i1" title="T"><presentation><material>
    <mattext texttype="text/html"><![CDATA[{question}]]></mattext></material><response_lid ident="r"
    rcardinality="Single"><render_choice>{labels}</render_choice></response_lid></presentation>
    <resprocessing><respcondition><conditionvar><varequal respident="r">a</varequal></conditionvar>
    <setvar action="Set" varname="SCORE">100</setvar></respcondition>{condition}</resprocessing>
    <itemfeedback ident="{feedback}"><flow_mat><material><mattext>Said.</mattext></material>
    </flow_mat></itemfeedback></item></questestinterop>"""
