"""What people said about themselves, and what their answers show (measurement.md 3.6)."""

from collections.abc import Iterator

from quiz.analysis.disclosure import Depth
from quiz.analysis.figures import BlockFigures, StrandFigures
from quiz.analysis.intervals import newcombe, wilson
from quiz.analysis.ranges import Range, ends, interval, published, unpublished
from quiz.bank.items import Bank
from quiz.charts.lines import Pairing, PairingRow
from quiz.charts.shares import BaseChart, Share
from quiz.languages.sentences import gettext, lazy_gettext, ngettext
from quiz.teams.results.report import Cell, Row, Section
from quiz.vocabulary import Strand


def share(count: Range) -> Share:
    """A share of people with Wilson's interval; each person counts once."""
    return Share(count, interval(count, wilson))


def cell(chart: BaseChart, share: Share) -> Cell:
    """A share in the words of the chart's own table."""
    count = share.count if share.shown else None
    return Cell(chart.numbers(share), chart.likely(share), count)


def strands(figures: BlockFigures, bank: Bank) -> Iterator[tuple[str, StrandFigures]]:
    """The confidence questions in their order, each with the figures of its strand."""
    for strand in Strand:
        if strand in figures.strands:
            yield bank.question(strand).asked, figures.strands[strand]


def confidence_section(figures: BlockFigures, bank: Bank, name: str) -> Section:
    """For each confidence question: who said yes, and who showed understanding."""
    found = list(strands(figures, bank))
    chart = Pairing(
        name,
        gettext("Said yes, and shown"),
        figures.people,
        [
            PairingRow(
                asked,
                Share(strand.says_yes),  # a statement, not an estimate: no interval
                share(strand.understands),
                _did_not(strand) if figures.people >= Depth.TABLE else None,
            )
            for asked, strand in found
        ],
    )
    return Section(
        name,
        gettext("What people said, and what their answers show"),
        (str(SHOWS),),
        chart.headings,
        tuple(_row(chart, pair) for pair in chart.rows),
        chart,
    )


SHOWS = lazy_gettext(
    "Each question has three scenarios. A person who got two of them right showed understanding. "
    "“Partly” and “no” do not count as yes."
)


def _did_not(strand: StrandFigures) -> Share:
    return Share(strand.yes_but_not_of_those or strand.yes_but_not)


def _row(chart: Pairing, pair: PairingRow) -> Row:
    cells = [cell(chart, pair.said), cell(chart, pair.shown)]
    if chart.counts_those_who_did_not_show_it:
        count = pair.yes_but_not.count if pair.yes_but_not else unpublished(0)
        cells.append(Cell(chart.did_not(pair), count=count if count.shown else None))
    return Row(pair.label, tuple(cells))


def two_by_two(figures: BlockFigures, bank: Bank, name: str, t: int) -> Section | None:
    """Who showed understanding, among those who said yes and among the others.

    None for fewer than 20 people, or if no question has an exact number of yes. Both counts follow
    from published figures; the margin ``t`` is applied to them again, so that "none of the others"
    is never an exact number.
    """
    if figures.people < Depth.TABLE:
        return None
    rows, sentences = [], []
    for asked, strand in strands(figures, bank):
        both = showed(strand, figures.people, t)
        if both is None:
            sentences.append(f"{asked} {_why_not_compared(strand.says_yes, t)}")
            continue
        rows.append(Row(asked, tuple(_numbers(count) for count in both)))
        sentences.append(f"{asked} {_sentence(*both)}")
    if not rows:
        return None
    return Section(
        name,
        gettext("Who showed understanding: those who said yes, and the others"),
        tuple(sentences),
        (
            gettext("Confidence question"),
            gettext("Of those who said yes"),
            gettext("Of the others"),
        ),
        tuple(rows),
    )


def showed(strand: StrandFigures, people: int, t: int) -> tuple[Range, Range] | None:
    """Who showed understanding, among those who said yes and among the others; None if either
    group is smaller than 2t + 1 or known only as a range."""
    did_not = strand.yes_but_not_of_those
    if did_not is None or min(did_not.of, people - did_not.of) < 2 * t + 1:
        return None
    yes, others = did_not.of, people - did_not.of
    of_yes = Range(yes - did_not.high, yes - did_not.low, yes)
    low = max(0, strand.understands.low - of_yes.high)
    high = min(others, max(low, strand.understands.high - of_yes.low))
    return widened(of_yes, t), widened(Range(min(low, high), high, others), t)


def widened(found: Range, t: int) -> Range:
    """The same range with the margin of rule P5 applied to both ends."""
    low, high = published(found.low, found.of, t), published(found.high, found.of, t)
    return Range(low.low, high.high, found.of)


def _numbers(count: Range) -> Cell:
    return Cell(count.numbers, count=count if count.shown else None)


def _why_not_compared(yes: Range, t: int) -> str:
    """Which of the two groups is too small, or not known exactly."""
    if not yes.exact:
        return gettext(
            "%(count)s said yes. That number is not exact, so we do not compare.",
            count=yes.numbers,
        )
    if yes.low < 2 * t + 1:
        return ngettext(
            "Only %(number)s person said yes, which is too few to compare.",
            "Only %(number)s people said yes, which is too few to compare.",
            yes.low,
            number=yes.low,
        )
    others = yes.of - yes.low
    return ngettext(
        "Only %(number)s person did not say yes, which is too few to compare.",
        "Only %(number)s people did not say yes, which is too few to compare.",
        others,
        number=others,
    )


def _sentence(of_yes: Range, of_others: Range) -> str:
    if not of_yes.shown:
        return gettext(
            "Too little is known of the %(number)s who said yes to compare.", number=of_yes.of
        )
    if not of_others.shown:
        return gettext(
            "Too little is known of the %(number)s who did not say yes to compare.",
            number=of_others.of,
        )
    words = gettext(
        "Of the %(yes)s who said yes, %(showed)s showed understanding. Of the %(others)s others, "
        "%(did)s did.",
        yes=of_yes.of,
        showed=_ends(of_yes),
        others=of_others.of,
        did=_ends(of_others),
    )
    if not (of_yes.exact and of_others.exact):
        return words
    apart = newcombe(of_yes.low, of_yes.of, of_others.low, of_others.of)
    if apart is None or not apart.excludes(0):
        told = gettext("Saying yes told us little.")
        return f"{words} {told}"
    points = sorted(round(100 * abs(end)) for end in apart)
    return f"{words} {_apart(points[0], points[1], more_often=apart.low > 0)}"


def _apart(least: int, most: int, *, more_often: bool) -> str:
    interval = ends(str(least), str(most))
    if more_often:
        return ngettext(
            "Those who said yes showed it more often, by %(number)s point.",
            "Those who said yes showed it more often, by %(number)s points.",
            most,
            number=interval,
        )
    return ngettext(
        "Those who said yes showed it less often, by %(number)s point.",
        "Those who said yes showed it less often, by %(number)s points.",
        most,
        number=interval,
    )


def _ends(count: Range) -> str:
    return ends(str(count.low), str(count.high))
