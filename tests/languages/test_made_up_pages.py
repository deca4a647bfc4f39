"""Pages of accounts, information, learning systems, content and help in the made-up language."""

import re

from flask import Flask

from quiz.language_choice import TRANSLATED
from quiz.routes import MAP
from quiz.vocabulary import Role
from tests.languages.english_left import english_left
from tests.people.steps import PASSWORD, account, sign_in
from tests.promises.example_paths import path
from tests.visitor import Visitor

TYPED = (r"person\d+@council\.example", r"Person \d+", "a phone", r"\bReport\b", "Council Learning")
SECRET = r"(?:\b[A-Z2-7]{4}\b ?){8}"
SEARCHED = ("screenshot", "child protection plan", "z{7}")
TITLES = ("Regulation of Investigatory Powers Act 2000", r"SCORM 1\.2", r"cmi5 \(xAPI\)")
BABEL = ", and (?=⟦)"
NAMES = re.compile("|".join((*TYPED, SECRET, *SEARCHED, *TITLES, BABEL)))
"""What somebody typed, the key of an authenticator app, titles, and Babel's list of a made-up
language."""
MORE = ("/guidance?q=screenshot", "/guidance?q=child protection plan", "/guidance?q=zzzzzzz")
ROOMS = {"signin", "information", "learning", "admin", "help", "authors"}
CHOOSES = "information.choose_language"
PAGES = [
    one
    for one in MAP
    if "GET" in one.methods and one.endpoint != CHOOSES and one.endpoint.partition(".")[0] in ROOMS
]
TRANSLATED_PAGES = [
    one for one in PAGES if {one.endpoint, one.endpoint.partition(".")[0]} & TRANSLATED
]


def left_on(visitor: Visitor, address: str) -> set[str]:
    """English words of a page; a redirect or a file has none."""
    response = visitor.client.get(address)
    is_page = response.mimetype == "text/html" and not response.location
    return english_left(NAMES.sub("", response.text)) if is_page else set()


def test_no_page_has_english(app: Flask) -> None:
    """Of every address, with example values, for somebody with every role and for nobody."""
    person = account(app, *Role, password=PASSWORD)
    known, stranger = sign_in(Visitor(app), person), Visitor(app)
    known.get("/language/en-XA?next=/")
    stranger.get("/language/en-XA?next=/")
    left, examples = {}, list(MORE)
    for address in TRANSLATED_PAGES:
        examples.append(path(address, app, person))
    for example in examples:
        for visitor in (known, stranger):
            if found := left_on(visitor, example):
                left[example] = found
    assert left == {}
