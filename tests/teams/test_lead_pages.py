"""The lead's pages: making a review, and seeing no more of it than counts until figures open."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from flask import Flask
from sqlalchemy import event

from quiz.clock import today
from quiz.database import Database
from quiz.people import roster
from quiz.routes import MAP, Address, Audience
from quiz.teams.models import InvitationCode, Review, WaitingSubmission
from quiz.vocabulary import Role
from tests.conftest import Stored
from tests.teams import actions
from tests.visitor import Visitor

OURS = [a for a in MAP if a.audience == Audience.LEAD and "<review_id>" in a.rule]
by_address = pytest.mark.parametrize("address", OURS, ids=lambda address: address.rule)
NEW = {
    "name": "Duty team",
    "way": "together",
    "invited": "12",
    "scenarios": "A",
    "closes_on": (today() + timedelta(days=3)).isoformat(),
}


@pytest.fixture
def visitor(app: Flask, lead: str) -> Visitor:
    return actions.signed_in(app, lead)


def path(address: Address, review: str) -> str:
    return address.rule.replace("<review_id>", review).replace("<int:number>", "1")


def test_a_review_is_made_once_with_its_codes(visitor: Visitor, stored: Stored) -> None:
    visitor.get("/teams/new")
    data = {**visitor.filled_in(), **NEW, "note": "Because.\nTruly."}
    for _ in range(2):
        visitor.post("/teams/new", data)
        assert visitor.path.startswith("/teams/")
    (review,) = stored(Review)
    assert (review.name, review.k, review.t, review.releases) == ("Duty team", 5, 2, 2)
    assert len(stored(InvitationCode)) == 12
    assert "0 of 12 people have answered" in visitor.words
    assert "Duty team" in visitor.get("/teams").words


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": ""}, "Give the review a name"),
        ({"invited": "4"}, "Invite 5 people or more"),
        ({"invited": "501"}, "from 0 to 500"),
        ({"k": "4"}, "Give a number from 5 to 50"),
        ({"way": "by_role"}, "Invite 5 people or more"),
        ({"closes_on": "2020-01-01"}, "The last day has passed already"),
        ({"opens_on": "2099-01-01"}, "The last day is before the first day"),
        ({"opens_on": "0001-01-01"}, "First day: choose one within two years of today"),
        ({"closes_on": "9999-01-01"}, "Last day: choose one within two years of today"),
        ({"closes_on": "30/11/2026"}, "Give a day as year, month and day, such as 2027-03-31"),
        ({"closes_on": "10000-01-01"}, "Give a day as year, month and day, such as 2027-03-31"),
        ({"invited": "8.5"}, "Give a whole number in digits, such as 12"),
        ({"k": "x"}, "Give a whole number in digits, such as 12"),
        ({"name": "\x01\x00"}, "Give the review a name"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_typed_is_lost(
    visitor: Visitor, stored: Stored, wrong: dict[str, str], said: str
) -> None:
    visitor.get("/teams/new").send(**{**NEW, **wrong})
    assert visitor.status == 422
    assert any(said in error for error in visitor.errors)
    assert stored(Review) == []
    assert visitor.filled_in()["scenarios"] == "A"


@pytest.mark.parametrize(
    ("field", "typed"), [("closes_on", "30/11/2026"), ("opens_on", "1 May"), ("invited", "8.5")]
)
def test_what_is_no_day_or_number_is_said_once_and_stays_as_it_was_typed(
    visitor: Visitor, field: str, typed: str
) -> None:
    visitor.get("/teams/new").send(**{**NEW, field: typed})
    assert visitor.status == 422
    assert len(visitor.errors) == 1
    assert visitor.filled_in()[field] == typed


def test_the_page_that_changes_a_review_asks_for_the_same_days(
    visitor: Visitor, database: Database, lead: str
) -> None:
    review = actions.made(database, lead, actions.wanted(8))
    for wrong in ("10000-01-01", "9999-01-01"):
        visitor.get(f"/teams/{review}/change").send(closes_on=wrong)
        assert visitor.status == 422
        assert visitor.filled_in()["closes_on"] == wrong


def test_signs_that_nobody_sees_are_left_out_of_what_is_typed(
    visitor: Visitor, stored: Stored
) -> None:
    visitor.get("/teams/new")
    visitor.send(**NEW | {"name": "Duty\x01 team\x00", "note": "One\x00\r\nTwo\tand three"})
    (review,) = stored(Review)
    assert (review.name, review.note) == ("Duty team", "One\nTwo and three")


@pytest.mark.parametrize(
    "address", ["/teams/%00", "/teams/%00/results", "/teams/compare?first=%00", "/review/%00"]
)
def test_no_address_has_a_sign_that_no_text_has(visitor: Visitor, address: str) -> None:
    assert visitor.get(address).status == 404


def test_small_roles_are_folded_as_the_page_says(visitor: Visitor, database: Database) -> None:
    visitor.get("/teams/new")
    visitor.send(
        **{**NEW, "way": "by_role", "role_social_worker": "12", "role_student": "7"},
        role_support_worker="5",
    )
    assert "Social worker" in visitor.words
    assert "Everyone else" in visitor.words
    folded = "Fewer than 10 of each are invited, so they are in “Everyone else”: "
    assert folded + "Family or social care support worker, Social work student" in visitor.words
    again = visitor.get(visitor.path)
    assert "“Everyone else” is everybody whose role has no group of its own here" in again.words
    sheet = visitor.get(f"{visitor.path}/codes").words
    assert "For everybody whose role has no group of its own on this sheet" in sheet
    assert "student" not in sheet


@pytest.mark.parametrize("many", [("9", "7"), ("12", "7")])
def test_that_no_groups_were_made_is_said(visitor: Visitor, many: tuple[str, str]) -> None:
    visitor.get("/teams/new")
    workers, students = many
    visitor.send(**NEW | {"way": "by_role"}, role_social_worker=workers, role_student=students)
    assert "Everybody is in one group, and there will be no figures by role" in visitor.words
    assert "for Social worker, Social work student" in visitor.words


def test_it_can_be_changed_and_deleted_until_the_first_answer(
    visitor: Visitor, database: Database, lead: str, stored: Stored
) -> None:
    review = actions.made(database, lead, actions.wanted(8))
    visitor.get(f"/teams/{review}/change").send(k="6", note="New words")
    assert stored(Review)[0].k == 6
    visitor.get(f"/teams/{review}/change").send(k="5")
    assert visitor.status == 422
    assert "This number can only go up; it is 6 now." in visitor.errors
    visitor.get(f"/teams/{review}/change").send(k="9")
    assert "the smallest group needs 9 people; it has 8" in visitor.errors[0]
    page = visitor.get(f"/teams/{review}/change").filled_in()
    away = visitor.get(f"/teams/{review}/delete").filled_in()
    actions.submit_copy(
        database, review, actions.codes_of(database, review)[0][1], actions.all_right()
    )
    for address in ("change", "delete"):
        visitor.get(f"/teams/{review}/{address}")
        assert "Somebody has answered, so it can no longer be changed" in visitor.words
        assert not visitor.page.select("main form")
    visitor.post(f"/teams/{review}/change", {**page, "k": "7"})
    assert "Somebody has answered, so this review stays as it is" in visitor.words
    visitor.post(f"/teams/{review}/delete", away)
    assert "Somebody has answered, so this review stays as it is" in visitor.words
    assert [kept.k for kept in stored(Review)] == [6]


def test_a_review_that_nobody_answered_can_be_deleted_with_its_codes(
    visitor: Visitor, database: Database, lead: str, stored: Stored
) -> None:
    review = actions.made(database, lead, actions.wanted(8))
    visitor.get(f"/teams/{review}/delete").send()
    assert visitor.path == "/teams"
    assert stored(Review) == stored(InvitationCode) == []


def test_the_sheet_and_the_table_have_every_code_and_mark_none(
    app: Flask, visitor: Visitor, database: Database, lead: str
) -> None:
    review = actions.made(database, lead, actions.wanted({"Social worker": 12, "Student": 10}))
    sheet = actions.codes_of(database, review)
    before = visitor.get(f"/teams/{review}/codes").response.text
    assert len(visitor.page.select("svg.qr")) == 22
    shown = [tag.get_text() for tag in visitor.page.select(".ticket__code")]
    assert [code.replace("-", "") for code in shown] == [code for _, code in sheet]
    table = visitor.get(f"/teams/{review}/codes.csv").response
    rows = list(csv.DictReader(StringIO(table.text)))
    assert [(row["group"], row["code"].replace("-", "")) for row in rows] == sheet
    assert all(row["link"].endswith("/review/" + row["code"]) for row in rows)
    for _, code in sheet[:4]:
        actions.submit_copy(database, review, code, actions.all_right())
    assert visitor.get(f"/teams/{review}/codes").response.text == before
    assert visitor.get(f"/teams/{review}/codes.csv").response.text == table.text


def test_the_preview_shows_what_is_asked_and_counts_nothing(
    visitor: Visitor, database: Database, lead: str, stored: Stored
) -> None:
    review = actions.made(database, lead, actions.wanted(8, about_you=True, stand=True))
    code = actions.codes_of(database, review)[0][1]
    told = Visitor(visitor.app).get(f"/review/{code}").words
    visitor.get(f"/teams/{review}/preview")
    for line in told.split(". ")[:-3]:
        assert line in visitor.words
    seen = []
    for number in range(1, 19):
        visitor.get(f"/teams/{review}/preview/{number}")
        assert visitor.status == 200
        assert "Preview. Nothing here is kept or counted." in visitor.words
        assert not visitor.page.select("form")
        seen.append(visitor.words)
    assert "About you" in seen[0]
    assert "Where do you stand?" in seen[1]
    assert all(item.vignette in words for item, words in zip(FORM, seen[6:], strict=True))
    assert visitor.get(f"/teams/{review}/preview/19").status == 404
    assert stored(WaitingSubmission) == []
    assert "0 of 8" in visitor.get(f"/teams/{review}").words


FORM = actions.BANK.form("A").items


def test_too_few_at_the_close_is_said(visitor: Visitor, database: Database, lead: str) -> None:
    review = actions.made(database, lead, actions.wanted(8))
    for _, code in actions.codes_of(database, review)[:4]:
        actions.submit_copy(database, review, code, actions.all_right())
    visitor.get(f"/teams/{review}/close").send()
    assert "4 answers were too few to show: 5 or more were needed" in visitor.words


def test_a_review_whose_last_day_has_passed_offers_to_close(
    visitor: Visitor, database: Database, lead: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    review = actions.made(database, lead, actions.wanted(8))
    monkeypatch.setattr("quiz.teams.views.today", lambda: today() + timedelta(days=8))
    visitor.get(f"/teams/{review}")
    assert "opened with the next form that anybody sends here" in visitor.words
    assert "The last day has passed, so nothing more can be put in" in visitor.words


@by_address
def test_another_leads_review_is_not_there(
    app: Flask, database: Database, lead: str, stored: Stored, address: Address
) -> None:
    review = actions.made(database, lead, actions.wanted(8))
    stranger = actions.signed_in(app, actions.lead(database, "other@example.org"))
    token = stranger.get("/teams/new").filled_in()["csrf_token"]
    there, nowhere = path(address, review), path(address, "0" * 32)
    for method in address.methods:
        data = {"csrf_token": token} if method == "POST" else None
        answers = [stranger.client.open(at, method=method, data=data) for at in (there, nowhere)]
        assert [answer.status_code for answer in answers] == [404, 404]
        assert answers[0].text == answers[1].text
    assert "Duty team" not in stranger.get("/teams").words
    assert stored(Review)[0].closed_on is None


@by_address
def test_an_account_that_is_not_a_leads_gets_in_nowhere(
    app: Flask, database: Database, lead: str, address: Address
) -> None:
    review = actions.made(database, lead, actions.wanted(8))
    with database.begin(writes=True) as session:
        roles = [Role.TRAINER, Role.ADMINISTRATOR]
        other = roster.add(session, "t@example.org", "T", roles, today()).id
        session.commit()
    assert actions.signed_in(app, other).client.get(path(address, review)).status_code == 403


@by_address
def test_looking_writes_nothing_and_sending_needs_the_token(
    visitor: Visitor, database: Database, lead: str, stored: Stored, address: Address
) -> None:
    review = actions.made(database, lead, actions.wanted(8))
    written = []

    @event.listens_for(database.reader, "before_cursor_execute")
    @event.listens_for(database.writer, "before_cursor_execute")
    def watch(_c: object, _k: object, statement: str, *_: object) -> None:
        if statement.split()[0].upper() in {"INSERT", "UPDATE", "DELETE"}:
            written.append(statement)

    # Of a box that is not open there is no file.
    nothing_yet = "results." in address.rule or "/results/" in address.rule
    assert visitor.get(path(address, review)).status == (404 if nothing_yet else 200)
    assert written == []
    if "POST" in address.methods:
        data = visitor.filled_in()
        del data["csrf_token"]
        assert visitor.client.post(path(address, review), data=data).status_code == 400
        assert stored(Review)[0].closed_on is None


def test_a_shared_links_box_cannot_be_opened_before_its_last_day(
    visitor: Visitor, database: Database, lead: str, stored: Stored
) -> None:
    """Or whoever made it could wait for one colleague, and then open it."""
    review = actions.made(database, lead, actions.wanted(None))
    for number in range(6):
        actions.submit_copy(database, review, f"ticket {number}", actions.all_right())
    assert "Close the review" not in visitor.get(f"/teams/{review}").words
    visitor.get(f"/teams/{review}/close")
    assert "cannot be closed before" in visitor.words
    (token,) = visitor.get("/teams/new").page.select("main [name=csrf_token]")
    visitor.post(f"/teams/{review}/close", {"csrf_token": str(token["value"])})
    assert visitor.status == 409
    assert stored(Review)[0].closed_on is None
    assert actions.opened(database, review) == []
