"""All reviews of all leads here, form by form: sums that only ever grow by three leads at once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from quiz.analysis.disclosure import Rules
from quiz.analysis.figures import BlockFigures
from quiz.bank.items import Bank
from quiz.charts.lines import Topics
from quiz.languages.sentences import gettext, lazy_gettext, ngettext
from quiz.teams.results.certainty import certainty
from quiz.teams.results.confidence import confidence_section, two_by_two
from quiz.teams.results.headline import overview, second_line
from quiz.teams.results.report import Limits, Report, ReportPart
from quiz.teams.results.topics import by_gap, scenarios, topics_chart, topics_of
from quiz.vocabulary import set_number

TITLE = lazy_gettext("All reviews here together")
SUMMARY = (
    lazy_gettext(
        "These are the answers of every team here, of all leads and all years. New figures are "
        "added when three leads have opened some, so that no team’s own figures can be worked out. "
        "Leads who share a review count as one."
    ),
    lazy_gettext(
        "Sets are not added up, because each asks different scenarios. A set whose scenarios were "
        "changed counts as another set. A person who took part twice counts twice."
    ),
)
SAY = (
    lazy_gettext(
        "You can say which topics people here are surer about than right, with the ranges that are "
        "given."
    ),
)
NOT_SAY = (
    lazy_gettext(
        "Do not say which team it was: teams are not shown, and guessing at one is not fair."
    ),
    lazy_gettext(
        "Do not say that everybody here answered like this. People saw their own result before "
        "they chose to put a copy in."
    ),
    lazy_gettext(
        "Do not compare a set with another: each asks different scenarios of other people."
    ),
    lazy_gettext(
        "Do not say that practice is safe or unsafe. We did not look at anybody’s casework."
    ),
)


@dataclass(frozen=True)
class OrganisationTotal:
    """All reviews of all leads with the same scenarios. leads: those who share count as one."""

    form: str
    leads: int
    figures: BlockFigures

    @property
    def name(self) -> str:
        return gettext("Set %(number)s", number=set_number(self.form))


def organisation_report(found: Sequence[OrganisationTotal], bank: Bank, day: date) -> Report:
    """The totals as a report, a part for each set of scenarios. day: the date of the files."""
    parts = [_part(one, bank, number) for number, one in enumerate(found, start=1)]
    forms = ", ".join(dict.fromkeys(one.form for one in found))
    title, summary = str(TITLE), tuple(map(str, SUMMARY))
    if not parts:
        return Report(title, forms, summary)
    largest = max(found, key=lambda one: one.figures.people)
    return Report(
        title,
        forms,
        summary,
        day,
        parts[0],
        tuple(parts[1:]),
        limits=Limits(tuple(map(str, SAY)), tuple(map(str, NOT_SAY))),
        headline=tuple(_line(one, bank) for one in found),
        overview=overview(_topics(largest, bank), ()),
    )


def _topics(one: OrganisationTotal, bank: Bank) -> Topics:
    chart = topics_chart(topics_of(one.figures, bank), "overview", one.figures.people)
    caption = gettext("%(set)s: how sure, and how right, by topic", set=one.name)
    return replace(chart, caption=caption)


def _line(one: OrganisationTotal, bank: Bank) -> str:
    """``Set 1: 63 people of 3 leads. Those who answered are surer than they are right about …``"""
    gaps = second_line(_topics(one, bank), (), of_team=False)
    counted = ngettext(
        "%(set)s: %(people)s people of %(leads)s lead.",
        "%(set)s: %(people)s people of %(leads)s leads.",
        one.leads,
        set=one.name,
        people=one.figures.people,
        leads=one.leads,
    )
    return f"{counted} {gaps}"


def _part(one: OrganisationTotal, bank: Bank, number: int) -> ReportPart:
    people, name = one.figures.people, f"form-{number}"
    found = (
        confidence_section(one.figures, bank, f"{name}-said-and-shown"),
        two_by_two(one.figures, bank, f"{name}-yes-and-others", Rules().t),
        by_gap(one.figures, bank, f"{name}-topics"),
        certainty(one.figures, f"{name}-certainty", Rules().t),
        scenarios(one.figures, bank, f"{name}-scenarios"),
    )
    return ReportPart(
        ngettext(
            "%(set)s: %(people)s people, %(leads)s lead",
            "%(set)s: %(people)s people, %(leads)s leads",
            one.leads,
            set=one.name,
            people=people,
            leads=one.leads,
        ),
        people,
        tuple(section for section in found if section),
    )
