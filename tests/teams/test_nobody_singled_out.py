"""Over random organisations, no lead can be certain of a fact about somebody else.

5 to 60 people, one to three overlapping reviews, three ways of opening, and codes in the lead's
hand. The answers go through the real box; other worlds are counted and published by the real code
(``tests/teams/worlds.py``). A fact is one of: right or wrong, and how sure, for each scenario;
whether somebody said yes and understood, for each confidence question; yes or no about oneself. A
role is in no submission, so no figure depends on it.

The lead knows who is in which block. What the proofs do not cover is in `docs/privacy.md`, and
``Worlds.may_be_known`` lists it.
"""

from collections.abc import Sequence

import pytest

from quiz.storage.database import Database
from tests.teams import actions
from tests.teams.organisations import organisation, take_part
from tests.teams.worlds import Worlds

QUICK = (111, 134, 138, 143, 150, 154, 158)
"""Seeds of small organisations that take a third of a second each."""
PARTS, IN_A_PART = len(QUICK), 14
FEWEST_WORLDS = 1000


def search(database: Database, seeds: Sequence[int], most: int) -> int:
    """Search these organisations, and return how many worlds were tried. Nothing may be certain."""
    people = tried = 0
    for seed in seeds:
        found = organisation(seed, most=most)
        take_part(database, actions.lead(database, f"lead-{seed}@example.org"), found.reviews)
        worlds = Worlds(found, seed)
        worlds.search()
        certain = [
            (seed, seats.review, len(seats.people), seats.codes, person, about)
            for seats, person, about in worlds.certain()
        ]
        assert certain == []
        people, tried = people + len(worlds.possible), tried + worlds.tried
    print(f"{len(seeds)} organisations, {people} people in blocks, {tried} worlds")
    assert tried or not people
    return tried


@pytest.mark.timeout(1200)  # a minute of work in `make test-all`, on a machine that may be busy
@pytest.mark.parametrize("part", range(PARTS))
def test_no_fact_about_anybody_else_is_certain(
    part: int, database: Database, everything: bool, database_kind: str
) -> None:
    if not everything:
        search(database, [QUICK[part]], most=9)
        return
    # Other organisations on the other database: the search does not depend on it.
    first = 1000 if database_kind == "postgresql" else 0
    seeds = [first + part + PARTS * number for number in range(IN_A_PART)]
    assert search(database, seeds, most=60) >= FEWEST_WORLDS


@pytest.mark.both_databases
def test_no_fact_is_certain_on_either_database(database: Database) -> None:
    search(database, [108], most=9)


def test_the_search_finds_what_a_smaller_margin_gives_away(
    database: Database, lead: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same answers, published without a margin, make facts certain. So the search can fail."""
    found = organisation(111, most=9)
    take_part(database, lead, found.reviews)
    for one in found.reviews:
        one.stored.t = 0
        one.recount()
    worlds = Worlds(found, 111)
    monkeypatch.setattr(worlds, "may_be_known", lambda *_: False)
    worlds.search(tries=2)
    assert {"right", "understands"} <= {about[0] for _, _, about in worlds.certain()}


@pytest.mark.parametrize(("margin", "finds"), [(2, False), (0, True)])
def test_a21_the_search_finds_a_level_of_certainty_that_expected_gives_away(
    database: Database, lead: str, monkeypatch: pytest.MonkeyPatch, margin: int, finds: bool
) -> None:
    """From ten people on, the page says what people expected. Without a margin, as it was until
    decision 27, this makes somebody's level certain."""
    found = organisation(287, fewest=10, most=13)
    take_part(database, lead, found.reviews)
    for one in found.reviews:
        one.stored.t = margin
        one.recount()
    worlds = Worlds(found, 287)
    monkeypatch.setattr(worlds, "may_be_known", lambda _number, _person, about: about[0] != "level")
    worlds.search(tries=2 if finds else 300)
    assert bool([*worlds.certain()]) is finds
