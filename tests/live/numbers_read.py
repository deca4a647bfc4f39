"""The numbers of a session, read from each place that shows them: pages, PDF, workbook, slides."""

import re
from io import BytesIO

from bs4 import BeautifulSoup
from openpyxl import load_workbook
from pptx import Presentation
from pypdf import PdfReader

from tests.live.steps import BANK
from tests.visitor import Visitor

Numbers = dict[tuple[str, str], list[tuple[int, ...]]]
"""The counts of each bar of a chart, from low to high, by what it is about and its title. It is
about a scenario, by its number, or about the confidence questions, ``confidence``."""
CONFIDENCE = "confidence"
CHANGE = re.compile(r"Best answer: \d+ of \d+, then \d+ of \d+\. Sure and wrong: \d+, then \d+\.")
OF_LEVELS = ((0, 1), (2,), (3,))
"""Guessing and unsure are one shade; fairly sure and very sure have one each."""


def tables(page: BeautifulSoup, figure: str, about: str) -> Numbers:
    """The tables below the bars of one figure. Below the charts of how sure the room is: none."""
    found: Numbers = {}
    for table in page.select(f"#{figure} table"):
        caption, head = table.find("caption"), table.select_one("th")
        assert caption is not None
        assert head is not None
        if head.get_text() == "How sure" and about != CONFIDENCE:
            continue
        cells = [
            [int(cell.get_text()) for cell in row.select("td")] for row in table.select("tbody tr")
        ]
        for row in cells:
            assert sum(row[:-1]) == row[-1]
        found[about, caption.get_text().partition(":")[0]] = [tuple(row[:-1]) for row in cells]
    return found


def summary(host: Visitor) -> Numbers:
    """The summary page."""
    found = tables(host.page, "confidence-bars", CONFIDENCE)
    for number in range(1, 13):
        found |= tables(host.page, f"scenario-{number}", str(number))
    return found


def workbook(content: bytes) -> Numbers:
    """The workbook's sheets of votes and of confidence."""
    book = load_workbook(BytesIO(content))
    found: Numbers = {}
    for number, _, vote, _, _, *levels in book["Votes"].iter_rows(min_row=2, values_only=True):
        counts = tuple(sum(int(str(levels[n])) for n in of) for of in OF_LEVELS)
        assert sum(counts) == levels[len(OF_LEVELS) + 1]
        found.setdefault((str(number), str(vote)), []).append(counts)
    for moment, _, *counts_ in book["Confidence"].iter_rows(min_row=2, values_only=True):
        counts = tuple(int(str(count)) for count in counts_[:3])
        found.setdefault((CONFIDENCE, str(moment)), []).append(counts)
    return found


def slides(content: bytes) -> Numbers:
    """The native charts of the slides."""
    found: Numbers = {}
    for slide in Presentation(BytesIO(content)).slides:
        title = slide.shapes.title.text_frame.text
        about = title.partition(".")[0] if title[0].isdigit() else CONFIDENCE
        for shape in slide.shapes:
            if shape.has_chart:
                values = [series.values for series in shape.chart.plots[0].series]
                heading = shape.chart.chart_title.text_frame.text.partition(":")[0]
                found[about, heading] = [tuple(map(int, bar)) for bar in zip(*values, strict=True)]
    return found


def words(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def totals_in(text: str, charts: int) -> list[list[int]]:
    """The counts of a scenario's votes in a handout: a list of four for each chart."""
    found = [int(count) for count in re.findall(r"(\d+) votes?\b", text)]
    return [found[chart::charts] for chart in range(charts)] if charts else []


def section(text: str, number: int, titles: list[str]) -> str:
    """The text of a handout about one scenario. titles: of those that were asked, by number."""
    start = text.index(f"{number}. {BANK.items[titles[number - 1]].title}")
    ends = [
        text.find(f"{later}. {BANK.items[title].title}", start)
        for later, title in enumerate(titles, 1)
        if later > number
    ]
    ends += [text.find("How confident the room said it was", start), len(text)]
    return text[start : min(end for end in ends if end > 0)]
