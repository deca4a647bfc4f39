"""Build the report of a review from the stored figures of its blocks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from quiz.analysis.disclosure import WHOLE_TEAM, Depth, Rules, shown_at
from quiz.analysis.figures import BlockFigures, total
from quiz.bank.items import Bank
from quiz.charts.lines import Topics
from quiz.languages.number_words import in_words
from quiz.languages.sentences import gettext, lazy_gettext, ngettext
from quiz.teams.results.certainty import certainty
from quiz.teams.results.comparison import Benchmark, beside_all_reviews
from quiz.teams.results.confidence import confidence_section, two_by_two
from quiz.teams.results.headline import headline, overview
from quiz.teams.results.limits import limits
from quiz.teams.results.report import Report, ReportPart, Section
from quiz.teams.results.suggestions import suggestions
from quiz.teams.results.survey import SurveyCounts, survey
from quiz.teams.results.topics import (
    by_gap,
    scenarios,
    topics_chart,
    topics_of,
    topics_section,
)
from quiz.teams.results.turnout import Turnout

EVERYBODY = lazy_gettext("Everybody")
NO_RANKING = lazy_gettext(
    "The groups are in the order of their names. Do not rank them: so few people cannot show which "
    "group knows more."
)


class ReportedReview(Protocol):
    """The parts of a review that its report needs: name, form, and the rules k and t."""

    @property
    def name(self) -> str: ...
    @property
    def form(self) -> str: ...
    @property
    def k(self) -> int: ...
    @property
    def t(self) -> int: ...


@dataclass(frozen=True)
class PublishedBlock:
    """A stored block: its group, the day it was opened, its figures, and for each question about
    oneself that was asked, how many said yes."""

    group_name: str
    opened_on: date
    figures: BlockFigures
    survey: SurveyCounts = field(default_factory=dict)


def build_report(
    review: ReportedReview,
    blocks: Sequence[PublishedBlock],
    bank: Bank,
    benchmark: Benchmark | None = None,
    groups: Sequence[str] = (),
    turnout: Turnout | None = None,
) -> Report:
    """Everything that may be said about a review, from its whole blocks only (rule P4).

    benchmark: all reviews here on the same scenarios. groups: the names of the reporting groups;
    the report names those without a block and says nothing else about them. A group's figures
    come from its own blocks; a block of several groups counts for everybody only. turnout: numbers
    of people; without it, only those counted are known.
    """
    whole = total([block.figures for block in blocks])
    rules = Rules(review.k, review.t)
    depth = shown_at(whole.people, rules) if whole else Depth.NOTHING
    if whole is None or depth is Depth.NOTHING:
        return Report(review.name, review.form, (_nothing_opened(review.k, turnout),))
    names = sorted({block.group_name for block in blocks} - {WHOLE_TEAM})
    turnout = turnout or Turnout(None, None, whole.people, None)
    found = topics_of(whole, bank)
    topics = topics_chart(found, "topics", whole.people)
    suggested = suggestions(found, whole.people)
    sections = _everybody(whole, topics, blocks, bank, review.t, benchmark)
    return Report(
        review.name,
        review.form,
        (turnout.words, *_summary(whole.people, len(blocks), rules.t)),
        max(block.opened_on for block in blocks),
        ReportPart(str(EVERYBODY), whole.people, sections),
        tuple(_group(name, blocks, bank, rules, n) for n, name in enumerate(names, 1)),
        suggested,
        limits(depth, complete=turnout.complete),
        headline(turnout, topics, suggested),
        overview(topics, suggested),
        turnout,
        tuple(_on_groups(groups, names)),
    )


def _nothing_opened(k: int, turnout: Turnout | None) -> str:
    if turnout and turnout.answered == 0:
        return gettext("Nobody answered, so there are no figures.")
    if turnout and turnout.answered is not None and turnout.answered == turnout.deleted:
        return gettext(
            "Too few people answered for figures: %(least)s or more were needed. The answers were "
            "deleted, and nobody has seen them.",
            least=k,
        )
    return ngettext(
        "Nothing is opened yet. Copies leave the box only when at least %(number)s person’s can be "
        "counted together, and when those left over are not so few that their answers could be "
        "worked out. So the last copies often wait for the close. The review’s page says when that "
        "is.",
        "Nothing is opened yet. Copies leave the box only when at least %(number)s people’s can be "
        "counted together, and when those left over are not so few that their answers could be "
        "worked out. So the last copies often wait for the close. The review’s page says when that "
        "is.",
        k,
        number=k,
    )


def _summary(people: int, blocks: int, t: int) -> tuple[str, ...]:
    return (
        _opened(people, blocks),
        gettext(
            "Some numbers are given as a range, such as “0 to %(margin)s of %(of)s”, so that "
            "nobody’s answer can be worked out from them.",
            margin=t,
            of=2 * t + 2,
        ),
    )


def _opened(people: int, blocks: int) -> str:
    if blocks == 1:
        return ngettext(
            "The answers of %(number)s person were opened together, counted and deleted. Only the "
            "counts are left.",
            "The answers of %(number)s people were opened together, counted and deleted. Only the "
            "counts are left.",
            people,
            number=people,
        )
    return ngettext(
        "The answers of %(people)s people were opened in %(number)s part, counted and deleted. "
        "Only the counts are left.",
        "The answers of %(people)s people were opened in %(number)s parts, counted and deleted. "
        "Only the counts are left.",
        blocks,
        people=people,
        number=in_words(blocks),
    )


def _on_groups(groups: Sequence[str], with_figures: Sequence[str]) -> Iterator[str]:
    """Says not to rank groups, and names those without a block. It states no number: how many of a
    group answered is never published together with figures (rule P4)."""
    if with_figures:
        yield str(NO_RANKING)
        yield gettext(
            "The groups need not add up to the team: where too few answers of a group were left, "
            "they were counted together with another group’s."
        )
    if without := [f"“{name}”" for name in groups if name not in {WHOLE_TEAM, *with_figures}]:
        yield gettext(
            "No figures of their own: %(groups)s. Too few people answered, or too few were left to "
            "answer, to show them without giving somebody’s answers away. Answers that were "
            "counted together with another group’s are in “%(everybody)s” only.",
            groups=", ".join(without),
            everybody=EVERYBODY,
        )


def _everybody(
    figures: BlockFigures,
    topics: Topics,
    blocks: Sequence[PublishedBlock],
    bank: Bank,
    t: int,
    benchmark: Benchmark | None,
) -> tuple[Section, ...]:
    found = (
        confidence_section(figures, bank, "said-and-shown"),
        two_by_two(figures, bank, "yes-and-others", t),
        topics_section(topics),
        certainty(figures, "certainty", t),
        scenarios(figures, bank, "scenarios"),
        survey([block.survey for block in blocks], figures.people, bank, "survey"),
        beside_all_reviews(figures, benchmark, bank, "all-reviews"),
    )
    return tuple(section for section in found if section)


def _group(
    name: str, blocks: Sequence[PublishedBlock], bank: Bank, rules: Rules, number: int
) -> ReportPart:
    own = total([block.figures for block in blocks if block.group_name == name])
    if own is None:
        raise ValueError(f"{name} has no block")
    if shown_at(own.people, rules) is Depth.NOTHING:
        return ReportPart(name, own.people, ())
    return ReportPart(
        name,
        own.people,
        (
            confidence_section(own, bank, f"group-{number}-said-and-shown"),
            by_gap(own, bank, f"group-{number}-topics"),
        ),
    )
