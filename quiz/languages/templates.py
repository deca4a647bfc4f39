"""Sentences of templates, looked up when a template is compiled: once for each language.

Each language has an environment of its own, which shares everything with that of English but its
compiled templates. ``{% trans %}`` and ``_("…")`` become text and the values of places, as if the
template had been written in that language, so that a page takes no longer. What
is not constant, such as plural forms, is looked up when the page is rendered.
"""

import re
from collections.abc import Iterator
from typing import Any, cast

from jinja2 import Environment, nodes
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

from quiz.languages import sentences
from quiz.languages.sentences import ENGLISH, Language, written_in

EXTENSION = "jinja2.ext.i18n"
NAMES = ("_", "gettext")
FIRST = "_trans"
LANGUAGE_OF, CONTENT = "lang_of", "content"
"""Functions that mark content whose language is not that of the page."""
FUNCTIONS = {
    *(*NAMES, "ngettext", "pgettext", LANGUAGE_OF, CONTENT),
    *("lang_of_choices", "other_language", "page_language", "quoting"),
}
"""What templates call; underneath they are filters, which cost nothing where they are not used."""
PLACE = re.compile(r"%(?:\((\w+)\)s|%)")


class LanguageEnvironment(Environment):
    """An environment whose templates are compiled in one language."""

    language = ENGLISH

    def install_sentences(self) -> None:
        """Let templates have sentences. What is not constant is looked up by these functions:
        Jinja's own look it up through the context of its template, which takes longer."""
        self.add_extension(EXTENSION)
        self.policies["ext.i18n.trimmed"] = True
        self.newstyle_gettext = True
        self.filters.update(gettext=_gettext, ngettext=_ngettext, pgettext=_pgettext)
        self.globals.pop("_")  # each name there is copied for each page

    def of_language(self, language: Language) -> "LanguageEnvironment":
        """The environment of another language. Its templates are not in the bytecode cache, which
        knows them by their names."""
        found = self.overlay(bytecode_cache=None)
        assert isinstance(found, LanguageEnvironment)  # noqa: S101 - an overlay has its class
        found.language = language
        return found

    def _generate(self, source: nodes.Template, *given: Any, **more: Any) -> str:
        with written_in(self.language):
            return super()._generate(InLanguage().visit(source), *given, **more)


class InLanguage(NodeTransformer):
    """Puts the sentences of a template into the language that is being written."""

    def __init__(self) -> None:
        self._first: nodes.Assign | None = None

    def visit_Assign(self, node: nodes.Assign) -> nodes.Node | None:
        """Jinja keeps the value of a sentence's first place, if it is a call, for plural forms."""
        self.generic_visit(node)
        if isinstance(node.target, nodes.Name) and node.target.name == FIRST:
            self._first = node
            return None
        return node

    def visit_Output(self, node: nodes.Output) -> nodes.Node | list[nodes.Node]:
        """Text between tags: the parts of a sentence and its values stand beside each other."""
        self.generic_visit(node)
        first, self._first = self._first, None
        parts = [part for one in node.nodes for part in _parts(one, first)]
        if first and parts == node.nodes:
            return [first, node]
        node.nodes = parts
        return node

    def visit_Call(self, node: nodes.Call) -> nodes.Node:
        """A sentence without places, also as a value. What stays is called as a filter."""
        self.generic_visit(node)
        name = node.node.name if isinstance(node.node, nodes.Name) else ""
        if name not in FUNCTIONS:
            return node
        # What is said of no thing is English; a thing may be an own scenario in another language.
        if sentences.language() == ENGLISH and name == LANGUAGE_OF and not node.args:
            return nodes.Const("", lineno=node.lineno)
        if sentences.language() == ENGLISH and name == CONTENT and len(node.args) == 1:
            return node.args[0]
        name = "gettext" if name == "_" else name
        first, *others = node.args or [nodes.Const(None)]
        made = nodes.Filter(first, name, others, node.kwargs, None, None, lineno=node.lineno)
        sentence = _sentence(made)
        return made if sentence is None or node.kwargs else _constant(_gettext(sentence), node)


def _constant(words: Markup, node: nodes.Node) -> nodes.Const:
    """Text as a constant: plain where it is the same in HTML, which takes less to render."""
    plain = str(words)
    return nodes.Const(plain if escape(plain) == plain else words, lineno=node.lineno)


def _sentence(node: nodes.Node) -> str | None:
    """The sentence of a filter that looks one up; None for everything else."""
    if isinstance(node, nodes.Filter) and node.name == "gettext":
        return node.node.value if isinstance(node.node, nodes.Const) else None
    return None


def _parts(node: nodes.Expr, first: nodes.Assign | None) -> Iterator[nodes.Expr]:
    sentence = _sentence(node)
    if sentence is None or not isinstance(node, nodes.Filter):
        yield node
        return
    given = cast(list[nodes.Keyword], node.kwargs)
    values = {keyword.key: keyword.value for keyword in given}
    for name, value in values.items():
        if first and isinstance(value, nodes.Name) and value.name == FIRST:
            values[name] = cast(nodes.Expr, first.node)
    text, *rest = PLACE.split(sentences.gettext(sentence))
    if sorted(filter(None, rest[::2])) != sorted(values):  # a value twice, or not at all
        yield node
        return
    for place, after in zip(rest[::2], rest[1::2], strict=True):
        if place:
            yield _constant(Markup(text), node)  # noqa: S704
            yield values[place]
            text = after
        else:  # a doubled per cent sign
            text += f"%{after}"
    yield _constant(Markup(text), node)  # noqa: S704


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
