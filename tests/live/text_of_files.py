"""The words of each file of a session, read back with independent libraries."""

from collections.abc import Mapping
from io import BytesIO

from openpyxl import load_workbook
from pptx import Presentation
from pypdf import PdfReader

from quiz.documents import typeset
from quiz.live.documents import data
from quiz.live.documents.ended_session import EndedSession
from quiz.live.documents.slides import slides
from quiz.live.documents.workbook import workbook
from tests.live.dates import DAY
from tests.live.ended_session import BANK

ADDRESSES = {topic.id: f"https://look.example/guidance/{topic.id}" for topic in BANK.topics}


def files_of(session: EndedSession) -> dict[str, bytes]:
    """The files, by the ending of their names."""
    values = data.handout(session, DAY, ADDRESSES)
    return {
        "pdf": typeset.pdf("live/documents/handout.typ", values, DAY),
        "xlsx": workbook(session, DAY),
        "pptx": slides(session, DAY),
    }


def text_of(files: Mapping[str, bytes]) -> dict[str, str]:
    """Their words, by the ending. Of slides without the notes and the words inside charts."""
    readers = {"pdf": pages_of, "xlsx": cells_of, "pptx": slides_of}
    return {end: " ".join(readers[end](content)) for end, content in files.items()}


def pages_of(content: bytes) -> list[str]:
    """The words of each page of a PDF."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(content)).pages]


def slides_of(content: bytes) -> list[str]:
    """The words of each slide."""
    return [
        " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        for slide in Presentation(BytesIO(content)).slides
    ]


def cells_of(content: bytes) -> list[str]:
    """The cells of a workbook's first sheet."""
    summary = load_workbook(BytesIO(content)).worksheets[0]
    return [str(cell.value) for row in summary.iter_rows() for cell in row]
