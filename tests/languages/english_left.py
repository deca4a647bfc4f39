"""English words that a page in the made-up language still has, outside parts marked as English."""

import re

from bs4 import BeautifulSoup

from quiz.bank.load import load
from quiz.languages.made_up import CLOSE, OPEN

MADE_UP = re.compile(f"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}")
"""A sentence; one in a place of another is inside it."""
DAY = re.compile(r"\d{1,2} [A-Z][a-z]+ \d{4}")
"""Babel has no months for a made-up language."""
ADDRESS = re.compile(r"https?://\S+")
WORD = re.compile(r"[A-Za-z]{2,}")
BANK = load()
TITLES = {one.title for one in (*BANK.items.values(), *BANK.contested, *BANK.topics, *BANK.sources)}
"""Of the content. Inside a sentence of the page they are English, too."""
SPOKEN = ("aria-label", "title", "alt", "placeholder", "content", "summary")


def english_left(markup: str) -> set[str]:
    """Texts and attributes with an English word."""
    page = BeautifulSoup(markup, "html.parser")
    assert page.html is not None
    own = page.html["lang"]
    # A title cannot mark a part as English: what it repeats of a marked heading is left out.
    heading = page.select_one("h1[lang], h1 [lang], .column > .caption:first-child [lang]")
    if page.title and heading and heading["lang"] != own:
        page.title.string = page.title.get_text().replace(heading.get_text(), "")
    for part in page.select("body [lang], [translate=no], script, style, meta"):
        if part.decomposed or part.get("lang") == own:
            continue
        part.decompose()
    texts = [str(text) for text in page.find_all(string=True) if text.strip() != "html"]
    for tag in page.find_all(True):
        said = {name for name in tag.attrs if name in SPOKEN or name.startswith("data-")}
        texts += [str(tag[name]) for name in said if " " in str(tag[name])]
    bare = {text.strip(): ADDRESS.sub("", DAY.sub("", without_made_up(text))) for text in texts}
    english = {text for text, rest in bare.items() if WORD.search(rest)}
    return english | {text for text in bare if any(title in text for title in TITLES)}


def without_made_up(text: str) -> str:
    """A text without its sentences in the made-up language."""
    while (rest := MADE_UP.sub("", text)) != text:
        text = rest
    return rest
