"""Drafts on their way to and from other programs: their placeholders are no words of a scenario."""

from collections.abc import Iterator
from dataclasses import replace

from quiz.bank import own_content
from quiz.bank.content_file import Data
from quiz.bank.formats.portable import (
    ItemRefusal,
    ItemRefused,
    PortableField,
    PortableItem,
    portable,
)
from quiz.bank.items import Item
from quiz.languages.formats import listed
from quiz.languages.sentences import gettext, lazy_gettext, ngettext
from quiz.vocabulary import OPTION_IDS

NEEDED_LATER = (
    *(PortableField.JURISDICTION, PortableField.PEOPLE, PortableField.VIGNETTE),
    *(PortableField.POINTERS, PortableField.PROMPT),
)


def left_out(item: Item) -> ItemRefusal:
    """Why a draft is not in a file: people would be asked a question that is not written."""
    to_do = " ".join(own_content.missing(item)).rstrip(".")
    return ItemRefusal(
        item.id, item.title, lazy_gettext("it is not written to the end"), to_do, item.language
    )


def still_to_write(row: Data) -> list[str]:
    """What is not written or chosen yet of a draft's row, in words."""
    return [*_parts_to_write(row), *_options_to_write(row["options"])]


def _parts_to_write(row: Data) -> Iterator[str]:
    if own_content.TOPIC_FOR_NOW in row:
        yield gettext("its topic (%(topic)s for now)", topic=row["topic"])
    for field in NEEDED_LATER:
        found = row.get(field.value)
        if not found or (isinstance(found, str) and own_content.is_unwritten(found)):
            yield field.words


def _options_to_write(options: list[Data]) -> Iterator[str]:
    """Each option, and each reason, that is not written."""
    texts, reasons = (
        [one["id"] for one in options if own_content.is_unwritten(one[part])]
        for part in ("text", "reason")
    )
    if texts:
        which = listed(texts)
        yield ngettext("option %(which)s", "options %(which)s", len(texts), which=which)
    if len(reasons) == len(options):
        yield PortableField.REASONS.words
    elif reasons:
        yield ngettext(
            "the reason of option %(which)s",
            "the reasons of options %(which)s",
            len(reasons),
            which=listed(reasons),
        )


def to_write(item: Item) -> PortableItem:
    """A scenario for writing; what is not written or chosen yet is empty."""
    found = portable(item)
    options = tuple(
        replace(one, text=_written(one.text) or "", reason=_written(one.reason))
        for one in found.options
    )
    topic = None if item.topic_for_now else found.topic
    return replace(_with_written_texts(found), options=options, topic=topic)


def without_placeholders(item: PortableItem) -> PortableItem:
    """An item that was read, without what a draft's file has where nothing was written yet.

    Raises ItemRefused where no question would be left.
    """
    if own_content.is_unwritten(item.question):
        raise ItemRefused(
            lazy_gettext("its question is not written yet"), lazy_gettext("Write it"), "question"
        )
    options = tuple(replace(one, reason=_written(one.reason)) for one in item.options)
    while options and own_content.is_unwritten(options[-1].text):
        options = options[:-1]
    for letter, one in zip(OPTION_IDS, options, strict=False):
        if own_content.is_unwritten(one.text):
            raise ItemRefused(
                lazy_gettext("option %(letter)s is not written yet", letter=letter),
                lazy_gettext("Write it"),
                f"option_{letter}",
            )
    if item.best >= len(options):
        raise ItemRefused(
            lazy_gettext("its best option is not written yet"),
            lazy_gettext("Write it, or choose another one"),
        )
    return replace(_with_written_texts(item), options=options)


def _with_written_texts(item: PortableItem) -> PortableItem:
    return replace(
        item,
        question=_written(item.question) or "",
        jurisdiction=_written(item.jurisdiction),
        vignette=_written(item.vignette),
        prompt=_written(item.prompt),
        rule=_written(item.rule),
    )


def _written(text: str | None) -> str | None:
    return None if own_content.is_unwritten(text) else text
