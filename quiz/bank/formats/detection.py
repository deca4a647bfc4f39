"""Finds out which format a file is in."""

from quiz.bank.formats import aiken, kahoot
from quiz.bank.formats.archives import AN_ARCHIVE, PACKAGE, WORKBOOK, XML, kind_of
from quiz.bank.formats.plain_text import text_file
from quiz.bank.formats.portable import FormatError
from quiz.spreadsheets.delimited import lines_of, separator_of

OWN_CSV, OWN_XLSX = "csv", "xlsx"
ROOTS = {"quiz": "moodle-xml", "questestinterop": "qti12", "assessmentItem": "qti21"}
THREE = "imsqtiasi_v3"
"""In the namespace of QTI 3.0."""


def format_of(content: bytes) -> str:
    """The name of the most likely format; reading then says what is wrong with the file."""
    kind = kind_of(content)
    try:
        if kind == WORKBOOK:
            return "kahoot" if kahoot.is_template(content) else OWN_XLSX
        if kind in (XML, PACKAGE, AN_ARCHIVE):
            return _format_of_xml(content)
        lines = lines_of(text_file(content))
    except FormatError:
        return {XML: "moodle-xml", PACKAGE: "qti21", WORKBOOK: OWN_XLSX}.get(kind, OWN_CSV)
    if any(aiken.ANSWER.match(line.strip()) for line in lines):
        return "aiken"
    header = next((line for line in lines if line.strip()), "")
    if "question" in header.lower() and separator_of(header) in header:
        return OWN_CSV
    return "gift" if any("{" in line for line in lines) else OWN_CSV


def _format_of_xml(content: bytes) -> str:
    # Loaded when somebody imports XML: the library takes 4 MB.
    from quiz.bank.formats.qti_packages import xml_files
    from quiz.bank.formats.xml_trees import name_of

    for file in xml_files(content):
        if name := ROOTS.get(name_of(file.root)):
            return "qti30" if THREE in file.root.tag else name
    return "moodle-xml" if kind_of(content) == XML else "qti21"
