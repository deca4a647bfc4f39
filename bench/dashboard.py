"""Response times of a lead's pages, and of a box that closes, with ever more stored before.

A lead has a hundred earlier reviews at most, with one block each. The other earlier blocks are of
other leads. With the longest history a million responses of other people's checks are stored, too.
"""

import argparse
import json
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

from flask import Flask
from sqlalchemy import insert
from sqlalchemy.orm import Session

from quiz import create_app
from quiz.analysis.disclosure import WHOLE_TEAM
from quiz.answers import totals
from quiz.answers.blocks import Block, Opened
from quiz.answers.models import Attempt, Response
from quiz.content import store
from quiz.people.models import Person
from quiz.settings.config import Settings
from quiz.storage.database import upgrade
from quiz.teams.models import Review
from tests.conftest import SECRET
from tests.teams import actions
from tests.teams.blocks import blocks
from tests.teams.stored_reviews import lead, on, opened, review
from tests.visitor import Visitor

HISTORIES = 10, 1_000, 100_000
RESPONSES = 1_000_000
"""Stored with the longest history."""
OF_ONE_LEAD = 100
TOGETHER = 5_000
"""Rows that are stored at a time."""
REPEATS, BOXES = 20, 5
PAGES = {
    "the results": "/teams/{}/results",
    "the board's report": "/teams/{}/results.pdf",
    "the workbook": "/teams/{}/results.xlsx",
    "the table": "/teams/{}/results.csv",
    "all reviews": "/teams/all",
    "two reviews compared": "/teams/compare",
}
BOX = "a box closes"

Took = dict[str, float]
Row = TypeVar("Row")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--blocks", type=int, nargs="+", default=HISTORIES)
    parser.add_argument("--responses", type=int, default=RESPONSES)
    options = parser.parse_args()
    found: list[tuple[Took, Took]] = []
    for earlier in options.blocks:
        responses = options.responses if earlier == max(options.blocks) else 0
        found.append(measured(earlier, responses))
    print("medians in ms, elapsed and (of the processor), by the number of earlier blocks")
    print(" " * 22 + "".join(f"{earlier:>18,}" for earlier in options.blocks))
    for name in (*PAGES, BOX):
        cells = (f"{elapsed[name]:10.1f} ({processor[name]:5.1f})" for elapsed, processor in found)
        print(f"  {name:20}" + "".join(cells))


def measured(earlier: int, responses: int) -> tuple[Took, Took]:
    """The median time of each page, elapsed and of the processor, in a new service with this many
    earlier blocks."""
    with new_service() as app:
        database = app.extensions["database"]
        me = lead(database)
        with database.begin(writes=True) as session:
            history(session, app, me, earlier)
            answered(session, app, responses)
            session.commit()
        review_id = review(database, me, blocks(store(app).bank, [34, 26], 3))
        visitor = actions.signed_in(app, me)
        elapsed, processor = {}, {}
        for page, path in PAGES.items():
            times = [timed(opens, visitor, path.format(review_id)) for _ in range(REPEATS)]
            elapsed[page], processor[page] = map(statistics.median, zip(*times, strict=True))
        full = [full_box(app, me) for _ in range(BOXES)]
        times = [timed(actions.close, database, box) for box in full]
        elapsed[BOX], processor[BOX] = map(statistics.median, zip(*times, strict=True))
        return elapsed, processor


@contextmanager
def new_service() -> Iterator[Flask]:
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Settings(SECRET, f"sqlite:///{folder}/quiz.sqlite3", Path(folder)))
        upgrade(app.extensions["database"])
        yield app
        app.extensions["database"].close()


def timed(act: Callable[..., object], *given: object) -> tuple[float, float]:
    """Milliseconds, elapsed and of the processor."""
    started, spent = time.perf_counter(), time.process_time()
    act(*given)
    return 1000 * (time.perf_counter() - started), 1000 * (time.process_time() - spent)


def opens(visitor: Visitor, path: str) -> None:
    response = visitor.client.get(path)
    assert response.status_code == 200, f"{path}: {response.status_code}"


def full_box(app: Flask, me: str) -> str:
    """A review whose box has nine submissions; its id."""
    database = app.extensions["database"]
    review_id = actions.made(database, me, actions.wanted(10))
    for _, code in actions.codes_of(database, review_id)[:9]:
        actions.submit_copy(database, review_id, code, actions.all_right())
    return review_id


def history(session: Session, app: Flask, me: str, earlier: int) -> None:
    """Earlier reviews over ten years, with one block each.

    Only the first block of each year is added to the totals: that gives the same number of rows,
    and so many additions would take minutes.
    """
    block = blocks(store(app).bank, [12], 1)[0]
    leads = [me, *(uuid4().hex for _ in range((earlier - 1) // OF_ONE_LEAD))]
    for other in leads[1:]:
        email = f"{other}@council.example"
        session.add(Person(id=other, email=email, name="Other", invited_on=actions.today()))
    session.flush()
    years: set[int] = set()
    rows: list[tuple[Opened, str]] = []
    for number in range(earlier):
        day = date(2016, 11, 1) + timedelta(days=number % 3650)
        made = opened(uuid4().hex, "A", on(block, day))
        rows.append((made, leads[number // OF_ONE_LEAD]))
        if day.year not in years:
            totals.add(session, made, me)
            years.add(day.year)
    rules = {"k": 5, "t": 2, "releases": 2, "stand": False}
    asked = {"note": "", "form": "A", "shared": False, "about_you": False, "name": "Team", **rules}
    figures = json.dumps(rows[0][0].figures)
    for some in in_parts(rows):
        session.execute(
            insert(Review),
            [
                {"id": one.review, "lead_id": who, "opens_on": one.opened_on, **asked}
                | {"closes_on": one.opened_on, "closed_on": one.opened_on}
                for one, who in some
            ],
        )
        session.execute(
            insert(Block),
            [
                {"id": uuid4().hex, "sums": "{}", "figures": figures, "review": one.review}
                | {"group_name": WHOLE_TEAM, "form": "A", "people": 12}
                | {"opened_on": one.opened_on}
                for one, _ in some
            ],
        )


def answered(session: Session, app: Flask, responses: int) -> None:
    """Finished checks of this many responses together."""
    items = store(app).bank.form("A").items
    day = date(2026, 10, 1)
    checks = [actions.record.new_id() for _ in range(responses // len(items))]
    kept = {"form": "A", "length": "full", "feedback": "end", "started_on": day}
    for some in in_parts(checks):
        session.execute(insert(Attempt), [{"id": id_, "finished_on": day, **kept} for id_ in some])
        for item in items:
            given = {
                "item": item.id,
                "revision": item.revision,
                "option": "a",
                "certainty": 2,
                "look_up": False,
            }
            session.execute(insert(Response), [{"attempt_id": id_, **given} for id_ in some])


def in_parts(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    for start in range(0, len(rows), TOGETHER):
        yield rows[start : start + TOGETHER]


if __name__ == "__main__":
    main()
