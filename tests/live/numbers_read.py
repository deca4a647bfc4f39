"""The numbers of a session, read from each place that shows them: pages, PDF, workbook, slides."""

import re
from io import BytesIO

from bs4 import BeautifulSoup
from openpyxl import load_workbook
from pptx import Presentation
from pypdf import PdfReader

from tests.live.steps import BANK
from tests.visitor import Visitor

Bar = tuple[str, ...]
"""The counts of a bar from low to high; in a small room its range in words; or why it has none."""
Numbers = dict[tuple[str, str], list[Bar]]
"""The bars of each chart, by what it is about and its title. It is about a scenario, by its number,
or about the confidence questions, ``confidence``."""
CONFIDENCE = "confidence"
OF_LEVELS = ((0, 1), (2,), (3,))
"""Guessing and unsure are one shade; fairly sure and very sure have one each."""


def tables(page: BeautifulSoup, figure: str, about: str) -> Numbers:
    """The tables below the bars of one figure. Below the charts of how sure the room is: none."""
    found: Numbers = {}
    for table in page.select(f"#{figure} table"):
        caption, head = table.find("caption"), table.select_one("th")
        assert caption is not None
        assert head is not None
        if head.get_text() == "How sure":
            continue
        rows = [[cell.get_text() for cell in row.select("td")] for row in table.select("tbody tr")]
        for row in rows:
            assert len(row) == 1 or sum(map(int, row[:-1])) == int(row[-1])
        title = caption.get_text().partition(":")[0]
        found[about, title] = [tuple(row[:-1]) or (in_words(row[0]),) for row in rows]
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
    for number, _, vote, _, _, *cells in book["Votes"].iter_rows(min_row=2, values_only=True):
        bar: Bar = (in_words(cells[4]),)
        if isinstance(cells[0], int):
            bar = tuple(str(sum(int(str(cells[n])) for n in of)) for of in OF_LEVELS)
            assert sum(map(int, bar)) == cells[4]
        found.setdefault((str(number), str(vote)), []).append(bar)
    for moment, _, *cells in book["Confidence"].iter_rows(min_row=2, values_only=True):
        counts, told = cells[:3], cells[2] or cells[4]
        exact = all(isinstance(count, int) for count in counts)
        bar = tuple(map(str, counts)) if exact else (in_words(told),)
        found.setdefault((CONFIDENCE, str(moment)), []).append(bar)
    return found


def in_words(cell: object) -> str:
    """A range without its base: “half” for “half of the 8” and for “Half of the 8 said yes”."""
    words = str(cell).partition(" of the ")[0]
    return words[0].lower() + words[1:]


def hands(page: BeautifulSoup) -> list[tuple[str, str]]:
    """The shows of hands on a wall, a phone or a host's page: the title and the counts."""
    found = []
    for line in page.select(".hands--line > span"):  # on the wall, beside bars
        vote, total, words = " ".join(line.get_text().split()).removesuffix(".").split(": ")
        found.append(_in_order(vote, words.split(", "), total))
    for shown in page.select(".hands:not(.hands--line)"):
        title, counts = shown.select_one(".hands__title"), shown.select(".hands__counts li")
        assert title is not None
        vote, _, total = title.get_text().partition(": ")
        words = [" ".join(count.get_text(" ").split()) for count in counts]
        found.append(_in_order(vote, words, total))
    for table in page.select("#hands table"):  # on the wall, where phones gave no chart
        caption, rows = table.find("caption"), table.select("tbody tr")
        assert caption is not None
        vote, _, total = caption.get_text().partition(": ")
        cells = [[cell.get_text() for cell in row.select("th, td")] for row in rows]
        found.append(_in_order(vote, [f"{row[0]} {row[-1]}" for row in cells], total))
    return list(dict.fromkeys(found))  # the wall has them beside the chart and with all options


def _in_order(vote: str, counts: list[str], total: str) -> tuple[str, str]:
    """The first vote is not named while it is the only one."""
    title, _, how = vote.rpartition(". ")
    name = vote if "," in vote else f"{how}, {title.lower() or 'first vote'}"
    return name, f"{', '.join(counts)} ({total.split()[0]} in all)"


def counted(content: bytes) -> set[tuple[str, str]]:
    """The shows of hands in a workbook: the title and the counts, as ``hands`` has them."""
    rows: dict[tuple[str, str], list[tuple[object, object]]] = {}
    sheet = load_workbook(BytesIO(content))["Hands and paper"]
    for number, _, vote, how, _, _, count, of in sheet.iter_rows(min_row=2, values_only=True):
        rows.setdefault((str(number), f"{how}, {str(vote).lower()}"), []).append((count, of))
    return {
        _in_order(
            title,
            [f"{letter} {count}" for letter, (count, _) in zip("ABCD", found, strict=True)],
            str(found[0][1]),
        )
        for (_, title), found in rows.items()
    }


def slides(content: bytes) -> Numbers:
    """The native charts of the slides."""
    found: Numbers = {}
    for slide in Presentation(BytesIO(content)).slides:
        title = slide.shapes.title.text_frame.text
        about = title.partition(".")[0] if title[0].isdigit() else CONFIDENCE
        notes = iter(slide.notes_slide.notes_text_frame.text.splitlines())
        for shape in slide.shapes:
            if shape.has_chart:
                plot = shape.chart.plots[0]
                heading = shape.chart.chart_title.text_frame.text
                while next(notes) != heading:
                    pass
                values = zip(*(series.values for series in plot.series), strict=True)
                found[about, heading.partition(":")[0]] = [
                    _bar(str(category), counts, next(notes))
                    for category, counts in zip(plot.categories, values, strict=True)
                ]
    return found


def _bar(category: str, counts: tuple[float, ...], note: str) -> Bar:
    """One bar of a chart. A range is in the label of the bar, as well."""
    words = note.partition(": ")[2]
    number = category.partition(" ")[2]
    if number:
        assert words.startswith(number)
        return (in_words(number),)
    assert int(words.partition(" ")[0]) == sum(counts)
    return tuple(str(int(count)) for count in counts)


def words(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


COUNT = re.compile(r"(\d+|fewer than half|more than half|half)(?: of the \d+)? votes?\b")


def totals_in(text: str, charts: int) -> list[list[str]]:
    """The counts of a scenario's votes in a handout: a list of four for each chart."""
    found = COUNT.findall(text)
    return [found[chart::charts] for chart in range(charts)] if charts else []


def section(text: str, number: int, titles: list[str]) -> str:
    """The text of a handout about one scenario. titles: of those that were asked, by number."""
    start = text.rindex(f"{number}. {BANK.items[titles[number - 1]].title}")
    ends = [
        text.find(f"{later}. {BANK.items[title].title}", start)
        for later, title in enumerate(titles, 1)
        if later > number
    ]
    ends += [text.find("How confident the room said it was", start), len(text)]
    return text[start : min(end for end in ends if end > 0)]
