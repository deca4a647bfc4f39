"""The networks of the cluster's members, on one machine: as root each has its own, which can be
cut; for others they are addresses of this machine."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

NAMES = ("db1", "db2", "db3")
NOBODY = "02:00:00:00:00:01"
"""The address of no network card."""
READ_ALL = "+dac_read_search"
"""For root, so that this checkout and its Python may be in root's own folder."""
AS_POSTGRES = (
    *("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"),
    *(f"--inh-caps={READ_ALL}", f"--ambient-caps={READ_ALL}"),
)


def is_root() -> bool:
    return os.geteuid() == 0


def run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)


@dataclass
class Network:
    """A bridge, and a network for each member behind it; or addresses of this machine only."""

    number: int = field(default_factory=lambda: os.getpid() % 250 + 1)

    @property
    def prefix(self) -> str:
        return f"10.213.{self.number}." if is_root() else f"127.213.{self.number}."

    def address(self, name: str) -> str:
        return f"{self.prefix}2{name[-1]}"

    def namespace(self, name: str) -> str:
        return f"look{self.number}{name}"

    def command(self, name: str) -> tuple[str, ...]:
        """What a program is started with, so that it runs in the network of a member."""
        if not is_root():
            return ()
        return ("ip", "netns", "exec", self.namespace(name), *AS_POSTGRES)

    @contextmanager
    def up(self) -> Iterator[None]:
        if not is_root():
            yield
            return
        bridge = f"look{self.number}"
        try:
            run("ip", "link", "add", bridge, "type", "bridge")
            run("ip", "address", "add", f"{self.prefix}1/24", "dev", bridge)
            run("ip", "link", "set", bridge, "up")
            for name in NAMES:
                self._add(bridge, name)
            yield
        finally:
            for name in NAMES:
                subprocess.run(["ip", "netns", "del", self.namespace(name)], capture_output=True)
            subprocess.run(["ip", "link", "del", bridge], capture_output=True)

    def _add(self, bridge: str, name: str) -> None:
        inside, outside = self.namespace(name), f"{bridge}{name}"
        run("ip", "netns", "add", inside)
        run(*f"ip link add {outside} type veth peer name eth0 netns {inside}".split())
        run("ip", "link", "set", outside, "master", bridge, "up")
        run("ip", "-n", inside, "address", "add", f"{self.address(name)}/24", "dev", "eth0")
        for device in ("eth0", "lo"):
            run("ip", "-n", inside, "link", "set", device, "up")

    @property
    def is_own(self) -> bool:
        """Whether each member has a network of its own, which can be cut."""
        return is_root()

    def cut(self, name: str, *, again: bool = False) -> None:
        """Cut the network of a member, or connect it again."""
        run("ip", "link", "set", f"look{self.number}{name}", "up" if again else "down")

    def cut_service(self, *, again: bool = False) -> None:
        """Let nothing that this machine sends reach a member, or let it again. The members reach
        each other. Nobody is told: what is sent is lost on the way, as behind a broken switch."""
        for name in NAMES:
            at = (self.address(name), "dev", f"look{self.number}")
            if again:
                run("ip", "neigh", "del", *at)
            else:
                run("ip", "neigh", "replace", *at, "lladdr", NOBODY, "nud", "permanent")
