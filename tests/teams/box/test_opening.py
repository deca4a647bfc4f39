"""When the box opens, for whom, and what remains in it."""

from collections import Counter
from datetime import timedelta

import pytest
from flask import Flask

from quiz.analysis import sums
from quiz.clock import today
from quiz.storage.database import Database
from quiz.teams.box import opening
from quiz.teams.models import InvitationCode, PendingSubmission, Review
from tests.conftest import SECRET, Stored
from tests.teams import actions
from tests.teams.box.copies import copies, sizes

pytestmark = pytest.mark.both_databases

# measurement.md 5.3 P3 and 5.5: blocks of a team where everybody answers, one after another.
# Invited: (answers so far, people in blocks) whenever that changes.
STEPS = {
    6: [(6, 6)],
    8: [(8, 8)],
    9: [(9, 9)],
    10: [(5, 5), (10, 10)],
    11: [(6, 6), (11, 11)],
    24: [(12, 12), (24, 24)],
    30: [(15, 15), (30, 30)],
}


@pytest.mark.parametrize("invited", STEPS)
def test_a_block_opens_when_enough_wait_and_enough_remain(
    database: Database, lead: str, invited: int
) -> None:
    review = actions.made(database, lead, actions.wanted(invited))
    steps, before = [], 0
    for (_, code), copy in zip(actions.codes_of(database, review), copies(invited), strict=True):
        actions.submit_copy(database, review, code, copy)
        people = sum(block.people for block in actions.opened(database, review))
        with database.begin(writes=False) as session:
            answered = sum(group.answered for group in session.get_one(Review, review).groups)
        if people != before:
            steps.append((answered, people))
            before = people
    assert steps == STEPS[invited]


def test_sums_equal_a_recount_and_no_submission_remains(
    database: Database, lead: str, stored: Stored
) -> None:
    review = actions.made(database, lead, actions.wanted(20))
    given = list(copies(20))
    for (_, code), copy in zip(actions.codes_of(database, review), given, strict=True):
        actions.submit_copy(database, review, code, copy)
    assert stored(PendingSubmission) == []
    found = actions.opened(database, review)
    assert sizes(found) == [("", 10), ("", 10)]
    recount: Counter[tuple[str, str, int]] = Counter()
    right: Counter[tuple[str, int]] = Counter()
    for copy in given:
        for item, one in copy.submission.responses.items():
            recount[item, one.option, one.level] += 1
            right[item, one.level] += one.right
    total = sums.total(sums.from_json(block.sums) for block in found)
    assert total.people == 20
    assert total.cells == recount
    assert total.right == +right
    for block in found:
        assert block.figures["people"] == 10
        assert set(block.figures["items"]) == set(actions.ALL_ITEMS)


ROLES = {"Social worker": 12, "Senior practitioner or manager": 10, "Student": 3}


def test_leftovers_of_the_groups_become_one_block_of_the_team(
    database: Database, lead: str, stored: Stored
) -> None:
    """12 and 10 + 3 do not make two groups of 10, 3 being too few: all are the whole team."""
    review = actions.made(database, lead, actions.wanted({**ROLES, "Student": 11}))
    sheet = actions.codes_of(database, review)
    by_group = {group: [code for name, code in sheet if name == group] for group, _ in sheet}
    assert {group: len(found) for group, found in by_group.items()} == {**ROLES, "Student": 11}
    for group, people in (("Social worker", 7), ("Student", 2)):
        for code in by_group[group][:people]:
            actions.submit_copy(database, review, code, actions.all_right())
    for code in by_group["Senior practitioner or manager"][:8]:
        actions.submit_copy(database, review, code, actions.all_right())
    # 12: six open, one waits. 10: five open, three wait. 11: two wait. Six are left over.
    assert sizes(actions.opened(database, review)) == [
        ("Senior practitioner or manager", 5),
        ("Social worker", 6),
    ]
    actions.close(database, review)
    assert sizes(actions.opened(database, review)) == [
        ("", 6),
        ("Senior practitioner or manager", 5),
        ("Social worker", 6),
    ]
    assert stored(PendingSubmission) == []


def test_a_role_with_fewer_than_2k_people_joins_everyone_else(
    database: Database, lead: str
) -> None:
    planned = actions.wanted({"Social worker": 12, "Manager": 6, "Student": 5})
    review = actions.made(database, lead, planned)
    assert Counter(group for group, _ in actions.codes_of(database, review)) == {
        "Social worker": 12,
        "Everyone else": 11,
    }
    alone = actions.made(database, lead, actions.wanted(ROLES))
    assert Counter(group for group, _ in actions.codes_of(database, alone)) == {"": 25}


def test_fewer_than_k_at_the_close_are_deleted_unopened(
    database: Database, lead: str, stored: Stored
) -> None:
    review = actions.made(database, lead, actions.wanted(20))
    for _, code in actions.codes_of(database, review)[:4]:
        actions.submit_copy(database, review, code, actions.all_right())
    actions.close(database, review)
    assert actions.opened(database, review) == []
    assert stored(PendingSubmission) == []
    # The codes do not show who answered, either.
    assert {row.used for row in stored(InvitationCode)} == {True}


def test_a_shared_link_opens_only_at_the_close(
    database: Database, lead: str, stored: Stored
) -> None:
    review = actions.made(database, lead, actions.wanted(None))
    for number in range(40):
        actions.submit_copy(database, review, f"ticket {number}", actions.all_right())
        actions.submit_copy(database, review, f"ticket {number}", actions.all_right())
    assert actions.opened(database, review) == []
    assert len(stored(PendingSubmission)) == 40
    actions.close(database, review)
    assert sizes(actions.opened(database, review)) == [("", 40)]


def test_closing_again_changes_nothing(database: Database, lead: str) -> None:
    review = actions.made(database, lead, actions.wanted(20))
    for _, code in actions.codes_of(database, review)[:7]:
        actions.submit_copy(database, review, code, actions.all_right())
    for _ in range(3):
        actions.close(database, review)
    assert sizes(actions.opened(database, review)) == [("", 7)]


def test_a_review_is_due_on_the_day_after_its_last(
    database: Database, lead: str, app: Flask
) -> None:
    review = actions.made(database, lead, actions.wanted(20))
    for _, code in actions.codes_of(database, review)[:7]:
        actions.submit_copy(database, review, code, actions.all_right())
    for days, closed in ((7, 0), (8, 1), (9, 0)):
        with database.begin(writes=True) as session:
            assert opening.close_due(session, today() + timedelta(days=days), [SECRET]) == closed
            session.commit()
    assert sizes(actions.opened(database, review)) == [("", 7)]


def test_a_higher_k_applies_to_every_block(database: Database, lead: str) -> None:
    review = actions.made(database, lead, actions.wanted(20, k=8))
    for number, (_, code) in enumerate(actions.codes_of(database, review)[:12], start=1):
        actions.submit_copy(database, review, code, actions.all_right())
        assert sum(b.people for b in actions.opened(database, review)) == (
            10 if number >= 10 else 0
        )
    actions.close(database, review)  # two are left: fewer than eight
    assert sizes(actions.opened(database, review)) == [("", 10)]


def test_survey_answers_are_published_under_the_margin(database: Database, lead: str) -> None:
    review = actions.made(database, lead, actions.wanted(8, about_you=True, stand=True))
    said = ["yes"] * 4 + ["no"] * 3 + [""]
    for (_, code), uses in zip(actions.codes_of(database, review), said, strict=True):
        survey = {"uses": uses, "risk_ok": "yes"} if uses else {"risk_ok": "yes"}
        actions.submit_copy(database, review, code, actions.copy([True] * 12, **survey))
    (block,) = actions.opened(database, review)
    assert block.figures["survey"]["uses"] == [4, 4, 8]
    assert block.figures["survey"]["risk_ok"] == [6, 8, 8]  # all eight: at the margin, a range
    assert block.figures["survey"]["looked"] == [0, 2, 8]
    assert "role" not in block.figures["survey"]
    plain = actions.made(database, lead, actions.wanted(8))
    for _, code in actions.codes_of(database, plain):
        actions.submit_copy(database, plain, code, actions.all_right())
    assert actions.opened(database, plain)[0].figures["survey"] == {}


def test_without_early_opening_the_box_opens_once_at_the_close(
    database: Database, lead: str
) -> None:
    review = actions.made(database, lead, actions.wanted(20, releases=1))
    for _, code in actions.codes_of(database, review)[:13]:
        actions.submit_copy(database, review, code, actions.all_right())
        assert actions.opened(database, review) == []
    actions.close(database, review)
    assert [block.people for block in actions.opened(database, review)] == [13]
