"""The formats: what each is called, what it holds of a scenario, and how it is read and written."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from quiz.bank.formats import aiken, csv_file, gift, kahoot, xlsx_file
from quiz.bank.formats.archives import (
    AN_ARCHIVE,
    LARGEST_FILE,
    PACKAGE,
    TEXT,
    WORKBOOK,
    XML,
    kind_of,
)
from quiz.bank.formats.portable import (
    EVERYTHING,
    FormatError,
    PortableField,
    PortableItem,
    ReadFile,
    Writing,
    check_number,
)
from quiz.languages.sentences import LazySentence, lazy_gettext

ZIP_TYPE = "application/zip"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PACKAGES = (PACKAGE, AN_ARCHIVE, XML)
OF_A_QUESTION = frozenset({PortableField.VIGNETTE})
OF_QTI_1_2 = OF_A_QUESTION | {PortableField.ID, PortableField.TITLE, PortableField.REASONS}


@dataclass(frozen=True, kw_only=True)
class QuestionFormat:
    """A question format.

    ``about`` says what it is for. ``holds``: the fields that survive writing and reading.
    ``kinds``: what its files are. ``write`` is None for a format that is only read.
    ``for_drafts``: people edit its files, so that a draft may be in one with empty parts.
    """

    name: str
    title: str
    about: LazySentence
    end: str
    media_type: str
    kinds: tuple[LazySentence, ...]
    holds: frozenset[PortableField]
    reader: Callable[[bytes], ReadFile]
    write: Callable[[Sequence[PortableItem]], Writing] | None = None
    for_drafts: bool = False

    @property
    def dropped(self) -> tuple[PortableField, ...]:
        """The fields that it has no place for."""
        return tuple(field for field in PortableField if field not in self.holds)

    def read(self, content: bytes) -> ReadFile:
        """The items of a file. Raises FormatError when the file is no file of this format."""
        if not content.strip(b" \t\r\n\0\xef\xbb\xbf"):
            raise FormatError(lazy_gettext("The file is empty."))
        if len(content) > LARGEST_FILE:
            raise FormatError(
                lazy_gettext(
                    "The file is larger than %(most)s bytes. Split it.",
                    most=format(LARGEST_FILE, ","),
                )
            )
        kind = kind_of(content)
        if kind not in self.kinds:
            raise FormatError(
                lazy_gettext(
                    "This is %(kind)s, not a file of the format %(format)s.",
                    kind=kind,
                    format=self.title,
                )
            )
        found = self.reader(content)
        check_number(found.items, found.refused)
        return found


def _of(module: str, function: str) -> Callable[..., Any]:
    """A function of a format in XML. Its module is loaded when it is first used: it takes 4 MB."""

    def called(*given: Any) -> Any:
        return getattr(import_module(f"quiz.bank.formats.{module}"), function)(*given)

    return called


_ALL = (
    QuestionFormat(
        name="moodle-xml",
        title="Moodle XML",
        about=lazy_gettext("For Moodle and Totara."),
        end="xml",
        media_type="application/xml",
        kinds=(XML,),
        holds=EVERYTHING,
        reader=_of("moodle_xml", "read"),
        write=_of("moodle_xml", "write"),
    ),
    QuestionFormat(
        name="gift",
        title="GIFT",
        about=lazy_gettext("A text file for Moodle, easy to read."),
        end="txt",
        media_type="text/plain",
        kinds=(TEXT,),
        holds=EVERYTHING,
        reader=gift.read,
        write=gift.write,
    ),
    QuestionFormat(
        name="aiken",
        title="Aiken",
        about=lazy_gettext("A text file with questions, options and answers."),
        end="txt",
        media_type="text/plain",
        kinds=(TEXT,),
        holds=OF_A_QUESTION,
        reader=aiken.read,
    ),
    QuestionFormat(
        name="qti12",
        title="QTI 1.2",
        about=lazy_gettext("From Canvas, Blackboard and others."),
        end="zip",
        media_type=ZIP_TYPE,
        kinds=PACKAGES,
        holds=OF_QTI_1_2,
        reader=_of("qti12", "read"),
    ),
    QuestionFormat(
        name="qti21",
        title="QTI 2.1",
        about=lazy_gettext("A package for many learning systems; 2.2 is read, too."),
        end="zip",
        media_type=ZIP_TYPE,
        kinds=PACKAGES,
        holds=EVERYTHING,
        reader=_of("qti21", "read"),
        write=_of("qti21", "write"),
    ),
    QuestionFormat(
        name="qti30",
        title="QTI 3.0",
        about=lazy_gettext("A package for newer learning systems."),
        end="zip",
        media_type=ZIP_TYPE,
        kinds=PACKAGES,
        holds=EVERYTHING,
        reader=_of("qti30", "read"),
        write=_of("qti30", "write"),
    ),
    QuestionFormat(
        name="kahoot",
        title="Kahoot",
        about=lazy_gettext("A spreadsheet for Kahoot."),
        end="xlsx",
        media_type=XLSX_TYPE,
        kinds=(WORKBOOK,),
        holds=frozenset(),
        reader=kahoot.read,
        write=kahoot.write,
    ),
    QuestionFormat(
        name="csv",
        title="CSV",
        about=lazy_gettext("A table as text, to edit and to import again."),
        end="csv",
        media_type="text/csv",
        kinds=(TEXT,),
        holds=EVERYTHING,
        reader=csv_file.read,
        write=csv_file.write,
        for_drafts=True,
    ),
    QuestionFormat(
        name="xlsx",
        title="Excel",
        about=lazy_gettext("A table to edit and to import again."),
        end="xlsx",
        media_type=XLSX_TYPE,
        kinds=(WORKBOOK,),
        holds=EVERYTHING,
        reader=xlsx_file.read,
        write=xlsx_file.write,
        for_drafts=True,
    ),
)
FORMATS = {one.name: one for one in _ALL}
WRITTEN = {name: one for name, one in FORMATS.items() if one.write}
