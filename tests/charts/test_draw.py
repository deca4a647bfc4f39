"""Charts on a page: their names, their tables, and valid numbers."""

import re

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask

from quiz.charts.draw import draw
from quiz.charts.lines import Change, Pairing, Topics
from quiz.charts.shares import BaseChart
from tests.charts import samples
from tests.charts.gallery import hang
from tests.visitor import Visitor

EVERY = [*samples.all_charts(), *samples.odd()]
every_chart = pytest.mark.parametrize("chart", EVERY, ids=[chart.id for chart in EVERY])


def drawn(app: Flask, chart: BaseChart) -> Tag:
    """The chart's figure element, from a page that is checked as every page is."""
    figure = Visitor(app).get(hang(app, [chart])).page.find("figure")
    assert figure is not None
    return figure


def strips(figure: Tag) -> list[Tag]:
    return figure.select("svg[role=img]")


def words(tag: Tag) -> str:
    return " ".join(tag.get_text(" ").split())


@every_chart
def test_every_drawing_has_a_name_and_a_description(app: Flask, chart: BaseChart) -> None:
    drawings = [svg for svg in drawn(app, chart).find_all("svg") if not svg.find_parent("svg")]
    named = [svg for svg in drawings if svg.get("aria-hidden") != "true"]
    assert named or not chart.rows, "a chart without rows has no drawing"
    for svg in named:
        assert svg["role"] == "img"
        title, desc = svg.find("title"), svg.find("desc")
        assert title is not None
        assert desc is not None
        assert str(svg["aria-labelledby"]).split() == [title["id"], desc["id"]]
        assert words(title)
        assert words(desc)


@every_chart
def test_every_chart_has_a_table(app: Flask, chart: BaseChart) -> None:
    table = drawn(app, chart).find("table")
    assert table is not None
    assert table.caption is not None
    assert words(table.caption).startswith(chart.caption)
    heads = table.select("thead th")
    assert all(head["scope"] == "col" for head in heads)
    rows = table.select("tbody tr")
    assert len(rows) == len(chart.rows)  # type: ignore[attr-defined]
    for row in rows:
        assert [head["scope"] for head in row.select("th")] == ["row"]
        cells = row.select("td")
        assert [cell["data-name"] for cell in cells] == [words(head) for head in heads[1:]]
        assert all(words(cell) for cell in cells)


@every_chart
def test_no_number_is_invalid_and_no_mark_is_outside(app: Flask, chart: BaseChart) -> None:
    figure = drawn(app, chart)
    for beginning in figure.select(".chart__axis"):
        beginning.extract()  # the axis label “None” for few people
    assert not re.search(r"\b(nan|inf|none|undefined|range\()", str(figure), re.IGNORECASE)
    for tag in figure.select("svg[role=img] *"):
        for name in ("x", "x1", "x2", "width"):
            value = str(tag.get(name, ""))
            if value.endswith("%"):
                assert 0 <= float(value[:-1]) <= 100, (name, value)
            elif value:
                assert -10 <= float(value) <= 300, (name, value)


@every_chart
def test_the_table_has_the_numbers_of_the_chart(app: Flask, chart: BaseChart) -> None:
    """Every number that a screen reader reads from a drawing is in the table."""
    figure = drawn(app, chart)
    rows = [words(row) for row in figure.select("tbody tr")]
    told = [words(svg.desc) for svg in strips(figure) if svg.desc]
    assert len(told) == len(rows)
    for sentence, row in zip(told, rows, strict=True):
        numbers = re.findall(r"\d+(?: to \d+)?(?: of \d+)?(?: %)?", sentence)
        assert numbers or "not shown" in sentence or "no answers" in sentence
        for number in numbers:
            assert number in row


def ends_of(svg: Tag, kind: str) -> list[tuple[str, str]]:
    return [(str(line["x1"]), str(line["x2"])) for line in svg.select(f"line.{kind}")]


def test_the_marks_of_a_pairing_are_at_its_numbers(app: Flask) -> None:
    range_said, exact, *_ = strips(drawn(app, samples.pairing()))
    # 26 to 30 of 30 said yes, 25 showed it; 21 of 30 said yes, 10 showed it.
    assert ends_of(range_said, "chart__said") == [("87.0%", "100.0%")]
    assert ends_of(range_said, "chart__shown") == [("83.0%", "83.0%")]
    assert [svg["x"] for svg in range_said.find_all("svg")] == ["100.0%", "87.0%"]
    assert ends_of(exact, "chart__said") == []
    assert [svg["x"] for svg in exact.find_all("svg")] == ["70.0%"]
    assert ends_of(exact, "chart__shown") == [("33.0%", "33.0%")]
    assert ends_of(exact, "chart__gap") == [("33.0%", "70.0%"), ("33.0%", "33.0%")]


def test_only_more_sure_than_right_has_the_colour_of_sure_and_not(app: Flask) -> None:
    figure = drawn(app, samples.topics())
    over = [bool(svg.select(".chart__gap--over")) for svg in strips(figure)]
    named = [bool(svg.select(".chart__gap")) for svg in strips(figure)]
    assert named == [True, False, True, False]
    assert over == [True, False, False, False]


def test_a_decrease_looks_like_an_increase(app: Flask) -> None:
    rise, fall = strips(drawn(app, samples.change()))[1:3]

    def classes(svg: Tag) -> list[str]:
        return [str(tag["class"]) for tag in svg.select("[class]")]

    assert classes(rise) == classes(fall)


def test_few_people_get_no_percentages_and_no_bands(app: Flask) -> None:
    figure = drawn(app, samples.few())
    assert "%" not in words(figure)
    assert not figure.select(".chart__band")
    assert "4 to 6 of 6: most" in words(figure)


def test_the_key_explains_ranges_only_where_there_are_any(app: Flask) -> None:
    with app.test_request_context():
        with_range, without = (
            BeautifulSoup(draw(Topics("t", "Topics", 30, [samples.topics().rows[n]])), "html5lib")
            for n in (0, 3)
        )
    assert "known only as a range" in words(with_range)
    assert "known only as a range" not in words(without)


def test_labels_are_escaped(app: Flask) -> None:
    with app.test_request_context():
        page = draw(samples.odd()[0])
    assert "<topics>" not in page
    assert "Odd &lt;topics&gt; &amp; ends" in page


@pytest.mark.parametrize("kind", [Topics, Pairing, Change])
def test_a_chart_without_data_is_drawn(app: Flask, kind: type[Topics | Pairing | Change]) -> None:
    assert strips(drawn(app, kind("empty", "Nothing yet", 30, []))) == []
