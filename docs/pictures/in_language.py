"""In which language pictures are taken: browsers ask for it, and its pictures have a folder."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext

from quiz.languages.sentences import ENGLISH, language

PICTURES = Path(__file__).parent


def context(browser: Browser, **options: Any) -> BrowserContext:
    """Somebody's browser, which asks for pages in the language."""
    return browser.new_context(locale=language().tag, **options)


def picture_file(name: str) -> Path:
    """Where a picture is kept: those in another language than English in the folder of its code."""
    folder = PICTURES if language() == ENGLISH else PICTURES / language().code
    folder.mkdir(exist_ok=True)
    return folder / f"{name}.png"
