"""Which language a page is written in: the one that was chosen, or the browser's first guess.

Every page is translated. Only what programs read (`READ_BY_PROGRAMS`) is in English whatever was
chosen.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from flask import Flask, Response, request, url_for
from flask import session as cookie
from jinja2 import pass_context
from markupsafe import Markup, escape

from quiz.bank.content_file import ContentError
from quiz.bank.items import ConfidenceQuestion
from quiz.bank.written_languages import LANGUAGE_WORDS, code_to_say
from quiz.browser.browser_session import LANGUAGE
from quiz.languages import sentences
from quiz.languages.catalogues import language
from quiz.languages.choices import ContentChoice
from quiz.languages.sentences import ENGLISH, Language, gettext
from quiz.settings.config import current_settings
from quiz.web.security import endpoint_of

READ_BY_PROGRAMS = "api"
"""The blueprint whose answers are English: programs compare their words."""
LONGEST_ADDRESS = 300
PAGE_LANGUAGE = "X-Page-Language"
"""A script sends with this header the tag of its page, whose language what it asks for has."""
EVENTS = "text/event-stream"
"""What a page accepts that asks for events. It can send no header, so it has the tag in its
address."""


@dataclass(frozen=True)
class LanguageLink:
    """A link that shows the same page in another language."""

    language: Language
    address: str


@dataclass(frozen=True)
class PageLanguage:
    """What a page says of its language.

    tag: of the whole page. links: to the same page in other languages. notice: that no speaker has
    checked its words, or empty.
    """

    tag: str
    links: tuple[LanguageLink, ...] = ()
    notice: str = ""


ONLY_ENGLISH = PageLanguage(ENGLISH.tag)


def init_app(app: Flask) -> None:
    """Choose the language of each request, where the service has more than one."""
    app.jinja_env.filters.update(
        page_language=_page_language,
        lang_of=lang_of,
        lang_of_choices=lang_of_choices,
        content=content,
        quoting=quoting,
        other_language=other_language,
    )
    if len(app.extensions["settings"].languages) > 1:
        app.before_request(_choose)
        app.after_request(_declare)


def chosen() -> Language:
    """The language that was chosen in this browser; else the one it asks for first."""
    codes = current_settings().languages
    kept = cookie.get(LANGUAGE)
    if kept not in codes:
        kept = _first_guess(codes)
    return language(kept)


def _first_guess(codes: tuple[str, ...]) -> str:
    """The first language of the browser's that is offered: Welsh for “cy-GB”, too."""
    wanted = (tag for tag, _ in request.accept_languages)
    found = (code for tag in wanted for code in codes if code in (tag, tag.partition("-")[0]))
    return next(found, codes[0])


def keep(code: str) -> bool:
    """Keep a choice in this browser. False for a language that the service does not have."""
    if code not in current_settings().languages:
        return False
    cookie[LANGUAGE] = code
    return True


def own_page(address: str) -> str | None:
    """An address of a page of ours that can be opened, as it is; None for any other."""
    if len(address) > LONGEST_ADDRESS or "\\" in address or not address.isprintable():
        return None
    path = re.split("[?#]", address, maxsplit=1)[0]
    return address if endpoint_of(path) else None


def page_of_link(path: str) -> str | None:
    """The page of ours on which a link was pressed that names its path, with the query that it had
    by the browser's word; None if there is none. A link without it repeats nothing that others
    put into an address (decision 6)."""
    came_from, here = request.referrer or "", request.host_url.rstrip("/")
    if came_from.startswith(f"{here}{path}?"):
        return own_page(came_from.removeprefix(here)) or own_page(path)
    return own_page(path)


def lang_of(thing: object = None) -> Markup:
    """The attribute ``lang`` for a part that shows content; empty in the language of the page.

    Content says its ``language``; where it says nothing, it is English.
    """
    tag = lang_tag(thing)
    return Markup(' lang="{}"').format(tag) if tag else Markup("")


def lang_tag(thing: object) -> str:
    """The tag of a part that shows content; empty in the language of the page."""
    return tag_unless_of_page(getattr(thing, "language", None))


def tag_unless_of_page(tag: str | None) -> str:
    """The tag of content, which is in English without one; empty in the language of the page."""
    tag = tag or ENGLISH.tag
    return "" if tag == sentences.language().tag else tag


def other_language(thing: object) -> str:
    """The name of the language of content, for people; empty in the language of the page."""
    code = code_to_say(getattr(thing, "language", None))
    return "" if code == sentences.language().code else str(LANGUAGE_WORDS[code])


def lang_of_choices(choices: Sequence[object], thing: object = None) -> list[dict[str, object]]:
    """What a form's macro needs for choices whose words are content, where that is another language
    than the page's; else nothing. thing: what they are of, unless each says its own language."""
    tags = [lang_tag(one if isinstance(one, ContentChoice) else thing) for one in choices]
    if not any(tags):
        return []
    return [{"label": {"attributes": {"lang": tag}}} if tag else {} for tag in tags]


def content(text: str, thing: object = None) -> Markup:
    """Text of the content inside a sentence, with its language where that is not the page's."""
    tag = lang_of(thing)
    return Markup("<span{}>{}</span>").format(tag, text) if tag else escape(text)


def why_unchanged(error: Exception) -> str:
    """Why content was not changed. A mistake in a file is not its reader's, as forms let none
    through: what is wrong names the parts of the file, in English, for the operator."""
    if not isinstance(error, ContentError):
        return str(error)
    whose = gettext(
        "Nothing was changed: a file has a mistake. Tell the person who runs this service:"
    )
    return Markup("{} {}").format(whose, content(str(error)))


def quoting(sentence: str, asked: Sequence[ConfidenceQuestion]) -> Markup:
    """A sentence that quotes confidence questions, with their language where it is not the page's.

    For sentences that papers and workbooks have, too, where a tag would be text."""
    words = escape(sentence)
    for question in asked:
        words = words.replace(escape(question.asked), content(question.asked, question))
    return words


def _choose() -> None:
    for_program = request.blueprint == READ_BY_PROGRAMS
    sentences.write_in(ENGLISH if for_program else _of_page() or chosen())


def _of_page() -> Language | None:
    """The language of the page that a script asks for, which may be older than the choice."""
    tag = request.headers.get(PAGE_LANGUAGE)
    if request.headers.get("Accept") == EVENTS:
        tag = request.args.get("language")
    known = map(language, current_settings().languages if tag else ())
    return next((one for one in known if one.tag == tag), None)


def _declare(response: Response) -> Response:
    """Say which language a page has, and that the same address has others."""
    if response.mimetype == "text/html":
        response.content_language.add(sentences.language().tag)
        if request.blueprint != READ_BY_PROGRAMS:
            response.vary.update(("Accept-Language", "Cookie"))
    return response


@pass_context
def _page_language(_context: object, _nothing: None) -> PageLanguage:
    """With the context, so that Jinja asks it for each page."""
    codes = current_settings().languages
    if len(codes) == 1:
        return ONLY_ENGLISH
    # A page that is prepared for everybody has no cookie, but the language of its request.
    written = sentences.language()
    here = request.path
    links = tuple(
        LanguageLink(
            language(code), url_for("information.choose_language", language=code, next=here)
        )
        for code in codes
        if code != written.code
    )
    notice = gettext(
        "We wrote these words ourselves. No speaker of the language has checked them yet."
    )
    return PageLanguage(written.tag, links, "" if written.checked else notice)
