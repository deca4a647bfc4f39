"""Small reviews for the simulation: three scenarios of one strand."""

from quiz.analysis.disclosure import Rules
from quiz.analysis.figures import BlockFigures
from quiz.analysis.simulation import Outcome, ReportingGroup, SubmittedAnswers, simulate
from quiz.vocabulary import Certainty

ONE_STRAND = {"aware": ["a", "b", "c"]}
RIGHT = SubmittedAnswers({item: Outcome(Certainty.VERY_SURE, True) for item in "abc"})
WRONG = SubmittedAnswers({item: Outcome(Certainty.VERY_SURE, False) for item in "abc"})


def published(
    groups: list[ReportingGroup], path: tuple[str, ...] = (), *, closed: bool
) -> BlockFigures | None:
    return simulate(groups, ONE_STRAND, Rules(), closed=closed).total(path)
