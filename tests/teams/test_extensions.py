"""A later last day and people who join late, after the first answer."""

import re
from datetime import timedelta

import pytest
from flask import Flask

from quiz.analysis.ranges import published
from quiz.clock import today
from quiz.storage.database import Database
from quiz.teams import codes
from quiz.teams.models import InvitationCode, Review, ReviewGroup
from tests.conftest import SECRET, Stored
from tests.teams import actions
from tests.visitor import Visitor

DAY = timedelta(days=1)


@pytest.fixture
def visitor(app: Flask, lead: str) -> Visitor:
    return actions.signed_in(app, lead)


def answered(database: Database, lead: str, invited: object = 16, **changed: object) -> str:
    """A review that one person has answered."""
    review = actions.made(database, lead, actions.wanted(invited, releases=1, **changed))  # type: ignore[arg-type]
    actions.submit_copy(
        database, review, actions.codes_of(database, review)[0][1], actions.all_right()
    )
    return review


def more_time(visitor: Visitor, review: str, days: int) -> Visitor:
    day = (today() + timedelta(days=days)).isoformat()
    return visitor.get(f"/teams/{review}/more-time").send(closes_on=day)


def more_people(visitor: Visitor, review: str, *numbers: int | str) -> Visitor:
    named = {f"group_{n}": str(number) for n, number in enumerate(numbers)}
    return visitor.get(f"/teams/{review}/more-people").send(**named)


def test_the_last_day_moves_later_only_and_everybody_reads_both(
    app: Flask, visitor: Visitor, database: Database, lead: str, stored: Stored
) -> None:
    review = answered(database, lead)
    first = today() + 7 * DAY
    for days in (6, 98):
        assert more_time(visitor, review, days).status == 422
    more_time(visitor, review, 14)
    more_time(visitor, review, 14)  # pressed twice
    (kept,) = stored(Review)
    assert (kept.closes_on, kept.first_closes_on) == (today() + 14 * DAY, first)
    assert more_time(visitor, review, 98).status == 422, "from the first day, not the last"
    more_time(visitor, review, 97)
    assert stored(Review)[0].first_closes_on == first
    code = actions.codes_of(database, review)[1][1]
    for words in (
        visitor.get(f"/teams/{review}").words,
        Visitor(app).get(f"/review/{code}").words,
    ):
        assert f"At first, the last day was {first.day} {first:%B %Y}" in words


@pytest.mark.parametrize("page", ["more-time", "more-people"])
def test_neither_is_possible_once_the_last_day_has_passed(
    visitor: Visitor, database: Database, lead: str, stored: Stored, page: str
) -> None:
    review = answered(database, lead)
    data = visitor.get(f"/teams/{review}/{page}").filled_in()
    later = {"closes_on": (today() + 9 * DAY).isoformat(), "group_0": "1"}
    actions.close(database, review)
    before = repr([row.__dict__.get("closes_on") for row in stored(Review)])
    assert "stays as it is" in visitor.get(f"/teams/{review}/{page}").words
    visitor.post(f"/teams/{review}/{page}", {**data, **later})
    assert "was not kept" in visitor.words
    assert repr([row.__dict__.get("closes_on") for row in stored(Review)]) == before
    assert stored(ReviewGroup)[0].invited == 16


@pytest.mark.both_databases
def test_people_who_join_late_have_codes_and_no_other_code_changes(
    app: Flask, visitor: Visitor, database: Database, lead: str, stored: Stored
) -> None:
    review = answered(database, lead, {"Duty": 24, "North": 24})
    before = actions.codes_of(database, review)
    data = visitor.get(f"/teams/{review}/more-people").filled_in()
    for _ in range(2):  # pressed twice
        visitor.post(f"/teams/{review}/more-people", {**data, "group_0": "1", "group_1": "1"})
    more_people(visitor, review, 1, 0)
    after = actions.codes_of(database, review)
    assert after[:48] == before
    assert sorted(name for name, _ in after[48:]) == ["Duty", "Duty", "North"]
    hashes = {codes.keyed_hash(SECRET, code) for _, code in after}
    assert {row.hash for row in stored(InvitationCode)} == hashes
    assert {(row.name, row.invited, row.late) for row in stored(ReviewGroup)} == {
        ("Duty", 26, 2),
        ("North", 25, 1),
    }
    assert (stored(Review)[0].k, stored(Review)[0].t) == (11, 5)
    sheet = visitor.get(f"/teams/{review}/codes").words
    assert "Added later" in sheet
    words = Visitor(app).get(f"/review/{after[-1][1]}").words
    assert "Three of these people were added after the review was made" in words
    actions.submit_copy(database, review, after[-1][1], actions.all_right())
    assert sum(row.answered for row in stored(ReviewGroup)) == 2


def test_each_late_code_widens_the_margin_and_at_most_four_can_be_made(
    visitor: Visitor, database: Database, lead: str, stored: Stored
) -> None:
    review = answered(database, lead, 13)
    for typed in ("5", "-1", "two", "1.5", "9" * 400):
        assert len(more_people(visitor, review, typed).errors) == 1
        assert visitor.status == 422
    assert more_people(visitor, review, 0).errors == ["Give the number of people who join"]
    for late, rules in ((1, (7, 3)), (2, (9, 4)), (3, (11, 5)), (4, (13, 6))):
        more_people(visitor, review, 1)
        (kept,) = stored(Review)
        assert (kept.k, kept.t) == rules
        assert stored(ReviewGroup)[0].invited == 13 + late
    assert "no more can" in visitor.get(f"/teams/{review}/more-people").words


def test_a_team_that_is_too_small_for_the_margin_stays_as_it_is(
    visitor: Visitor, database: Database, lead: str, stored: Stored
) -> None:
    review = answered(database, lead, 5)
    more_people(visitor, review, 1)
    assert visitor.errors == ["With 7, the smallest group needs 7 people; it has 6."]
    assert (stored(Review)[0].k, stored(ReviewGroup)[0].invited) == (5, 5)
    assert len(stored(InvitationCode)) == 5


def figures(visitor: Visitor, review: str) -> object:
    found = visitor.client.get(f"/teams/{review}/results.json").get_json()
    return found["parts"]


def test_open_figures_stay_as_they_are(
    visitor: Visitor, database: Database, lead: str, stored: Stored
) -> None:
    review = actions.made(database, lead, actions.wanted(24))
    for _, code in actions.codes_of(database, review)[:12]:
        actions.submit_copy(database, review, code, actions.all_right())
    (block,) = actions.opened(database, review)
    before = figures(visitor, review)
    more_people(visitor, review, 3)
    assert actions.opened(database, review) == [block]
    after = figures(visitor, review)
    assert after == before
    # k would be 13, and the page would no longer show the block of 12.
    more_people(visitor, review, 1)
    assert visitor.errors == ["Figures of fewer than 13 people are open already."]
    assert stored(ReviewGroup)[0].late == 3


def possible(count: int, people: int, known_right: int, known: int, t: int) -> set[int]:
    """How many of the others may be right, for somebody who knows these answers."""
    page = published(count, people, t)
    return {
        right - known_right
        for right in range(known_right, people - known + known_right + 1)
        if published(right, people, t) == page
    }


def certain(people: int, late: int, t: int) -> int:
    """Published counts that tell the lead, who has all late codes and one of her own, that all
    others are right or all are wrong."""
    known, found = late + 1, 0
    for known_right in range(known + 1):
        for others in range(people - known + 1):
            may = possible(others + known_right, people, known_right, known, t)
            assert others in may
            found += may in ({0}, {people - known})
    return found


def test_a_lead_who_keeps_all_late_codes_learns_nothing_certain() -> None:
    """Theorem 2 for the margin with late joiners: every number of people up to 40."""
    for late in range(5):
        t = 2 + late
        assert not any(certain(people, late, t) for people in range(2 * t + 1, 41))
        assert late == 0 or certain(20, late, 2) > 0, "with the old margin it fails"


def test_late_joiners_without_codes_for_one_link(
    visitor: Visitor, database: Database, lead: str
) -> None:
    review = actions.made(database, lead, actions.wanted(None))
    assert visitor.get(f"/teams/{review}/more-people").status == 404
    assert "join late" not in visitor.get(f"/teams/{review}").words
    assert re.search("later last day", visitor.words)
