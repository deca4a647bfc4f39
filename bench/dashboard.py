"""How long a lead waits for figures, with 10 blocks behind them and with 10,000."""

import statistics
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from flask import Flask
from sqlalchemy.orm import Session

from quiz import create_app
from quiz.config import Settings
from quiz.content import shelf
from quiz.database import upgrade
from tests.teams.blocks import blocks
from tests.teams.lead import add_review, lead, on, put, review, visits

HISTORIES = 10, 10_000
TIMES = 40
PAGES = {
    "the picture": "/teams/{}/picture",
    "the board's report": "/teams/{}/picture.pdf",
    "all reviews": "/teams/all",
    "two side by side": "/teams/compare",
}


def main() -> None:
    took = {blocks_before: measured(blocks_before) for blocks_before in HISTORIES}
    few, many = HISTORIES
    print(f"half of the answers within, in ms: {few} blocks behind it, and {many}")
    for page in PAGES:
        print(f"  {page:20} {took[few][page]:7.1f} {took[many][page]:7.1f}")


def measured(behind: int) -> dict[str, float]:
    """The middle of the times of each page, in ms, in a new service with so many blocks."""
    with tempfile.TemporaryDirectory() as folder:
        secret = "a secret for a measurement, long enough"
        app = create_app(Settings(secret, f"sqlite:///{folder}/quiz.sqlite3", Path(folder)))
        opened = app.extensions["database"]
        upgrade(opened)
        me = lead(opened)
        with opened.begin(writes=True) as session:
            history(session, app, me, behind)
            session.commit()
        there = review(opened, me, blocks(shelf(app).bank, [34, 26], 3))
        visitor = visits(app, me)
        took = {}
        for page, path in PAGES.items():
            times = []
            for _ in range(TIMES):
                begun = time.perf_counter()
                answer = visitor.client.get(path.format(there))
                times.append((time.perf_counter() - begun) * 1000)
                assert answer.status_code == 200, f"{path}: {answer.status_code}"
            took[page] = statistics.median(times)
        opened.close()
        return took


def history(session: Session, app: Flask, me: str, behind: int) -> None:
    """Earlier reviews of the same lead over ten years, each with a block, stored as ever."""
    block = blocks(shelf(app).bank, [12], 1)[0]
    for number in range(behind):
        day = date(2016, 11, 1) + timedelta(days=number % 3650)
        review_id = add_review(session, me, name=f"Team {number}", closes_on=day)
        put(session, review_id, "A", on(block, day), me)
        session.expunge_all()


if __name__ == "__main__":
    main()
