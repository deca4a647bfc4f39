"""People who keep trying while a fault lasts, as the page for 503 does; and a ledger of all that
was acknowledged to them."""

import http.client
import random
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from sqlalchemy import text

from quiz.storage.database import connect
from tests.journeys.form_filler import FormFiller

TRY_AGAIN = 0.5
"""Seconds; a page waits longer, but then fewer requests would meet a fault."""
GIVES_UP_AFTER = 150.0
AWAY = (502, 503, 504)

Response = tuple[str, int, bool]
"""Scenario and option, certainty, and whether it is to be looked up."""


@dataclass(frozen=True)
class Refusal:
    """A request that got an error (``status``), or whose connection broke (0)."""

    at: float
    status: int


@dataclass
class Ledger:
    """What was acknowledged and what was refused; kept outside the service."""

    responses: Counter[Response] = field(default_factory=Counter)
    refusals: list[Refusal] = field(default_factory=list)
    waits: list[tuple[float, float]] = field(default_factory=list)
    """When each page was asked for, and the seconds until it was there, with all tries."""
    wrong: list[str] = field(default_factory=list)
    checks: int = 0

    def stored_otherwise(self, url: str) -> tuple[int, int]:
        """How many acknowledged responses are not stored, and how many others are."""
        opened = connect(url)
        with opened.reader.connect() as connection:
            rows = connection.execute(text("SELECT item, option, certainty, look_up FROM response"))
            stored = Counter((f"{item}.{o}", int(c), bool(look)) for item, o, c, look in rows)
        opened.close()
        return (self.responses - stored).total(), (stored - self.responses).total()


@dataclass
class RetryingPerson(FormFiller):
    """Asks another node if one does not answer, and sends the same again after 503."""

    nodes: Sequence[str] = ()
    ledger: Ledger = field(default_factory=Ledger)

    def asks(self, method: str, path: str, data: dict[str, str]) -> tuple[str, str]:
        started = time.monotonic()
        while time.monotonic() - started < GIVES_UP_AFTER:
            try:
                status, location, page = self.once(method, path, data)
            except ConnectionRefusedError:  # nginx asks the other node
                self.address = self.chance.choice(self.nodes)
                time.sleep(0.05)
                continue
            except (OSError, http.client.HTTPException):
                status, location, page = 0, "", ""
            if status == 303:
                return self.asks("GET", urlsplit(location).path, {})
            if status == 200:
                self.ledger.waits.append((started, time.monotonic() - started))
                return path, page
            self.ledger.refusals.append(Refusal(time.monotonic(), status))
            if status not in (0, *AWAY):
                raise AssertionError(f"{method} {path}: {status} {page[:2000]}")
            self.address = self.chance.choice(self.nodes)
            time.sleep(TRY_AGAIN)
        raise AssertionError(f"{method} {path}: nothing for {GIVES_UP_AFTER} seconds")

    def answers_a_check(self) -> None:
        self.reaches("/check/feedback")
        self.ledger.checks += 1
        for path, data in self.sent.items():
            if path.startswith("/check/scenario") and "option" in data:
                given = data["option"], int(data["certainty"]), "look_up" in data
                self.ledger.responses[given] += 1


@contextmanager
def answering(nodes: Sequence[str], people: int, ledger: Ledger) -> Iterator[None]:
    """Let people answer one check after the other; at the end each finishes the last one."""
    stop = threading.Event()

    def come(seed: int) -> None:
        chance = random.Random(seed)
        while not stop.is_set():
            one = RetryingPerson(chance.choice(nodes), chance, nodes=nodes, ledger=ledger)
            one.always["length"] = "short"
            try:
                one.answers_a_check()
            except AssertionError as failed:
                ledger.wrong.append(str(failed)[:600])
            time.sleep(0.05)

    threads = [threading.Thread(target=come, args=(seed,)) for seed in range(people)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join()
