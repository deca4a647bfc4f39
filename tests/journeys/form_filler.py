"""A client that fills in any form, for crowds.

It repeats the same request after a broken connection, as a person would press the button again.
"""

import http.client
import random
import time
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

from bs4 import BeautifulSoup, Tag

from quiz.bank.load import load

KEYS = {f"{item.id}.{item.best}" for item in load().items.values()}
MOST_PAGES = 60
TRIES = 20


def first_form(text: str) -> Tag | None:
    """The first form of a page's main element, except “Leave this page out”.

    Nothing else is parsed, to save time.
    """
    main = text.find("<main")
    form = text.find("<form", main)
    while 0 < main < form:
        end = text.find("</form>", form)
        if "leave-out" not in text[form : text.find(">", form)]:
            return BeautifulSoup(text[form:end], "lxml").form
        form = text.find("<form", end)
    return None


def choose(values: list[str], *, best: bool) -> str:
    """The best answer of a scenario's options, or another one."""
    return next(value for value in values if (value in KEYS) == best)


@dataclass
class FormFiller:
    """One person who answers at random, except for the fields in ``always``.

    ``sent`` has the acknowledged form data by page.
    """

    address: str
    chance: random.Random
    cookies: dict[str, str] = field(default_factory=dict)
    sent: dict[str, dict[str, str]] = field(default_factory=dict)
    retries: int = 0
    always: dict[str, str] = field(default_factory=dict)

    def reaches(self, end: str) -> str:
        """Fill in forms from the start page until ``end``; returns that page's text."""
        path, text = self.asks("GET", "/", {})
        for _ in range(MOST_PAGES):
            if path == end:
                return text
            form = first_form(text)
            assert form is not None, f"{path} has no form"
            data = self.fills_in(form)
            method = str(form.get("method", "get")).upper()
            action = str(form.get("action") or path)
            before = path
            path, text = self.asks(method, action, data)
            assert path != before, f"{path} was shown again: {text}"
            self.sent[before] = data
        raise AssertionError(f"{end} was not reached; last seen: {path}")

    def sends(self, path: str, **fields: str) -> tuple[str, str]:
        """Fill in the form of a page with these fields and send it; the next page's path and text.

        ``option="best"`` and ``option="other"`` choose the best answer and another one.
        """
        _, text = self.asks("GET", path, {})
        form = first_form(text)
        assert form is not None, f"{path} has no form: {text[:2000]}"
        if (option := fields.get("option")) in ("best", "other"):
            values = [str(box["value"]) for box in form.find_all("input", {"name": "option"})]
            fields["option"] = choose(values, best=option == "best")
        return self.asks("POST", str(form.get("action") or path), self.fills_in(form) | fields)

    def fills_in(self, form: Tag) -> dict[str, str]:
        data: dict[str, str] = {}
        groups: dict[str, list[str]] = {}
        for box in form.find_all("input"):
            name, value = str(box["name"]), str(box.get("value", ""))
            if box.get("type") == "radio":
                groups.setdefault(name, []).append(value)
            elif box.get("type") != "checkbox" or self.chance.random() < 0.5:
                data[name] = value
        return data | {
            name: self.always.get(name) or self.chance.choice(values)
            for name, values in groups.items()
        }

    def asks(self, method: str, path: str, data: dict[str, str]) -> tuple[str, str]:
        """Send a request and follow redirects; a broken connection is retried."""
        for attempt in range(TRIES):
            try:
                status, location, text = self.once(method, path, data)
            except (OSError, http.client.HTTPException):
                self.retries += 1
                time.sleep(0.05 * (attempt + 1))
                continue
            if status == 303:
                return self.asks("GET", urlsplit(location).path, {})
            assert status == 200, f"{method} {path}: {status} {text[:2000]}"
            return path, text
        raise AssertionError(f"{method} {path}: no answer after {TRIES} tries")

    def once(self, method: str, path: str, data: dict[str, str]) -> tuple[int, str, str]:
        connection = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=30)
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        body = None
        if method == "POST":
            body = urlencode(data)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            text = response.read().decode()
            for header in response.headers.get_all("Set-Cookie", []):
                for name, morsel in SimpleCookie(header).items():
                    self.cookies[name] = morsel.value
            return response.status, response.headers.get("Location", ""), text
        finally:
            connection.close()
