"""Finds out which format a file is in."""

from quiz.bank.formats import aiken, kahoot
from quiz.bank.formats.archives import AN_ARCHIVE, PACKAGE, TEXT, WORKBOOK, XML, kind_of
from quiz.bank.formats.plain_text import text_file
from quiz.bank.formats.portable import FormatError
from quiz.languages.sentences import LazySentence, lazy_gettext
from quiz.spreadsheets.delimited import lines_of, separator_of

OWN_CSV, OWN_XLSX = "csv", "xlsx"
ROOTS = {"quiz": "moodle-xml", "questestinterop": "qti12", "assessmentItem": "qti21"}
THREE = "imsqtiasi_v3"
"""In the namespace of QTI 3.0."""
ARE_READ = lazy_gettext(
    "Questions are read from text files (GIFT, Aiken, CSV), XML "
    "files (Moodle XML, QTI), packages (QTI) and Excel workbooks "
    "(Kahoot, our own table)."
)
LONGEST_NAME = 40


def format_of(content: bytes) -> str:
    """The name of the most likely format; reading then says what is wrong with the file.

    Raises FormatError, with the kind of file that it seems to be, when no format fits.
    """
    kind = kind_of(content)
    if kind == WORKBOOK:
        return "kahoot" if kahoot.is_template(content) else OWN_XLSX
    if kind in (XML, PACKAGE, AN_ARCHIVE):
        return _format_of_xml(content, kind)
    if kind != TEXT:
        raise FormatError(
            lazy_gettext(
                "This seems to be %(kind)s. %(formats_read)s", kind=kind, formats_read=ARE_READ
            )
        )
    lines = lines_of(text_file(content))
    if all(any(map(one.match, map(str.strip, lines))) for one in (aiken.ANSWER, aiken.OPTION)):
        return "aiken"
    header, *rows = [line for line in lines if line.strip()] or [""]
    is_table = all(separator_of(header) in line for line in (header, *rows[:1]))
    if "question" in header.lower() and is_table:
        return OWN_CSV
    if any("{" in line for line in lines):
        return "gift"
    if is_table:
        return OWN_CSV
    raise FormatError(
        lazy_gettext(
            "This seems to be a text without questions: GIFT has answers "
            "in { }, Aiken has lines that begin with “ANSWER:”, and CSV "
            "begins with headings such as “question”."
        )
    )


def _format_of_xml(content: bytes, kind: LazySentence) -> str:
    # Loaded when somebody imports XML: the library takes 4 MB.
    from quiz.bank.formats.qti_packages import xml_files
    from quiz.bank.formats.xml_trees import name_of

    root = ""
    for file in xml_files(content):
        root = name_of(file.root)
        if name := ROOTS.get(root):
            return "qti30" if THREE in file.root.tag else name
    if kind == XML:
        raise FormatError(
            lazy_gettext(
                "This seems to be XML of another kind: it begins with "
                "<%(name)s>. Moodle XML begins with <quiz>, and QTI with "
                "<assessmentItem> or <questestinterop>.",
                name=root[:LONGEST_NAME],
            )
        )
    raise FormatError(
        lazy_gettext(
            "This seems to be %(kind)s without questions. %(formats_read)s",
            kind=kind,
            formats_read=ARE_READ,
        )
    )
