"""A language's catalogue with every sentence, and what is wrong with a translation of one."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po

from quiz.bank.items import Bank
from quiz.bank.translated import content_texts
from quiz.languages.catalogues import CONTENT, INTERFACE, TEMPLATE, catalogue_file
from quiz.languages.extraction import as_po, read_catalogue

KEPT = re.compile(r"%\(\w+\)[sd]|%%|</?[a-z]\w*|&\w+;")
"""What a translation has to keep: places, per cent signs, tags."""
LARGEST = 10 * 1024 * 1024


class CatalogueError(Exception):
    """A file that cannot be taken in, with everything that is wrong with it."""


def whole(code: str, domain: str, bank: Bank) -> Catalog:
    """A language's catalogue, with the sentences that are not translated yet."""
    catalog = read_catalogue(catalogue_file(code, domain))
    catalog.update(_template(domain, bank), no_fuzzy_matching=True, update_header_comment=False)
    return catalog


def _template(domain: str, bank: Bank) -> Catalog:
    if domain == INTERFACE:
        return read_catalogue(TEMPLATE)
    catalog = Catalog(charset="utf-8", fuzzy=False)
    for context, text in content_texts(bank):
        catalog.add(text, context=context)
    return catalog


def taken_in(code: str, domain: str, bank: Bank, stream: BinaryIO) -> tuple[Catalog, int]:
    """The language's catalogue with the translations of a file, and how many of them are new.

    Raises CatalogueError with everything that is wrong.
    """
    given, catalog = _read(stream, code), whole(code, domain, bank)
    wrong, new = [], 0
    for message in given:
        if not message.id or not any(_translations(message)) or message.fuzzy:
            continue
        known = catalog.get(_key(message), message.context)
        if known is None:
            wrong.append(f"“{_key(message)}” is not a sentence of the service")
            continue
        wrong += [f"“{_key(message)}”: {one}" for one in problems(message)]
        new += known.string != message.string
        known.string = message.string
    if wrong:
        raise CatalogueError("\n".join(wrong))
    return catalog, new


def problems(message: Message) -> Iterator[str]:
    """What is wrong with the translation of a sentence, if it has one."""
    ids = [message.id] if isinstance(message.id, str) else message.id
    wanted = [_kept(one) for one in ids]  # the form for one thing may leave the number out
    for words in _translations(message):
        if words and _kept(words) not in wanted:
            differs = ", ".join(sorted(wanted[-1] ^ _kept(words)))
            yield f"these places or tags differ: {differs}"
    if not all(_translations(message)) and any(_translations(message)):
        yield "a plural form is missing"


def written(catalog: Catalog, domain: str) -> bytes:
    """The catalogue as it is kept: the content's without what is not translated."""
    if domain == CONTENT:
        for message in [one for one in catalog if one.id and not any(_translations(one))]:
            catalog.delete(message.id, message.context)
    return as_po(catalog)


def _read(stream: BinaryIO, code: str) -> Catalog:
    text = stream.read(LARGEST + 1)
    if len(text) > LARGEST:
        raise CatalogueError("The file is larger than 10 MB")
    try:
        given = read_po(BytesIO(text), abort_invalid=True)
    except (PoFileError, UnicodeDecodeError, ValueError) as error:
        raise CatalogueError(f"This is no PO file: {error}") from None
    if given.locale_identifier not in (None, code):
        raise CatalogueError(f"The file is in “{given.locale_identifier}”, not in “{code}”")
    return given


def _key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _translations(message: Message) -> list[str]:
    found = message.string
    return [found or ""] if isinstance(found, str) or found is None else list(found)


def _kept(text: str) -> set[str]:
    return set(KEPT.findall(text))
