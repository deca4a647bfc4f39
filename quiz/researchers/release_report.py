"""What a team review would publish of a data set: ``flask analyse --release k,t,max``.

People submit in the order of the file.
"""

from collections.abc import Iterator, Mapping
from functools import reduce
from operator import add
from typing import Any

from quiz.analysis.counting import PersonAnswers
from quiz.analysis.disclosure import Rules
from quiz.analysis.figures import AnswerFigures, BlockFigures
from quiz.analysis.ranges import Range
from quiz.analysis.scale import SCALE
from quiz.analysis.self_assessment import FEWEST_TO_JUDGE
from quiz.analysis.simulation import (
    Outcome,
    Release,
    ReleasedBlock,
    ReportingGroup,
    SubmittedAnswers,
    simulate,
)
from quiz.analysis.sums import ALL
from quiz.researchers.dataset import DataSet, DataSetError, Respondent
from quiz.researchers.text_table import columns, shown
from quiz.vocabulary import Answer, Certainty

NO_TEAM = "no team"
SEVERAL = "several teams"


class SimulatedReview:
    """A data set under the rules of a team review: its blocks and their published figures.

    Raises DataSetError when no review could have this data set: other levels of certainty, a topic
    of fewer than three items, or more answers than people invited.
    """

    def __init__(self, data: DataSet, rules: Rules) -> None:
        self.invited = data.invited
        self.strands: Mapping[str, tuple[str, ...]] = data.scoring.topics or {ALL: data.items}
        if data.scoring.scale.hundredths != SCALE.hundredths:
            raise DataSetError("a team review needs the service's levels of certainty")
        for strand, items in self.strands.items():
            if len(items) < FEWEST_TO_JUDGE:
                raise DataSetError(
                    f"a team review needs three items or more in a topic; {strand} has fewer"
                )
        # P1: only complete submissions count.
        self.groups: dict[str, list[Respondent]] = {}
        for one in data.respondents:
            if set(one.answers.before) == set(data.items):
                self.groups.setdefault(one.team or NO_TEAM, []).append(one)
        try:
            self.release = self._simulate(rules, data.scoring.questions)
        except ValueError as error:
            raise DataSetError(str(error)) from None

    def _simulate(self, rules: Rules, questions: Mapping[str, str]) -> Release:
        groups = [
            ReportingGroup(
                (team,),
                self.invited.get(team),
                [submission(one.answers, questions) for one in self.groups[team]],
            )
            for team in sorted(self.groups)
        ]
        return simulate(groups, self.strands, rules)

    @property
    def teams(self) -> dict[str, tuple[list[ReleasedBlock], BlockFigures | None]]:
        """The blocks of each team and their total; blocks of several teams come last."""
        own = {
            team: [block for block in self.release.blocks if block.path == (team,)]
            for team in sorted(self.groups)
        }
        shared = [block for block in self.release.blocks if not block.path]
        named = {team: (blocks, self.release.total((team,))) for team, blocks in own.items()}
        if shared:
            first, *others = [block.figures for block in shared]
            named[SEVERAL] = (shared, sum(others, first))
        return named

    def held_back(self, team: str) -> list[str]:
        """The ids of this team's people who are in no block."""
        return [self.groups[team][at].id for path, at in self.release.held_back if path == (team,)]

    def members(self, block: ReleasedBlock) -> list[str]:
        return [self.groups[path[0]][number].id for path, number in block.members]


def submission(person: PersonAnswers, questions: Mapping[str, str]) -> SubmittedAnswers:
    """A person's submission, as the box has it."""
    return SubmittedAnswers(
        {item: Outcome(Certainty(r.level), r.right) for item, r in person.before.items()},
        {questions.get(q, q): Answer(answer) for q, answer in person.ratings.items()},
    )


def published(review: SimulatedReview) -> dict[str, Any]:
    """Everything that a review would publish, by team, as plain values."""
    return {
        team: {
            "invited": review.invited.get(team),
            "answered": len(review.groups.get(team, ())),
            "block_sizes": [block.figures.people for block in blocks],
            "blocks": [review.members(block) for block in blocks],
            "held_back": review.held_back(team) if team in review.groups else [],
            "published_total_per_item": [
                _total(figures) for figures in (total.items.values() if total else ())
            ],
            "published_per_block": [
                {
                    "n": block.figures.people,
                    "items": [_item(figures) for figures in block.figures.items.values()],
                }
                for block in blocks
            ],
        }
        for team, (blocks, total) in review.teams.items()
    }


def _total(figures: AnswerFigures) -> dict[str, Any]:
    wrong = figures.sure_but_wrong
    return {
        "n": figures.answered,
        "right": [figures.right.low, figures.right.high],
        "sure": figures.sure,
        "sure_but_wrong": [wrong.low, wrong.high],
    }


def _item(figures: AnswerFigures) -> dict[str, Any]:
    return {
        "right": _range(figures.right),
        "sure": figures.sure,
        "sure_but_wrong": _range(figures.sure_but_wrong),
        "very_sure": _range(figures.very_sure),
        "unsure": _range(figures.unsure),
    }


def _range(found: Range) -> dict[str, Any]:
    return {"of": found.of, "range": [found.low, found.high], "shown": found.shown}


def release_table(review: SimulatedReview) -> Iterator[str]:
    """What a review would publish, as lines of text."""
    for team, (blocks, total) in review.teams.items():
        sizes = " and ".join(str(block.figures.people) for block in blocks) or "none"
        invited = review.invited.get(team)
        of = f" of {invited} invited" if invited else ""
        yield ""
        if team in review.groups:
            yield shown(f"{team}: {len(review.groups[team])}{of} answered; blocks: {sizes}.")
        else:
            yield f"{team.capitalize()}, leftovers; blocks: {sizes}."
        if total is None:
            yield "Nothing is published."
            continue
        rows = {f"item {item}": figures for item, figures in total.items.items()}
        yield from columns(
            ("", "right", "sure", "sure but wrong"),
            [(name, *_answers(figures)) for name, figures in rows.items()],
        )
        yield from columns(
            ("", "right", "sure", "sure but wrong", "say yes", "understand", "yes, but do not"),
            [
                (
                    name,
                    *_answers(reduce(add, (total.items[item] for item in review.strands[name]))),
                    strand.says_yes.numbers,
                    strand.understands.numbers,
                    strand.yes_but_not.numbers,
                )
                for name, strand in total.strands.items()
            ],
        )


def _answers(figures: AnswerFigures) -> tuple[str, str, str]:
    sure = f"{figures.sure} of {figures.answered}"
    return figures.right.numbers, sure, figures.sure_but_wrong.numbers
