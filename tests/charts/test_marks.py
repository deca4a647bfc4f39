"""Positions of marks, and the words beside them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.analysis.ranges import Range, exactly
from quiz.charts.lines import Change, ChangeRow, Pairing, PairingRow, TopicRow, Topics
from quiz.charts.shares import Share, Span
from tests.charts.samples import share


@st.composite
def ranges(draw: st.DrawFn) -> Range:
    of = draw(st.integers(1, 900))
    low = draw(st.integers(0, of))
    return Range(low, draw(st.integers(low, of)), of)


def pairing(people: int, said: Share, shown: Share) -> tuple[Pairing, PairingRow]:
    pair = PairingRow("Know who to ask", said, shown)
    return Pairing("pairing", "Said and shown", people, [pair]), pair


def topics(
    people: int, right: Share, stated: tuple[float, float] | None
) -> tuple[Topics, TopicRow]:
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
    chart, topic = topics(30, Share(exactly(47, 90), (0.411, 0.631)), (0.711, 0.711))
    gap = chart.gap(topic)
    assert gap is not None
    assert plain(gap.words) == "surer than right, by 19 points"
    assert plain(gap.likely) == "likely 8 to 30 points"
    assert plain(chart.beside(topic)) == "surer than right, likely by 8 to 30 points"
    assert (gap.over, gap.span) == (True, Span(52, 71))
    chart, topic = topics(30, Share(exactly(47, 90), (0.411, 0.631)), (0.63, 0.8))
    assert chart.gap(topic) is None
    assert chart.verdict(topic) == "no clear gap: 30 people are too few to tell"


def test_a_gap_runs_from_the_nearest_ends_of_what_was_expected_to_the_farthest() -> None:
    chart, topic = topics(30, Share(exactly(47, 90), (0.411, 0.631)), (0.70, 0.74))
    assert plain(chart.expected(topic)) == "70 to 74 %"
    gap = chart.gap(topic)
    assert gap is not None
    # From 70 - 52.2 to 74 - 52.2; likely from 70 - 63.1 to 74 - 41.1.
    assert plain(gap.words) == "surer than right, by 18 to 22 points"
    assert plain(gap.likely) == "likely 7 to 33 points"
    assert gap.span == Span(52, 70)
    chart, topic = topics(30, Share(exactly(81, 90), (0.82, 0.95)), (0.70, 0.74))
    gap = chart.gap(topic)
    assert gap is not None
    assert plain(gap.words) == "more right than sure, by 16 to 20 points"
    assert gap.span == Span(74, 90)


def test_a_gap_that_rounds_to_nothing_is_not_named() -> None:
    chart, topic = topics(30, Share(exactly(54, 90), (0.497, 0.6955)), (0.7, 0.7))
    assert chart.gap(topic) is None


def test_more_right_than_sure_is_a_gap_too_but_no_fault() -> None:
    chart, topic = topics(30, Share(Range(72, 76, 90), (0.71, 0.91)), (0.6, 0.6))
    gap = chart.gap(topic)
    assert gap is not None
    assert not gap.over
    assert plain(gap.words) == "more right than sure, by 20 to 24 points"
    assert gap.span == Span(60, 80)


def test_below_ten_people_certainty_has_no_percentage() -> None:
    chart, topic = topics(9, share(6, 6, 27), (0.9, 0.9))
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


def plain(words: str) -> str:
    return words.replace("\N{NO-BREAK SPACE}", " ")
