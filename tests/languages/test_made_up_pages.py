"""Pages of accounts, information, learning systems, content and help in the made-up language."""

import re
from http import HTTPStatus

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask

from quiz.routes import MAP
from quiz.vocabulary import Role
from tests.languages.english_left import english_left
from tests.people.steps import PASSWORD, account, sign_in
from tests.promises.example_paths import path
from tests.visitor import Visitor

TYPED = (r"person\d+@council\.example", r"Person \d+", "a phone", r"\bReport\b", "Council Learning")
SECRET = r"(?:\b[A-Z2-7]{4}\b ?){8}"
SEARCHED = ("screenshot", "child protection plan", "z{7}")
TITLES = (
    *("Regulation of Investigatory Powers Act 2000", r"SCORM 1\.2", r"cmi5 \(xAPI\)"),
    *("Moodle XML", "GIFT", "Aiken", r"QTI \d\.\d", "Kahoot", "CSV", "Excel"),
)
BABEL = ", and (?=⟦)"
NAMES = re.compile("|".join((*TYPED, SECRET, *SEARCHED, *TITLES, BABEL)))
"""What somebody typed, the key of an authenticator app, titles, and Babel's list of a made-up
language."""
MORE = ("/guidance?q=screenshot", "/guidance?q=child protection plan", "/guidance?q=zzzzzzz")
ROOMS = {"signin", "information", "learning", "admin", "help", "authors"}
SHOWN_TO_STRANGERS = {"signin.sign_in", "signin.passkey", "signin.sign_out", "learning.lti_begin"}
CHOOSES = "information.choose_language"
PAGES = [
    one
    for one in MAP
    if "GET" in one.methods and one.endpoint != CHOOSES and one.endpoint.partition(".")[0] in ROOMS
]


def left_on(visitor: Visitor, address: str) -> set[str]:
    """English words of a page; a redirect or a file has none."""
    response = visitor.client.get(address)
    is_page = response.mimetype == "text/html" and not response.location
    return english_left(NAMES.sub("", response.text)) if is_page else set()


def test_no_page_has_english(app: Flask) -> None:
    """Of every address, with example values, for somebody with every role, or without one."""
    person = account(app, *Role, password=PASSWORD)
    known, stranger = sign_in(Visitor(app), person), Visitor(app)
    known.get("/language/en-XA?next=/")
    stranger.get("/language/en-XA?next=/")
    left = {page: left_on(stranger, page) for page in MORE}
    for address in PAGES:
        example = path(address, app, person)
        left[example] = left_on(known, example)
        if address.endpoint in SHOWN_TO_STRANGERS:
            left[example] |= left_on(stranger, example)
    assert {page: found for page, found in left.items() if found} == {}


FIELDS = "input[type=text], input[type=email], input[type=url], input[type=password], textarea"
CHOICES = "input[type=radio], select"


def with_nonsense(form: Tag) -> dict[str, str]:
    """What a form sends that refuses each of its fields; nothing if it has none."""
    typed = {str(box["name"]): "<>" * 800 for box in form.select(FIELDS)}
    typed |= {str(box["name"]): "none" for box in form.select(CHOICES)}
    hidden = {str(box["name"]): str(box.get("value", "")) for box in form.select("[type=hidden]")}
    return hidden | typed if typed else {}


@pytest.mark.repeats
def test_no_refused_form_has_english(app: Flask) -> None:
    person = account(app, *Role, password=PASSWORD)
    known, stranger = sign_in(Visitor(app), person), Visitor(app)
    left, refused = {}, 0
    for visitor in (known, stranger):
        visitor.get("/language/en-XA?next=/")
    for address in (one for one in PAGES if "POST" in one.methods):
        example = path(address, app, person)
        for visitor in (known, stranger):
            form = BeautifulSoup(visitor.client.get(example).text, "lxml").select_one("main form")
            if form is None or not (data := with_nonsense(form)):
                continue
            response = visitor.client.post(str(form.get("action") or example), data=data)
            refused += response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
            if found := english_left(NAMES.sub("", response.text)):
                left[example] = found
    assert left == {}
    assert refused > len(ROOMS)
