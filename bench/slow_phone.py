"""Seconds from each press until the next page of a self-check is painted, on a slow phone.

The connection has 400 kbit/s and 400 ms there and back, and the processor is six times slower than
this machine's: both are emulated by Chromium, which ``CHROMIUM`` names.
"""

import os
import tempfile
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, sync_playwright

from tests.browser import ARGS
from tests.server import running

BYTES_A_SECOND, LATENCY_MS, SLOWER = 400_000 / 8, 400, 6
LAST = "/check/scenario/2"
AIM = 2.0
CHOOSE_FIRST = """() => document.querySelectorAll('main input[type=radio]').forEach(one => {
  const all = [...document.getElementsByName(one.name)];
  if (!all.some(other => other.checked)) one.checked = true;
})"""
PAINTED = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


def main() -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        running(Path(folder)) as server,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=os.environ["CHROMIUM"], args=ARGS, chromium_sandbox=False
        )
        for path, seconds in _presses(browser, server.address):
            print(f"{path:22} {seconds:5.2f} s after the press (aim {AIM:.0f})")
        browser.close()


def _presses(browser: Browser, address: str) -> list[tuple[str, float]]:
    """The path of each page from Start to the second scenario, and how long it took."""
    page = browser.new_page(viewport={"width": 390, "height": 800})
    slow = page.context.new_cdp_session(page)
    network = {"offline": False, "latency": LATENCY_MS}
    speed = {"downloadThroughput": BYTES_A_SECOND, "uploadThroughput": BYTES_A_SECOND}
    slow.send("Network.enable")
    slow.send("Network.emulateNetworkConditions", {**network, **speed})
    slow.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(address)
    found: list[tuple[str, float]] = []
    while LAST not in page.url:
        page.evaluate(CHOOSE_FIRST)
        found.append(_press(page))
    return found


def _press(page: Any) -> tuple[str, float]:
    before, began = page.url, time.perf_counter()
    page.locator("main form button").first.click(no_wait_after=True)
    page.wait_for_function(
        "before => location.href != before && document.querySelector('main form button')",
        arg=before,
    )
    page.evaluate(PAINTED)
    return urlsplit(page.url).path, time.perf_counter() - began


if __name__ == "__main__":
    main()
