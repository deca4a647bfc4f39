"""The formats: what each is called, what it holds of a scenario, and how it is read and written."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from quiz.bank.formats import (
    aiken,
    csv_file,
    gift,
    kahoot,
    moodle_xml,
    qti12,
    qti21,
    qti30,
    xlsx_file,
)
from quiz.bank.formats.archives import (
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
    Reading,
    Writing,
)

ZIP_TYPE = "application/zip"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
AN_ARCHIVE = "an archive"
OF_A_QUESTION = frozenset({PortableField.VIGNETTE})
MOST_ITEMS = 500


@dataclass(frozen=True)
class QuestionFormat:
    """A question format.

    ``holds``: the fields that survive writing and reading. ``kinds``: what its files are. ``write``
    is None for a format that is only read.
    """

    name: str
    title: str
    end: str
    media_type: str
    kinds: tuple[str, ...]
    holds: frozenset[PortableField]
    reader: Callable[[bytes], Reading]
    write: Callable[[Sequence[PortableItem]], Writing] | None = None

    @property
    def dropped(self) -> tuple[PortableField, ...]:
        """The fields that it has no place for."""
        return tuple(field for field in PortableField if field not in self.holds)

    def read(self, content: bytes) -> Reading:
        """The items of a file. Raises FormatError when the file is no file of this format."""
        if not content.strip(b" \t\r\n\0\xef\xbb\xbf"):
            raise FormatError("The file is empty.")
        if len(content) > LARGEST_FILE:
            raise FormatError(f"The file is larger than {LARGEST_FILE:,} bytes. Split it.")
        kind = kind_of(content)
        if kind not in self.kinds:
            raise FormatError(f"This is {kind}, not a file of the format {self.title}.")
        reading = self.reader(content)
        if len(reading.items) > MOST_ITEMS:
            raise FormatError(f"The file has more than {MOST_ITEMS} questions. Split it.")
        return reading


FORMATS = {
    one.name: one
    for one in (
        QuestionFormat(
            *("moodle-xml", "Moodle XML", "xml", "application/xml", (XML,), EVERYTHING),
            *(moodle_xml.read, moodle_xml.write),
        ),
        QuestionFormat(
            *("gift", "GIFT", "txt", "text/plain", (TEXT,), EVERYTHING, gift.read, gift.write),
        ),
        QuestionFormat(
            *("aiken", "Aiken", "txt", "text/plain", (TEXT,), OF_A_QUESTION, aiken.read),
        ),
        QuestionFormat(
            *("qti12", "QTI 1.2", "zip", ZIP_TYPE, (PACKAGE, AN_ARCHIVE, XML)),
            EVERYTHING & {PortableField.ID, PortableField.TITLE, PortableField.REASONS}
            | OF_A_QUESTION,
            qti12.read,
        ),
        QuestionFormat(
            *("qti21", "QTI 2.1", "zip", ZIP_TYPE, (PACKAGE, AN_ARCHIVE, XML), EVERYTHING),
            *(qti21.read, qti21.write),
        ),
        QuestionFormat(
            *("qti30", "QTI 3.0", "zip", ZIP_TYPE, (PACKAGE, AN_ARCHIVE, XML), EVERYTHING),
            *(qti30.read, qti30.write),
        ),
        QuestionFormat(
            *("kahoot", "Kahoot", "xlsx", XLSX_TYPE, (WORKBOOK,), frozenset()),
            *(kahoot.read, kahoot.write),
        ),
        QuestionFormat(
            *("csv", "CSV", "csv", "text/csv", (TEXT,), EVERYTHING, csv_file.read, csv_file.write),
        ),
        QuestionFormat(
            *("xlsx", "Excel", "xlsx", XLSX_TYPE, (WORKBOOK,), EVERYTHING),
            *(xlsx_file.read, xlsx_file.write),
        ),
    )
}
WRITTEN = {name: one for name, one in FORMATS.items() if one.write}
