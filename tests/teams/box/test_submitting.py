"""Which submissions the box accepts, also many at the same moment."""

import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import text

from quiz.analysis import sums
from quiz.clock import today
from quiz.storage.database import Database
from quiz.teams import reviews
from quiz.teams.box.submission import Copy, Refused, survey_of
from quiz.teams.models import PendingSubmission, Review, ReviewGroup
from tests.conftest import SECRET, Stored
from tests.teams import actions
from tests.teams.box.copies import copies, sizes

pytestmark = pytest.mark.both_databases


def test_a_code_counts_once_and_the_first_copy_stays(
    database: Database, lead: str, stored: Stored
) -> None:
    review = actions.made(database, lead, actions.wanted(8))
    (_, code), *_ = actions.codes_of(database, review)
    actions.submit_copy(database, review, code, actions.all_right())
    kept = actions.decrypted(stored(PendingSubmission))
    actions.submit_copy(database, review, code, actions.copy([False] * 12))
    assert actions.decrypted(stored(PendingSubmission)) == kept
    assert stored(ReviewGroup)[0].answered == 1


@pytest.mark.parametrize(("days", "word"), [(-1, "NOT_OPEN"), (8, "CLOSED")])
def test_it_accepts_nothing_before_the_first_day_or_after_the_last(
    database: Database, lead: str, stored: Stored, days: int, word: str
) -> None:
    review = actions.made(database, lead, actions.wanted(8))
    (_, code), *_ = actions.codes_of(database, review)
    with pytest.raises(Refused) as refused:
        actions.submit_copy(
            database, review, code, actions.all_right(), today() + timedelta(days=days)
        )
    assert refused.value.refusal.name == word
    actions.submit_copy(database, review, code, actions.all_right(), today() + timedelta(days=7))
    assert len(stored(PendingSubmission)) == 1


def test_scenarios_other_than_the_first_are_refused(database: Database, lead: str) -> None:
    review = actions.made(database, lead, actions.wanted(8))
    (_, first), (_, second), *_ = actions.codes_of(database, review)
    actions.submit_copy(database, review, first, actions.all_right())
    mended = {strand: (f"{items[0]}9", *items[1:]) for strand, items in actions.ITEMS.items()}
    with pytest.raises(Refused) as refused:
        actions.submit_copy(database, review, second, Copy(actions.all_right().submission, mended))
    assert refused.value.refusal.name == "CHANGED"


def test_a_code_is_refused_for_another_review(
    database: Database, lead: str, stored: Stored
) -> None:
    here = actions.made(database, lead, actions.wanted(8))
    there = actions.made(database, lead, actions.wanted(8))
    (_, code), *_ = actions.codes_of(database, there)
    with pytest.raises(Refused):
        actions.submit_copy(database, here, code, actions.all_right())
    assert stored(PendingSubmission) == []


@pytest.mark.parametrize("invited", [{"": 60}, {"Social worker": 35, "Student": 25}])
def test_concurrent_submissions_are_counted_once_each(
    database: Database, lead: str, stored: Stored, invited: dict[str, int]
) -> None:
    """Everybody presses the button at the same moment, and each twice."""
    review = actions.made(database, lead, actions.wanted(invited))
    given = list(zip(actions.codes_of(database, review), copies(60), strict=True))
    presses = [(code, copy) for (_, code), copy in given] * 2
    random.Random(7).shuffle(presses)

    def press(one: tuple[str, Copy]) -> None:
        # The second press may come after the review is closed.
        with suppress(Refused):
            actions.submit_copy(database, review, *one)

    # As many as PostgreSQL has connections: more would wait, on a busy machine too long.
    with ThreadPoolExecutor(10) as pool:
        list(pool.map(press, presses))
    found = actions.opened(database, review)
    assert stored(PendingSubmission) == []
    assert all(block.people >= 5 for block in found)
    recount: Counter[tuple[str, str, str, int]] = Counter()
    for (group, _), copy in given:
        for item, one in copy.submission.responses.items():
            recount[group, item, one.option, one.level] += 1
    cells: Counter[tuple[str, str, str, int]] = Counter()
    for block in found:
        for key, count in sums.from_json(block.sums).cells.items():
            cells[(block.group_name, *key)] += count
    assert cells == recount
    assert {group.name: group.answered for group in stored(ReviewGroup)} == invited


def test_concurrent_closes_close_once(database: Database, lead: str) -> None:
    review = actions.made(database, lead, actions.wanted(20))
    for _, code in actions.codes_of(database, review)[:7]:
        actions.submit_copy(database, review, code, actions.all_right())
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: actions.close(database, review), range(16)))
    assert sizes(actions.opened(database, review)) == [("", 7)]


def test_locking_a_review_reads_its_current_state(database: Database, lead: str) -> None:
    review = actions.made(database, lead, actions.wanted(20))
    with database.begin(writes=True) as session:
        groups = session.get_one(Review, review).groups
        assert groups[0].answered == 0
        session.execute(text("UPDATE review_group SET answered = 3"))  # as somebody else might
        assert [group.answered for group in reviews.lock_review(session, review).groups] == [3]


def test_the_tests_use_the_apps_secret(app: Flask) -> None:
    assert app.config["SECRET_KEY"] == SECRET


def test_a_review_about_its_people_asks_what_can_be_counted_as_yes(
    database: Database, lead: str
) -> None:
    """docs/privacy.md: questions 2 to 4; the role follows from the code."""
    asked = actions.made(database, lead, actions.wanted(8, about_you=True))
    silent = actions.made(database, lead, actions.wanted(8))
    with database.begin(writes=False) as session:
        found = [list(survey_of(session.get_one(Review, review))) for review in (asked, silent)]
    assert found == [["uses", "looked", "looked_for_evidence"], []]
