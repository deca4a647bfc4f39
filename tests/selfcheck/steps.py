"""Steps through the self-check."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from quiz.answers import record
from quiz.bank.load import load
from quiz.browser.browser_session import ATTEMPT
from quiz.content import store
from quiz.selfcheck.current import CurrentAttempt
from quiz.storage.database import Database
from quiz.vocabulary import Answer, Certainty, Length, Moment, Strand
from tests.visitor import Visitor

BANK = load()
KEYS = {f"{item.id}.{item.best}" for item in BANK.items.values()}


def start(visitor: Visitor, length: str = "full", feedback: str = "end") -> Visitor:
    return visitor.get("/").send(length=length, feedback=feedback)


def walk_to_scenarios(
    visitor: Visitor, aware: str = "yes", casework: str = "partly", **options: str
) -> Visitor:
    """Start a check and answer the page before its scenarios."""
    start(visitor, **options)
    assert visitor.path == "/check/confidence"
    follow_up = {} if aware in ("no", "not_my_work") else {"understanding": "partly"}
    return visitor.send(aware=aware, casework=casework, asking="partly", **follow_up)


def reach_scenarios(visitor: Visitor, **options: str) -> Visitor:
    """Start a check; store what ``walk_to_scenarios`` stores, without its pages."""
    start(visitor, **options)
    with stored_attempt(visitor) as (session, current):
        for strand in Strand:
            rating = Answer.YES if strand == Strand.AWARE else Answer.PARTLY
            record.rate(session, current.attempt, strand, Moment.BEFORE, rating)
    visitor.get("/check/scenario/1")
    assert visitor.path == "/check/scenario/1"
    return visitor


@contextmanager
def stored_attempt(visitor: Visitor) -> Iterator[tuple[Session, CurrentAttempt]]:
    """The attempt of this visitor's browser, to change without the service's pages."""
    with visitor.client.session_transaction() as cookie:
        attempt_id = cookie[ATTEMPT]
    database: Database = visitor.app.extensions["database"]
    with database.begin(writes=True) as session:
        attempt = record.lock(session, attempt_id)
        assert attempt is not None
        yield session, CurrentAttempt(attempt, store(visitor.app).bank)
        session.commit()


def answer(visitor: Visitor, right: bool = True, certainty: str = "3", **more: str) -> Visitor:
    options = visitor.choices("option")
    chosen = next(option for option in options if (option in KEYS) == right)
    return visitor.send(option=chosen, certainty=certainty, **more)


def reach_answers(visitor: Visitor, **options: str) -> Visitor:
    """A visitor whose answers are all right, on the page before the end."""
    count = 4 if options.get("length") == "short" else 12
    return answer_all(reach_scenarios(visitor, **options), [(True, "3")] * count)


def reach_feedback(visitor: Visitor, answers: list[tuple[bool, str]], **options: str) -> Visitor:
    """Answer each scenario by (right, certainty) and open the feedback."""
    reach_scenarios(visitor, **options)
    return finish(visitor, answers)


def walk(visitor: Visitor, answers: list[tuple[bool, str]]) -> Visitor:
    """Answer the scenarios, from the visitor's page on, by (right, certainty)."""
    for right, certainty in answers:
        answer(visitor, right=right, certainty=certainty)
        if visitor.path.endswith("/why"):
            visitor.send()
    return leave_out_survey(visitor)


def leave_out_survey(visitor: Visitor) -> Visitor:
    """Leave out what a full check asks after its last scenario."""
    while visitor.path in ("/check/about", "/check/stand"):
        visitor.send(leave_out="yes")
    assert visitor.path == "/check/answers"
    return visitor


def finish(visitor: Visitor, answers: list[tuple[bool, str]]) -> Visitor:
    """Store what ``walk`` stores, without its pages, and open the feedback."""
    answer_all(visitor, answers)
    return visitor.send()


def answer_all(visitor: Visitor, answers: list[tuple[bool, str]]) -> Visitor:
    """Store what ``walk`` stores, without its pages, and open the page before the feedback."""
    with stored_attempt(visitor) as (session, current):
        given = {response.item for response in current.attempt.responses}
        asked = [item for item in current.asked if item.id not in given]
        for item, (right, certainty) in zip(asked, answers, strict=True):
            option = next(one.id for one in item.options if (one.id == item.best) == right)
            level = Certainty(int(certainty))
            response = record.Given(item.id, item.revision, option, level, look_up=False)
            record.respond(session, current.attempt, response)
        if current.attempt.length == Length.FULL:
            record.answer_about(session, current.attempt, {})
            record.answer_stand(session, current.attempt, {})
    visitor.get("/check/answers")
    assert visitor.path == "/check/answers"
    return visitor


def code_of(visitor: Visitor) -> str:
    """The attempt's return code; requests one if there is none."""
    visitor.get("/check/save")
    if not visitor.page.find(id="return-code"):
        visitor.send()
    return str(visitor.page.find(id="return-code").get_text(strip=True))
