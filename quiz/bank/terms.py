"""Terms: words of the law that the scenarios use, each explained in one line."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from quiz.bank.content_file import Data
from quiz.bank.sources import Pointer


@dataclass(frozen=True)
class Term:
    """A word or abbreviation with its meaning, and the places that the meaning rests on.

    ``found_as`` are the words that stand for it in texts; pages explain it there.
    """

    id: str
    term: str
    means: str
    found_as: tuple[str, ...]
    pointers: tuple[Pointer, ...]


def term_of(row: Data, pointers: Mapping[str, Pointer]) -> Term:
    """The term of a row; ``pointers`` are all of the file's, by id."""
    found_as, rests_on = tuple(row["found_as"]), tuple(pointers[one] for one in row["pointers"])
    return Term(row["id"], row["term"], row["means"], found_as, rests_on)


def split_at_terms(text: str, terms: Sequence[Term]) -> Iterator[tuple[str, Term | None]]:
    """The text in pieces: words that stand for a term with the term, and what is between them."""
    meant = {words.casefold(): term for term in terms for words in term.found_as}
    if not meant:
        yield text, None
        return
    longest_first = sorted(meant, key=len, reverse=True)
    pattern = rf"\b({'|'.join(map(re.escape, longest_first))})s?\b"
    end = 0
    for found in re.finditer(pattern, text, re.IGNORECASE):
        yield text[end : found.start()], None
        yield found[0], meant[found[1].casefold()]
        end = found.end()
    yield text[end:], None
