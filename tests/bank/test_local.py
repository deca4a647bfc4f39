"""Local content follows the same rules and is never mixed with national content."""

import json
from pathlib import Path
from typing import Any

import pytest

from quiz.bank.content_file import ContentError
from quiz.bank.load import SCENARIOS, load
from tests.bank.local_content import OWN

Data = dict[str, Any]
NATIONAL = json.loads(SCENARIOS.read_text("utf-8"))


def written(tmp_path: Path, data: Data) -> Path:
    path = tmp_path / "local.json"
    path.write_text(json.dumps(data))
    return path


def changed(room: str, **what: Any) -> Data:
    return {**OWN, room: [{**OWN[room][0], **what}]}


def test_contacts_replace_the_general_ones(tmp_path: Path) -> None:
    bank = load(local=written(tmp_path, {"contacts": OWN["contacts"]}))
    assert bank.contacts_are_local
    assert [contact.role for contact in bank.contacts] == ["RIPA desk"]
    assert bank.forms == load().forms


def test_local_scenarios_make_a_form(tmp_path: Path) -> None:
    bank = load(local=written(tmp_path, OWN))
    *national, own = bank.forms
    assert tuple(national) == load().forms
    assert own.local
    assert [item.id for item in own.items] == ["local-the-new-portal"]
    assert all(item.local for item in own.items)
    assert not any(item.local for form in national for item in form.items)


def test_local_sources_and_policy_are_marked(tmp_path: Path) -> None:
    bank = load(local=written(tmp_path, OWN))
    assert [source.id for source in bank.sources if source.local] == ["local-policy"]
    assert bank.policy
    assert bank.policy.name == "Online research policy"


def test_drafts_are_not_asked(tmp_path: Path) -> None:
    bank = load(local=written(tmp_path, changed("items", draft=True)))
    assert [form.id for form in bank.forms] == [form.id for form in load().forms]


BREAKAGES = [
    ({"contacts": [{"role": "RIPA desk"}]}, "contacts[0]", "'ask_about' is a required property"),
    ({"contacts": []}, "contacts", "non-empty"),
    (changed("items", id="the-new-portal"), "items[0]", "a local id begins with “local-”"),
    (changed("sources", id="policy"), "sources[0]", "a local id begins with “local-”"),
    (changed("facts", id="POLICY-3"), "facts[0]", "a local id begins with “LOCAL-”"),
    (changed("facts", source="nowhere"), "facts[0]", "“nowhere” is not in sources"),
    (changed("items", pointers=["NOT-THERE"]), "pointers[0]", "“NOT-THERE” is not in facts"),
    (changed("items", topic="Z"), "topic", "“Z” is not in topics"),
    (changed("items", best="e"), "best", "no option is “e”"),
    (changed("items", revision=2), "revision", "revision 1 of it is not kept"),
    ({**OWN, "policy": {"name": "Ours", "url": "intranet"}}, "policy > url", "an https address"),
    ({**OWN, "forms": []}, "the file", "forms"),
    ({**OWN, "items": OWN["items"] * 2}, "items", "is there 2 times"),
]


@pytest.mark.parametrize(("data", "place", "reason"), BREAKAGES)
def test_an_invalid_file_is_refused_by_its_name(
    tmp_path: Path, data: Data, place: str, reason: str
) -> None:
    with pytest.raises(ContentError, match=r"^local\.json cannot be used") as refused:
        load(local=written(tmp_path, data))
    found = refused.value.findings
    assert any(place in finding and reason in finding for finding in found), found


def test_it_may_point_to_national_guidance(tmp_path: Path) -> None:
    fact = NATIONAL["facts"][0]["id"]
    bank = load(local=written(tmp_path, changed("items", pointers=[fact])))
    assert [p.id for p in bank.items["local-the-new-portal"].pointers] == [fact]
