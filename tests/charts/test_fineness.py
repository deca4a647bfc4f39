"""A picture states no more than the words beside it: its file has no finer numbers."""

import pytest
from flask import Flask

from quiz.analysis.ranges import exactly
from quiz.charts.lines import TopicRow, Topics
from quiz.charts.shares import BaseChart
from quiz.teams.exports.chart_data import chart_data
from tests.charts import samples
from tests.charts.test_draw import EVERY, drawn, strips

every_chart = pytest.mark.parametrize("chart", EVERY, ids=[chart.id for chart in EVERY])


def step_of(chart: BaseChart) -> int:
    """measurement.md 3.8: to the nearest 5 % from ten people on, to the nearest 1 % from twenty."""
    return 5 if 10 <= chart.people < 20 else 1


@every_chart
def test_no_position_on_a_line_is_finer_than_its_words(app: Flask, chart: BaseChart) -> None:
    found = [
        float(value.removesuffix("%"))
        for strip in strips(drawn(app, chart))
        for mark in strip.select("line, rect, svg")
        for name, value in mark.attrs.items()
        if name in ("x", "x1", "x2", "width") and str(value).endswith("%")
    ]
    grid = (0, 25, 50, 75, 100)
    assert {value % step_of(chart) for value in found if value not in grid} <= {0}


def test_the_mean_certainty_is_drawn_where_the_page_says_it_is(app: Flask) -> None:
    """It was drawn at 63.68 % where the page said 65 %; that is a count of levels."""
    row = TopicRow("Who to ask", samples.share(20, 20, 36), (0.6368, 0.7123))
    chart = Topics("t", "Topics", 12, [row])
    assert chart.expected(row).replace("\N{NO-BREAK SPACE}", " ") == "65 to 70 %"
    figure = drawn(app, chart)
    assert [svg["x"] for svg in figure.select("svg svg")] == ["70.0%", "65.0%"]
    assert "63" not in str(figure)
    assert "71" not in str(figure)
    marks = chart_data(chart)["rows"][0]["marks"]
    diamonds = [(mark["x1"], mark["x2"]) for mark in marks if mark["kind"] == "diamond"]
    assert diamonds == [(65.0, 70.0)]
    assert {mark[end] % 5 for mark in marks for end in ("x1", "x2")} == {0}


def test_the_decision_stays_that_of_the_exact_figures() -> None:
    """Only the drawing is rounded: 71.4 is above a band that ends at 70.6, though both are 71."""
    chart = Topics("t", "Topics", 30, [])
    row = TopicRow("", samples.Share(exactly(50, 90), (0.45, 0.706)), (0.714, 0.714))
    assert chart.gap(row) is not None
