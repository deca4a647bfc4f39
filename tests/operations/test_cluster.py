"""deploy/cluster in use: the primary, a standby and a member of etcd are lost while people answer
and a live session runs."""

import asyncio
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from sqlalchemy import Connection, text

from bench.live import SECRET, Crowd, host_session, stored
from quiz.storage import answer_timeout
from quiz.storage.database import connect
from tests.cluster import Cluster, Member, cluster
from tests.retrying import Ledger, answering
from tests.server import Server, running

pytestmark = pytest.mark.only_test_all

PEOPLE, PHONES = 6, 10
OUTAGE_SECONDS = 45
"""A member is replaced after 20 seconds without a sign of life (ttl in patroni.yml); the rest is
for a busy machine."""


@pytest.fixture(scope="module")
def three() -> Iterator[Cluster]:
    with cluster() as found:
        yield found


@pytest.fixture(scope="module")
def nodes(three: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Server]]:
    folder = tmp_path_factory.mktemp("nodes")
    with ExitStack() as stack:
        yield [
            stack.enter_context(running(folder / name, DATABASE_URL=three.url, **SECRET))
            for name in ("one", "two")
        ]


def kill(member: Member) -> None:
    member.kill()


def cut_off(member: Member) -> None:
    """Cut its network; without the right to do so, stop everything on it."""
    if member.network.is_own:
        member.network.cut(member.name)
    else:
        member.send(signal.SIGSTOP)


def back(three: Cluster, member: Member) -> None:
    if member.network.is_own:
        member.network.cut(member.name, again=True)
    member.send(signal.SIGCONT)
    if member.patroni and member.patroni.poll() is not None:
        member.start_patroni()
    three.wait_for(three.is_whole)


@pytest.mark.parametrize(
    ("role", "fault"), [("leader", kill), ("leader", cut_off), ("sync_standby", kill)]
)
def test_nothing_acknowledged_is_lost(
    three: Cluster, nodes: list[Server], tmp_path: Path, role: str, fault: Callable[[Member], None]
) -> None:
    ledger, lost, addresses = Ledger(), three.one(role), [node.address for node in nodes]
    before = Ledger().stored_otherwise(three.url)[1]
    crowd = Crowd(nodes, PHONES, host_session(three.url, tmp_path, tmp_path.name))
    for phone in (*crowd.phones, crowd.host):
        phone.tries = 400

    async def session() -> float:
        await crowd.join_all()
        await crowd.move("before-0-0")
        await crowd.move("open-0-1")
        burst = asyncio.create_task(crowd.answer_all(1))
        await asyncio.sleep(1)
        at = time.monotonic()
        await asyncio.to_thread(fault, lost)
        await burst
        await crowd.move("closed-0-1")
        return at

    with answering(addresses, PEOPLE, ledger):
        at = asyncio.run(session())
        time.sleep(1)
    assert ledger.wrong == []
    assert {one.status for one in ledger.refusals} <= {503}
    last = max((one.at - at for one in ledger.refusals), default=0.0)
    longest = max(seconds for _, seconds in ledger.waits)
    print(
        f"{role}, {fault.__name__}: {len(ledger.refusals)} times 503, the last after {last:.1f} s"
    )
    assert last < OUTAGE_SECONDS
    assert longest < OUTAGE_SECONDS
    if role == "leader":
        assert ledger.refusals, "nobody met the fault"
        assert three.one("leader").name != lost.name
    missing, others = ledger.stored_otherwise(three.url)
    assert (missing, others) == (0, before), "an acknowledged answer is lost, or stored twice"
    given = Counter((round_, *given) for (_, round_), given in crowd.sent.items())
    assert given.total() == PHONES
    assert given - stored(three.url)[0] == Counter()
    back(three, lost)


def test_a_member_of_etcd_is_lost_and_nobody_notices(three: Cluster, nodes: list[Server]) -> None:
    ledger, member = Ledger(), three.one("leader")
    with answering([node.address for node in nodes], 2, ledger):
        member.kill_etcd()
        time.sleep(8)
    member.start_etcd()
    assert (ledger.wrong, ledger.refusals) == ([], [])
    assert three.one("leader").name == member.name


CUT_SECONDS, RECOVERY_SECONDS = 20, 3
LOCK = text("UPDATE alembic_version SET version_num = version_num")


def cut_between(member: Member, seconds: float) -> float:
    """Cut the network between this machine and the members; when it was back. Without the right to
    do so, the member stands still, for a shorter time than after which it is replaced."""
    if member.network.is_own:
        member.network.cut_service()
        time.sleep(seconds)
        member.network.cut_service(again=True)
    else:
        member.send(signal.SIGSTOP)
        time.sleep(seconds / 2)
        member.send(signal.SIGCONT)
    return time.monotonic()


def gives_up(connection: Connection) -> None:
    """As a request does that waits for its answer (quiz/storage/answer_timeout.py)."""
    time.sleep(1)
    driver: Any = connection.connection.driver_connection
    driver.pgconn.send_query(b"SELECT 1")
    time.sleep(answer_timeout.SECONDS)
    driver.pgconn.finish()


def test_people_are_served_again_as_soon_as_the_network_is_back(
    three: Cluster, nodes: list[Server]
) -> None:
    """What requests had locked is free then, and their forms are taken. Without the settings for
    the server in quiz/storage/engines.py it was free 6.7 seconds later, in one try."""
    three.wait_for(three.is_whole)
    ledger, primary = Ledger(), three.one("leader")
    before = Ledger().stored_otherwise(three.url)[1]
    direct = connect(three.url.replace(f"127.0.0.1:{three.port}", f"{primary.address}:5432"))
    held = direct.writer.connect()
    held.execute(LOCK)
    with answering([node.address for node in nodes], PEOPLE, ledger):
        time.sleep(3)
        lost = Thread(target=gives_up, args=(held,))
        lost.start()
        back_at = cut_between(primary, CUT_SECONDS)
        with direct.writer.begin() as connection:
            connection.execute(LOCK)
        free = time.monotonic() - back_at
        lost.join()
        held.invalidate()
        time.sleep(2 * RECOVERY_SECONDS)
    direct.close()
    last = max(refusal.at for refusal in ledger.refusals) - back_at
    print(f"{len(ledger.refusals)} times 503, last {last:.1f} s after the cut; free {free:.1f} s")
    assert ledger.wrong == []
    assert max(last, free) < RECOVERY_SECONDS
    assert ledger.stored_otherwise(three.url) == (0, before)
