"""XML of other programs, read without entities and without the network, and its texts."""

import re
from collections.abc import Iterator
from html import escape
from typing import Any

from lxml import etree

from quiz.bank.formats.places import line
from quiz.bank.formats.portable import FormatError
from quiz.bank.formats.xml_faults import not_xml
from quiz.bank.written_languages import LONGEST_TAG, code_of
from quiz.languages.sentences import LazySentence, lazy_gettext

Element = Any
"""An element of lxml, which has no types."""
HYPHEN = re.compile(r"-(\w)")
PROLOG = re.compile(rb"(?:\s|<\?(?:[^?]|\?(?!>))*\?>|<!--(?:[^-]|-(?!->))*-->)*<!DOCTYPE", re.I)
SAYS_ENCODING = re.compile(r"""^(<\?xml[^>]*?)\s+encoding\s*=\s*["'][^"'>]*["']""")
UTF_16 = (
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
OF_ENTITIES = (etree.ErrorTypes.ERR_ENTITY_LOOP, etree.ErrorTypes.ERR_RESOURCE_LIMIT)
LONGEST_PROLOG = 4_000
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
VOID = {"br", "hr", "img"}


def parse_xml(content: bytes) -> Element:
    """The root of an XML document. Raises FormatError, with the line, when it cannot be read."""
    content = _in_utf_8(content)
    if PROLOG.match(content.removeprefix(b"\xef\xbb\xbf")[:LONGEST_PROLOG]):
        raise _has_doctype()
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        if getattr(error, "code", None) in OF_ENTITIES and b"<!DOCTYPE" in content:
            raise _has_doctype() from None
        raise not_xml(error) from None
    if root is None:
        raise FormatError(lazy_gettext("The file has no XML in it. Export it again."))
    if root.getroottree().docinfo.doctype:
        raise _has_doctype()
    return root


def _in_utf_8(content: bytes) -> bytes:
    """XML in UTF-16, with or without a byte order mark, as the same in UTF-8."""
    encoding = next((name for start, name in UTF_16 if content.startswith(start)), "")
    if not encoding:
        return content
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        raise FormatError(
            lazy_gettext("The file ends too early, or is damaged. Export it again.")
        ) from None
    return SAYS_ENCODING.sub(r"\1", text, count=1).encode("utf-8", "replace")


def _has_doctype() -> FormatError:
    return FormatError(
        lazy_gettext(
            "The file has a document type (<!DOCTYPE …>), which could read "
            "other files. Take that line out."
        )
    )


def name_of(element: Element) -> str:
    """The name without its namespace; of QTI 3.0, as QTI 2 has it: qti-item-body → itemBody."""
    if not isinstance(element.tag, str):
        return ""  # an entity that was not resolved
    return _camel(etree.QName(element).localname)


def _camel(name: str) -> str:
    return HYPHEN.sub(lambda found: found[1].upper(), name.removeprefix("qti-"))


def attribute(element: Element, name: str) -> str:
    """An attribute, under the name that QTI 2 has for it; empty if there is none."""
    for key, value in element.attrib.items():
        if _camel(etree.QName(key).localname) == name:
            return str(value)
    return ""


def language_of(element: Element) -> str:
    """The language that XML says an element is in (xml:lang, also of an element around it)."""
    around = (element, *element.iterancestors())
    return next((str(one.get(XML_LANG)) for one in around if one.get(XML_LANG)), "")


def said_language(tag: str) -> tuple[str | None, tuple[LazySentence, ...]]:
    """The code of a tag; and what is left out, if it is a language that no scenario can have."""
    code = code_of(tag)
    if not tag or code:
        return code, ()
    return code, (lazy_gettext("its language (%(tag)s)", tag=tag[:LONGEST_TAG]),)


def children(element: Element, *names: str) -> list[Element]:
    """The children with one of these names."""
    return [one for one in element if name_of(one) in names]


def inside(element: Element, *names: str) -> Iterator[Element]:
    """The elements at any depth with one of these names."""
    return (one for one in element.iterdescendants() if name_of(one) in names)


def text_at(element: Element, *path: str) -> str:
    """The text of the first element on a path of names; empty if there is none."""
    for name in path:
        found = children(element, name)
        if not found:
            return ""
        element = found[0]
    return "".join(element.itertext())


def line_of(element: Element) -> LazySentence:
    """The place of an element."""
    return line(element.sourceline)


def html_within(element: Element, leave_out: frozenset[str] = frozenset()) -> str:
    """The content of an element as HTML, to be cleaned; only a <span> keeps class and language."""
    parts = [escape(element.text or "", quote=False)]
    for one in element:
        name = name_of(one)
        if name and name not in leave_out:
            tag = name.lower()
            end = "" if tag in VOID else f"</{tag}>"
            said = _said_of_a_span(one) if tag == "span" else ""
            parts.append(f"<{tag}{said}>{html_within(one, leave_out)}{end}")
        parts.append(escape(one.tail or "", quote=False))
    return "".join(parts)


def _said_of_a_span(element: Element) -> str:
    parts = ((name, attribute(element, name)) for name in ("class", "lang"))
    return "".join(f' {name}="{escape(value)}"' for name, value in parts if value)
