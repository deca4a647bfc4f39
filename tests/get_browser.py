"""Print the path of a Chromium that starts; find one, or else get one. `make test` calls this."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

# A browser without a typeface of the usual width would make the pictures a poor likeness.
PACKAGES = ("chromium", "fonts-liberation")
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def starts(path: str) -> bool:
    """Whether it is there with all its libraries: a downloaded one may lack some."""
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=60).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def quietly(*command: str) -> bool:
    """Run it without its progress: stdout is for the path alone. What goes wrong still shows."""
    try:
        return subprocess.run(command, stdout=subprocess.DEVNULL).returncode == 0
    except OSError:
        return False


def installed() -> Iterator[str]:
    yield from filter(None, map(shutil.which, NAMES))


def from_apt() -> Iterator[str]:
    # Only Debian's own: on Ubuntu the package is a pointer to a snap.
    release = Path("/etc/os-release")
    if os.geteuid() == 0 and release.exists() and "\nID=debian\n" in f"\n{release.read_text()}\n":
        os.environ["DEBIAN_FRONTEND"] = "noninteractive"
        quietly("apt-get", "update", "-qq")
        quietly("apt-get", "install", "-qq", "-y", "--no-install-recommends", *PACKAGES)
        yield from installed()


def from_playwright() -> Iterator[str]:
    from playwright.sync_api import sync_playwright

    # Root may add the system libraries that Chromium needs as well.
    extra = ["--with-deps"] if os.geteuid() == 0 and sys.platform == "linux" else []
    if quietly(sys.executable, "-m", "playwright", "install", "--no-shell", *extra, "chromium"):
        with sync_playwright() as playwright:
            yield playwright.chromium.executable_path


def find() -> str | None:
    if named := os.environ.get("CHROMIUM"):
        return named if starts(named) else None
    for source in (installed, from_apt, from_playwright):
        if source is not installed:
            print("Getting Chromium for the tests, this once", file=sys.stderr)
        for path in source():
            if starts(path):
                return path
    return None


if __name__ == "__main__":
    path = find()
    if path is None:
        sys.exit("No Chromium starts here: install Chromium, or set CHROMIUM to the path of one.")
    print(path)
