"""Other worlds that give the same published figures: what a lead can be certain of.

A world is an assignment of answers to the people of an organisation. Two worlds look alike to the
lead if her own codes have the same answers in both, and everything that is published is the same.
Each world is counted and published by the real code: ``block_of`` and ``build_report``. The search
proposes worlds; only that comparison decides.

The lead is assumed to know who is in which block. So the people of one block whom she does not know
are alike to her, and a fact is possible for all of them as soon as it is for one.
"""

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from quiz.analysis import figures_json
from quiz.analysis.ranges import Range
from quiz.answers.blocks import Opened
from quiz.teams.box.counting import block_of
from quiz.teams.box.submission import Submission
from quiz.teams.exports.chart_data import chart_data
from quiz.teams.exports.data import plain
from quiz.teams.results.build_report import PublishedBlock, build_report
from quiz.teams.results.turnout import Turnout
from tests.teams import actions
from tests.teams.organisations import AskedReview, Organisation, Person, Seats
from tests.teams.proposals import Attribute, Changes, Proposals, facts


def published(one: AskedReview, blocks: Sequence[Opened]) -> dict[str, Any]:
    """All that a lead gets of a review: every word and number, and every mark of every chart."""
    parts = [
        PublishedBlock(
            block.group_name,
            block.opened_on,
            figures_json.from_json(block.figures),
            {name: Range(*found) for name, found in block.figures["survey"].items()},
        )
        for block in blocks
    ]
    counted, answered = sum(block.people for block in blocks), len(one.answers)
    invited = None if one.stored.shared else len(one.role_of)
    report = build_report(
        one.stored,
        parts,
        actions.BANK,
        None,
        [group.name for group in one.stored.groups],
        Turnout(invited, answered, counted, answered - counted),
    )
    charts = {name: chart_data(found.chart) for name, found in report.charts.items() if found.chart}
    return {"report": plain(report), "charts": charts}


@dataclass(frozen=True)
class Circle:
    """People who are alike to the lead, and the reviews in which they are, as a place each."""

    people: tuple[Person, ...]
    reviews: tuple[int, ...]


class Worlds:
    """The worlds of one organisation. tried: how many were counted and published. alike: how many
    of these the lead cannot tell from the real one."""

    def __init__(self, organisation: Organisation, seed: int) -> None:
        self.organisation = organisation
        self.reviews = organisation.reviews
        self.chance = random.Random(seed)
        self.proposals = Proposals(organisation, self.chance)
        self.tried = self.alike = 0
        self.seen = [published(one, [seats.opened for seats in one.blocks]) for one in self.reviews]
        self.possible: dict[tuple[int, Person], dict[Attribute, set[object]]] = {}
        for number, one in enumerate(self.reviews):
            for seats in one.blocks:
                for person in seats.others:
                    self.possible[number, person] = defaultdict(set)
                    self._note({(number, person): one.answers[person]})

    def _note(self, changes: Changes) -> None:
        for (number, person), given in changes.items():
            for about, fact in facts(given, self.reviews[number].items).items():
                self.possible[number, person][about].add(fact)

    def looks_alike(self, changes: Changes) -> bool:
        """Whether the lead sees the same in this world; if so, notes what is possible in it."""
        self.tried += 1
        for number in {number for number, _ in changes}:
            one, blocks = self.reviews[number], []
            for seats in one.blocks:
                old, here = seats.opened, self._answers(seats, changes)
                new = block_of(one.stored, old.group_name, here, old.opened_on) if here else old
                blocks.append(new)
            same = all(
                new.figures == seats.opened.figures
                for new, seats in zip(blocks, one.blocks, strict=True)
            )
            if not same and published(one, blocks) != self.seen[number]:
                return False
        self.alike += 1
        self._note(changes)
        return True

    def _answers(self, seats: Seats, changes: Changes) -> list[Submission]:
        """All answers of a block in another world; none if it is as it was."""
        if not any((seats.review, person) in changes for person in seats.people):
            return []
        own = self.reviews[seats.review].answers
        return [changes.get((seats.review, person), own[person]) for person in seats.people]

    def search(self, tries: int = 3000) -> None:
        """Look for worlds until two values are possible for every fact about everybody else,
        except for those that may be known (``may_be_known``)."""
        circles = list(self._circles())
        for circle in circles:
            self._turn(circle, {})
        for circle in circles:
            for number in circle.reviews:
                for person in circle.people:
                    for about in self.certain_of(number, person):
                        self._look_for(circle, number, person, about, tries)

    def may_be_known(self, number: int, person: Person, about: Attribute) -> bool:
        """Whether `docs/privacy.md` says so (“What still leaks”, by number)."""
        one = self.reviews[number]
        # 2: more codes than the margin covers.
        if self._codes(number, person) >= one.stored.t:
            return True
        # 6: the confidence questions are the same in each review. If people answer them alike, what
        # is known beyond the margin of one review counts in the others.
        if self.organisation.equal and len(self.reviews) > 1:
            beyond = any(s.codes >= one.stored.t for one in self.reviews for s in one.blocks)
            return about[0] == "says yes" or beyond
        return False

    def _codes(self, number: int, person: Person) -> int:
        """How many answers the lead knows in the block of this person."""
        return next(s.codes for s in self.reviews[number].blocks if person in s.people)

    def certain_of(self, number: int, person: Person) -> list[Attribute]:
        """The facts about a person for which no second value was found."""
        return [about for about, of in self.possible[number, person].items() if len(of) == 1]

    def certain(self) -> Iterator[tuple[Seats, Person, Attribute]]:
        """The same about everybody, without what may be known."""
        for number, one in enumerate(self.reviews):
            for seats in one.blocks:
                for person in seats.others:
                    for about in self.certain_of(number, person):
                        if not self.may_be_known(number, person, about):
                            yield seats, person, about

    def _circles(self) -> Iterator[Circle]:
        """With new answers, each block is on its own. With equal ones, people who are in the same
        blocks of all reviews, because they take along what they say in each."""
        together: dict[tuple[tuple[int, int], ...], list[Person]] = defaultdict(list)
        places: dict[Person, list[tuple[int, int]]] = defaultdict(list)
        for number, one in enumerate(self.reviews):
            for place, seats in enumerate(one.blocks):
                for person in seats.others:
                    if self.organisation.equal:
                        places[person].append((number, place))
                    else:
                        together[(number, place),].append(person)
        for person, where in places.items():
            together[tuple(where)].append(person)
        for where, people in together.items():
            yield Circle(tuple(people), tuple(number for number, _ in where))

    def _turn(self, circle: Circle, changes: Changes) -> None:
        """Let people change places in a circle, by each number of steps that tells more."""
        people = circle.people
        for step in range(1, len(people)):
            turned = dict(changes)
            for place, person in enumerate(people):
                other = people[(place + step) % len(people)]
                for number in circle.reviews:
                    answers = self.reviews[number].answers
                    turned[number, person] = changes.get((number, other), answers[other])
            if self._tells_more(turned):
                assert self.looks_alike(turned), "people of one block are not alike"

    def _tells_more(self, changes: Changes) -> bool:
        return any(
            len(of := self.possible[place][about]) == 1 and fact not in of
            for place, given in changes.items()
            for about, fact in facts(given, self.reviews[place[0]].items).items()
        )

    def _look_for(
        self, circle: Circle, number: int, person: Person, about: Attribute, tries: int
    ) -> None:
        """Propose worlds in which this fact is not so for somebody of the circle."""
        if self.may_be_known(number, person, about):
            return
        for attempt in range(tries):
            if about not in self.certain_of(number, person):
                return
            who = self.chance.choice(circle.people)
            extra = 0 if attempt < 2 * len(circle.people) else self.chance.randint(1, 3)
            changes = self.proposals.world(number, about, who, extra)
            if self.looks_alike(changes):
                self._turn(circle, changes)
