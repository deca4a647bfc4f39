"""What leads and invited people do, step by step, to bring a test to its starting point."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from uuid import uuid4

from flask import Flask
from sqlalchemy.orm import Session

from quiz.analysis.counting import ScoredResponse
from quiz.analysis.disclosure import WHOLE_TEAM
from quiz.answers import blocks, record
from quiz.answers.blocks import Opened
from quiz.answers.models import Attempt, Rating, Response
from quiz.bank.load import load
from quiz.browser.browser_session import ATTEMPT, REMEMBERED, SEEN
from quiz.clock import seconds, today
from quiz.people import accounts
from quiz.storage.database import Database
from quiz.teams import codes, reviews
from quiz.teams.box import envelope, opening, submit
from quiz.teams.box.submission import Copy, Submission, items_of
from quiz.teams.models import PendingSubmission, Review
from quiz.teams.reviews import NewReview
from quiz.vocabulary import Answer, Certainty, Length, Moment, Role, Strand, When
from tests.conftest import SECRET
from tests.people.steps import sign_in
from tests.selfcheck.steps import answer
from tests.visitor import Visitor

BANK = load()
ITEMS = items_of(BANK.form("A"))
ALL_ITEMS = [item for items in ITEMS.values() for item in items]


def best(key: str) -> str:
    item, _, revision = key.rpartition("@")
    return BANK.kept[item, int(revision)].best


def other(key: str) -> str:
    return next(option for option in "abcd" if option != best(key))


def copy(right: Sequence[bool], level: int = 3, said: Answer = Answer.YES, **survey: str) -> Copy:
    """A copy with these answers, in the order of the form's strands."""
    given = {
        key: ScoredResponse(best(key) if good else other(key), level, good)
        for key, good in zip(ALL_ITEMS, right, strict=True)
    }
    return Copy(Submission(given, dict.fromkeys(ITEMS, said), survey), ITEMS)


def all_right(level: int = 3) -> Copy:
    return copy([True] * len(ALL_ITEMS), level)


def wanted(invited: int | Mapping[str, int] | None = 8, **changed: object) -> NewReview:
    """A review that is open today. invited: a number for a whole team, None for one link."""
    people = {WHOLE_TEAM: invited} if isinstance(invited, int) else invited
    usual = {
        "name": "Duty team, spring",
        "note": "To plan our training.",
        "form": "A",
        "opens_on": today(),
        "closes_on": today() + timedelta(days=7),
        "k": 5,
        "releases": 2,
        "invited": people,
    }
    return NewReview(**{**usual, **changed})  # type: ignore[arg-type]


def lead(database: Database, email: str = "lead@example.org") -> str:
    """The id of a new lead."""
    with database.begin(writes=True) as session:
        person = accounts.add(session, email, "Sam Lead", [Role.LEAD], today())
        session.commit()
        return person.id


def made(database: Database, lead_id: str, planned: NewReview, secret: str = SECRET) -> str:
    """The id of a new review."""
    review_id = uuid4().hex
    with database.begin(writes=True) as session:
        person = accounts.find(session, lead_id)
        assert person
        assert reviews.create(session, review_id, person, planned, secret)
        session.commit()
    return review_id


def codes_of(database: Database, review_id: str, secret: str = SECRET) -> list[tuple[str, str]]:
    """The codes with their group names."""
    with database.begin(writes=False) as session:
        return codes.of_review(session.get_one(Review, review_id), secret)


def submit_copy(
    database: Database, review_id: str, code: str, copied: Copy, day: date | None = None
) -> None:
    """Put a copy into the box, of a check of its own."""
    with database.begin(writes=True) as session:
        attempt_id = record.new_id()
        record.start(session, attempt_id, "A", Length.FULL, When.END, today())
        session.get_one(Attempt, attempt_id).finished_on = today()
        session.flush()
        key = codes.keyed_hash(SECRET, code)
        submit.submit(session, review_id, key, copied, day or today(), SECRET, attempt_id)
        session.commit()


def decrypted(pending: Sequence[PendingSubmission]) -> list[str]:
    """The payloads that wait in the box, decrypted with the secret."""
    return [envelope.decrypt(SECRET, row.review_id, row.payload) for row in pending]


def close(database: Database, review_id: str) -> None:
    with database.begin(writes=True) as session:
        opening.close(session, reviews.lock_review(session, review_id), today(), SECRET)
        session.commit()


def signed_in(app: Flask, person_id: str) -> Visitor:
    """A visitor who is signed in as this person."""
    return sign_in(Visitor(app), person_id)


def answers_everything(visitor: Visitor, right: bool = True, certainty: str = "3") -> Visitor:
    """Answer every page from here to the feedback."""
    while visitor.path != "/check/feedback":
        if visitor.path.startswith("/check/scenario"):
            answer(visitor, right=right, certainty=certainty)
        elif visitor.path == "/check/confidence":
            visitor.send(**dict.fromkeys(Strand, "yes"))
        else:
            visitor.send()
        assert visitor.status == 200, visitor.words
    return visitor


def finished(
    session: Session, given: Sequence[tuple[str, Certainty]], said: Answer, form: str = "A"
) -> str:
    """The id of a finished attempt: an option and a certainty for each scenario of its form."""
    attempt_id = record.new_id()
    session.add(
        Attempt(
            id=attempt_id,
            form=form,
            length=Length.FULL,
            feedback=When.END,
            started_on=today(),
            finished_on=today(),
            about_done=True,
            stand_done=True,
            ratings=[Rating(strand=strand, moment=Moment.BEFORE, answer=said) for strand in Strand],
            responses=[
                Response(
                    item=item.id,
                    revision=item.revision,
                    option=option,
                    certainty=level,
                    look_up=False,
                )
                for item, (option, level) in zip(BANK.form(form).items, given, strict=True)
            ],
        )
    )
    return attempt_id


def buttons(visitor: Visitor) -> list[str]:
    """What the buttons of the page's form say."""
    return [button.text.strip() for button in visitor.page.select("main form button")]


def until_submission(app: Flask, code: str, right: bool = True, certainty: str = "3") -> Visitor:
    """A visitor who has finished the scenarios, on the page that lists what they will submit."""
    given = [
        (
            next(o.id for o in item.options if (o.id == item.best) == right),
            Certainty(int(certainty)),
        )
        for item in BANK.form("A").items
    ]
    visitor = Visitor(app)
    with app.extensions["database"].begin(writes=True) as session:
        attempt_id = finished(session, given, Answer.YES)
        session.commit()
    with visitor.client.session_transaction() as cookie:
        cookie[ATTEMPT], cookie[SEEN] = attempt_id, ["A"]
        cookie[REMEMBERED] = seconds()  # so the check is offered
    visitor.get(f"/review/{code}")
    taken = visitor.client.post(visitor.path, data={**visitor.filled_in(), "carry_on": "yes"})
    assert taken.headers["Location"] == "/check/feedback"
    return visitor.get("/review/put-in")


def opened(database: Database, review: str) -> list[Opened]:
    with database.begin(writes=False) as session:
        return blocks.of(session, review)
