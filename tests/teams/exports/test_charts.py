"""Charts in files have the words and positions of the page's charts."""

from io import BytesIO
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask
from PIL import Image

from quiz.charts.draw import draw
from quiz.charts.lines import Change
from quiz.documents import typeset
from quiz.teams.exports.chart_data import ChartMark, chart_data
from quiz.teams.exports.pdf import chart_of, png_of
from quiz.teams.results.report import Section
from tests.teams.reports import SIZES, report_of
from tests.visitor import normalize_space

by_chart = pytest.mark.parametrize(
    "section",
    [section for sizes in SIZES for section in report_of(sizes).charts.values()],
    ids=lambda section: f"{section.name}-{section.chart.people}",
)


def page_chart(section: Section) -> Tag:
    assert section.chart
    figure = BeautifulSoup(str(draw(section.chart)), "html5lib").figure
    assert figure
    return figure


def words(tag: Tag | None) -> str:
    assert tag
    return normalize_space(tag.get_text(" "))


def described(svg: Tag) -> str:
    return f"{words(svg.title)} {words(svg.desc)}"


@by_chart
def test_the_words_are_those_of_the_page(app: Flask, section: Section) -> None:
    page, data = page_chart(section), chart_of(section)
    assert data["caption"] == words(page.figcaption)
    assert [normalize_space(one["words"]) for one in data["key"]] == [
        words(one) for one in page.select(".chart__key li")
    ]
    rows = page.select(".chart__row:not(.chart__row--axis)")
    for row, found in zip(rows, data["rows"], strict=True):
        assert found["label"] == words(row.select_one(".chart__label"))
        said = row.select_one(".chart__words")
        assert normalize_space(found["words"]) == words(said)
        assert found["over"] == ("chart__words--over" in (said or {})["class"])
        (strip,) = row.select(".chart__strip")
        assert normalize_space(f"{found['label']} {found['alt']}") == described(strip)
    assert list(data["axis"]) == [words(one) for one in page.select(".chart__axis span")]


def percent(tag: Tag, name: str) -> float:
    return float(str(tag[name]).removesuffix("%"))


def drawn(strip: Tag) -> dict[str, set[tuple[float, float]]]:
    """Both ends of every mark in the page's chart; a range of diamonds gives each end alone."""
    lines = {"dot": "chart__shown", "ring": "chart__ring"}
    found = {
        kind: {(percent(one, "x1"), percent(one, "x2")) for one in strip.select(f".{name}")}
        for kind, name in lines.items()
    }
    found["band"] = {
        (percent(one, "x"), round(percent(one, "x") + percent(one, "width"), 2))
        for one in strip.select(".chart__band")
    }
    found["gap"] = {
        (percent(one, "x1"), percent(one, "x2"))
        for one in strip.select(".chart__gap")
        if one["y1"] == one["y2"]
    }
    found["diamond"] = {(percent(one, "x"), percent(one, "x")) for one in strip.select("svg")}
    return found


@by_chart
def test_the_marks_stand_where_the_pages_do(app: Flask, section: Section) -> None:
    page, data = page_chart(section), chart_of(section)
    for strip, row in zip(page.select(".chart__strip"), data["rows"], strict=True):
        marks = [ChartMark(**mark) for mark in row["marks"]]
        found: dict[str, set[tuple[float, float]]] = {
            kind: {(one.x1, one.x2) for one in marks if one.kind == kind}
            for kind in ("dot", "ring", "band", "gap")
        }
        ends = [end for one in marks if one.kind == "diamond" for end in (one.x1, one.x2)]
        found["diamond"] = {(end, end) for end in ends}
        assert found == drawn(strip)
        assert bool(strip.select(".chart__gap--over")) == any(one.over for one in marks)


@by_chart
def test_a_chart_is_an_image_with_marks_in_it(app: Flask, section: Section) -> None:
    image = Image.open(BytesIO(png_of(section, report_of([30]))))
    assert image.format == "PNG"
    assert image.width == 1280
    assert image.height > 300
    colours = image.convert("RGB").getcolors(1 << 24)
    assert colours is not None
    found = {colour for _, colour in colours}
    assert (29, 122, 111) in found, "the colour of what people showed"
    assert (255, 255, 255) in found


def test_a_section_without_a_chart_has_no_image() -> None:
    section = next(s for s in report_of([14]).parts[0].sections if not s.chart)
    with pytest.raises(ValueError, match="no chart"):
        chart_of(section)


def test_a_chart_that_no_report_has_is_refused() -> None:
    with pytest.raises(TypeError, match="no report has a Change"):
        chart_data(Change("x", "", 10, []))


def test_a_chart_of_one_group_names_it(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[dict[str, Any]] = []
    monkeypatch.setattr(typeset, "png", lambda _path, data: drawn.append(data) or b"")
    report = report_of([12, 14, 5], groups=["Duty team", "Front desk", ""])
    for section in report.charts.values():
        png_of(section, report)
    named = [data["notes"][0] for data in drawn]
    assert {"Duty team: 12 people", "Front desk: 14 people"} < set(named)
