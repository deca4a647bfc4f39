"""Sentences in the language that is being written: as in the code, or from its catalogue. Pure.

English is the language of the code. A sentence is whole, with named places for what changes:
``gettext("Set %(number)s", number=2)``. Without places, a per cent sign is one sign.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from gettext import NullTranslations
from typing import Any


@dataclass(frozen=True)
class Language:
    """A language that pages are written in.

    ``code`` names it in settings, addresses and cookies, ``tag`` in HTML (BCP 47), and ``name`` in
    its own words. ``checked``: whether a speaker has checked the translations. ``catalogue`` and
    ``content`` have the translations of the interface and of the content; English has none.
    """

    code: str
    tag: str
    name: str
    checked: bool = True
    catalogue: NullTranslations | None = field(default=None, repr=False, compare=False)
    content: NullTranslations | None = field(default=None, repr=False, compare=False)


ENGLISH = Language("en", "en-GB", "English")

_written: ContextVar[Language] = ContextVar("language", default=ENGLISH)


def language() -> Language:
    """The language that is being written; English where nobody chose one."""
    return _written.get()


def write_in(chosen: Language) -> None:
    """Write in this language from now on, until the next request chooses one."""
    _written.set(chosen)


@contextmanager
def written_in(chosen: Language) -> Iterator[None]:
    """Write in this language for a while."""
    token = _written.set(chosen)
    try:
        yield
    finally:
        _written.reset(token)


def gettext(sentence: str, /, **places: object) -> str:
    """A sentence, with its places filled."""
    catalogue = _written.get().catalogue
    words = catalogue.gettext(sentence) if catalogue else sentence
    return words % places if places else words


def ngettext(one: str, many: str, number: int, /, **places: object) -> str:
    """A sentence about a number of things, with its places filled."""
    catalogue = _written.get().catalogue
    words = catalogue.ngettext(one, many, number) if catalogue else (one if number == 1 else many)
    return words % places if places else words


def pgettext(context: str, sentence: str, /, **places: object) -> str:
    """A sentence whose meaning needs a context, such as “Right” as a direction or as correct."""
    catalogue = _written.get().catalogue
    words = catalogue.pgettext(context, sentence) if catalogue else sentence
    return words % places if places else words


class LazySentence:
    """A sentence in the language that is being written when it is shown.

    For what is made when a module is loaded: labels, messages, constants. It is no str, so that
    joining it to other text before it is shown fails, and does not keep it English.
    """

    def __init__(self, sentence: str, /, **places: object) -> None:
        self.sentence, self.places = sentence, places

    def __str__(self) -> str:
        return gettext(self.sentence, **self.places)

    def filled(self, **places: object) -> "LazySentence":
        """The same sentence with its places filled, also for later."""
        return LazySentence(self.sentence, **self.places, **places)

    def __repr__(self) -> str:
        return f"lazy_gettext({self.sentence!r})"

    def __format__(self, how: str) -> str:
        return format(str(self), how)

    def __bool__(self) -> bool:
        return bool(self.sentence)

    def __contains__(self, words: str) -> bool:
        return words in str(self)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, LazySentence):
            return (self.sentence, self.places) == (other.sentence, other.places)
        return str(self) == other

    def __hash__(self) -> int:
        return hash(self.sentence)

    def __mod__(self, places: Mapping[str, object]) -> str:
        return str(self) % places

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(str(self), name)


def lazy_gettext(sentence: str, /, **places: object) -> LazySentence:
    """A sentence for later: its words are looked up each time that it is shown."""
    return LazySentence(sentence, **places)


class LazyPlural(LazySentence):
    """A sentence about a number of things, for later."""

    def __init__(self, one: str, many: str, number: int, /, **places: object) -> None:
        super().__init__(one, **places)
        self.many, self.number = many, number

    def __str__(self) -> str:
        return ngettext(self.sentence, self.many, self.number, **self.places)


def lazy_ngettext(one: str, many: str, number: int, /, **places: object) -> LazyPlural:
    """A sentence about a number of things, for later, as ``lazy_gettext`` makes others."""
    return LazyPlural(one, many, number, **places)


class LazyContent(LazySentence):
    """A text of the content, for later. context: where it stands, as its catalogue has it."""

    def __init__(self, context: str, text: str) -> None:
        super().__init__(text)
        self.context = context

    def __str__(self) -> str:
        catalogue = language().content
        return catalogue.pgettext(self.context, self.sentence) if catalogue else self.sentence


class LazyList(LazySentence):
    """Sentences or words one after the other, with commas, for later."""

    def __init__(self, parts: Sequence[LazySentence | str]) -> None:
        super().__init__("")
        self.parts = list(parts)

    def __str__(self) -> str:
        return ", ".join(map(str, self.parts))
