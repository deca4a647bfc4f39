"""Random organisations that take part in one to three reviews, through the real box.

The lead holds some codes of each review and answers with them herself. Everybody else is one of
the organisation's people; a person may be in several reviews. Each review asks another form, as
decision 19 wants it of one lead.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from quiz.analysis.counting import ScoredResponse
from quiz.answers.blocks import Opened
from quiz.storage.database import Database
from quiz.teams.box.counting import block_of
from quiz.teams.box.submission import ABOUT_YOU_YES_NO, Copy, Submission, items_of
from quiz.teams.models import Review
from quiz.vocabulary import Answer
from tests.teams import actions

ROLES = ("Social worker", "Senior practitioner or manager", "Student")
WAYS = ("once", "early", "link")
"""Opened at the close, in two parts as people answer, or at the close of a shared link."""
Person = int
"""One of the organisation's people; negative for a code that the lead holds."""


@dataclass(frozen=True)
class Mood:
    """How people tend to answer. right, sure: for each scenario, the chance of a right and of a
    sure answer. yes: the chance of yes to a question about oneself. one_level: whether everybody
    uses one of two levels only."""

    right: Sequence[float]
    sure: Sequence[float]
    yes: float
    one_level: bool


def mood(chance: random.Random) -> Mood:
    """From a mixed team to one in which nearly everybody answers alike, where figures tell most."""
    alike = chance.random() < 0.6
    some = (0.0, 0.0, 0.05, 0.95, 1.0, 1.0) if alike else (0.2, 0.4, 0.5, 0.6, 0.8)
    right = [chance.choice(some) for _ in range(12)]
    sure = [chance.choice(some) for _ in range(12)]
    return Mood(right, sure, chance.choice(some), alike and chance.random() < 0.3)


@dataclass
class AskedReview:
    """One review and its answers. way: how it opens. group_of: each person's group. answers: in the
    order of arrival; a negative person is a code of the lead's."""

    form: str
    way: str
    k: int
    invited: int | Mapping[str, int] | None
    role_of: Mapping[Person, str]
    answers: Mapping[Person, Submission]
    about_you: bool
    stored: Review = field(init=False)
    blocks: list["Seats"] = field(init=False)

    @property
    def items(self) -> Mapping[str, Sequence[str]]:
        """The scenarios that were asked, by strand."""
        found = self.stored.fixed_items
        assert found
        return found

    def recount(self) -> None:
        """Count the blocks again, with the review's rules as they are now."""
        for place, seats in enumerate(self.blocks):
            here = [self.answers[person] for person in seats.people]
            old = seats.opened
            new = block_of(self.stored, old.group_name, here, old.opened_on)
            self.blocks[place] = replace(seats, opened=new)


@dataclass(frozen=True)
class Seats:
    """A block as it was opened, and who is in it."""

    review: int
    opened: Opened
    people: tuple[Person, ...]

    @property
    def others(self) -> tuple[Person, ...]:
        """Everybody in it but the lead's own codes."""
        return tuple(person for person in self.people if person >= 0)

    @property
    def codes(self) -> int:
        """How many of the answers in it the lead knows."""
        return len(self.people) - len(self.others)


@dataclass(frozen=True)
class Organisation:
    """Its reviews. equal: whether people say the same to the confidence questions in each review,
    and the lead knows that; otherwise each answer is new."""

    people: int
    equal: bool
    reviews: Sequence[AskedReview]


def organisation(seed: int, fewest: int = 5, most: int = 60) -> Organisation:
    """A random organisation of so many people. The same seed gives the same one."""
    chance = random.Random(seed)
    people, equal = chance.randint(fewest, most), chance.random() < 0.5
    said = {person: ratings(chance, 0.5) for person in range(people)}
    found: list[AskedReview] = []
    for number, form in enumerate(chance.sample("ABCDE", chance.randint(1, 3))):
        members = _members(chance, people, found)
        found.append(_asked(chance, form, members, said if equal else {}, number == 0))
    return Organisation(people, equal, found)


def _members(chance: random.Random, people: int, before: Sequence[AskedReview]) -> Sequence[Person]:
    """At least five. A later review often has the same people as the first but one, or a part."""
    everybody = range(people)
    first = [person for person in before[0].answers if person >= 0] if before else []
    if len(first) > 5 and chance.random() < 0.4:
        return chance.sample(first, len(first) - 1)
    if len(first) >= 5 and chance.random() < 0.3:
        return [*first]
    return chance.sample(everybody, chance.randint(5, people))


def _asked(
    chance: random.Random,
    form: str,
    members: Sequence[Person],
    said: Mapping[Person, Mapping[str, Answer]],
    about_you: bool,
) -> AskedReview:
    k = chance.choice([k for k in (5, 5, 5, 6, 7, 9, 11) if k <= max(5, len(members))])
    known = chance.choice((0, 0, 1, 1, 1, chance.randint(2, k - 1)))
    way, items = chance.choice(WAYS), items_of(actions.BANK.form(form))
    # The lead's codes take the place of some of the people.
    everybody = [*members[: max(1, len(members) - known)], *range(-known, 0)]
    chance.shuffle(everybody)
    missing = chance.choice((0, 0, chance.randint(0, len(everybody) // 3)))
    by_role = way != "link" and len(everybody) >= 20 and chance.random() < 0.5
    role_of = {person: chance.choice(ROLES) if by_role else "" for person in everybody}
    tends = mood(chance)
    answers = {
        person: submission(
            chance, items, tends if person >= 0 else mood(chance), said.get(person), about_you
        )
        for person in everybody[missing:] or everybody
    }
    if known > 1 and chance.random() < 0.7:
        answers |= _as_many_right_as_wrong(answers, items)
    sizes = {role: list(role_of.values()).count(role) for role in role_of.values()}
    invited = None if way == "link" else (sizes if by_role else len(everybody))
    return AskedReview(form, way, k, invited, role_of, answers, about_you)


def ratings(chance: random.Random, yes: float) -> dict[str, Answer]:
    return {
        strand: Answer.YES if chance.random() < yes else chance.choice([Answer.NO, Answer.PARTLY])
        for strand in items_of(actions.BANK.form("A"))
    }


def submission(
    chance: random.Random,
    items: Mapping[str, Sequence[str]],
    tends: Mood,
    said: Mapping[str, Answer] | None,
    about_you: bool,
) -> Submission:
    """One person's answers. said: their answers to the confidence questions, if these are fixed."""
    keys = [key for some in items.values() for key in some]
    given = {
        key: _response(
            key,
            chance.random() < right,
            (3 if chance.random() < sure else 1) + (1 if tends.one_level else chance.randrange(2)),
        )
        for key, right, sure in zip(keys, tends.right, tends.sure, strict=True)
    }
    asked = ABOUT_YOU_YES_NO if about_you else ()
    survey = {name: "yes" if chance.random() < tends.yes else "no" for name in asked}
    return Submission(given, dict(said or ratings(chance, tends.yes)), survey)


def _response(key: str, right: bool, level: int) -> ScoredResponse:
    return ScoredResponse(actions.best(key) if right else actions.other(key), level, right)


def _as_many_right_as_wrong(
    answers: Mapping[Person, Submission], items: Mapping[str, Sequence[str]]
) -> Iterator[tuple[Person, Submission]]:
    """The lead's codes answered so that they tell most: two are right and the others wrong."""
    for person, given in answers.items():
        if person < 0:
            responses = {
                key: _response(key, person >= -2, response.level)
                for key, response in given.responses.items()
            }
            yield person, Submission(responses, given.ratings, given.survey)


def take_part(database: Database, lead: str, asked: Sequence[AskedReview]) -> None:
    """Make the reviews, put every copy into the box, and close. Notes who is in which block."""
    for number, one in enumerate(asked):
        _open(database, lead, number, one)


def _open(database: Database, lead: str, number: int, one: AskedReview) -> None:
    planned = actions.wanted(
        one.invited,
        form=one.form,
        k=one.k,
        releases=2 if one.way == "early" else 1,
        about_you=one.about_you,
    )
    review = actions.made(database, lead, planned)
    items = items_of(actions.BANK.form(one.form))
    codes = actions.codes_of(database, review)
    with database.begin(writes=False) as session:
        one.stored = session.get_one(Review, review)
        names = {group.name for group in one.stored.groups}
    one.blocks, waiting = [], {name: [] for name in names}
    merged = next(iter(names - set(ROLES)), "")
    for person, given in one.answers.items():
        group = one.role_of[person] if one.role_of[person] in names else merged
        code = f"{review} {500 + person}" if one.invited is None else _take(codes, group)
        waiting[group].append(person)
        actions.submit_copy(database, review, code, Copy(given, items))
        _note(database, number, one, review, waiting)
    actions.close(database, review)
    _note(database, number, one, review, waiting)
    with database.begin(writes=False) as session:
        one.stored = session.get_one(Review, review)
        assert one.stored.groups  # loaded, to be read without the session


def _take(codes: list[tuple[str, str]], group: str) -> str:
    found = next(pair for pair in codes if pair[0] == group)
    codes.remove(found)
    return found[1]


def _note(
    database: Database,
    number: int,
    one: AskedReview,
    review: str,
    waiting: dict[str, list[Person]],
) -> None:
    """Who left the box with the blocks that are new since the last look."""
    new = actions.opened(database, review)
    for seats in one.blocks:
        new.remove(seats.opened)
    for block in sorted(new, key=lambda block: block.group_name, reverse=True):
        # The block of the whole team comes last: it has what the groups left over.
        left = waiting.get(block.group_name)
        if left is None or len(left) != block.people:
            left = [person for people in waiting.values() for person in people]
        assert len(left) == block.people
        one.blocks.append(Seats(number, block, tuple(left)))
        for people in waiting.values():
            people[:] = [person for person in people if person not in left]


def as_good_as(items: Mapping[str, Sequence[str]], right: bool, level: int = 3) -> Submission:
    """A submission in which every answer is right and every question answered with yes, or every
    answer is wrong and every question answered with no."""
    keys = [key for some in items.values() for key in some]
    given = {key: _response(key, right, level) for key in keys}
    return Submission(given, dict.fromkeys(items, Answer.YES if right else Answer.NO), {})
