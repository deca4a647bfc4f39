"""Invalid content is refused, with the location in the file and the reason."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from quiz.bank.checksums import checksum_of
from quiz.bank.content_file import LARGEST_FILE, ContentError
from quiz.bank.load import SCENARIOS, load

Data = dict[str, Any]


def first_revisions() -> str:
    """The service's own file as if every item were in its first revision."""
    data: Data = json.loads(SCENARIOS.read_text("utf-8"))
    for row in data["items"]:
        row["revision"] = 1
        row["checksum"] = checksum_of(row)
    return json.dumps(data | {"earlier": []}, ensure_ascii=False, indent=2)


GOOD = first_revisions()


def findings(tmp_path: Path, text: str | bytes) -> tuple[str, ...]:
    path = tmp_path / "scenarios.json"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(ContentError) as refused:
        load(path)
    return refused.value.findings


def broken(tmp_path: Path, breaking: Callable[[Data], object]) -> tuple[str, ...]:
    data: Data = json.loads(GOOD)
    breaking(data)
    return findings(tmp_path, json.dumps(data))


def test_the_service_s_own_bank_loads() -> None:
    bank = load()
    assert {len(form.items) for form in bank.forms} == {12}
    assert not bank.contacts_are_local


def changed(room: str, number: int, **what: Any) -> Callable[[Data], object]:
    """Change fields of one row."""
    return lambda data: data[room][number].update(what)


def without(room: str, number: int, key: str) -> Callable[[Data], object]:
    return lambda data: data[room][number].pop(key)


def option(item: int, number: int, **what: Any) -> Callable[[Data], object]:
    return lambda data: data["items"][item]["options"][number].update(what)


def superseded(number: int, by: str | None, status: str = "superseded") -> Callable[[Data], object]:
    return changed("sources", number, status=status, superseded_by=by)


def in_a_ring(data: Data) -> None:
    """Three sources that supersede each other in a circle."""
    ids = [source["id"] for source in data["sources"][:3]]
    for source, following in zip(data["sources"][:3], [*ids[1:], ids[0]], strict=True):
        source.update(status="superseded", superseded_by=following)


SINCE = {"on": "2026-12-01", "why": "Clearer.", "guidance_changed": False, "withdrawn": False}


def kept(**what: Any) -> Callable[[Data], object]:
    """Add an earlier revision of the first item, with changed fields."""

    def keep(data: Data) -> None:
        data["earlier"].append({**data["items"][0], "since": SINCE, **what})

    return keep


BREAKAGES: list[tuple[Callable[[Data], object], str, str]] = [
    # items
    (without("items", 3, "best"), "items[3] (", "'best' is a required property"),
    (changed("items", 3, best="e"), "items[3] (", "no option is “e”"),
    (changed("items", 3, best=2), "items[3] (", "is not of type 'string'"),
    (lambda d: d["items"][2]["options"].pop(), "items[2] (", "too short"),
    (
        lambda d: d["items"][2]["options"].append(dict(d["items"][2]["options"][0])),
        "items[2] (",
        "too long",
    ),
    (option(2, 1, id="a"), "items[2] (", "“a” is there 2 times"),
    (option(2, 1, id="e"), "options[1] (e) > id", "is not one of"),
    (option(0, 0, reason=""), "options[0] (a) > reason", "''"),
    (lambda d: d["items"][0]["options"][0].pop("reason"), "options[0] (a)", "'reason' is a requir"),
    (option(0, 0, text="<script>alert(1)</script>"), "options[0] (a) > text", "without < or >"),
    (option(0, 0, text="one\ntwo"), "options[0] (a) > text", "must be one line"),
    (changed("items", 0, title="<b>bold</b>"), "items[0] (", "without < or >"),
    (changed("items", 0, title=" blank in front"), "items[0] (", "without spaces at either end"),
    (changed("items", 0, title=None), "items[0] (", "is not of type 'string'"),
    (
        changed("items", 0, vignette="word " * 600 + "end"),
        "> vignette",
        "has 3003 characters; 1500 is",
    ),
    (changed("items", 0, topic="Z"), "> topic", "“Z” is not in topics"),
    (changed("items", 0, topic=["A"]), "> topic", "is not of type 'string'"),
    (changed("items", 0, people=["Nobody Here"]), "> people", "is not in the vignette"),
    (changed("items", 0, people=[]), "> people", "non-empty"),
    (changed("items", 0, pointers=["NOT-THERE"]), "pointers[0]", "“NOT-THERE” is not in facts"),
    (changed("items", 0, pointers=[]), "> pointers", "non-empty"),
    (
        lambda d: d["items"][0].update(pointers=[f["id"] for f in d["facts"][:4]]),
        "> pointers",
        "too long",
    ),
    (changed("items", 0, revision=0), "> revision", "less than the minimum"),
    (changed("items", 0, revision="1"), "> revision", "is not of type 'integer'"),
    (changed("items", 0, revision=2), "> revision", "revision 1 of it is not kept"),
    (changed("items", 0, surprise=1), "items[0] (", "surprise"),
    (changed("items", 0, id="Not A Slug"), "items[0] (Not A Slug) > id", "lower-case letters"),
    (lambda d: d["items"].append(dict(d["items"][0])), "items", "is there 2 times"),
    (lambda d: d["items"].insert(0, "a story"), "items[0]", "is not of type 'object'"),
    (lambda d: d.update(items={}), "items", "is not of type 'array'"),
    (without("contested", 0, "sides"), "contested[0] (", "'sides' is a required property"),
    (
        lambda d: d["contested"][0].update(id=d["items"][0]["id"]),
        "items",
        "is there 2 times",
    ),
    # earlier revisions
    (kept(revision=1), "> revision", "earlier already has revision 1"),
    (kept(id="never-asked"), "earlier", "neither withdrawn nor retired"),
    (kept(since=None), "earlier[0] (", "is not of type 'object'"),
    (kept(since={"on": "yesterday"}), "earlier[0] (", "is a required property"),
    (kept(since=SINCE | {"withdrawn": True, "retired": True}), "earlier", "not both"),
    # leanings and rules
    (
        option(0, 0, leaning="wild"),
        "options[0] (a) > leaning",
        "must be freer, between or stricter",
    ),
    (changed("items", 0, rule=""), "> rule", "''"),
    (changed("items", 0, hcpc_subject="gossip"), "> hcpc_subject", "must be"),
    # checksums and invisible characters
    (changed("items", 0, question="Something else?"), "> checksum", "does not match the checksum"),
    (changed("items", 0, checksum="no checksum"), "> checksum", "must be the checksum"),
    (
        changed("sources", 0, title="An old \ud800 one"),
        "> title",
        "an invisible character (U+D800)",
    ),
    (changed("sources", 0, title="abc \u202e cba"), "> title", "an invisible character (U+202E)"),
    (changed("sources", 0, title="one\x00two"), "> title", "an invisible character (U+0000)"),
    # what only local content has
    (changed("items", 0, language="cy"), "> language", "national scenarios are in English"),
    (changed("items", 0, language="fr"), "> language", "must be the language of an own scenario"),
    (changed("facts", 0, id="LOCAL-1"), "facts[0] (", "only local ids begin with"),
    (changed("sources", 0, id="local-policy"), "sources[0] (", "only local ids begin with"),
    (changed("forms", 0, id="L"), "forms[0] (L)", "is a local form"),
    (changed("forms", 0, id="W"), "forms[0] (W)", "is a local form"),
    # facts and sources
    (changed("sources", 0, url="https://["), "> url", "not the address of a website"),
    (changed("sources", 0, url="https://gov.uk@evil.example/"), "> url", "not the address"),
    (changed("sources", 0, review_by="2020-01-01"), "> review_by", "later than checked_on"),
    (
        changed("sources", 0, changed={"on": "2020-01-01", "what": "new"}),
        "> changed > on",
        "before checked_on",
    ),
    (changed("facts", 0, source="nowhere"), "facts[0] (", "“nowhere” is not in sources"),
    (changed("facts", 0, place=""), "facts[0] (", "place"),
    (without("facts", 0, "place"), "facts[0] (", "'place' is a required property"),
    (lambda d: d["facts"].append(dict(d["facts"][0])), "facts", "is there 2 times"),
    (changed("sources", 0, url="http://plain.example"), "sources[0] (", "an https address"),
    (changed("sources", 0, url="javascript:alert(1)"), "sources[0] (", "an https address"),
    (changed("sources", 0, checked_on="2026-02-31"), "> checked_on", "is not a 'date'"),
    (changed("sources", 0, review_by="next spring"), "> review_by", "a day such as"),
    (changed("sources", 0, published="2016-13"), "> published", "does not match"),
    (changed("sources", 0, checked="surely"), "> checked", "is not one of"),
    (changed("sources", 0, status="quite new"), "> status", "is not one of"),
    (changed("sources", 0, changed={"on": "2027-01-01"}), "> changed", "null, or on which day"),
    (lambda d: d["sources"].append(dict(d["sources"][0])), "sources", "is there 2 times"),
    (superseded(0, None), "superseded_by", "when another took its place"),
    (superseded(0, "ripa-2000", "in force"), "superseded_by", "when another took its place"),
    (superseded(0, "nowhere"), "superseded_by", "“nowhere” is not in sources"),
    (
        lambda d: d["sources"][0].update(status="superseded", superseded_by=d["sources"][0]["id"]),
        "superseded_by",
        "it comes back to itself",
    ),
    (in_a_ring, "superseded_by", "it comes back to itself"),
    # forms and the rest
    (lambda d: d["forms"][0]["items"].pop(), "forms[0] (A) > items", "must have 3 from each"),
    (lambda d: d["forms"][0]["short"].pop(), "forms[0] (A) > short", "must have 1 from each"),
    (
        lambda d: d["forms"][0]["items"].__setitem__(0, "nobody-knows"),
        "forms[0] (A) > items",
        "“nobody-knows” is not in items",
    ),
    (
        lambda d: d["items"][0].update(draft=True),
        "forms[0] (A) > items",
        "is a draft",
    ),
    (lambda d: d["forms"].append({**d["forms"][0], "id": "B"}), "forms", "is in 2 forms"),
    (changed("forms", 0, id="AA"), "forms[0] (AA) > id", "does not match"),
    (lambda d: d["survey"][0]["answers"].pop(), "survey", "must be exactly"),
    (lambda d: d["stand"].pop(), "stand", "must be exactly"),
    (lambda d: d["survey"][3].update(number=6), "survey, confidence", "numbered from 1"),
    (lambda d: d["strands"].reverse(), "strands", "in that order"),
    (lambda d: d.pop("sources"), "the file", "'sources' is a required property"),
    (lambda d: d.update(us_source="nowhere"), "us_source", "“nowhere” is not in sources"),
    (lambda d: d.update(extra=[]), "the file", "extra"),
]


def test_at_least_fifty_faults_are_tried() -> None:
    assert len(BREAKAGES) >= 50


@pytest.mark.parametrize(("breaking", "place", "reason"), BREAKAGES)
def test_location_and_reason_are_named(
    tmp_path: Path, breaking: Callable[[Data], object], place: str, reason: str
) -> None:
    found = broken(tmp_path, breaking)
    assert any(place in finding and reason in finding for finding in found), found


def test_all_findings_come_in_one_run(tmp_path: Path) -> None:
    """Invalid rows do not hide findings in other rows."""

    def often(data: Data) -> None:
        data["items"][0]["topic"] = "Z"
        data["items"][1]["title"] = ""
        data["items"][2]["best"] = "e"
        data["facts"][0]["source"] = "nowhere"
        data["sources"][1]["url"] = "ftp://old.example"
        data["forms"][0]["items"][0] = "nobody-knows"

    found = broken(tmp_path, often)
    for reason in ("“Z” is not", "title", "no option", "“nowhere”", "url", "“nobody-knows”"):
        assert any(reason in finding for finding in found), found


def test_an_invalid_row_is_reported_once(tmp_path: Path) -> None:
    """References to it are not reported as well."""
    found = broken(tmp_path, without("sources", 0, "title"))
    assert len(found) == 1


def test_a_huge_text_is_not_repeated_in_full(tmp_path: Path) -> None:
    found = broken(tmp_path, changed("items", 0, vignette="word " * 100_000 + "end"))
    assert all(len(finding) < 400 for finding in found)


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        (GOOD[:-40], "line "),
        (b"\xff\xfe" + GOOD.encode(), "byte 0 is not UTF-8"),
        (GOOD.encode("utf-16"), "byte 0 is not UTF-8"),
        (GOOD.encode("cp1252", "replace"), "is not UTF-8"),
        (GOOD.replace('"best": "', '"best": "a", "best": "', 1), "“best” is given 2 times"),
        (GOOD.replace('"revision": 1', '"revision": NaN', 1), "“NaN” is not a whole number"),
        (GOOD.replace('"revision": 1,', '"revision": 1.0,', 1), "“1.0” is not a whole number"),
        ("[]", "is not of type 'object'"),
        ("[" * 100_000, "nested too deeply"),
        ('"' + "x" * LARGEST_FILE + '"', "larger than"),
        ("", "line 1, column 1"),
    ],
)
def test_a_file_that_cannot_be_read_says_where(
    tmp_path: Path, text: str | bytes, finding: str
) -> None:
    assert finding in findings(tmp_path, text)[0]


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="cannot be read: No such file"):
        load(tmp_path / "scenarios.json")


def test_earlier_revisions_are_kept_and_found(tmp_path: Path) -> None:
    """A second revision with the first in earlier is valid, and both can be shown."""
    data: Data = json.loads(GOOD)
    kept(title="As it was")(data)
    del data["earlier"][0]["checksum"]
    data["items"][0]["revision"] = 2
    del data["items"][0]["checksum"]
    path = tmp_path / "scenarios.json"
    path.write_text(json.dumps(data))
    bank = load(path)
    one = data["items"][0]["id"]
    assert bank.kept[one, 1].title == "As it was"
    assert bank.kept[one, 2] == bank.items[one]
