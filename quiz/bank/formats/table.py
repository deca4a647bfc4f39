"""Scenarios as rows of a table: the columns of our own CSV and Excel files."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice, zip_longest

from quiz.bank.formats.cells import WHY_NOT, check_read
from quiz.bank.formats.keys import named_options
from quiz.bank.formats.places import LONGEST_QUOTE, Words
from quiz.bank.formats.plain_text import one_line, tidy
from quiz.bank.formats.portable import (
    FormatError,
    ItemRefusal,
    ItemRefused,
    PortableItem,
    PortableOption,
    ReadFile,
    best_of,
    check_number,
)
from quiz.bank.written_languages import CODES, code_of
from quiz.languages.sentences import LazySentence, lazy_gettext, lazy_ngettext
from quiz.vocabulary import OPTION_IDS

OPTION, REASON, LEANING = "option", "reason", "leaning"
FIRST = ("id", "title", "topic", "language", "jurisdiction", "people", "vignette", "question")
LAST = ("best", "pointers", "prompt", "rule", "hcpc_subject")
COLUMNS = (
    *FIRST,
    *(f"{what}_{letter}" for letter in OPTION_IDS for what in (OPTION, REASON, LEANING)),
    *LAST,
)
NEEDED = ("question", "option_a", "option_b", "best")
BEST = "best"
NUMBERED = re.compile(r"(?:option|answer|choice)_?([1-9])")
OTHER_NAMES_OF_BEST = {"correct", "correct_answer", "right_answer", "correct_option", "answer"}
"""As other programs call the column with the right answer."""
A_FIFTH = re.compile(rf"{OPTION}_[e-z]")
OF_D2L = "newquestion"
BETWEEN = "; "
"""Between several people or pointers in one cell."""
ROWS_ABOVE = 30
"""How many rows may stand above the headings."""
MOST_NAMED = 10
"""How many columns that we do not have are named one by one."""


@dataclass(frozen=True)
class CellPlace:
    """A row of a table: its cells, and its place in words, such as “row 5”."""

    where: Words
    cells: Sequence[str]


def cells_of(item: PortableItem) -> list[str]:
    """The cells of an item, in the order of COLUMNS."""
    values = {name: getattr(item, name) or "" for name in (*FIRST, *LAST) if name != "best"}
    values |= {name: BETWEEN.join(getattr(item, name) or ()) for name in ("people", "pointers")}
    values["best"] = OPTION_IDS[item.best]
    for letter, option in zip(OPTION_IDS, item.options, strict=False):
        values |= {
            f"{OPTION}_{letter}": option.text,
            f"{REASON}_{letter}": option.reason or "",
            f"{LEANING}_{letter}": option.leaning or "",
        }
    return [values.get(name, "") for name in COLUMNS]


def heading(cell: str) -> str:
    """A heading as a column's name: “Option A”, “Option 1” and “Answer 1” are option_a."""
    name = "?" if cell in WHY_NOT else re.sub(r"[\s_-]+", "_", cell.strip().lower())
    if found := NUMBERED.fullmatch(name):
        return f"{OPTION}_{chr(ord('a') + int(found[1]) - 1)}"
    return BEST if name in OTHER_NAMES_OF_BEST else name


def find_header(
    rows: Iterator[CellPlace], is_header: Callable[[Sequence[str]], bool]
) -> tuple[CellPlace | None, Iterator[CellPlace]]:
    """The row with the headings, which need not be the first, and the rows after it."""
    for count, row in enumerate(rows):
        if is_header(row.cells):
            return row, rows
        if count == ROWS_ABOVE:
            break
    return None, rows


def read_rows(rows: Iterator[CellPlace]) -> ReadFile:
    """The items of a table. Raises FormatError when it has not the columns that are needed."""
    rows, first = _with_first(rows)
    header, rows = find_header(rows, lambda cells: "question" in map(heading, cells))
    names = [heading(cell) for cell in header.cells] if header else []
    if first == OF_D2L:
        raise FormatError(
            lazy_gettext(
                "This is a CSV file of D2L Brightspace, in which a question "
                "has many rows. Put each question into one row, with the "
                "columns %(columns)s.",
                columns=", ".join(NEEDED),
            )
        )
    if missing := [name for name in NEEDED if name not in names]:
        raise FormatError(
            lazy_gettext(
                "There is no column “%(name)s”. The file needs the columns "
                "%(columns)s; it may have %(others)s.",
                name=missing[0],
                columns=", ".join(NEEDED),
                others=", ".join(name for name in COLUMNS if name not in NEEDED),
            )
        )
    twice = [name for name in COLUMNS if names.count(name) > 1]
    if twice:
        raise FormatError(
            lazy_gettext("There are two columns “%(name)s”. Keep one.", name=twice[0])
        )
    unknown = [name for name in names if name and name not in COLUMNS and not A_FIFTH.match(name)]
    short = list[Words]()
    notes = chain(_left_out(unknown), _cut_off(short))
    found = collected(
        _noted((row for row in rows if not _is_empty(names, row.cells)), len(names), short),
        lambda cells: item_of(_whole(names, cells)),
        names.index("question"),
        notes,
    )
    return replace(found, columns=tuple(names))


def _with_first(rows: Iterator[CellPlace]) -> tuple[Iterator[CellPlace], str]:
    """The rows, and the first cell that is no comment of D2L."""
    start = list(islice(rows, ROWS_ABOVE))
    cells = (row.cells[0].strip().lower() for row in start)
    first = next((cell for cell in cells if not cell.startswith("//")), "")
    return chain(start, rows), first


def _is_empty(names: Sequence[str], cells: Sequence[str]) -> bool:
    """Whether a row has no more than its number."""
    filled = ((name, cell) for name, cell in zip_longest(names, cells, fillvalue="") if cell)
    return all(
        cell.strip(" .").isdecimal() and (name == "id" or name not in COLUMNS)
        for name, cell in filled
    )


def _left_out(unknown: Sequence[str]) -> Iterator[LazySentence]:
    """Which columns are left out; the first few by name."""
    for name in unknown[:MOST_NAMED]:
        yield lazy_gettext(
            "The column “%(name)s” is not one of ours and was left out.", name=name[:LONGEST_QUOTE]
        )
    if (more := len(unknown) - MOST_NAMED) > 0:
        yield lazy_ngettext(
            "And %(number)s more column is not ours and was left out.",
            "And %(number)s more columns are not ours and were left out.",
            more,
            number=more,
        )


def _noted(rows: Iterable[CellPlace], columns: int, short: list[Words]) -> Iterator[CellPlace]:
    """The rows; ``short`` gets the places of those that have fewer cells than there are columns."""
    for row in rows:
        if len(row.cells) < columns:
            short.append(row.where)
        yield row


def _cut_off(short: Sequence[Words]) -> Iterator[LazySentence]:
    """What a file looks like whose end is missing."""
    if short:
        yield lazy_gettext(
            "In %(place)s there are fewer cells than headings. See whether the file is complete.",
            place=short[-1],
        )


def _whole(names: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    """Like `named`; raises ItemRefused for a cell that is under no heading."""
    beyond = [cell for cell in cells[len(names) :] if cell.strip()]
    if beyond:
        raise ItemRefused(
            lazy_gettext(
                "it has more cells than there are headings: “%(cell)s”",
                cell=one_line(beyond[0])[:LONGEST_QUOTE],
            ),
            lazy_gettext("Put text that has the separator in it into quotation marks"),
        )
    return named(names, cells)


def named(names: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    """The cells of a row by the names of their columns."""
    for name, cell in zip(names, cells, strict=False):
        if name in COLUMNS or A_FIFTH.fullmatch(name):
            check_read(cell, name)
    return {name: tidy(cell) for name, cell in zip(names, cells, strict=False) if name}


def collected(
    rows: Iterable[CellPlace],
    build: Callable[[Sequence[str]], PortableItem],
    question: int,
    notes: Iterable[Words] = (),
) -> ReadFile:
    """The item of each row, or its refusal; ``question``: the column that names a refused row."""
    items, refused = list[PortableItem](), list[ItemRefusal]()
    for row in rows:
        check_number(items, refused)
        try:
            item = build(row.cells)
        except ItemRefused as why:
            cells = row.cells
            name = (
                cells[question] if question < len(cells) and cells[question] not in WHY_NOT else ""
            )
            refused.append(why.at(row.where, one_line(tidy(name))[:LONGEST_QUOTE]))
        else:
            items.append(replace(item, where=row.where))
    return ReadFile(tuple(items), tuple(refused), tuple(notes))


def item_of(cells: dict[str, str]) -> PortableItem:
    """The item of a row's named cells. Raises ItemRefused."""
    if not cells.get("question"):
        raise ItemRefused(lazy_gettext("it has no question"), lazy_gettext("Write one"), "question")
    letters = [one for one in OPTION_IDS if cells.get(f"{OPTION}_{one}")]
    if any(cells[name] for name in cells if A_FIFTH.fullmatch(name)):
        raise ItemRefused(
            lazy_gettext("it has more than four options"), lazy_gettext("Leave out the rest")
        )
    gap = next((a for a, b in zip(OPTION_IDS, letters, strict=False) if a != b), None)
    if gap:
        raise ItemRefused(
            lazy_gettext("option %(letter)s is empty and a later one is not", letter=gap),
            lazy_gettext("Fill it"),
            f"{OPTION}_{gap}",
        )
    options = tuple(
        PortableOption(
            one_line(cells[f"{OPTION}_{one}"]),
            cells.get(f"{REASON}_{one}") or None,
            cells.get(f"{LEANING}_{one}", "").lower() or None,
        )
        for one in letters
    )
    return PortableItem(
        question=one_line(cells["question"]),
        options=options,
        best=best_of(options, named_options(cells.get(BEST, ""), letters, options, BEST)),
        id=cells.get("id") or None,
        topic=cells.get("topic", "").upper() or None,
        language=_language(cells.get("language", "")),
        hcpc_subject=cells.get("hcpc_subject") or None,
        people=_several(cells.get("people")),
        pointers=_several(cells.get("pointers")),
        title=cells.get("title") or None,
        jurisdiction=cells.get("jurisdiction") or None,
        vignette=cells.get("vignette") or None,
        prompt=cells.get("prompt") or None,
        rule=cells.get("rule") or None,
    )


def _language(cell: str) -> str | None:
    """The language of a cell such as “cy” or “Welsh”. Raises ItemRefused."""
    found = code_of(cell)
    if cell and not found:
        raise ItemRefused(
            lazy_gettext("its language “%(cell)s” is not known", cell=cell[:LONGEST_QUOTE]),
            lazy_gettext("Write one of %(known)s", known=", ".join(CODES)),
            "language",
        )
    return found


def _several(cell: str | None) -> tuple[str, ...] | None:
    found = [one.strip() for one in re.split(r"[;\n]", cell or "")]
    return tuple(one for one in found if one) or None
