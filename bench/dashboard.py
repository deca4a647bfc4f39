"""Response times of a lead's pages, with 10 and with 10,000 earlier blocks."""

import json
import statistics
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

from flask import Flask
from sqlalchemy import insert
from sqlalchemy.orm import Session

from quiz import create_app
from quiz.analysis.disclosure import WHOLE_TEAM
from quiz.answers import totals
from quiz.answers.blocks import Block
from quiz.config import Settings
from quiz.content import store
from quiz.database import upgrade
from quiz.teams.models import Review
from tests.teams.actions import signed_in
from tests.teams.blocks import blocks
from tests.teams.stored_reviews import lead, on, opened, review

HISTORIES = 10, 10_000
REPEATS = 20
PAGES = {
    "the results": "/teams/{}/results",
    "the board's report": "/teams/{}/results.pdf",
    "all reviews": "/teams/all",
    "two reviews compared": "/teams/compare",
}


def main() -> None:
    took = {earlier: measured(earlier) for earlier in HISTORIES}
    few, many = HISTORIES
    print(f"median response time in ms, with {few} and with {many} earlier blocks")
    for page in PAGES:
        print(f"  {page:20} {took[few][page]:7.1f} {took[many][page]:7.1f}")


def measured(earlier: int) -> dict[str, float]:
    """The median time of each page in ms, in a new service with this many earlier blocks."""
    with tempfile.TemporaryDirectory() as folder:
        secret = "a secret for a measurement, long enough"
        app = create_app(Settings(secret, f"sqlite:///{folder}/quiz.sqlite3", Path(folder)))
        database = app.extensions["database"]
        upgrade(database)
        me = lead(database)
        with database.begin(writes=True) as session:
            history(session, app, me, earlier)
            session.commit()
        review_id = review(database, me, blocks(store(app).bank, [34, 26], 3))
        visitor = signed_in(app, me)
        took = {}
        for page, path in PAGES.items():
            times = []
            for _ in range(REPEATS):
                started = time.perf_counter()
                response = visitor.client.get(path.format(review_id))
                times.append((time.perf_counter() - started) * 1000)
                assert response.status_code == 200, f"{path}: {response.status_code}"
            took[page] = statistics.median(times)
        database.close()
        return took


def history(session: Session, app: Flask, me: str, earlier: int) -> None:
    """Earlier reviews of the same lead over ten years, with one block each.

    Only the first block of each year is added to the totals: that gives the same number of rows,
    and ten thousand additions would take minutes.
    """
    block = blocks(store(app).bank, [12], 1)[0]
    years: set[int] = set()
    rows = []
    for number in range(earlier):
        day = date(2016, 11, 1) + timedelta(days=number % 3650)
        made = opened(uuid4().hex, "A", on(block, day))
        rows.append(made)
        if day.year not in years:
            totals.add(session, made, me)
            years.add(day.year)
    asked = {"lead_id": me, "note": "", "form": "A", "shared": False, "about_you": False}
    rules = {"k": 5, "t": 2, "releases": 2, "stand": False}
    session.execute(
        insert(Review),
        [
            {"id": one.review, "name": "Team", "opens_on": one.opened_on, **asked, **rules}
            | {"closes_on": one.opened_on}
            for one in rows
        ],
    )
    session.execute(
        insert(Block),
        [
            {"id": uuid4().hex, "sums": "{}", "figures": json.dumps(one.figures)}
            | {"review": one.review, "group_name": WHOLE_TEAM, "form": "A", "people": 12}
            | {"opened_on": one.opened_on}
            for one in rows
        ],
    )


if __name__ == "__main__":
    main()
