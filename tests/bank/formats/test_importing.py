"""What an import adds, changes and refuses in an organisation's own content."""

from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest

from quiz.bank.build import with_local
from quiz.bank.checksums import checksum_of
from quiz.bank.edits import REASON_TO_WRITE
from quiz.bank.formats.detection import format_of
from quiz.bank.formats.import_report import ImportReport, Unsaid
from quiz.bank.formats.importing import bring_in
from quiz.bank.formats.portable import PortableItem, PortableOption, ReadFile, portable
from quiz.bank.formats.registry import FORMATS
from quiz.bank.formats.table import COLUMNS
from quiz.bank.formats.unwritten import to_write
from quiz.bank.items import Bank
from quiz.bank.load import load
from tests.bank.formats.sample_items import scored
from tests.bank.local_content import OWN

NATIONAL = load()
BARE = PortableItem(
    question="What is first?",
    options=tuple(map(PortableOption, ("Stop.", "Ask.", "Look."))),
    best=1,
    where="line 3",
)


def own() -> dict[str, Any]:
    return deepcopy({"sources": OWN["sources"], "facts": OWN["facts"], "items": OWN["items"]})


def bring(data: dict[str, Any], *items: PortableItem, topic: str | None = None) -> ImportReport:
    bank: Bank = with_local(NATIONAL, data)
    return bring_in(data, ReadFile(items, columns=COLUMNS), bank, Unsaid(topic))


def test_a_question_without_anything_else_becomes_a_draft_that_says_what_to_write() -> None:
    data = own()
    report = bring(data, BARE, topic="C")
    [line] = report.added
    assert (line.where, line.id) == ("line 3", "local-what-is-first")
    assert line.to_do == (
        "Still to write or choose: where it applies, the names of its "
        "people, its story, its places in the guidance, the question for discussion, option d, "
        "the reason of each option."
    )
    row = data["items"][-1]
    assert (row["draft"], row["topic"], row["best"], row["pointers"]) == (True, "C", "b", [])
    assert [option["text"].split(":")[0] for option in row["options"]] == [
        *("Stop.", "Ask.", "Look."),
        "To write",
    ]
    assert "topic_for_now" not in row, "it was chosen"
    assert (
        bring(own(), BARE)
        .added[0]
        .to_do.startswith("Still to write or choose: its topic (A for now), where it applies,")
    )
    assert report.summary == "1 added"


def test_options_that_are_the_same_are_refused_and_a_control_character_is_dropped() -> None:
    text = "::a::One?{=Same ~Other}\n\n::b::Two?{=Same ~same. ~Other}\n\n::c::Thr\x01ee?{=A ~B}"
    assert format_of(text.encode()) == "gift"
    data = own()
    report = bring_in(data, FORMATS["gift"].read(text.encode()), with_local(NATIONAL, own()))
    assert [row["question"] for row in data["items"][-2:]] == ["One?", "Three?"]
    assert [(str(one.where), str(one.why)) for one in report.refused] == [
        ("line 3", "two of its options are the same"),
    ]


def test_what_was_written_since_the_first_import_is_no_longer_named() -> None:
    """The same file again says what its draft lacks, not what the file does not have."""
    data, file = (
        own(),
        replace(
            BARE,
            options=tuple(replace(o, reason="Why.") for o in BARE.options[:2]) + BARE.options[2:],
        ),
    )
    [line] = bring(data, file, topic=None).added
    assert line.to_do.endswith("option d, the reasons of options c and d.")
    row = data["items"][-1]
    row["vignette"], row["jurisdiction"], row["people"] = "Marta waits.", "Wales", ["Marta"]
    row["options"][3] |= {"text": "Wait.", "reason": "Why not."}
    del row["topic_for_now"]
    [line] = bring(data, file, topic=None).unchanged
    assert line.to_do == (
        "Still to write or choose: its places in the guidance, the question for discussion, "
        "the reason of option c."
    )


@pytest.mark.parametrize("name", ["csv", "xlsx"])
def test_what_nobody_chose_is_empty_in_a_table_of_the_draft(name: str) -> None:
    data = own()
    [first] = bring(data, BARE, topic=None).added
    draft = with_local(NATIONAL, data).items["local-what-is-first"]
    used = FORMATS[name]
    assert used.write
    [item] = used.read(used.write([to_write(draft)]).content).items
    assert (item.jurisdiction, item.topic) == (None, None)
    [elsewhere] = bring(own(), item, topic=None).added
    assert elsewhere.to_do == first.to_do
    assert bring(data, item).unchanged, "the same draft"
    assert bring(data, replace(item, topic="D")).changed
    assert not with_local(NATIONAL, data).items["local-what-is-first"].topic_for_now


def test_a_draft_has_the_language_that_the_file_says() -> None:
    data = own()
    item = replace(scored()[0], id="Q 7", title="Ein hun", language="cy")
    [line] = bring(data, item).added
    assert line.language == "cy"
    assert data["items"][-1]["language"] == "cy"
    assert bring(data, replace(item, language=None)).unchanged, "what it does not say stays"
    assert bring(data, replace(item, language="en")).changed
    assert "language" not in data["items"][-1]
    assert bring(data, replace(scored()[0], language="cy", title=None)).added, "no national one"


def test_the_same_file_again_adds_nothing() -> None:
    data = own()
    items = (BARE, replace(scored()[0], id="Q 7", title="Ours"))
    assert len(bring(data, *items).added) == 2
    before = deepcopy(data)
    again = bring(data, *items)
    assert [line.id for line in again.unchanged] == ["local-what-is-first", "local-q-7"]
    assert not again.writes
    assert data == before


def test_a_draft_is_changed_and_keeps_what_the_file_does_not_say() -> None:
    data = own()
    bring(data, replace(scored()[0], id="local-x"))
    changed = replace(BARE, id="local-x", title=None)
    report = bring(data, changed)
    assert [line.id for line in report.changed] == ["local-x"]
    row = data["items"][-1]
    assert row["question"] == "What is first?"
    assert row["options"][0] == {"id": "a", "text": "Stop.", "reason": REASON_TO_WRITE}
    assert row["options"][3]["text"] == scored()[0].options[3].text
    assert row["pointers"] == list(scored()[0].pointers or ())


def test_national_scenarios_are_never_overwritten() -> None:
    data = own()
    same, other = scored()[0], replace(scored()[1], title="Another title")
    report = bring(data, same, other)
    assert [line.id for line in report.unchanged] == [same.id]
    assert [line.id for line in report.added] == [f"local-{other.id}"]


def test_a_change_of_an_open_revision_says_that_it_is_in_use() -> None:
    data = own()
    report = bring(data, replace(BARE, id=data["items"][0]["id"]))
    assert report.changed[0].to_do.startswith("It is in use without a checksum")
    assert data["items"][0]["question"] == "What is first?"


def test_words_in_use_change_only_with_a_revision() -> None:
    data = own()
    row = data["items"][0]
    row["checksum"] = checksum_of(row)
    before = deepcopy(data)
    item = replace(BARE, id=row["id"])
    report = bring(data, item)
    [refused] = report.refused
    assert refused.why == "it is in use, and its words differ"
    assert f"flask scenarios revise {row['id']}" in refused.remedy
    assert data == before


WHOLE = replace(scored()[0], id="local-new", where="row 4")


@pytest.mark.parametrize(
    ("item", "where", "why"),
    [
        (replace(WHOLE, topic="Z"), "row 4, column topic", "its topic “Z” is none of A to H"),
        (replace(WHOLE, title="x" * 301), "row 4, column title", "its title has 301 characters"),
        (
            replace(WHOLE, question="Is 1 < 2?"),
            "row 4, column question",
            "its question must be one",
        ),
        (
            replace(WHOLE, people=("Nobody",)),
            "row 4, column people",
            "the names of its people: “Nobody” is not in",
        ),
        (
            replace(WHOLE, options=(replace(WHOLE.options[0], reason="1 < 2"),) * 4),
            "row 4, column reason_a",
            "the reason of option a must be text without < or >",
        ),
        (replace(WHOLE, hcpc_subject="x"), "row 4, column hcpc_subject", "its HCPC subject “x”"),
        (
            replace(WHOLE, options=(replace(WHOLE.options[0], leaning="left"),) * 4),
            "row 4, column leaning_a",
            "the leaning “left” is not known",
        ),
    ],
)
def test_an_item_that_the_content_cannot_hold_is_refused(
    item: PortableItem, where: str, why: str
) -> None:
    data = own()
    report = bring(data, item, BARE)
    assert [line.id for line in report.added] == ["local-what-is-first"]
    [refused] = report.refused
    assert refused.where == where
    assert refused.why.startswith(why)
    assert refused.remedy


def test_two_items_of_a_file_with_one_id_are_not_merged() -> None:
    data = own()
    report = bring(data, WHOLE, replace(WHOLE, title="Another"))
    assert len(report.added) == 1
    assert report.refused[0].why == "row 4 has the same id, “local-new”"


LONG = "SW-Level4-Module2-Social-Media-and-Casework-Question-00"


@pytest.mark.parametrize(
    "ids", [(f"{LONG}1", f"{LONG}2"), ("日本", "中国"), ("Fall Ä", "Fall A"), ("C++", "C#")]
)
def test_ids_that_differ_in_what_an_id_here_cannot_hold_stay_apart(ids: tuple[str, str]) -> None:
    data, first, second = own(), *(replace(WHOLE, id=one, title=one) for one in ids)
    assert bring(data, first).added
    assert bring(data, second).added, "not a change of the first one"
    assert bring(data, first, second).unchanged
    [*_, one, other] = with_local(NATIONAL, data).items.values()
    again = [replace(portable(item), vignette="Marta waits.", people=()) for item in (one, other)]
    assert len(bring(data, *again).changed) == 2, "as an export of ours calls them"


def test_another_question_with_the_same_number_changes_no_draft() -> None:
    """Rows of many tables are numbered 1, 2, 3."""
    data, first = own(), replace(WHOLE, id="1")
    other = replace(BARE, id="1", title="Another")
    assert bring(data, first).added
    [refused] = bring(data, other).refused
    assert (str(refused.where), str(refused.why)) == (
        "line 3, column id",
        f"another question here has its id: “{WHOLE.title}”",
    )
    assert bring(data, replace(first, question="What is first?")).changed
    [line] = bring(data, replace(other, id="local-1")).changed  # a file that was exported here
    to_write = "Still to write or choose: the reasons of options a, b and c."
    assert line.to_do == f"Its title here is “{WHOLE.title}”. {to_write}"


def test_an_id_that_differs_in_its_separators_is_the_same() -> None:
    data = own()
    [line] = bring(data, replace(WHOLE, id="SM 001.b")).added
    assert line.id == "local-sm-001-b"
    assert bring(data, replace(WHOLE, id="sm_001-B")).unchanged


def test_pointers_that_the_register_does_not_know_are_named() -> None:
    data = own()
    report = bring(data, replace(WHOLE, pointers=("OSC-289.1", "LOCAL-3.2", "XYZ-1")))
    assert report.added[0].to_do == "Not in the register: XYZ-1."
    assert data["items"][-1]["pointers"] == ["OSC-289.1", "LOCAL-3.2"]


def test_every_format_brings_a_new_scenario_in() -> None:
    for name, used in FORMATS.items():
        if used.write:
            data = own()
            reading = used.read(used.write([replace(WHOLE, question="New here?")]).content)
            report = bring(data, *reading.items)
            assert len(report.added) == 1, name
