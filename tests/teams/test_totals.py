"""Running totals: sums of whole blocks, each added once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from quiz.analysis import stored
from quiz.analysis.figures import total
from quiz.answers import totals
from quiz.answers.blocks import Opened
from quiz.bank.load import SCENARIOS, load
from quiz.database import Database, connect, upgrade
from tests.teams.blocks import DAY, blocks

LEE, SAM = "1" * 32, "2" * 32
BANK = load(SCENARIOS, SCENARIOS.parent / "no-local-content.json")


@pytest.fixture
def kept(database_url: str) -> Iterator[Database]:
    opened = connect(database_url)
    upgrade(opened)
    yield opened
    opened.close()


def opened(
    seed: int,
    *,
    review: str = "r",
    form: str = "A",
    people: int = 6,
    day: date = DAY,
) -> Opened:
    figures = blocks(BANK, [people], seed, form=form)[0].figures
    return Opened(review, "", form, people, day, {}, stored.to_json(figures))


def add(kept: Database, block: Opened, lead: str = LEE) -> None:
    with kept.begin(writes=True) as session:
        totals.add(session, block, lead)
        session.commit()


def test_a_total_is_the_sum_of_its_blocks(kept: Database) -> None:
    made = [opened(1, review="a"), opened(2, review="a"), opened(3, review="b", people=14)]
    for block in made:
        add(kept, block)
    with kept.begin(writes=False) as session:
        (whole, year) = totals.of_lead(session, LEE)
    assert whole.figures == total([stored.from_json(block.figures) for block in made])
    assert (whole.members, whole.figures.people, whole.year) == (2, 26, totals.ALL_YEARS)
    assert (year.figures, year.year) == (whole.figures, DAY.year)


def test_everybody_s_total_counts_leads_and_a_lead_s_their_own_reviews(kept: Database) -> None:
    add(kept, opened(1, review="a"), LEE)
    add(kept, opened(2, review="b"), LEE)
    add(kept, opened(3, review="c"), SAM)
    with kept.begin(writes=False) as session:
        everybody = totals.everybody(session, "A", totals.asked(opened(1).figures))
        assert everybody
        assert (everybody.members, everybody.figures.people) == (2, 18)
        assert [one.members for one in totals.of_lead(session, LEE)] == [2, 2]
        assert [one.figures.people for one in totals.of_lead(session, SAM)] == [6, 6]
        assert totals.of_lead(session, "3" * 32) == []
        assert totals.of_lead(session, totals.EVERYBODY) == []


def test_years_forms_and_revisions_stay_apart(kept: Database) -> None:
    add(kept, opened(1))
    add(kept, opened(2, day=date(2027, 1, 4)))
    add(kept, opened(3, form="B"))
    changed = opened(4)
    items = dict(changed.figures["items"])
    name, figures = items.popitem()
    changed.figures["items"] = {**items, name.replace("@", "@9"): figures}
    add(kept, changed)
    with kept.begin(writes=False) as session:
        found = totals.of_lead(session, LEE)
        assert sorted((one.form, one.year, one.figures.people) for one in found) == [
            ("A", 0, 6),
            ("A", 0, 12),
            ("A", 2026, 6),
            ("A", 2026, 6),
            ("A", 2027, 6),
            ("B", 0, 6),
            ("B", 2026, 6),
        ]
        assert totals.everybody(session, "C", "0" * 16) is None


def test_what_is_rolled_back_is_in_no_total(kept: Database) -> None:
    with kept.begin(writes=True) as session:
        totals.add(session, opened(1), LEE)
        session.rollback()
    with kept.begin(writes=False) as session:
        assert totals.of_lead(session, LEE) == []


def test_blocks_that_open_at_once_are_all_counted(kept: Database) -> None:
    made = [opened(seed, review=f"{seed}") for seed in range(12)]
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda block: add(kept, block, (LEE, SAM)[int(block.review) % 2]), made))
    with kept.begin(writes=False) as session:
        everybody = totals.everybody(session, "A", totals.asked(made[0].figures))
        assert everybody
        assert everybody.figures == total([stored.from_json(block.figures) for block in made])
        assert everybody.members == 2
