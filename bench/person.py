"""A person in a browser: one connection, a cookie jar, and random answers to each form."""

import gzip
import http.client
import random
import re
import time
from collections.abc import Callable
from html import unescape
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urljoin, urlsplit

import brotli
from backports import zstd

A_BROWSER = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Encoding": "gzip, deflate, br, zstd",
    "Accept-Language": "en-GB,en;q=0.5",
    "User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
}
DECODED = {
    "": bytes,
    "gzip": gzip.decompress,
    "br": brotli.decompress,
    "zstd": zstd.decompress,
}
INPUT = re.compile(r"<input\b[^>]*>")
ATTRIBUTE = re.compile(r'([\w-]+)(?:="([^"]*)")?')
REDIRECTS = (301, 302, 303, 307)


class Person:
    """Fills in the form of each page until a page that was asked for.

    ``presses`` has the milliseconds from each press until the next page was read.
    """

    def __init__(self, address: str, seed: int, encoding: str = "") -> None:
        self.address, self.chance = address, random.Random(seed)
        self.headers = A_BROWSER | ({"Accept-Encoding": encoding} if encoding else {})
        self.connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
        self.cookies: dict[str, str] = {}
        self.presses: list[float] = []
        self.path, self.text, self.sent = "", "", 0

    def opens(self, path: str) -> None:
        self.path, self.text = self.asks("GET", path)
        self.connection.close()  # the server does not wait for whoever comes last

    def goes_on(self, until: Callable[[str], bool]) -> None:
        """Fill in forms until ``until`` says yes to the path of a page."""
        while not until(self.path):
            action, data = form_of(self.text, self.chance)
            pressed, before = time.perf_counter(), self.path
            self.path, self.text = self.asks("POST", urljoin(before, action), data)
            self.presses.append((time.perf_counter() - pressed) * 1000)
            assert self.path != before, f"{before} was shown again: {self.text}"
        self.connection.close()  # a server closes it if nobody asks for two seconds

    def asks(self, method: str, path: str, data: dict[str, str] | None = None) -> tuple[str, str]:
        """Send a request and follow its redirects; the path and the text of the page."""
        headers = {**self.headers, "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        if method == "POST":
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, urlencode(data) if data else None, headers)
        response = self.connection.getresponse()
        body = response.read()
        self.sent = len(body)
        for header in response.headers.get_all("Set-Cookie", []):
            for name, morsel in SimpleCookie(header).items():
                self.cookies[name] = morsel.value
        if response.status in REDIRECTS:
            return self.asks("GET", urlsplit(response.headers["Location"]).path)
        text = DECODED[response.headers.get("Content-Encoding", "")](body).decode()
        assert response.status == 200, f"{method} {path}: {response.status} {text[:2000]}"
        return path, text


def form_of(text: str, chance: random.Random) -> tuple[str, dict[str, str]]:
    """The action and the fields of a page's form, filled in at random.

    What the page has chosen already stays, and no box is ticked.
    """
    start = text.index("<form", max(0, text.find("<main")))
    form = text[start : text.index("</form>", start)]
    data: dict[str, str] = {}
    groups: dict[str, list[str]] = {}
    for tag in INPUT.findall(form):
        box = {name: unescape(value) for name, value in ATTRIBUTE.findall(tag)}
        kind, name, value = box.get("type", "text"), box.get("name", ""), box.get("value", "")
        if kind == "radio":
            groups.setdefault(name, []).append(value)
            if "checked" in box:
                data[name] = value
        elif kind != "checkbox" and name:
            data[name] = value
    chosen = {name: chance.choice(values) for name, values in groups.items() if name != "device"}
    action = ATTRIBUTE.findall(form[: form.index(">")])
    return dict(action).get("action", ""), chosen | data
