"""Install the programs that `make test-all`, `make cluster` and `make soak` need beside a browser.

On Debian as root they are installed; elsewhere it names the ones that are missing.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

PACKAGES = {
    "nginx": "nginx-light",
    "redis-server": "redis-server",
    "systemd-analyze": "systemd",
    "pg_ctlcluster": "postgresql",
    "etcd": "etcd-server",
    "haproxy": "haproxy",
    "ip": "iproute2",
    "faketime": "faketime",
}
STARTED = {
    **{"nginx-light": "nginx", "redis-server": "redis-server", "postgresql": "postgresql"},
    **{"etcd-server": "etcd", "haproxy": "haproxy"},
}
"""The services that packages start when they are installed."""
PATH = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"


def find(program: str) -> str | None:
    """Where the program is; Debian keeps servers outside a user's PATH."""
    return shutil.which(program, path=PATH)


def install(packages: list[str]) -> None:
    print(f"Installing {', '.join(packages)} for the tests (once)", file=sys.stderr)
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    for command in (("update",), ("install", "-y", "--no-install-recommends", *packages)):
        subprocess.run(["apt-get", "-qq", *command], stdout=subprocess.DEVNULL, check=False)
    for package in STARTED.keys() & set(packages):
        subprocess.run(["service", STARTED[package], "stop"], capture_output=True, check=False)


def missing() -> list[str]:
    return [program for program in PACKAGES if find(program) is None]


if __name__ == "__main__":
    if missing() and os.geteuid() == 0 and Path("/etc/debian_version").exists():
        install([PACKAGES[program] for program in missing()])
    if left := missing():
        sys.exit(f"Install {', '.join(left)}: they are needed.")
