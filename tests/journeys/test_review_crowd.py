"""A crowd of invited people, 16 at a time, on a real server, also while its workers are killed."""

import random
from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import pytest
from flask.sessions import SecureCookieSessionInterface
from sqlalchemy import func, select

from quiz import create_app
from quiz.analysis import sums
from quiz.analysis.disclosure import WHOLE_TEAM
from quiz.answers import blocks
from quiz.bank.load import load
from quiz.browser.browser_session import ATTEMPT, REMEMBERED
from quiz.clock import seconds
from quiz.settings.config import Settings
from quiz.storage.database import Database, connect
from quiz.teams.models import PendingSubmission
from quiz.vocabulary import Answer, Certainty
from tests.journeys.form_filler import FormFiller, first_form
from tests.journeys.test_crowd import killing_workers
from tests.server import Server
from tests.teams import actions

pytestmark = pytest.mark.both_databases

AT_A_TIME = 16
BANK = load()


@pytest.fixture
def many(everything: bool) -> int:
    """How many people: 200 in `make test-all`; 24 in `make test` also meet killed workers."""
    return 200 if everything else 24


@dataclass
class Invited(FormFiller):
    """An invited person who has finished the scenarios.

    ``given`` is what they answered, by scenario: a recount kept outside the service.
    """

    code: str = ""
    given: dict[str, tuple[str, int]] = field(default_factory=dict)

    def submit(self) -> None:
        """From the invitation to the feedback, and then submit a copy."""
        path, text = self.asks("GET", f"/review/{self.code}", {})
        path, text = self.sends(path, text, carry_on="yes")
        assert path == "/check/feedback"
        assert "Nothing has been sent to anybody" in text
        path, text = self.sends(*self.asks("GET", "/review/put-in", {}))
        assert path == "/review/is-in" or "This review is closed" in text, text

    def sends(self, path: str, text: str, **more: str) -> tuple[str, str]:
        found = first_form(text)
        assert found is not None, f"{path} has no form: {text[:2000]}"
        return self.asks("POST", path, {**self.fills_in(found), **more})


def answers(one: Invited) -> list[tuple[str, Certainty]]:
    """A random option and certainty for each scenario, also recorded in ``given``."""
    for item in BANK.form("A").items:
        one.given[item.id] = one.chance.choice("abcd"), one.chance.choice(list(Certainty))
    return [(option, Certainty(level)) for option, level in one.given.values()]


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = connect(database_url)
    yield opened
    opened.close()


def prepared(server: Server, database: Database, people: Mapping[str, int]) -> list[Invited]:
    """A new review with these people invited, and the people."""
    instance = server.log_file.parent
    secret = (instance / "secret_key").read_text("ascii").strip()
    review = actions.made(database, actions.lead(database), actions.wanted(people), secret)
    crowd = [
        Invited(server.address, random.Random(seed), code=code)
        for seed, (_, code) in enumerate(actions.codes_of(database, review, secret))
    ]
    app = create_app(Settings(secret, "sqlite:///nowhere", instance))
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert signer
    with database.begin(writes=True) as session:
        for one in crowd:
            said = one.chance.choice(list(Answer))
            attempt_id = actions.finished(session, answers(one), said)
            held = {ATTEMPT: attempt_id, REMEMBERED: seconds()}  # on their own phones
            one.cookies["before-you-look"] = str(signer.dumps(held))
        session.commit()
    app.extensions["database"].close()
    return crowd


def check_the_blocks(database: Database, crowd: list[Invited]) -> None:
    """Each person is in one block of five or more, and the box is empty."""
    with database.begin(writes=False) as session:
        found = blocks.all_of(session)
        assert session.scalar(select(func.count()).select_from(PendingSubmission)) == 0
    assert sum(block.people for block in found) == len(crowd)
    assert min(block.people for block in found) >= 5
    recount: Counter[tuple[str, str, int]] = Counter()
    right: Counter[tuple[str, int]] = Counter()
    for one in crowd:
        assert len(one.given) == 12
        for item, (option, level) in one.given.items():
            key = f"{item}@{BANK.items[item].revision}"
            recount[key, option, level] += 1
            right[key, level] += option == BANK.items[item].best
    total = sums.total(sums.from_json(block.sums) for block in found)
    assert total.cells == recount
    assert total.right == +right


@pytest.mark.runs_on("postgresql")
def test_concurrent_people_are_counted_once_each(
    server: Server, database: Database, many: int
) -> None:
    crowd = prepared(server, database, {WHOLE_TEAM: many})
    assert len(crowd) == many
    with ThreadPoolExecutor(AT_A_TIME) as pool:
        list(pool.map(Invited.submit, crowd))
    assert sum(one.retries for one in crowd) == 0
    check_the_blocks(database, crowd)
    assert server.errors == []
    for one in crowd:
        assert one.code not in server.log


@pytest.mark.runs_on("sqlite")
def test_killed_workers_lose_no_submission(server: Server, database: Database, many: int) -> None:
    students = many * 2 // 5
    crowd = prepared(server, database, {"Social worker": many - students, "Student": students})
    assert len(crowd) == many
    with killing_workers(server, crowd, every_seconds=3), ThreadPoolExecutor(AT_A_TIME) as pool:
        list(pool.map(Invited.submit, crowd))
    assert sum(one.retries for one in crowd) > 0, "no request met a killed worker"
    check_the_blocks(database, crowd)
