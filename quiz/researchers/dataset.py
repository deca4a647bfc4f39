"""A researcher's data set: people, their answers, and how the answers are scored."""

from collections.abc import Mapping
from dataclasses import dataclass

from quiz.analysis.counting import PersonAnswers, Scoring, count
from quiz.analysis.sums import Sums, total


class DataSetError(Exception):
    """Why a file cannot be read: one sentence that starts with line and column."""


@dataclass(frozen=True)
class Respondent:
    """One person of the data set; ``team`` and ``role`` may be empty."""

    id: str
    team: str
    role: str
    answers: PersonAnswers


@dataclass(frozen=True)
class DataSet:
    """The content of one file.

    ``key``: the best option by item, where known. ``invited``: people invited by team, where the
    file has it. ``reviewers``: each reviewer's choice for each item; None where they made none.
    ``missing``: how many lines without an answer were left out.
    """

    items: tuple[str, ...]
    options: tuple[str, ...]
    key: Mapping[str, str]
    scoring: Scoring
    respondents: tuple[Respondent, ...]
    invited: Mapping[str, int]
    reviewers: tuple[tuple[str | None, ...], ...] = ()
    missing: int = 0

    @property
    def teams(self) -> tuple[str, ...]:
        """The names of the teams, sorted."""
        return tuple(sorted({one.team for one in self.respondents if one.team}))

    def groups(self) -> dict[str, Sums]:
        """The sums of everybody under ``all``, and of each team under ``team_`` and its name."""
        by_team: dict[str, list[PersonAnswers]] = {}
        for one in self.respondents:
            by_team.setdefault(one.team, []).append(one.answers)
        counted = {team: count(people, self.scoring) for team, people in by_team.items()}
        named = {f"team_{team}": counted[team] for team in self.teams}
        return {"all": total(counted.values()), **named}
