"""Pages for accounts and for the audit trail."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from quiz.admin import account_changes
from quiz.clock import today
from quiz.people import accounts
from quiz.people.models import AuditEvent, Person
from quiz.storage.database import Database
from quiz.vocabulary import Role
from tests.conftest import Stored
from tests.people.steps import PASSWORD, account, sign_in
from tests.visitor import Visitor


@pytest.fixture
def admin_id(app: Flask) -> str:
    return account(app, Role.ADMINISTRATOR, email="root@council.example", name="Root")


@pytest.fixture
def admin(app: Flask, admin_id: str) -> Visitor:
    return sign_in(Visitor(app), admin_id)


def trail(stored: Stored) -> list[tuple[str, str]]:
    return sorted((event.action, event.subject) for event in stored(AuditEvent))


def test_inviting_shows_a_link_once_and_is_recorded(
    app: Flask, admin: Visitor, admin_id: str, stored: Stored
) -> None:
    admin.get("/admin/people/invite")
    admin.send(email=" Ada@Council.example ", name="Ada", roles=["lead", "trainer"])
    assert admin.status == 200
    link = admin.page.find(id="one-time-link").get_text(strip=True)
    assert link.startswith("http://localhost/invited/")
    assert "This service sends no mail" in admin.words
    ada = next(p for p in stored(Person) if p.email == "ada@council.example")
    assert trail(stored) == [
        ("invited", ada.id),
        ("link_made", ada.id),
        ("role_given", f"{ada.id} lead"),
        ("role_given", f"{ada.id} trainer"),
    ]
    assert {(event.actor_id, event.recorded_on) for event in stored(AuditEvent)} == {
        (admin_id, today())
    }
    newcomer = Visitor(app).get(link.removeprefix("http://localhost"))
    assert newcomer.send(password=PASSWORD).path == "/teams"
    assert link not in admin.get(f"/admin/people/{ada.id}").response.text


def test_an_invalid_invitation_stays_on_the_page(admin: Visitor, stored: Stored) -> None:
    admin.get("/admin/people/invite").send(email="ada at council", name="Ada <b>")
    assert admin.status == 422
    assert admin.errors == [
        "Choose at least one",
        "Enter an email address, such as name@council.example",
        "Leave out the characters < and >",
    ]
    assert admin.filled_in()["email"] == "ada at council"
    assert stored(AuditEvent) == []
    assert len(stored(Person)) == 1


def test_a_name_and_roles_are_changed(app: Flask, admin: Visitor, stored: Stored) -> None:
    ada = account(app, Role.LEAD, name="ada")
    visitor = sign_in(Visitor(app), ada)
    admin.get(f"/admin/people/{ada}")
    assert admin.filled_in()["roles"] == "lead"
    admin.send(name="Ada Lead", roles=["owner"])
    assert admin.path == f"/admin/people/{ada}"
    assert trail(stored) == [
        ("renamed", ada),
        ("role_given", f"{ada} owner"),
        ("role_taken", f"{ada} lead"),
    ]
    assert visitor.get("/admin/content").status == 200, "from the next request on"
    admin.send(name="Ada Lead", roles=["owner"])
    assert len(stored(AuditEvent)) == 3, "what is not changed is not recorded"


def test_administrators_cannot_lock_themselves_out(
    admin: Visitor, admin_id: str, stored: Stored
) -> None:
    admin.get(f"/admin/people/{admin_id}").send(roles=["lead"])
    assert admin.errors == ["You cannot remove this role from yourself; ask another administrator"]
    admin.get(f"/admin/people/{admin_id}/status")
    assert admin.path == f"/admin/people/{admin_id}"
    assert "You cannot deactivate your own account" in admin.words
    data = {"csrf_token": admin.filled_in()["csrf_token"], "wanted": "inactive"}
    admin.post(f"/admin/people/{admin_id}/status", data)
    assert stored(Person)[0].active
    assert stored(AuditEvent) == []


def test_an_account_is_deactivated_and_activated(
    app: Flask, admin: Visitor, stored: Stored
) -> None:
    ada = account(app, Role.LEAD)
    visitor = sign_in(Visitor(app), ada)
    admin.get(f"/admin/people/{ada}/status")
    twice = admin.filled_in()
    admin.send()
    assert "The account is deactivated." in admin.words
    assert visitor.get("/account").path == "/signin"
    admin.post(f"/admin/people/{ada}/status", twice)
    assert "The account is deactivated." in admin.words, "pressed twice, done once"
    assert "Activate it" in admin.get(f"/admin/people/{ada}/link").words
    admin.get(f"/admin/people/{ada}/status").send()
    assert "The account is active." in admin.words
    assert visitor.get("/account").path == "/signin", "old sessions stay ended"
    assert trail(stored) == [("activated", ada), ("deactivated", ada)]


def test_an_administrator_signs_a_person_out_everywhere(
    app: Flask, admin: Visitor, stored: Stored
) -> None:
    ada = account(app, Role.LEAD)
    visitor = sign_in(Visitor(app), ada)
    admin.get(f"/admin/people/{ada}/sessions").send()
    assert visitor.get("/account").path == "/signin"
    assert trail(stored) == [("sessions_ended", ada)]


def test_a_new_link_for_an_existing_account(app: Flask, admin: Visitor, stored: Stored) -> None:
    ada = account(app, Role.LEAD)
    admin.get(f"/admin/people/{ada}/link").send()
    link = admin.page.find(id="one-time-link").get_text(strip=True)
    assert Visitor(app).get(link.removeprefix("http://localhost")).status == 200
    assert trail(stored) == [("link_made", ada)]


def test_the_list_has_every_account(app: Flask, admin: Visitor) -> None:
    account(app, Role.LEAD, Role.OWNER, name="Ada", email="ada@council.example")
    words = admin.get("/admin/people").words
    for text in ("Ada", "ada@council.example", "Team lead, Content owner", "Active"):
        assert text in words


def test_an_unknown_person_has_no_pages(admin: Visitor) -> None:
    for page in ("", "/link", "/sessions", "/status"):
        assert admin.get(f"/admin/people/nobody{page}").status == 404


def test_the_audit_trail_is_in_words_newest_day_first(
    app: Flask, admin: Visitor, admin_id: str, database: Database
) -> None:
    ada = account(app, Role.LEAD, name="Ada")
    assert "Nothing yet." in admin.get("/admin/audit").words
    admin.get(f"/admin/people/{ada}").send(roles=["owner"])
    admin.get("/admin/people/invite").send(email="x@council.example", roles=["lead"])
    with database.begin(writes=True) as session:
        for event in session.scalars(select(AuditEvent).where(AuditEvent.action == "role_taken")):
            event.recorded_on = date(2025, 3, 3)
        session.commit()
    words = admin.get("/admin/audit").words
    assert "Root Took a role away Ada, Team lead" in words
    assert "Root Gave a role Ada, Content owner" in words
    assert words.index("Gave a role") < words.index("2025") < words.index("Took a role away")


def test_a_change_and_its_audit_event_are_stored_together_or_not_at_all(
    app: Flask, database: Database, stored: Stored
) -> None:
    with app.app_context(), database.begin(writes=True) as session:
        account_changes.invite(session, None, "ada@council.example", "Ada", [Role.LEAD], today())
        assert accounts.find_by_email(session, "ada@council.example")
        session.rollback()
    assert stored(AuditEvent) == stored(Person) == []
