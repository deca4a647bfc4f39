"""Statistics in people: individual results, ratings against understanding, change."""

from collections.abc import Callable, Iterator
from typing import Any

from quiz.analysis import change as changes
from quiz.analysis import resolution, scipy_statistics, self_assessment
from quiz.analysis.certainty_marks import CertaintyMarks, marks
from quiz.analysis.clusters import Mean
from quiz.analysis.individual import Tally, brier, tails, tally, verdict
from quiz.analysis.intervals import Interval
from quiz.analysis.sums import Sums
from quiz.researchers.dataset import DataSet

NamedValue = tuple[str, Any]
Answers = list[tuple[int, bool]]
"""Pairs of (level of certainty, whether right)."""


def individual(data: DataSet) -> Iterator[NamedValue]:
    """One value for each person with answers from before, by id."""
    scale = data.scoring.scale
    given: dict[str, Answers] = {
        one.id: [(response.level, response.right) for response in one.answers.before.values()]
        for one in data.respondents
        if one.answers.before
    }
    tallies = {name: tally(answers, scale) for name, answers in given.items()}
    both_tails = {
        name: tails([level for level, _ in answers], tallies[name].right, scale)
        for name, answers in given.items()
    }

    def of_tally(figure: Callable[[Tally], Any]) -> dict[str, Any]:
        return {name: figure(found) for name, found in tallies.items()}

    yield "individual.accuracy", of_tally(lambda found: found.accuracy)
    yield "individual.brier", {name: brier(answers, scale) for name, answers in given.items()}
    yield "individual.mean_certainty", of_tally(lambda found: found.mean_certainty)
    yield "individual.bias", of_tally(lambda found: found.bias)
    yield "individual.expected_right", of_tally(lambda found: found.expected_hundredths / 100)
    yield "individual.p_right_or_fewer", {name: low for name, (low, _) in both_tails.items()}
    yield "individual.p_right_or_more", {name: high for name, (_, high) in both_tails.items()}
    yield "individual.quadrants", of_tally(_quadrants)
    yield "individual.verdict", {name: verdict(answers, scale) for name, answers in given.items()}
    yield "individual.cbm", {name: _cbm(marks(answers, scale)) for name, answers in given.items()}


def _quadrants(found: Tally) -> dict[str, int]:
    return {
        "sure_right": found.sure_right,
        "sure_wrong": found.sure_wrong,
        "unsure_right": found.unsure_right,
        "unsure_wrong": found.unsure_wrong,
    }


def _cbm(found: CertaintyMarks) -> dict[str, Any]:
    return {
        "mark": found.total,
        "cbm_average": found.average,
        "accuracy": found.accuracy,
        "bonus": found.bonus,
        "accuracy_plus_bonus": found.accuracy_and_bonus,
        "judgement": {f"C{step}": word for step, word in found.judgements.items()},
    }


def pairing(data: DataSet, sums: Sums) -> Iterator[NamedValue]:
    """Each confidence question against its topic, over everybody with a judgement on it."""
    for question, topic in data.scoring.questions.items():
        name = f"pair.{question}.{topic}"
        table = self_assessment.answers(sums, question)
        two = self_assessment.two_by_two(table)
        levels = self_assessment.ordered(table)
        yield (
            f"{name}.table",
            {answer: {"not": s.wrong, "understands": s.right} for answer, s in table.items()},
        )
        yield f"{name}.phi", two.phi
        yield f"{name}.phi_psych", two.phi
        yield f"{name}.risk_difference", {"rd": two.risk_difference, "ci": two.interval}
        yield f"{name}.fisher_p", scipy_statistics.fisher(two.rows) if two.n else None
        yield f"{name}.cramers_v", scipy_statistics.cramers_v(self_assessment.rows(table))
        yield f"{name}.kendall_tau_b", resolution.tau_b(levels)
        yield f"{name}.gamma", resolution.pairs(levels).gamma
        yield f"{name}.trend_p", self_assessment.trend_p(levels)


def change(data: DataSet, sums: Sums) -> Iterator[NamedValue]:
    """Change in people who answered as many items after as before."""
    yield "prepost.n_matched", changes.people_matched(sums)
    for topic in data.scoring.topics:
        found = changes.matched_pairs(sums, topic)
        exact = found.exact_p if found.n else None
        rows = {"table_pre_by_post": found.rows, "mcnemar_exact_p": exact}
        yield f"prepost.{topic}.understands", rows
        yield (
            f"prepost.{topic}.midp",
            {"mid_p": found.mid_p if found.n else None, "exact_p": exact},
        )
        yield f"prepost.{topic}.newcombe_paired", _ends(found.change, found.newcombe)
        # The reference has the same interval from a second program, under other names.
        low, high = found.tango or (None, None)
        second = {"low_propcis": low, "high_propcis": high}
        yield f"prepost.{topic}.tango", _ends(found.change, found.tango) | second
    for quantity in ("accuracy", "certainty", "gap"):
        stored = "right_change" if quantity == "accuracy" else f"{quantity}_change"
        yield f"prepost.{quantity}_change", _mean(changes.mean_change(sums, stored))


def _ends(change: float | None, interval: Interval | None) -> dict[str, float | None]:
    low, high = interval or (None, None)
    return {"change": change, "low": low, "high": high}


def _mean(found: Mean | None) -> dict[str, float | None]:
    names = ("mean", "low", "high", "t", "p")
    return {name: getattr(found, name) if found else None for name in names}
