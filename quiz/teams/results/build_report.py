"""Build the report of a review from the stored figures of its blocks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from quiz.analysis.disclosure import WHOLE_TEAM, Depth, Rules, shown_at
from quiz.analysis.figures import BlockFigures, total
from quiz.bank.items import Bank
from quiz.teams.results.certainty import certainty
from quiz.teams.results.comparison import Benchmark, beside_all_reviews
from quiz.teams.results.confidence import confidence_section, two_by_two
from quiz.teams.results.headline import headline, overview
from quiz.teams.results.limits import limits
from quiz.teams.results.report import Report, ReportPart, Section
from quiz.teams.results.suggestions import suggestions
from quiz.teams.results.survey import SurveyCounts, survey
from quiz.teams.results.topics import by_gap, scenarios
from quiz.teams.results.turnout import Turnout

EVERYBODY = "Everybody"
NO_RANKING = (
    "The groups stand in the order of their names. Do not rank them: so few people cannot show "
    "which group knows more."
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
        return Report(review.name, review.form, (_nothing_opened(review.k),))
    names = sorted({block.group_name for block in blocks} - {WHOLE_TEAM})
    turnout = turnout or Turnout(None, None, whole.people, None)
    suggested = suggestions(whole, bank)
    return Report(
        review.name,
        review.form,
        (turnout.words, *_summary(whole.people, len(blocks)), *_on_groups(groups, names)),
        max(block.opened_on for block in blocks),
        ReportPart(EVERYBODY, whole.people, _everybody(whole, blocks, bank, review.t, benchmark)),
        tuple(_group(name, blocks, bank, rules, n) for n, name in enumerate(names, 1)),
        suggested,
        limits(depth),
        headline(turnout, whole, bank, suggested),
        overview(whole, bank, suggested, "overview"),
        turnout,
    )


def _nothing_opened(k: int) -> str:
    return (
        f"Nothing is opened yet. Copies leave the box only when at least {k} people’s can be "
        "counted together, and the rest are not so few that their answers could be worked out. So "
        "the last copies often wait for the close. The review’s page says when that is."
    )


def _summary(people: int, blocks: int) -> tuple[str, ...]:
    times = {1: "together", 2: "in two groups"}.get(blocks, f"in {blocks} groups")
    return (
        f"{people} people put a copy of their answers in the box. The copies were opened {times}, "
        "counted and deleted: only the counts are left.",
        "A number given as a range, such as “0 to 2 of 6”, is not known exactly, so "
        "that nobody’s answer can be worked out from it.",
    )


def _on_groups(groups: Sequence[str], with_figures: Sequence[str]) -> Iterator[str]:
    """Says not to rank groups, and names those without a block. It states no number: how many of a
    group answered is never published together with figures (rule P4)."""
    if with_figures:
        yield NO_RANKING
    if without := [f"“{name}”" for name in groups if name not in {WHOLE_TEAM, *with_figures}]:
        yield (
            f"No figures of their own: {', '.join(without)}. Too few answers came, or too few "
            "were still expected, to open them separately without revealing somebody’s answers. "
            f"Answers opened together with those of other groups count in “{EVERYBODY}” only."
        )


def _everybody(
    figures: BlockFigures,
    blocks: Sequence[PublishedBlock],
    bank: Bank,
    t: int,
    benchmark: Benchmark | None,
) -> tuple[Section, ...]:
    found = (
        confidence_section(figures, bank, "said-and-shown"),
        two_by_two(figures, bank, "yes-and-others", t),
        by_gap(figures, bank, "topics"),
        certainty(figures, "certainty"),
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
