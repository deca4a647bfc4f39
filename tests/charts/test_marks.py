"""Positions of marks, and the words beside them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.analysis.ranges import Range, exactly
from quiz.charts.lines import Change, ChangeRow, Pairing, PairingRow, TopicRow, Topics
from quiz.charts.plane import Plane, PlanePoint, x, y
from quiz.charts.shares import Share, Span
from quiz.vocabulary import Certainty
from tests.charts.samples import share

percents = st.floats(0, 100)


@st.composite
def ranges(draw: st.DrawFn) -> Range:
    of = draw(st.integers(1, 900))
    low = draw(st.integers(0, of))
    return Range(low, draw(st.integers(low, of)), of)


def pairing(people: int, said: Share, shown: Share) -> tuple[Pairing, PairingRow]:
    pair = PairingRow("Know who to ask", said, shown)
    return Pairing("pairing", "Said and shown", people, [pair]), pair


def topics(people: int, right: Share, stated: float | None) -> tuple[Topics, TopicRow]:
    topic = TopicRow("Who to ask", right, stated)
    return Topics("topics", "By topic", people, [topic]), topic


@given(ranges())
def test_a_mark_spans_its_range_and_is_never_a_midpoint(
    found: Range,
) -> None:
    chart, pair = pairing(30, Share(found), Share(found))
    mark = chart.span(pair.said)
    if not found.shown:
        assert mark is None
    else:
        assert mark is not None
        assert mark.x1 == pytest.approx(100 * found.low / found.of, abs=0.0051)
        assert mark.x2 == pytest.approx(100 * found.high / found.of, abs=0.0051)
        assert mark.is_dot == (found.low == found.high)


@given(ranges(), st.integers(0, 60))
def test_a_larger_share_is_further_right(found: Range, more: int) -> None:
    further = Range(found.low, found.high, found.of + more)
    assert Share(further).low <= Share(found).low
    assert Share(further).high <= Share(found).high


def test_the_band_is_the_interval_from_ten_people_on() -> None:
    wide = Share(exactly(6, 12), (0.25, 0.75))
    assert pairing(12, wide, wide)[0].band(wide) == Span(25, 75)
    assert pairing(9, wide, wide)[0].band(wide) is None
    assert pairing(12, wide, wide)[0].band(Share(exactly(6, 12))) is None
    assert pairing(12, wide, wide)[0].band(Share(Range(0, 12, 12), (0, 1))) is None


@pytest.mark.parametrize("interval", [(0.6, 0.4), (-0.1, 0.4), (0.4, 1.1)])
def test_no_interval(interval: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="no interval"):
        Share(exactly(6, 12), interval)


@pytest.mark.parametrize(
    ("people", "found", "words"),
    [
        (30, Range(26, 30, 30), "26 to 30 of 30, 87 to 100 %"),
        (30, Range(19, 19, 30), "19 of 30, 63 %"),
        (12, Range(7, 7, 12), "7 of 12, 60 %"),  # below 20 people to the nearest 5
        (6, Range(4, 6, 6), "4 to 6 of 6: most"),  # below 10 people no percentages
        (6, Range(9, 9, 18), "9 of 18: about half"),  # nor of their eighteen answers
        (30, Range(0, 4, 4), "not shown: 4 people are too few"),
        (30, Range(0, 0, 0), "no answers"),
    ],
)
def test_the_numbers_in_words(people: int, found: Range, words: str) -> None:
    chart, pair = pairing(people, Share(found), Share(found))
    assert chart.numbers(pair.said).replace("\N{NO-BREAK SPACE}", " ") == words


def test_the_gap_is_named_only_if_the_diamond_is_outside_the_band() -> None:
    # measurement.md 3.8: 47 of 90 right, 41 to 63 % likely, and people expected 71 %.
    chart, topic = topics(30, Share(exactly(47, 90), (0.411, 0.631)), 0.711)
    gap = chart.gap(topic)
    assert gap is not None
    assert plain(gap.words) == "surer than right, by 19 points"
    assert plain(gap.likely) == "likely 8 to 30 points"
    assert plain(chart.beside(topic)) == "surer than right, likely by 8 to 30 points"
    assert (gap.over, gap.span) == (True, Span(52, 71))
    chart, topic = topics(30, Share(exactly(47, 90), (0.411, 0.631)), 0.63)
    assert chart.gap(topic) is None
    assert chart.verdict(topic) == "no clear gap: 30 people are too few to tell"


def test_a_gap_that_rounds_to_nothing_is_not_named() -> None:
    chart, topic = topics(30, Share(exactly(54, 90), (0.497, 0.6955)), 0.70)
    assert chart.gap(topic) is None


def test_more_right_than_sure_is_a_gap_too_but_no_fault() -> None:
    chart, topic = topics(30, Share(Range(72, 76, 90), (0.71, 0.91)), 0.60)
    gap = chart.gap(topic)
    assert gap is not None
    assert not gap.over
    assert plain(gap.words) == "more right than sure, by 20 to 24 points"
    assert gap.span == Span(60, 80)


def test_below_ten_people_certainty_has_no_percentage() -> None:
    chart, topic = topics(9, share(6, 6, 27), 0.9)
    assert chart.stated(topic) is None
    assert chart.gap(topic) is None
    assert chart.verdict(topic) == ""
    assert chart.axis == ("None", "Half", "All")


def test_the_gap_of_ranges_is_measured_from_the_nearest_ends() -> None:
    said, shown = Range(26, 30, 30), Range(10, 12, 30)
    chart, pair = pairing(30, Share(said), Share(shown, (0.19, 0.58)))
    gap = chart.gap(pair)
    assert gap is not None
    assert gap.span == Span(40, 87)
    # From 26 - 12 = 14 of 30 to 30 - 10 = 20 of 30.
    assert plain(gap.words) == "more people said yes than understood this, by 47 to 67 points"
    chart, pair = pairing(30, Share(exactly(8, 30)), Share(said, (0.7, 1)))
    assert (
        plain(chart.verdict(pair))
        # From 27 % to the ends of the band, 70 and 100 %.
        == "more people understood this than said they did, likely by 43 to 73 points"
    )
    chart, pair = pairing(30, Share(said), Share(shown, (0.19, 0.9)))
    assert chart.verdict(pair) == "no clear gap: 30 people are too few to tell"


def test_few_people_are_described_in_words() -> None:
    chart, pair = pairing(6, Share(Range(4, 6, 6)), Share(Range(0, 2, 6)))
    assert chart.verdict(pair) == "most said yes, few understood it"
    chart, pair = pairing(6, Share(Range(0, 6, 6)), Share(Range(0, 2, 6)))
    assert chart.verdict(pair) == "few understood it"


def test_before_and_after_are_joined_end_by_end() -> None:
    exact, wide, hidden = Share(exactly(3, 10)), Share(Range(6, 8, 10)), Share(Range(0, 10, 10))
    chart = Change("change", "Change", 10, [])
    assert chart.joins(ChangeRow("", exact, exact)) == [(30, 30)]
    assert chart.joins(ChangeRow("", exact, wide)) == [(30, 60), (30, 80)]
    assert chart.joins(ChangeRow("", wide, wide)) == [(60, 60), (80, 80)]
    assert chart.joins(ChangeRow("", wide, hidden)) == []


@given(percents, percents)
def test_the_plane_increases_to_the_right_and_upwards(a: float, b: float) -> None:
    low, high = sorted((a, b))
    assert x(low) <= x(high)
    assert y(low) >= y(high)


@given(st.sampled_from(Certainty), st.integers(1, 40))
def test_perfect_calibration_is_on_the_diagonal(level: Certainty, times: int) -> None:
    as_right = exactly(level.hundredths * times, 100 * times)
    plane = Plane("plane", "Plane", 30, [PlanePoint(level, Share(as_right))])
    x1, y1, x2, y2 = plane.diagonal
    point = plane.point(plane.levels[0])
    assert point is not None
    assert point[0] == point[1] == plane.on_diagonal(plane.levels[0])
    along = (plane.x(plane.levels[0]) - x1) / (x2 - x1)
    assert point[0] == pytest.approx(y1 + along * (y2 - y1), abs=0.02)


@pytest.mark.parametrize(
    ("right", "interval", "verdict"),
    [
        (exactly(81, 100), (0.75, 0.86), "right less often than people expected"),
        (exactly(98, 100), (0.955, 0.99), "right more often than people expected"),
        (exactly(93, 100), (0.87, 0.97), "no clear gap: 30 people are too few to tell"),
        (exactly(93, 100), None, ""),
        (Range(0, 4, 4), None, ""),
    ],
)
def test_off_the_diagonal_is_said_only_if_the_interval_excludes_it(
    right: Range, interval: tuple[float, float] | None, verdict: str
) -> None:
    level = PlanePoint(Certainty.VERY_SURE, Share(right, interval))
    assert Plane("plane", "Plane", 30, [level]).verdict(level) == verdict


@pytest.mark.parametrize(
    ("right", "count"),
    [
        (exactly(66, 98), ("66", "of 98")),
        (Range(128, 135, 159), ("128–135", "of 159")),
        (Range(0, 4, 4), ("–", "of 4")),
        (Range(0, 0, 0), ("no", "answers")),
    ],
)
def test_the_count_by_a_point(right: Range, count: tuple[str, str]) -> None:
    level = PlanePoint(Certainty.UNSURE, Share(right))
    assert Plane("plane", "Plane", 30, [level]).count(level) == count


def plain(words: str) -> str:
    return words.replace("\N{NO-BREAK SPACE}", " ")
