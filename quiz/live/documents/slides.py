"""A session that has ended as PowerPoint slides, with charts that can be edited, and notes."""

from collections.abc import Sequence
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Emu, Inches, Pt

from quiz.clock import long_date
from quiz.languages.sentences import gettext, language, lazy_gettext
from quiz.live.documents.ended_session import CONFIDENCE_TITLE, EndedSession
from quiz.live.documents.guide import ScenarioPage, scenario_page
from quiz.live.documents.slide_languages import mark_languages
from quiz.live.results.charts import Bar, Chart, Shade
from quiz.live.results.counted import plain
from quiz.live.results.summary import NO_BEST, ScenarioSummary
from quiz.vocabulary import OPTION_LETTERS

WIDTH, HEIGHT, MARGIN = Inches(13.333), Inches(7.5), Inches(0.6)
TITLE_HEIGHT = Inches(1.1)
TITLE_ONLY = 5
"""The layout of python-pptx’s own template that has a title and nothing else."""
INK, GREY, TEAL = RGBColor(0x14, 0x21, 0x2B), RGBColor(0x47, 0x55, 0x60), RGBColor(0x12, 0x3C, 0x3A)
FILLS = {
    Shade.LOW: RGBColor(0xD5, 0xDE, 0xDD),
    Shade.SOME: RGBColor(0x7F, 0xB5, 0xAD),
    Shade.HIGH: RGBColor(0x1D, 0x7A, 0x6F),
    Shade.AT_LEAST: RGBColor(0x1D, 0x7A, 0x6F),
    Shade.AT_MOST: RGBColor(0xFF, 0xFF, 0xFF),
    Shade.COUNTED: RGBColor(0x7F, 0xB5, 0xAD),
}
WRONG = {Shade.SOME: RGBColor(0xE0, 0xA4, 0x7C), Shade.HIGH: RGBColor(0xB4, 0x49, 0x0B)}
WHITE = RGBColor(0xFF, 0xFF, 0xFF)
ONLY_ABOVE_ZERO = "0;;;"
MOST_TOGETHER = 2
"""Charts on one slide: a third would be too small to read."""
LONG_STORY, LONG_LIST, VERY_LONG_LIST = 900, 450, 700
"""In characters: longer texts are set smaller, so that they fit."""
ORANGE = lazy_gettext("In orange: sure, and wrong.")


class Deck:
    """Slides with one look. Everything on them is plain text or a chart."""

    def __init__(self, title: str, day: date) -> None:
        self.made: Any = Presentation()
        self.made.slide_width, self.made.slide_height = WIDTH, HEIGHT
        about, stamped = self.made.core_properties, datetime.combine(day, time())
        about.title, about.author, about.language = (
            title,
            gettext("Before You Look"),
            language().tag,
        )
        about.created = about.modified = stamped
        about.last_modified_by = about.author

    def slide(self, title: str, notes: Sequence[str]) -> Any:
        """A slide with its title and its notes."""
        slide = self.made.slides.add_slide(self.made.slide_layouts[TITLE_ONLY])
        box = slide.shapes.title
        box.left, box.top, box.width, box.height = (
            MARGIN,
            MARGIN // 2,
            WIDTH - 2 * MARGIN,
            TITLE_HEIGHT,
        )
        box.text_frame.word_wrap = True
        box.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        box.text_frame.paragraphs[0].alignment = PP_ALIGN.LEFT
        _write(box.text_frame.paragraphs[0], title, 30 if len(title) < 90 else 24, bold=True)
        slide.notes_slide.notes_text_frame.text = "\n".join(notes)
        return slide

    def done(self) -> bytes:
        """The file."""
        out = BytesIO()
        self.made.save(out)
        return out.getvalue()


def slides(session: EndedSession, today: date) -> bytes:
    """The slides of a session."""
    deck, sentences = Deck(session.title, session.held_on), session.sentences
    opening = deck.slide(session.title, sentences)
    day, found = long_date(session.held_on), [line for _, lines in session.top for line in lines]
    _lines(opening, [(line, 28) for line in (*found[:1], day)] + [(line, 20) for line in sentences])
    for about, lines in session.top:
        _lines(deck.slide(about, lines), [(line, 24) for line in lines])
    for one in session.asked:
        page = scenario_page(one.number, one.scenario, today)
        _story(deck, page)
        _chosen(deck, one, page, session)
        _best(deck, one, page)
    if confidence := session.confidence:
        asked = [f"{n}. {bar.label}" for n, bar in enumerate(confidence.charts[0].bars, 1)]
        _charted(deck, str(CONFIDENCE_TITLE), [*asked, *confidence.cautions], confidence.charts)
    mark_languages(deck.made, session.quoted(today, whole=True))
    return deck.done()


def _lettered(page: ScenarioPage) -> list[str]:
    return [
        f"{letter}. {option.text}"
        for letter, option in zip(OPTION_LETTERS, page.options, strict=True)
    ]


def _story(deck: Deck, page: ScenarioPage) -> None:
    options = _lettered(page)
    slide = deck.slide(f"{page.number}. {page.title}", [gettext("To ask:"), *page.ask])
    size = 24 if len(page.vignette + "".join(options)) < LONG_STORY else 20
    lines = [(page.vignette, size), (page.question, size), *((option, size) for option in options)]
    _lines(slide, lines, bold=1)


def _chosen(deck: Deck, one: ScenarioSummary, page: ScenarioPage, session: EndedSession) -> None:
    """What the room chose: in charts, or only in words where no vote has one."""
    said, heading = session.said(one), f"{one.number}. {page.title}"
    told = session.told(one)[:1] if one.best else ()
    what = f"{one.number}. {told[0]}" if told else _named(heading, gettext("What we chose"))
    said = said[len(told) :]
    charts = session.charts(one)
    if not charts:
        _lines(deck.slide(what, said), [(line, 24) for line in said or [page.question]])
        return
    orange = one.best and any(not chart.small for chart in one.charts)
    more = [str(ORANGE)] if orange else []
    together, later = charts[:MOST_TOGETHER], charts[MOST_TOGETHER:]
    options = [page.question, *_lettered(page)]
    hands = session.shown_hands(one)
    _charted(deck, what, [*options, *said, *more], together, hands)
    for chart in later:
        title = _named(heading, str(chart.title))
        _charted(deck, title, [*options, *filter(None, [one.note]), *more], [chart])


def _named(heading: str, words: str) -> str:
    """A scenario's heading, and what the slide has of it. A question mark needs no colon."""
    return f"{heading} {words}" if heading.endswith("?") else f"{heading}: {words}"


def _charted(
    deck: Deck,
    title: str,
    lines: Sequence[str],
    charts: Sequence[Chart],
    hands: Sequence[str] = (),
) -> None:
    """A slide with lines beside one chart or two, and the numbers in its notes. hands: the shows of
    hands, in sentences."""
    slide = deck.slide(title, [*(line for chart in charts for line in in_words(chart)), *hands])
    _beside_charts(slide, lines, charts)


def _best(deck: Deck, one: ScenarioSummary, page: ScenarioPage) -> None:
    """The best answer, or what speaks for each."""
    best = next((n for n, option in enumerate(page.options) if option.best), None)
    sources = [f"{found.where} ({found.edition}; {found.checked})" for found in page.references]
    reasons = [
        f"{letter}: {option.reason}"
        for letter, option in zip(OPTION_LETTERS, page.options, strict=True)
    ]
    if best is None:
        slide = deck.slide(_named(f"{one.number}. {page.title}", str(NO_BEST)), reasons)
        _lines(slide, [(page.sides, 24), *((line, 14) for line in sources)])
        return
    found = page.options[best]
    slide = deck.slide(_best_answer(one.number, OPTION_LETTERS[best]), reasons)
    _lines(slide, [(found.text, 28), (found.reason, 24), *((line, 14) for line in sources)], bold=0)


def _best_answer(number: int, letter: str) -> str:
    return gettext("%(number)s. The best answer is %(letter)s", number=number, letter=letter)


def in_words(chart: Chart) -> list[str]:
    """A chart's numbers in words, one line a bar."""
    return [
        heading_of(chart),
        *(f"{_short(n, bar)}: {plain(bar.said)}" for n, bar in enumerate(chart.bars, 1)),
    ]


def heading_of(chart: Chart) -> str:
    return gettext("%(title)s: %(number)s answered", title=chart.title, number=chart.total)


def _short(number: int, bar: Bar) -> str:
    return bar.letter or str(number)


def _category(chart: Chart, number: int, bar: Bar) -> str:
    """The label of a bar, with the words for one that is not drawn, or is drawn as a range."""
    words = bar.number if chart.small else ""
    return f"{_short(number, bar)} {words if bar.counts else bar.words}".strip()


def _beside_charts(slide: Any, lines: Sequence[str], charts: Sequence[Chart]) -> None:
    """Lines on the left, and charts on the right, one below another."""
    top, left, letters = TITLE_HEIGHT + MARGIN // 2, Inches(6.1), len("".join(lines))
    size = 18 if letters < LONG_LIST else 16 if letters < VERY_LONG_LIST else 14
    _lines(
        slide,
        [(line, size) for line in lines],
        left - MARGIN,
    )
    height = (HEIGHT - top - MARGIN // 2) // len(charts)
    for number, chart in enumerate(charts):
        _draw(
            slide,
            chart,
            (left, Emu(top + number * height), Emu(WIDTH - left - MARGIN), Emu(height)),
        )


def _draw(slide: Any, chart: Chart, place: tuple[Any, ...]) -> None:
    data = CategoryChartData()
    data.categories = [_category(chart, n, bar) for n, bar in enumerate(chart.bars, 1)]
    for shade, words in chart.key.items():
        data.add_series(str(words), [bar.counts.get(shade, 0) for bar in chart.bars])
    frame = slide.shapes.add_chart(XL_CHART_TYPE.BAR_STACKED, *place, data)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", ". ".join(in_words(chart)))
    drawn = frame.chart
    drawn.has_title = True
    _write(drawn.chart_title.text_frame.paragraphs[0], heading_of(chart), 14)
    drawn.font.size, drawn.font.color.rgb = Pt(14), INK
    drawn.has_legend = True
    drawn.legend.position, drawn.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    drawn.category_axis.reverse_order = True
    drawn.category_axis.format.line.color.rgb = GREY
    axis = drawn.value_axis
    axis.visible, axis.has_major_gridlines = False, False
    axis.minimum_scale, axis.maximum_scale = 0, chart.total
    _paint(drawn.plots[0], chart)


def _paint(plot: Any, chart: Chart) -> None:
    plot.gap_width, plot.overlap = 40, 100
    for shade, series in zip(chart.key, plot.series, strict=True):
        _fill(series.format, FILLS[shade])
        if not chart.small:  # the ends of a range are no counts
            _label(series.data_labels, WHITE if shade == Shade.HIGH else INK)
        for number, bar in enumerate(chart.bars):
            if bar.best is False and shade in WRONG:
                _fill(series.points[number].format, WRONG[shade])


def _label(labels: Any, colour: RGBColor) -> None:
    labels.show_value, labels.position = True, XL_LABEL_POSITION.CENTER
    labels.number_format, labels.number_format_is_linked = ONLY_ABOVE_ZERO, False
    labels.font.size, labels.font.color.rgb = Pt(14), colour


def _fill(look: Any, colour: RGBColor) -> None:
    look.fill.solid()
    look.fill.fore_color.rgb = colour
    look.line.color.rgb = INK


def _lines(
    slide: Any,
    lines: Sequence[tuple[str, int]],
    width: int = WIDTH - 2 * MARGIN,
    bold: int | None = None,
) -> None:
    """Paragraphs below the title, each with its size in points. bold: the number of one of them."""
    top = TITLE_HEIGHT + MARGIN // 2
    box = slide.shapes.add_textbox(MARGIN, top, width, HEIGHT - top - MARGIN)
    frame = box.text_frame
    frame.word_wrap = True
    for number, (text, size) in enumerate(lines):
        paragraph = frame.paragraphs[0] if not number else frame.add_paragraph()
        paragraph.space_after = Pt(8)
        _write(paragraph, text, size, bold=number == bold)


def _write(paragraph: Any, text: str, size: int, *, bold: bool = False) -> None:
    run = paragraph.add_run()
    run.text = text
    run.font.size, run.font.bold, run.font.color.rgb = Pt(size), bold, TEAL if bold else INK
