"""Connections to the database that a real HAProxy closes because nobody used them."""

import random
import time
from pathlib import Path

import pytest
from sqlalchemy import make_url

from quiz.storage.idle_connections import IDLE_SECONDS
from tests.get_programs import find
from tests.journeys.form_filler import FormFiller
from tests.operations.nginx import started
from tests.operations.test_deploy import DEPLOY
from tests.server import free_port, running

pytestmark = pytest.mark.only_test_all
PAUSES = [seconds / 100 for seconds in range(195, 205)]
"""Around the two seconds after which HAProxy closes here what it closes after 30 minutes."""


@pytest.mark.only_on("postgresql")
@pytest.mark.parametrize(
    ("closed_after", "pauses", "refused"), [("2s", PAUSES, False), ("200ms", [0.6] * 4, True)]
)
def test_nobody_notices_a_connection_that_haproxy_closed(
    database_url: str,
    tmp_path: Path,
    closed_after: str,
    pauses: list[float],
    refused: bool,
) -> None:
    """A connection that rested is tested before it is used; one that is closed sooner is not."""
    assert max(pauses) < IDLE_SECONDS or not refused
    program, port, database = find("haproxy"), free_port(), make_url(database_url)
    assert program, "make test-all installs haproxy"
    text = (DEPLOY / "cluster" / "haproxy.cfg").read_text("utf-8").partition("listen primary")[0]
    assert text.count("30m") == 2
    listens_at = f"unix@{database.query['host']}/.s.PGSQL.5432"
    listen = f"listen primary\n bind 127.0.0.1:{port}\n server db {listens_at}\n"
    (tmp_path / "haproxy.cfg").write_text(text.replace("30m", closed_after) + listen)
    address = database.set(host="127.0.0.1", port=port, query={})
    through = address.render_as_string(hide_password=False)
    with (
        started([program, "-q", "-f", str(tmp_path / "haproxy.cfg")], port),
        running(tmp_path / "one", DATABASE_URL=through, WEB_CONCURRENCY="1") as server,
    ):
        person, statuses = FormFiller(server.address, random.Random(1)), list[int]()
        for pause in pauses:
            time.sleep(pause)
            statuses.append(person.once("GET", "/guidance", {})[0])
            statuses.append(person.once("GET", "/readyz", {})[0])
    assert (set(statuses) == {200}) != refused, statuses
