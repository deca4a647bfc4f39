"""Leads who share a review count as one lead, and nobody comes to know two results of one form.

The expected values come from a second, plain book of who knows what, kept by the test.
"""

import random
from dataclasses import replace
from itertools import combinations

import pytest

from quiz.answers import blocks, totals
from quiz.bank.items import Bank
from quiz.clock import today
from quiz.people import accounts
from quiz.storage.database import Database
from quiz.teams import asked_before
from quiz.teams.sharing import circle
from quiz.teams.sharing.models import OfferKind
from tests.teams import actions, stored_reviews
from tests.teams.blocks import blocks as blocks_of
from tests.teams.sharing.steps import remove, share

MANY = 5


@pytest.fixture
def leads(database: Database) -> list[str]:
    return [actions.lead(database, f"lead{number}@example.org") for number in range(MANY)]


class Book:
    """Who knows which reviews, and who has shared one with whom."""

    def __init__(self, leads: list[str]) -> None:
        self.knows: dict[str, set[str]] = {lead: set() for lead in leads}
        self.forms: dict[str, str] = {}
        self.lead: dict[str, str] = {}

    def clashes(self, person: str, form: str, but: str = "") -> bool:
        return form in {self.forms[one] for one in self.knows[person] - {but}}

    def circles(self) -> set[frozenset[str]]:
        found = [{lead} for lead in self.knows]
        for one, other in combinations(self.knows, 2):
            if self.knows[one] & self.knows[other]:
                here = next(each for each in found if one in each)
                there = next(each for each in found if other in each)
                if here is not there:
                    here |= there
                    found.remove(there)
        return set(map(frozenset, found))


@pytest.mark.parametrize("seed", range(3))
def test_nobody_ever_knows_two_reviews_of_one_form(
    database: Database, leads: list[str], seed: int
) -> None:
    """Leads make reviews, share them, hand them over and stop, in any order."""
    chance, book = random.Random(seed), Book(leads)
    for _ in range(40):
        person, what = chance.choice(leads), chance.choice(["make", "deputy", "lead", "remove"])
        if what == "make":
            form = chance.choice("ABC")
            with database.begin(writes=False) as session:
                found = accounts.find(session, person)
                assert found
                before = asked_before.earlier(session, found, today())
            assert bool(asked_before.form_taken(before, form)) == book.clashes(person, form)
            if not book.clashes(person, form):
                made = actions.made(database, person, actions.wanted(8, form=form))
                book.forms[made], book.lead[made] = form, person
                book.knows[person].add(made)
        elif book.forms:
            review = chance.choice(list(book.forms))
            if person == book.lead[review]:
                continue
            if what == "remove":
                if review in book.knows[person]:
                    remove(database, review, person)
                continue
            refused = share(database, review, person, OfferKind(what))
            assert bool(refused) == book.clashes(person, book.forms[review], but=review)
            if not refused:
                book.knows[person].add(review)
                if what == "lead":
                    book.lead[review] = person
        for knows in book.knows.values():
            assert len({book.forms[one] for one in knows}) == len(knows)
    with database.begin(writes=False) as session:
        assert {frozenset(circle.members(session, lead)) for lead in leads} == book.circles()


def opens(database: Database, bank: Bank, review: str, lead: str, people: int) -> None:
    """A block of this review is opened today and counted, as the box does it."""
    with database.begin(writes=True) as session:
        made = stored_reviews.opened(review, "A", blocks_of(bank, [people], people)[0])
        block = replace(made, lead=circle.count_as(session, lead))
        blocks.add(session, block)
        totals.add(session, block, lead)
        session.commit()


def published(database: Database) -> int:
    with database.begin(writes=False) as session:
        return sum(found.figures.people for found in totals.of_everybody(session))


def waiting(database: Database) -> int:
    """How many blocks wait for authors' figures."""
    with database.begin(writes=False) as session:
        return len(blocks.in_batches(blocks.all_of(session), today()).waiting)


@pytest.mark.parametrize("kind", list(OfferKind))
@pytest.mark.parametrize("shared_first", [True, False])
def test_leads_who_share_count_as_one(
    database: Database, bank: Bank, leads: list[str], kind: OfferKind, shared_first: bool
) -> None:
    """Sam and Dee share a review, so their teams and Kim's are published with those of one more."""
    with database.begin(writes=True) as session:
        made = [
            stored_reviews.add_review(session, lead, name="Team", closes_on=today(), form=form)
            for lead, form in zip(leads, "ABAA", strict=False)
        ]
        session.commit()
    if shared_first:
        assert share(database, made[0], leads[1], kind) == ""
    for review, lead, people in zip(made[:2], leads[:2], (20, 21), strict=True):
        opens(database, bank, review, lead, people)
    if not shared_first:
        assert share(database, made[0], leads[1], kind) == ""
    opens(database, bank, made[2], leads[2], 22)
    assert published(database) == 0
    assert waiting(database) == 3
    opens(database, bank, made[3], leads[3], 23)
    assert published(database) == 20 + 21 + 22 + 23
    assert waiting(database) == 0


def test_sharing_later_leaves_what_is_published(
    database: Database, bank: Bank, leads: list[str]
) -> None:
    with database.begin(writes=True) as session:
        made = [
            stored_reviews.add_review(session, lead, name="Team", closes_on=today())
            for lead in leads[:3]
        ]
        other = stored_reviews.add_review(
            session, leads[0], name="Other", closes_on=today(), form="B"
        )
        session.commit()
    for number, review in enumerate(made):
        opens(database, bank, review, leads[number], 20 + number)
    assert published(database) == 63
    assert share(database, other, leads[1], OfferKind.DEPUTY) == ""
    assert published(database) == 63
    assert waiting(database) == 0


@pytest.mark.both_databases
def test_a_hand_over_moves_the_figures_from_one_leads_totals_to_the_others(
    database: Database, bank: Bank, leads: list[str]
) -> None:
    old, new = leads[:2]
    gone = blocks_of(bank, [6, 24], seed=2)
    stays = blocks_of(bank, [9], seed=3)
    moved = stored_reviews.review(database, old, gone)
    stored_reviews.review(database, old, stays)
    stored_reviews.review(database, new, blocks_of(bank, [7], seed=4, form="B"), form="B")
    assert share(database, moved, new, OfferKind.LEAD) == ""
    with database.begin(writes=False) as session:
        left = totals.of_lead(session, old)
        theirs = {
            one.form: one for one in totals.of_lead(session, new) if one.year == totals.ALL_YEARS
        }

    assert [one.figures for one in left] == [stays[0].figures] * 2
    assert [one.members for one in left] == [1, 1]
    assert theirs["A"].figures == gone[0].figures + gone[1].figures
    assert (theirs["A"].members, theirs["B"].figures.people) == (1, 7)
