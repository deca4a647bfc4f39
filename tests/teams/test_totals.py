"""Running totals: sums of whole blocks, each added once."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from quiz.analysis import figures_json
from quiz.analysis.figures import total
from quiz.answers import totals
from quiz.answers.blocks import Opened
from quiz.bank.load import SCENARIOS, load
from quiz.storage.database import Database, connect, upgrade
from tests.teams.blocks import DAY, blocks

pytestmark = pytest.mark.both_databases

LEE, SAM, KIM = "1" * 32, "2" * 32, "3" * 32
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
    return Opened(review, "", form, people, day, {}, figures_json.to_json(figures))


ASKED = totals.scenario_digest(opened(1).figures)


def add(kept: Database, block: Opened, lead: str = LEE) -> None:
    with kept.begin(writes=True) as session:
        totals.add(session, block, lead)
        session.commit()


def common_total(kept: Database) -> totals.Sum | None:
    with kept.begin(writes=False) as session:
        return totals.everybody(session, "A", ASKED)


def test_a_total_is_the_sum_of_its_blocks(kept: Database) -> None:
    made = [opened(1, review="a"), opened(2, review="a"), opened(3, review="b", people=14)]
    for block in made:
        add(kept, block)
    with kept.begin(writes=False) as session:
        (whole, year) = totals.of_lead(session, LEE)
    assert whole.figures == total([figures_json.from_json(block.figures) for block in made])
    assert (whole.members, whole.figures.people, whole.year) == (2, 26, totals.ALL_YEARS)
    assert (year.figures, year.year) == (whole.figures, DAY.year)


def test_the_common_total_counts_leads_and_a_leads_total_counts_reviews(kept: Database) -> None:
    add(kept, opened(1, review="a"), LEE)
    add(kept, opened(2, review="b"), LEE)
    add(kept, opened(3, review="c"), SAM)
    assert common_total(kept) is None
    add(kept, opened(4, review="d"), KIM)
    with kept.begin(writes=False) as session:
        here = totals.everybody(session, "A", ASKED)
        assert here
        assert (here.members, here.figures.people) == (3, 24)
        assert [one.members for one in totals.of_lead(session, LEE)] == [2, 2]
        assert [one.figures.people for one in totals.of_lead(session, SAM)] == [6, 6]
        assert totals.of_lead(session, "4" * 32) == []
        assert totals.of_lead(session, totals.EVERYBODY) == []


@settings(max_examples=12, suppress_health_check=list(HealthCheck))
@given(st.lists(st.integers(0, 5), max_size=9))
def test_the_common_total_grows_by_blocks_of_at_least_three_leads(
    ready_database_url: str, leads: list[int]
) -> None:
    """Block n has 8 + 2**n people, so a gain shows which blocks it is the sum of."""
    kept = connect(ready_database_url)
    with kept.begin(writes=True) as session:
        session.execute(delete(totals.Total))
        session.commit()
    waiting: dict[int, int] = {}
    had = 0
    for number, lead in enumerate(leads):
        waiting[number] = lead
        add(kept, opened(number, review=f"{number}", people=8 + 2**number), f"{lead}" * 32)
        here = common_total(kept)
        gained = (here.figures.people if here else 0) - had
        if gained:
            assert gained == sum(8 + 2**each for each in waiting)
            assert len(set(waiting.values())) >= 3
            waiting, had = {}, had + gained
        else:
            assert len(set(waiting.values())) < 3
    kept.close()


def test_years_forms_and_revisions_have_separate_totals(kept: Database) -> None:
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


def test_a_rolled_back_block_is_in_no_total(kept: Database) -> None:
    with kept.begin(writes=True) as session:
        totals.add(session, opened(1), LEE)
        session.rollback()
    with kept.begin(writes=False) as session:
        assert totals.of_lead(session, LEE) == []


def test_blocks_opened_concurrently_are_all_counted(kept: Database) -> None:
    made = [opened(seed, review=f"{seed}") for seed in range(12)]
    leads = (LEE, SAM, KIM)
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda block: add(kept, block, leads[int(block.review) % 3]), made))
    with kept.begin(writes=False) as session:
        here = totals.everybody(session, "A", ASKED)
        waits = session.get(totals.Total, (totals.WAITING, "A", ASKED, totals.ALL_YEARS))
        assert here
        assert waits
        figures = [here.figures]
        figures += [figures_json.from_json(json.loads(waits.figures))] if waits.figures else []
        assert total(figures) == total([figures_json.from_json(block.figures) for block in made])
        assert here.members == 3


def test_totals_by_year_would_show_one_team_so_nobody_gets_them(kept: Database) -> None:
    """Everybody's totals of all years and of one year grow at different times. From both, a lead
    who knows her own team could work out another one (decision 22)."""
    people = {"lee": 10, "sam": 20, "kim": 40, "pat": 80, "bo": 160, "max": 320}
    seen = []
    for number, (lead, size) in enumerate(people.items()):
        day = DAY if number < 2 else date(2027, 1, 4)
        add(kept, opened(number, review=lead, people=size, day=day), lead)
        with kept.begin(writes=False) as session:
            seen.append({(one.lead, one.year): one.people for one in session.query(totals.Total)})
            assert {one.year for one in totals.of_everybody(session)} <= {totals.ALL_YEARS}
    first, second = seen[2][totals.EVERYBODY, 0], seen[-1][totals.EVERYBODY, 0]
    year = seen[-1][totals.EVERYBODY, 2027]
    assert (first, second - first, year) == (10 + 20 + 40, 80 + 160 + 320, 40 + 80 + 160)
    assert people["kim"] - (year - (second - first)) == people["max"]
