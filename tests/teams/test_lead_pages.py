"""A lead's pages for one review: change, delete, invite, preview and close."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from flask import Flask

from quiz.clock import today
from quiz.storage.database import Database
from quiz.teams.models import InvitationCode, PendingSubmission, Review
from tests.conftest import Stored
from tests.teams import actions
from tests.visitor import Visitor


@pytest.fixture
def visitor(app: Flask, lead: str) -> Visitor:
    return actions.signed_in(app, lead)


def test_changing_a_review_checks_its_days_like_creating_it(
    visitor: Visitor, database: Database, lead: str
) -> None:
    review = actions.made(database, lead, actions.wanted(8))
    for wrong in ("10000-01-01", "9999-01-01"):
        visitor.get(f"/teams/{review}/change").send(closes_on=wrong)
        assert visitor.status == 422
        assert visitor.filled_in()["closes_on"] == wrong


@pytest.mark.both_databases
def test_it_can_be_changed_and_deleted_until_the_first_answer(
    visitor: Visitor, database: Database, lead: str, stored: Stored
) -> None:
    review = actions.made(database, lead, actions.wanted(8))
    visitor.get(f"/teams/{review}/change").send(k="6", note="New words")
    assert stored(Review)[0].k == 6
    page = visitor.get(f"/teams/{review}/change").filled_in()
    del page["note"]
    assert visitor.post(f"/teams/{review}/change", page).status == 200, "no field, no note"
    visitor.get(f"/teams/{review}/change").send(k="6", note="New words")
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


def test_the_sheet_and_the_table_show_every_code_and_not_which_are_used(
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


def test_the_preview_shows_every_page_and_stores_nothing(
    visitor: Visitor, database: Database, lead: str, stored: Stored
) -> None:
    review = actions.made(database, lead, actions.wanted(8, about_you=True, stand=True))
    code = actions.codes_of(database, review)[0][1]
    invitation = Visitor(visitor.app).get(f"/review/{code}").words
    visitor.get(f"/teams/{review}/preview")
    for line in invitation.split(". ")[:-3]:
        assert line in visitor.words
    seen = []
    for number in range(1, 16):
        visitor.get(f"/teams/{review}/preview/{number}")
        assert visitor.status == 200
        assert "Preview. Nothing here is kept or counted." in visitor.words
        assert not visitor.page.select("form")
        seen.append(visitor.page.main.get_text())
    assert "About you" in seen[0]
    assert "Where do you stand?" in seen[1]
    assert "How confident are you?" in seen[2]
    assert all(item.vignette in words for item, words in zip(FORM, seen[3:], strict=True))
    assert visitor.get(f"/teams/{review}/preview/16").status == 404
    assert stored(PendingSubmission) == []
    assert "Fewer than 5 of 8" in visitor.get(f"/teams/{review}").words


FORM = actions.BANK.form("A").items


def test_the_page_says_if_too_few_answered_at_the_close(
    visitor: Visitor, database: Database, lead: str
) -> None:
    review = actions.made(database, lead, actions.wanted(8))
    for _, code in actions.codes_of(database, review)[:4]:
        actions.submit_copy(database, review, code, actions.all_right())
    visitor.get(f"/teams/{review}/close").send()
    assert "4 answers were too few to show: 5 or more were needed" in visitor.words
    visitor.get(f"/teams/{review}/results")
    assert "Too few people answered for figures: 5 or more were needed." in visitor.words
    assert "Nothing is opened yet" not in visitor.words


def test_a_closed_review_names_no_day_until_which_people_can_answer(
    visitor: Visitor, database: Database, lead: str
) -> None:
    review = actions.made(database, lead, actions.wanted(8))
    for page in ("codes", "invite"):
        assert visitor.get(f"/teams/{review}/{page}").path.endswith(page)
    visitor.get(f"/teams/{review}/close").send()
    for page in ("codes", "codes.csv", "invite"):
        assert visitor.get(f"/teams/{review}/{page}").path == f"/teams/{review}"
        assert "This review is over, so nobody can be invited any more." in visitor.words
    assert "Duty team, spring is closed" in visitor.get(f"/teams/{review}/close").words
    visitor.get(f"/teams/{review}/results")
    assert "Nobody answered, so there are no figures." in visitor.words


def test_a_review_whose_last_day_has_passed_offers_to_close(
    visitor: Visitor, database: Database, lead: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    review = actions.made(database, lead, actions.wanted(8))
    monkeypatch.setattr("quiz.teams.views.today", lambda: today() + timedelta(days=8))
    visitor.get(f"/teams/{review}")
    assert "To open it now, close the review" in visitor.words
    assert "The last day has passed, so nothing more can be put in" in visitor.words


def test_a_review_with_a_shared_link_cannot_be_closed_before_its_last_day(
    visitor: Visitor, database: Database, lead: str, stored: Stored
) -> None:
    """Otherwise its lead could wait for one colleague and then open it."""
    review = actions.made(database, lead, actions.wanted(None))
    for number in range(6):
        actions.submit_copy(database, review, f"ticket {number}", actions.all_right())
    assert "Close the review" not in visitor.get(f"/teams/{review}").words
    visitor.get(f"/teams/{review}/close")
    assert "cannot be closed earlier" in visitor.words
    (token,) = visitor.get("/teams/new").page.select("main [name=csrf_token]")
    visitor.post(f"/teams/{review}/close", {"csrf_token": str(token["value"])})
    assert visitor.status == 409
    assert stored(Review)[0].closed_on is None
    assert actions.opened(database, review) == []


def test_a_closed_review_says_which_groups_have_figures(
    visitor: Visitor, database: Database, lead: str
) -> None:
    """It states no number of answers by group beside figures: only how many are in these."""
    people = {"Social worker": 12, "Student": 10}
    review = actions.made(database, lead, actions.wanted(people, releases=1))
    left = {"Social worker": 7, "Student": 3}
    for name, code in actions.codes_of(database, review):
        if left[name]:
            left[name] -= 1
            actions.submit_copy(database, review, code, actions.all_right())
    actions.close(database, review)
    page = visitor.get(f"/teams/{review}").page
    rows = [row.get_text(" ", strip=True) for row in page.select("tbody tr")]
    assert rows == ["Social worker 12 of 7 people", "Student 10 none of its own"]
