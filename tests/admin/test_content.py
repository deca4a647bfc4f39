"""Pages for contacts and sources."""

import json

import pytest
from flask import Flask

from quiz.bank.store import ContentStore
from quiz.clock import today
from quiz.people.models import AuditEvent
from quiz.vocabulary import Role
from tests.bank.local_content import OWN
from tests.conftest import Stored
from tests.people.steps import signed_in
from tests.selfcheck.steps import reach_feedback
from tests.visitor import Visitor

SOURCE = "ripa-2000"
POLICY = {"policy_name": "Online policy", "policy_url": "https://intranet.example/policy"}
DESK = {
    "role_1": "RIPA desk",
    "ask_1": "Ask before you look.\r\nTwice, if need be.",
    "note_1": "desk@council.example",
}


@pytest.fixture
def admin(app: Flask, store: ContentStore) -> Visitor:
    return signed_in(app, Role.ADMINISTRATOR)


@pytest.fixture
def owner(app: Flask, store: ContentStore) -> Visitor:
    return signed_in(app, Role.OWNER)


def local(store: ContentStore) -> dict[str, object]:
    found: dict[str, object] = json.loads(store.local.read_text("utf-8"))
    return found


def test_contacts_and_policy_are_written_and_served_at_once(
    app: Flask, admin: Visitor, store: ContentStore, stored: Stored
) -> None:
    admin.get("/admin/contacts").send(**POLICY, **DESK)
    assert admin.path == "/admin/contacts"
    assert "Saved. Everybody sees it from now on." in admin.words
    assert local(store) == {
        "$schema": "/schema/local.json",
        "policy": {"name": "Online policy", "url": "https://intranet.example/policy"},
        "contacts": [
            {
                "role": "RIPA desk",
                "ask_about": "Ask before you look.\nTwice, if need be.",
                "note": "desk@council.example",
            }
        ],
    }
    seen = reach_feedback(Visitor(app), [(True, "3")] * 4, length="short").words
    assert "RIPA desk" in seen
    assert "Online policy" in seen
    assert [(event.action, event.subject) for event in stored(AuditEvent)] == [
        ("contacts_changed", "local.json")
    ]


def test_other_parts_of_the_local_file_are_not_changed(admin: Visitor, store: ContentStore) -> None:
    store.local.write_text(json.dumps(OWN))
    store.renew()
    admin.get("/admin/contacts")
    assert admin.filled_in()["role_1"] == "RIPA desk"
    admin.send(role_1="", ask_1="", policy_name="", policy_url="")
    assert local(store) == {part: OWN[part] for part in OWN if part not in ("contacts", "policy")}
    assert not store.bank.contacts_are_local


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"policy_name": "Ours"}, "Give your policy both a name and an address, or neither"),
        ({**POLICY, "policy_url": "http://x"}, "Enter an address that begins with https://"),
        ({**POLICY, "policy_url": "javascript:x"}, "Enter an address that begins with https://"),
        ({"role_1": "Desk"}, "Say what to ask them about, or empty the whole contact"),
        ({"ask_2": "Anything"}, "Say who they are, or empty the whole contact"),
        ({**DESK, "note_1": "<script>"}, "Leave out the characters < and >"),
        ({**DESK, "role_1": "x" * 301}, "Use 300 characters or fewer"),
    ],
)
def test_invalid_contacts_are_refused_and_stay_on_the_page(
    admin: Visitor, store: ContentStore, stored: Stored, typed: dict[str, str], said: str
) -> None:
    admin.get("/admin/contacts").send(**typed)
    assert admin.status == 422
    assert said in admin.errors
    for name, value in typed.items():
        assert admin.filled_in()[name].split() == value.split()
    assert not store.local.exists()
    assert stored(AuditEvent) == []


def test_a_broken_local_file_is_reported_and_not_changed(
    admin: Visitor, store: ContentStore, stored: Stored
) -> None:
    admin.get("/admin/contacts")
    store.local.write_text("{ broken")
    admin.send(**DESK)
    assert admin.status == 422
    assert "local.json cannot be used" in admin.errors[0]
    assert store.local.read_text() == "{ broken"
    assert stored(AuditEvent) == []


@pytest.mark.both_databases
def test_invisible_characters_are_removed(admin: Visitor, store: ContentStore) -> None:
    admin.get("/admin/contacts").send(**{**DESK, "role_1": " RIPA\x00\u2028 de\x1bsk\t"})
    assert store.bank.contacts[0].role == "RIPA desk"


def test_an_edit_conflict_is_reported_and_nothing_is_overwritten(
    app: Flask, admin: Visitor, store: ContentStore
) -> None:
    other = signed_in(app, Role.ADMINISTRATOR).get("/admin/contacts")
    admin.get("/admin/contacts").send(**DESK)
    other.send(role_1="Legal", ask_1="Anything")
    assert other.status == 422
    assert "Somebody else changed this page" in other.errors[0]
    assert other.filled_in()["role_1"] == "Legal"
    assert store.bank.contacts[0].role == "RIPA desk"
    other.send()
    assert store.bank.contacts[0].role == "Legal"


def test_a_source_is_marked_and_reviewed(
    app: Flask, owner: Visitor, store: ContentStore, stored: Stored
) -> None:
    owner.get(f"/admin/content/{SOURCE}/changed").send(what="section 28 was amended")
    assert owner.path == "/admin/content"
    assert "Take care: changed since we looked: section 28 was amended." in owner.words
    assert "section 28 was amended" in Visitor(app).get("/guidance").words
    facts = [one for one in store.bank.pointers if one.source.id == SOURCE]
    unread = next(one for one in facts if one.checked != "read")
    owner.get(f"/admin/content/{SOURCE}/review")
    assert "section 28 was amended" in owner.words
    owner.send(by="the practice lead", again="6", facts=[unread.id])
    source = store.bank.source(SOURCE)
    assert source.changed is None
    assert (source.checked_on, source.checked_by) == (today(), "the practice lead")
    assert 180 <= (source.review_by - today()).days <= 184
    checked = {one.id: one.checked for one in store.bank.pointers}
    assert checked[unread.id] == "read"
    assert {one.id for one in facts if checked[one.id] != one.checked} == {unread.id}
    assert sorted((event.action, event.subject) for event in stored(AuditEvent)) == [
        ("source_changed", SOURCE),
        ("source_reviewed", SOURCE),
    ]


@pytest.mark.parametrize(("page", "field"), [("changed", "what"), ("review", "by")])
def test_missing_or_invalid_values_are_refused(
    owner: Visitor, store: ContentStore, stored: Stored, page: str, field: str
) -> None:
    before = store.national.read_bytes()
    for typed in ("", "<b>"):
        owner.get(f"/admin/content/{SOURCE}/{page}").send(**{field: typed})
        assert owner.status == 422
        assert len(owner.errors) == 1
    assert owner.filled_in()[field] == "<b>"
    assert store.national.read_bytes() == before
    assert stored(AuditEvent) == []


def test_a_file_that_cannot_be_written_is_reported(
    owner: Visitor, store: ContentStore, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_only(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    owner.get(f"/admin/content/{SOURCE}/changed")
    monkeypatch.setattr("quiz.bank.edits.tempfile.mkstemp", read_only)
    owner.send(what="section 28 was amended")
    assert owner.status == 422
    assert owner.errors == ["scenarios.json cannot be written: Permission denied."]
    assert stored(AuditEvent) == []


def test_a_local_source_is_changed_in_the_local_file(owner: Visitor, store: ContentStore) -> None:
    store.local.write_text(json.dumps(OWN))
    store.renew()
    before = store.national.read_bytes()
    owner.get("/admin/content/local-policy/changed").send(what="a new edition")
    assert store.national.read_bytes() == before
    assert store.bank.source("local-policy").changed


def test_every_source_and_scenario_is_listed_with_its_status(
    owner: Visitor, store: ContentStore
) -> None:
    words = owner.get("/admin/content").words
    assert "The people who run this service change the national scenarios." in words
    for one in [*store.bank.sources, *store.bank.items.values(), *store.bank.contested]:
        assert one.title in words
    owner.get(f"/admin/content/{SOURCE}/changed").send(what="section 28 was amended")
    resting = [
        item
        for item in store.bank.items.values()
        if SOURCE in {pointer.source.id for pointer in item.pointers}
    ]
    assert owner.words.count("rests on a source that is due for review") == len(resting) > 0


def test_an_unknown_source_has_no_page(owner: Visitor) -> None:
    for page in ("changed", "review"):
        assert owner.get(f"/admin/content/nothing/{page}").status == 404
