"""Where the text of somebody else, who saved the same scenario, differs from what was typed."""

from typing import NamedTuple

from wtforms import Field

from quiz.authors.writing_forms import LINES, ScenarioWritingForm
from quiz.bank import own_content
from quiz.bank.content_file import Data
from quiz.bank.written_languages import LANGUAGE_WORDS, code_to_say
from quiz.languages import sentences


class TheirText(NamedTuple):
    """Their text of a field, which has a label, and the tag of its language; None for English."""

    label: str
    text: str
    language: str | None


def differences(form: ScenarioWritingForm, theirs: Data) -> list[TheirText]:
    """The fields in which somebody else's text differs, with their text."""
    words = form.words
    parts: list[tuple[Field, str, str]] = [
        (form[name], words[name], theirs.get(name, "")) for name in LINES
    ]
    for name in ("people", "pointers"):
        parts.append((form[name], ", ".join(words[name]), ", ".join(theirs[name])))
    for fields, mine, other in zip(form.options, words["options"], theirs["options"], strict=True):
        for name, field in zip(("text", "reason", "leaning"), fields, strict=True):
            parts.append((field, mine[name] or "", other.get(name, "")))
    said = (
        (field, text, "" if own_content.is_unwritten(new) else new) for field, text, new in parts
    )
    language = theirs.get("language")
    found = [TheirText(field.label.text, new, language) for field, text, new in said if text != new]
    if language != words["language"]:
        name = str(LANGUAGE_WORDS[code_to_say(language)])
        found.append(TheirText(form.language.label.text, name, sentences.language().tag))
    return found
