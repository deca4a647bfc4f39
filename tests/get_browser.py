"""Print the path of a working Chromium; install one if there is none. `make test` runs this."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

# Without a font of the usual width, layout and pictures would differ from a user's browser.
PACKAGES = ("chromium", "fonts-liberation")
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def starts(path: str) -> bool:
    """Whether the browser starts: a downloaded one may lack system libraries."""
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=60).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def run_quietly(*command: str) -> bool:
    """Run a command without its stdout, which is for the path only; whether it succeeded."""
    try:
        return subprocess.run(command, stdout=subprocess.DEVNULL).returncode == 0
    except OSError:
        return False


def installed() -> Iterator[str]:
    yield from filter(None, map(shutil.which, NAMES))


def from_apt() -> Iterator[str]:
    # Debian only: on Ubuntu the package installs a snap.
    release = Path("/etc/os-release")
    if os.geteuid() == 0 and release.exists() and "\nID=debian\n" in f"\n{release.read_text()}\n":
        os.environ["DEBIAN_FRONTEND"] = "noninteractive"
        run_quietly("apt-get", "update", "-qq")
        run_quietly("apt-get", "install", "-qq", "-y", "--no-install-recommends", *PACKAGES)
        yield from installed()


def from_playwright() -> Iterator[str]:
    from playwright.sync_api import sync_playwright

    # Root can also install the system libraries that Chromium needs.
    extra = ["--with-deps"] if os.geteuid() == 0 and sys.platform == "linux" else []
    if run_quietly(sys.executable, "-m", "playwright", "install", "--no-shell", *extra, "chromium"):
        with sync_playwright() as playwright:
            yield playwright.chromium.executable_path


def find() -> str | None:
    if named := os.environ.get("CHROMIUM"):
        return named if starts(named) else None
    for source in (installed, from_apt, from_playwright):
        if source is not installed:
            print("Installing Chromium for the tests (once)", file=sys.stderr)
        for path in source():
            if starts(path):
                return path
    return None


if __name__ == "__main__":
    path = find()
    if path is None:
        sys.exit("No working Chromium: install Chromium, or set CHROMIUM to its path.")
    print(path)
