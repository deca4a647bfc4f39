"""The gap between what people stated and what they showed, in words and as it is drawn."""

from dataclasses import dataclass

from quiz.analysis.ranges import ends
from quiz.charts.shares import BaseChart, Share, Span, together
from quiz.languages.sentences import LazySentence, gettext, lazy_gettext, ngettext


@dataclass(frozen=True)
class GapWords:
    """A gap in words, with a place for its points: as it is, and as it is likely to be.

    above: people stated more than they showed. below: they showed more.
    """

    above: LazySentence
    above_likely: LazySentence
    below: LazySentence
    below_likely: LazySentence


OF_TOPICS = GapWords(
    lazy_gettext("surer than right, by %(points)s"),
    lazy_gettext("surer than right, likely by %(points)s"),
    lazy_gettext("more right than sure, by %(points)s"),
    lazy_gettext("more right than sure, likely by %(points)s"),
)
OF_PAIRS = GapWords(
    lazy_gettext("more people said yes than understood this, by %(points)s"),
    lazy_gettext("more people said yes than understood this, likely by %(points)s"),
    lazy_gettext("more people understood this than said they did, by %(points)s"),
    lazy_gettext("more people understood this than said they did, likely by %(points)s"),
)


@dataclass(frozen=True)
class Gap:
    """The gap from what people stated to the nearer end of what they showed.

    span: where it is drawn. over: whether they stated more. points: the gap's interval.
    beside: the words beside the drawing; they have the interval, because with so few people the gap
    itself would be read as exact.
    """

    span: Span
    words: str
    over: bool
    points: str
    beside: str

    @property
    def likely(self) -> str:
        return gettext("likely %(range)s", range=self.points)


def outside(said: Span, share: Share, band: Span, chart: BaseChart, words: GapWords) -> Gap | None:
    """The gap between what people said and showed; None when it is inside the band or rounds to 0.

    In points, from the nearest to the farthest ends when either is a range; its likely values go
    from one end of the band to the other (measurement.md 3.2).
    """
    if said.x1 > band.x2:
        span = Span(share.high, said.x1)
        found = said.x1 - share.high, said.x2 - share.low
        likely = said.x1 - band.x2, said.x2 - band.x1
    else:
        span = Span(said.x2, share.low)
        found = share.low - said.x2, share.high - said.x1
        likely = band.x1 - said.x2, band.x2 - said.x1
    if chart.rounded(max(likely[0], 0)) == "0":
        return None
    over = said.x1 > band.x2
    interval = points(*likely, chart)
    exact, beside = (words.above, words.above_likely) if over else (words.below, words.below_likely)
    return Gap(
        chart.drawn(span),
        exact % {"points": points(*found, chart)},
        over,
        interval,
        beside % {"points": interval},
    )


def points(near: float, far: float, chart: BaseChart) -> str:
    least, most = chart.rounded(near), chart.rounded(far)
    words = ngettext("%(number)s point", "%(number)s points", int(most), number=ends(least, most))
    return together(words)
