"""Proposals for other worlds: a fact is changed for somebody, and others make up for it.

A proposal need not look like the real world; ``tests/teams/worlds.py`` compares what is published.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace

from quiz.analysis.counting import ScoredResponse
from quiz.teams.box.submission import Submission
from quiz.vocabulary import Answer
from tests.teams import actions
from tests.teams.organisations import Organisation, Person

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


class Proposals:
    """Random other worlds of one organisation."""

    def __init__(self, organisation: Organisation, chance: random.Random) -> None:
        self.organisation = organisation
        self.reviews = organisation.reviews
        self.chance = chance
        self.counted = {
            (number, person)
            for number, one in enumerate(self.reviews)
            for seats in one.blocks
            for person in seats.others
        }

    def world(self, number: int, about: Attribute, person: Person, extra: int) -> Changes:
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
            if number != changed and (number, person) in self.counted
            if given.ratings != one.answers[person].ratings
        }

    def _exchanged(
        self, number: int, about: Attribute, one: Submission, two: Submission
    ) -> tuple[Submission, Submission]:
        """Two submissions with the answers to one scenario exchanged, or to a whole strand."""
        kind, name = about
        strand = self._strand(number, name)
        keys = self.reviews[number].items.get(strand, ())
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
        found = (s for s, keys in self.reviews[number].items.items() if name == s or name in keys)
        return next(found, "")

    def _near(self, number: int, about: Attribute) -> Attribute:
        """A fact that is counted together with this one."""
        kind, name = about
        if kind == "survey":
            return about
        of = actions.BANK.kept
        topic = {
            key: of[key.rpartition("@")[0], int(key.rpartition("@")[2])].topic.id
            for keys in self.reviews[number].items.values()
            for key in keys
        }
        strand = self._strand(number, name)
        if kind == "level":
            alike = [key for key in topic if topic[key] == topic[name]]
            return self.chance.choice(("level", "right")), self.chance.choice(alike)
        key = self.chance.choice(self.reviews[number].items[strand])
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
            keys = [*self.reviews[number].items[name]]
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
