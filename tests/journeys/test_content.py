"""Content that changes while the service runs."""

import json
import time
from collections.abc import Callable
from pathlib import Path
from urllib.request import urlopen

from tests.bank.local_content import OWN
from tests.server import Server, running

LONGEST_WAIT = 30


def eventually(happened: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + LONGEST_WAIT
    while time.monotonic() < deadline:
        if happened():
            return True
        time.sleep(0.2)
    return False


def test_a_running_service_serves_the_last_valid_bank(tmp_path: Path) -> None:
    """Valid, truncated, then valid again: every worker follows and none fails."""
    instance = tmp_path / "instance"
    instance.mkdir()
    local = instance / "local.json"
    local.write_text(json.dumps(OWN))

    def shows(server: Server, words: str) -> bool:
        pages = (urlopen(f"{server.address}/guidance").read().decode() for _ in range(8))
        return all(words in page for page in pages)

    with running(instance) as server:
        assert shows(server, "Online research policy")
        local.write_text(json.dumps(OWN)[:300])
        assert eventually(lambda: server.log.count("local.json cannot be used") == 2)
        assert shows(server, "Online research policy")
        assert server.exceptions == []
        title = "Online research policy, second edition"
        local.write_text(json.dumps({**OWN, "sources": [{**OWN["sources"][0], "title": title}]}))
        assert eventually(lambda: shows(server, title))
