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
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from quiz.analysis import figures_json
from quiz.analysis.counting import ScoredResponse
from quiz.analysis.disclosure import Depth
from quiz.analysis.ranges import Range
from quiz.answers.blocks import Opened
from quiz.teams.box.counting import block_of
from quiz.teams.box.submission import Submission
from quiz.teams.exports.chart_data import chart_data
from quiz.teams.exports.data import plain
from quiz.teams.results.build_report import PublishedBlock, build_report
from quiz.teams.results.turnout import Turnout
from quiz.vocabulary import Answer
from tests.teams import actions
from tests.teams.organisations import AskedReview, Organisation, Person, Seats

Attribute = tuple[str, str]
"""A kind of fact, and the scenario, strand or question that it is about."""
Changes = Mapping[tuple[int, Person], Submission]
"""What differs from the real world: the answers of a person in a review."""


def facts(given: Submission, items: Mapping[str, Sequence[str]]) -> dict[Attribute, object]:
    """Everything about one submission that must not be certain."""
    found: dict[Attribute, object] = {}
    for key, response in given.responses.items():
        found["right", key] = response.right
        found["level", key] = response.level
    for strand, keys in items.items():
        found["says yes", strand] = given.ratings.get(strand) == Answer.YES
        found["understands", strand] = sum(given.responses[key].right for key in keys) >= 2
    for question, answer in given.survey.items():
        found["survey", question] = answer == "yes"
    return found


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
            for about, fact in facts(given, self.items(number)).items():
                self.possible[number, person][about].add(fact)

    def items(self, number: int) -> Mapping[str, Sequence[str]]:
        found = self.reviews[number].stored.fixed_items
        assert found
        return found

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

    def search(self, tries: int = 300) -> None:
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
        # 4: from ten people on, the page states how many right answers people expected.
        counted = sum(len(seats.people) for seats in one.blocks)
        if about[0] == "level" and counted >= Depth.PERCENTAGES:
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
            for about, fact in facts(given, self.items(place[0])).items()
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
            changes = self._other_world(number, about, who, extra)
            if self.looks_alike(changes):
                self._turn(circle, changes)

    def _other_world(self, number: int, about: Attribute, person: Person, extra: int) -> Changes:
        """The fact is changed for this person, and some other answers in the same block, to make
        up for it. Or the person has exchanged the answers to it with somebody in the block."""
        answers = self.reviews[number].answers
        others = next(s for s in self.reviews[number].blocks if person in s.people).others
        made: dict[tuple[int, Person], Submission] = {}
        for step in range(1 + extra):
            who = person if step == 0 or self.chance.random() < 0.4 else self.chance.choice(others)
            fact = about if step == 0 else self._near(number, about)
            mine = made.get((number, who), answers[who])
            if self.chance.random() < 0.5:
                other = self.chance.choice(others)
                theirs = made.get((number, other), answers[other])
                mine, theirs = self._exchanged(number, fact, mine, theirs)
                made[number, other] = theirs
            else:
                mine = self.changed(mine, number, fact)
            made[number, who] = mine
        return made | (self._said_elsewhere(made) if self.organisation.equal else {})

    def _said_elsewhere(self, changes: Changes) -> dict[tuple[int, Person], Submission]:
        """With equal answers, who says otherwise in one review does so in each."""
        return {
            (number, person): replace(one.answers[person], ratings=given.ratings)
            for (changed, person), given in changes.items()
            for number, one in enumerate(self.reviews)
            if number != changed and (number, person) in self.possible
            if given.ratings != one.answers[person].ratings
        }

    def _exchanged(
        self, number: int, about: Attribute, one: Submission, two: Submission
    ) -> tuple[Submission, Submission]:
        """Two submissions with the answers to one scenario exchanged, or to a whole strand."""
        kind, name = about
        strand = self._strand(number, name)
        keys = self.items(number).get(strand, ())
        if kind in ("right", "level") and self.chance.random() < 0.5:
            keys = [name]
        said = kind == "says yes" or (not self.organisation.equal and len(keys) > 1)
        made = []
        for mine, theirs in ((one, two), (two, one)):
            responses = {**mine.responses, **{key: theirs.responses[key] for key in keys}}
            ratings = mine.ratings | ({strand: theirs.ratings[strand]} if said and strand else {})
            survey = theirs.survey if kind == "survey" else mine.survey
            made.append(Submission(responses, ratings, survey))
        return made[0], made[1]

    def _strand(self, number: int, name: str) -> str:
        found = (s for s, keys in self.items(number).items() if name == s or name in keys)
        return next(found, "")

    def _near(self, number: int, about: Attribute) -> Attribute:
        """A fact that is counted together with this one."""
        kind, name = about
        if kind == "survey":
            return about
        of = actions.BANK.kept
        topic = {
            key: of[key.rpartition("@")[0], int(key.rpartition("@")[2])].topic.id
            for keys in self.items(number).values()
            for key in keys
        }
        strand = self._strand(number, name)
        if kind == "level":
            alike = [key for key in topic if topic[key] == topic[name]]
            return self.chance.choice(("level", "right")), self.chance.choice(alike)
        key = self.chance.choice(self.items(number)[strand])
        return self.chance.choice([("right", key), ("level", key), ("says yes", strand)])

    def changed(self, given: Submission, number: int, about: Attribute) -> Submission:
        """The same answers, but for one fact."""
        kind, name = about
        if kind == "survey":
            yes = given.survey.get(name) == "yes"
            return replace(given, survey=given.survey | {name: "no" if yes else "yes"})
        if kind == "says yes":
            yes = given.ratings.get(name) == Answer.YES
            said = Answer.NO if yes else Answer.YES
            return replace(given, ratings=given.ratings | {name: said})
        responses = dict(given.responses)
        if kind == "understands":
            keys = [*self.items(number)[name]]
            right = sum(responses[key].right for key in keys)
            self.chance.shuffle(keys)
            wanted = self.chance.choice((0, 1) if right >= 2 else (2, 3))
            for place, key in enumerate(keys):
                responses[key] = _answer(key, place < wanted, responses[key].level)
        else:
            old = responses[name]
            level = old.level
            if kind == "level":
                level = self.chance.choice([n for n in (1, 2, 3, 4) if n != level])
            responses[name] = _answer(name, old.right != (kind == "right"), level)
        return replace(given, responses=responses)


def _answer(key: str, right: bool, level: int) -> ScoredResponse:
    return ScoredResponse(actions.best(key) if right else actions.other(key), level, right)
