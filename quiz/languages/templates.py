"""Sentences of templates: ``{% trans %}``, ``_("…")``, and plural forms."""

from jinja2 import Environment
from markupsafe import Markup

from quiz.languages import sentences

EXTENSION = "jinja2.ext.i18n"


def install(env: Environment) -> None:
    """Let templates have sentences in the language that is being written.

    Jinja's own functions look a sentence up through the context of its template, which takes three
    times as long.
    """
    env.add_extension(EXTENSION)
    env.policies["ext.i18n.trimmed"] = True
    env.newstyle_gettext = True  # type: ignore[attr-defined]
    env.globals.update(_=_gettext, gettext=_gettext, ngettext=_ngettext, pgettext=_pgettext)


def _gettext(sentence: str, /, **places: object) -> Markup:
    return _html(sentences.gettext(sentence), places)


def _ngettext(one: str, many: str, number: int, /, **places: object) -> Markup:
    return _html(sentences.ngettext(one, many, number), places)


def _pgettext(context: str, sentence: str, /, **places: object) -> Markup:
    return _html(sentences.pgettext(context, sentence), places)


def _html(words: str, places: dict[str, object]) -> Markup:
    """The sentence as HTML, with what stands in its places escaped.

    Jinja doubles per cent signs, whether there are places or not.
    """
    if places:
        return Markup(words) % places  # noqa: S704 - words of ours and of translators, as HTML
    return Markup(words.replace("%%", "%") if "%" in words else words)  # noqa: S704
