"""A visitor without a browser, who checks every page received."""

import re
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import html5lib
from bs4 import BeautifulSoup, Tag
from bs4.builder import HTML5TreeBuilder
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.passed import VALID

NEEDS_NO_LABEL = {"hidden", "submit"}
HIDDEN = re.compile(r'<input\b[^<>]*\btype="hidden"[^<>]*>')
VALUE = re.compile(r'\bvalue="[\w.-]*"', re.ASCII)
TOKEN = re.compile(r'\b(data-(?:token|form-tag))="[\w.-]*"', re.ASCII)
ID = re.compile(r"\b[0-9a-f]{32}\b|\d+")
OPTION = re.compile(r'\bvalue="([\w-]+)\.[a-d]"', re.ASCII)
FORM_LETTER = re.compile(r"\b[Ff]orm [A-Z]\b")
TITLE = re.compile(r"<title>.*?</title>|<h1\b.*?</h1>", re.DOTALL)
OWN_FORMS = {"leave-out", "keep-answer"}
TOKENS = ["csrf_token", "sealed", "JWT"]
"""The last two: a choice for a course, in a frame without cookies, and what the course gets."""
TEXT = re.compile(r">[^<>&]*[^<>&\s][^<>&]*<")


def normalize_space(text: str) -> str:
    """The text with single spaces, as by XPath's normalize-space."""
    return " ".join(text.split())


def text_of(tag: Tag) -> str:
    """The text of an element. A term that is explained stands in its sentence, as on the page."""
    if tag.select_one("button.term"):
        tag = copy(tag)
        for term in tag.select("button.term"):
            term.unwrap()
        tag.smooth()
    return normalize_space(tag.get_text(" "))


@dataclass
class Visitor:
    """An HTTP client with one cookie jar, at its latest ``response``."""

    app: Flask
    client: FlaskClient = field(init=False)
    response: TestResponse = field(init=False)
    _markup: str = field(init=False, default="")
    _page: BeautifulSoup | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self.client = self.app.test_client()

    def get(self, path: str) -> "Visitor":
        return self._arrive(self.client.get(path))

    def post(self, path: str, data: dict[str, Any]) -> "Visitor":
        return self._arrive(self.client.post(path, data=data))

    def send(self, **answers: str | list[str]) -> "Visitor":
        """Submit the page's form with these answers. An answer of ``""`` omits a field."""
        form = self.form
        if form.get("method") == "get":
            return self.get(str(form["action"]))
        data = {**self.filled_in(), **answers}
        action = str(form.get("action") or self.path)
        return self.post(action, {name: value for name, value in data.items() if value != ""})

    def filled_in(self) -> dict[str, Any]:
        """The current form data; a list where several boxes are ticked."""
        data: dict[str, Any] = {}
        for box in self.form.find_all("input"):
            if box.get("type") in ("radio", "checkbox") and not box.has_attr("checked"):
                continue
            name, value = str(box["name"]), str(box.get("value", ""))
            earlier = data.get(name, [])
            earlier = earlier if isinstance(earlier, list) else [earlier]
            data[name] = [*earlier, value] if earlier else value
        for box in self.form.find_all("select"):
            chosen = box.find("option", selected=True) or box.find("option")
            data[str(box["name"])] = str(chosen["value"]) if chosen else ""
        for box in self.form.find_all("textarea"):
            data[str(box["name"])] = box.get_text().removeprefix("\n")
        return data

    def choices(self, name: str) -> list[str]:
        """The values of a question's options, in the order shown."""
        return [str(box["value"]) for box in self.form.find_all("input", attrs={"name": name})]

    @property
    def page(self) -> BeautifulSoup:
        """The latest page."""
        if self._page is None:
            self._page = BeautifulSoup(self._markup, "lxml")
        return self._page

    @property
    def form(self) -> Tag:
        main = self.page.main
        assert main is not None
        # “Leave this page out” is a form of its own; `send(leave_out="yes")` does the same. So is
        # “Keep my answer”, which sends an answer that was sent before.
        forms = [form for form in main.find_all("form") if not OWN_FORMS & {*form.get("class", [])}]
        assert len(forms) == 1, f"{self.path} has {len(forms)} forms"
        return forms[0]

    @property
    def path(self) -> str:
        return self.response.request.path

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def words(self) -> str:
        """The text of the page's main part."""
        main = self.page.main
        assert main is not None
        return text_of(main)

    @property
    def errors(self) -> list[str]:
        """The error summary's lines."""
        return [
            found.get_text(strip=True)
            for found in self.page.select(".govuk-error-summary__list li")
        ]

    def _arrive(self, response: TestResponse) -> "Visitor":
        for _ in range(5):
            if response.status_code not in (301, 302, 303, 307, 308):
                break
            assert response.status_code == 303, "a redirect after a form is a 303"
            response = self.client.get(response.headers["Location"])
        self.response = response
        if response.mimetype == "text/html":
            self._markup = response.text
            self._page = check(self._markup, response.request.path)
        return self


class RecordingBuilder(HTML5TreeBuilder):
    """html5lib builder that records parse errors."""

    errors: list[Any]

    def feed(self, markup: Any) -> None:
        parser = html5lib.HTMLParser(tree=self.create_treebuilder)
        parser.parse(markup)
        self.errors = parser.errors


def check(markup: str, where: str) -> BeautifulSoup | None:
    """Parse the page strictly and check its style, once per distinct markup; None for the others.

    Once in a test run, whichever worker received it. A later page of the same markup can differ in
    text without ``&``, and in ids and numbers that are equal in the same places: neither can make
    it invalid. So it is parsed only when a test reads it.
    """
    shape = skeleton(markup)
    if shape in VALID:
        return None
    builder = RecordingBuilder()
    page = BeautifulSoup(markup, builder=builder)
    assert not builder.errors, f"{where} is not valid HTML: {builder.errors}"
    check_house_style(page, where)
    VALID.add(shape)
    return page


def skeleton(markup: str) -> str:
    """The page's markup, title and heading, without other text, tokens and the order of options.

    Ids and numbers are renumbered in their order, so that equal ones stay equal: an id that is
    there twice, or a link that leads nowhere, makes another skeleton.
    """
    seen: dict[str, str] = {}
    names = "".join(TITLE.findall(markup))
    blank = OPTION.sub(r'value="\1"', TEXT.sub(">x<", without_tokens(markup)))
    return names + ID.sub(lambda found: seen.setdefault(found[0], str(len(seen))), blank)


def without_tokens(text: str) -> str:
    """The page with hidden values blanked: CSRF tokens and ids differ every time."""
    return HIDDEN.sub(lambda found: VALUE.sub('value=""', found[0]), TOKEN.sub(r'\1=""', text))


def check_house_style(page: BeautifulSoup, where: str) -> None:
    """Checks common to all pages."""
    assert page.html is not None
    assert page.html["lang"] in ("en-GB", "cy", "en-XA")
    headings = page.find_all("h1")
    assert len(headings) == 1, f"{where} has {len(headings)} main headings"
    assert page.title is not None
    heading, title = ("".join(one.get_text().split()) for one in (headings[0], page.title))
    of_page = not headings[0].has_attr("lang")  # a title can say no language of its own
    assert heading in title or not of_page, f"{where}: title and heading differ"
    footer = [str(link["href"]) for link in page.select("footer a")]
    assert len(set(footer)) == len(footer), f"{where}: a link is twice in the footer"
    assert not FORM_LETTER.search(page.get_text(" ")), f"{where}: pages say “set 1”, not “form A”"
    check_tags(page.find_all(True), where)


def check_tags(tags: Sequence[Tag], where: str) -> None:
    """Checks of each tag, in one walk through the page."""
    ids = [str(tag["id"]) for tag in tags if tag.has_attr("id")]
    labelled = {tag.get("for") for tag in tags if tag.name == "label"}
    known = set(ids)
    assert len(ids) == len(known), f"{where} has an id twice"
    for tag in tags:
        assert not tag.has_attr("style"), f"{where} has an inline style"
        assert not [name for name in tag.attrs if name.startswith("on")], f"{where} has a handler"
        assert tag.name != "style", f"{where} has inline styles"
        assert tag.name != "script" or tag.get("src"), f"{where}: inline script"
        loaded = tag.get("src") or (tag.get("href") if tag.name == "link" else "")
        assert not urlsplit(str(loaded or "")).netloc, f"{where} loads from another host"
        if tag.name == "input" and tag.get("type") not in NEEDS_NO_LABEL:
            assert tag["id"] in labelled, f"{where}: {tag} has no label"
        if tag.name == "form" and tag.get("method") == "post":
            assert tag.find("input", attrs={"name": TOKENS}), f"{where}: no CSRF token"
        if tag.name == "a" and len(link := str(tag.get("href", ""))) > 1 and link[0] == "#":
            assert link[1:] in known, f"{where}: {link} leads nowhere"
