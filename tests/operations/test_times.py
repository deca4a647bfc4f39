"""The table of times in docs/reliability.md says what the files say, and the times fit together."""

import re

import yaml
from gunicorn.config import Keepalive

from quiz.live.updates.stream import BEAT
from quiz.serving import worker
from quiz.storage import answer_timeout, idle_connections
from quiz.storage.sqlite_lock import BUSY_SECONDS
from tests.operations.test_deploy import DEPLOY, ROOT, SITE

UNIT = {"ms": 0.001, "s": 1, "m": 60}
NODES = (DEPLOY / "nginx" / "before-you-look-nodes.conf").read_text("utf-8")
HAPROXY = (DEPLOY / "cluster" / "haproxy.cfg").read_text("utf-8")
HAPROXY_NODE = (DEPLOY / "tls" / "haproxy-node.cfg").read_text("utf-8")
PATRONI = yaml.safe_load((DEPLOY / "cluster" / "patroni.yml").read_text("utf-8"))["bootstrap"][
    "dcs"
]
WEB = (DEPLOY / "systemd" / "before-you-look-web.service").read_text("utf-8")
UPSTREAM, _, IN_SITE = SITE.partition("log_format")
GUNICORN = (ROOT / "gunicorn.conf.py").read_text("utf-8")


def seconds(text: str, name: str, number: int = 0) -> float:
    """The time that a file gives this setting, its first or a later one."""
    given = re.findall(rf"\b{name}[\s=]+(\d+)(ms|s|m)?\b", text)[number]
    return int(given[0]) * UNIT[given[1] or "s"]


TIMES = {
    "`client_header_timeout`": seconds(IN_SITE, "client_header_timeout"),
    "`client_body_timeout`": seconds(IN_SITE, "client_body_timeout"),
    "`keepalive_timeout` of the site": seconds(IN_SITE, "keepalive_timeout"),
    "`proxy_connect_timeout`": seconds(IN_SITE, "proxy_connect_timeout"),
    "`proxy_read_timeout`": seconds(IN_SITE, "proxy_read_timeout"),
    "`proxy_read_timeout` of `/events`": seconds(IN_SITE, "proxy_read_timeout", 1),
    "`proxy_next_upstream_timeout`": seconds(IN_SITE, "proxy_next_upstream_timeout"),
    "`fail_timeout`": seconds(NODES, "fail_timeout"),
    "`keepalive_timeout` of the nodes": seconds(UPSTREAM, "keepalive_timeout"),
    "Gunicorn's own": Keepalive.default,
    "`BODY_SECONDS`": worker.BODY_SECONDS,
    "`BUSY_SECONDS`": BUSY_SECONDS,
    "`SECONDS` of `quiz/storage/answer_timeout.py`": answer_timeout.SECONDS,
    "`IDLE_SECONDS`": idle_connections.IDLE_SECONDS,
    "`BEAT`": BEAT,
    "`FIRST_REQUEST_SECONDS`": worker.FIRST_REQUEST_SECONDS,
    "`NEXT_REQUEST_SECONDS`": worker.NEXT_REQUEST_SECONDS,
    "`LAST_REQUEST_SECONDS`": worker.LAST_REQUEST_SECONDS,
    "`graceful_timeout`": seconds(GUNICORN, "graceful_timeout"),
    "`TimeoutStopSec`": seconds(WEB, "TimeoutStopSec"),
    "`timeout connect`": seconds(HAPROXY, "timeout connect"),
    "`timeout client`, `timeout server`": seconds(HAPROXY, "timeout client"),
    "`timeout check`": seconds(HAPROXY, "timeout check"),
    "`inter` of the service": seconds(HAPROXY_NODE, "inter"),
    "`retries`": seconds(HAPROXY_NODE, "retries"),
    "`ttl`": PATRONI["ttl"],
    "`loop_wait`": PATRONI["loop_wait"],
    "`retry_timeout`": PATRONI["retry_timeout"],
}


def test_the_document_has_each_time() -> None:
    text = (ROOT / "docs" / "reliability.md").read_text("utf-8")
    table = text.partition("## Who waits how long")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| [^|]+ \| [^|]+ \| ([\d,.]+) \| ([^|]+) \|$", table, re.MULTILINE)
    assert {where: float(given.replace(",", "")) for given, where in rows} == TIMES
    assert len(rows) == len(TIMES)


def test_each_waits_longer_than_who_it_asks() -> None:
    def rise(*names: str) -> None:
        found = [TIMES[name] for name in names]
        assert found == sorted(set(found)), names

    answers = "`SECONDS` of `quiz/storage/answer_timeout.py`"
    rise("`BUSY_SECONDS`", answers, "`proxy_read_timeout`", "`proxy_next_upstream_timeout`")
    rise(answers, "`LAST_REQUEST_SECONDS`", "`graceful_timeout`", "`TimeoutStopSec`")
    rise("`keepalive_timeout` of the nodes", "`NEXT_REQUEST_SECONDS`", "Gunicorn's own")
    rise("`retries`", "`proxy_read_timeout`")
    rise("`BEAT`", "`proxy_read_timeout` of `/events`")
    rise("`IDLE_SECONDS`", "`timeout client`, `timeout server`")
    assert seconds(HAPROXY, "timeout server") == TIMES["`timeout client`, `timeout server`"]
    # What Patroni's documents ask for, so that a primary gives up before another takes over.
    least = PATRONI["loop_wait"] + 2 * PATRONI["retry_timeout"]
    assert least <= PATRONI["ttl"]
