"""Statistics of everybody and of each team: calibration, resolution, topics."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from quiz.analysis import calibration as levels
from quiz.analysis import resolution as ranks
from quiz.analysis.clusters import (
    Mean,
    Moments,
    exact_interval,
    exchangeable,
    logit_interval,
    mean_over_people,
    observed_effect,
)
from quiz.analysis.group_summary import group_summary
from quiz.analysis.intervals import Interval, wilson
from quiz.analysis.scale import Scale
from quiz.analysis.sums import ALL, AnswersByLevel, Sums

NamedValue = tuple[str, Any]


def calibration(name: str, table: AnswersByLevel, scale: Scale) -> Iterator[NamedValue]:
    """Calibration of one group."""
    used = levels.used_levels(table)
    score = levels.brier(table, scale)
    yield f"calibration.{name}.brier", score
    curve = {
        "prob_true": [split.right / split.n for split in used.values()],
        "prob_pred": [scale.chance(level) for level in used],
    }
    yield f"calibration.{name}.curve", curve
    counts = {level: {"n": split.n, "right": split.right} for level, split in used.items()}
    yield f"calibration.{name}.table", counts
    yield f"calibration.{name}.ece", levels.ece(table, scale)
    yield f"calibration.{name}.corp", levels.corp(table, scale)
    parts = levels.murphy(table, scale)
    yield f"calibration.{name}.murphy", _parts(parts)
    corrected = levels.murphy_corrected(table, scale)
    yield f"calibration.{name}.murphy_bias_corrected", _parts(corrected)
    verification = {"bs": score, **_parts(parts), "skill": parts.skill} if parts else None
    yield f"calibration.{name}.murphy_verification", verification


def _parts(parts: levels.BrierComponents | None) -> dict[str, Any]:
    names = ("reliability", "resolution", "uncertainty")
    return {name: getattr(parts, name) if parts else None for name in names}


def resolution(name: str, table: AnswersByLevel) -> Iterator[NamedValue]:
    """Resolution of one group."""
    found = ranks.pairs(table)
    counts = {
        "concordant": found.concordant,
        "discordant": found.discordant,
        "tied_level": found.tied,
    }
    yield f"resolution.{name}.auroc2", found.auroc
    yield f"resolution.{name}.pairs", counts
    yield f"resolution.{name}.somers_d_level_given_right", found.somers
    yield f"resolution.{name}.kendall_tau_b", ranks.tau_b(table)
    yield f"resolution.{name}.gamma", found.gamma
    yield f"resolution.{name}.auroc2_proc", found.auroc
    yield f"resolution.{name}.auroc2_delong_ci", _ends(ranks.delong(table))
    yield (
        f"resolution.{name}.gamma_contingencytables",
        {
            "gamma": found.gamma,
            "concordant": found.concordant,
            "discordant": found.discordant,
        },
    )


def _ends(interval: Interval | None) -> dict[str, float | None]:
    low, high = interval or (None, None)
    return {"low": low, "high": high}


def topic(
    name: str, topic: str, sums: Sums, items: Sequence[str] | None, scale: Scale
) -> Iterator[NamedValue]:
    """One topic of one group, or all topics together."""
    found = group_summary(sums, items, topic, scale)
    right, gap = sums.over_people("right", topic), sums.over_people("gap", topic)
    accuracy, gap_mean = mean_over_people(right), mean_over_people(gap, 100)
    prefix = f"topic.{topic}.{name}"
    yield f"{prefix}.accuracy", found.accuracy
    yield f"{prefix}.mean_certainty", found.mean_certainty
    yield f"{prefix}.gap_t_interval", _mean(gap_mean, "gap", "mean", "low", "high")
    yield f"{prefix}.accuracy_cluster_robust", _mean(accuracy, "est", "mean", "se", "low", "high")
    yield f"{prefix}.accuracy_wilson_naive", wilson(found.right, found.answers)
    yield (
        f"{prefix}.accuracy_wilson_rho",
        {"deff": found.design_effect(), "ci": found.interval()},
    )
    yield f"{prefix}.accuracy_wilson_neff", _wilson_on_observed(right)
    if topic == ALL:
        survey = _mean(accuracy, "est", "mean", "se") | {"deff": observed_effect(right)}
        yield f"{prefix}.accuracy_svymean", survey
        yield f"{prefix}.gap_svymean", _mean(gap_mean, "gap", "mean", "se", "low", "high")
        yield f"{prefix}.accuracy_svyciprop_beta", _ends(exact_interval(right))
        yield f"{prefix}.accuracy_svyciprop_xlogit", _ends(logit_interval(right))
        yield f"{prefix}.gee_exchangeable_rho", exchangeable(right)


def _mean(found: Mean | None, first: str, *names: str) -> dict[str, float | None]:
    """These attributes by name; the mean under the name ``first``."""
    keys = {name: first if name == "mean" else name for name in names}
    return {keys[name]: getattr(found, name) if found else None for name in names}


def _wilson_on_observed(right: Moments) -> dict[str, Any]:
    """Wilson's interval on the effective number of answers, from the variance over people.

    The effective number is at most the number of answers, and equal to it with zero variance.
    """
    share, variance = right.mean, right.variance
    if share is None or variance is None:
        return {"n_eff": None, "ci": None}
    effective = Fraction(right.m)
    if variance:
        effective = min(effective, share * (1 - share) / variance)
    return {"n_eff": effective, "ci": wilson(float(share * effective), float(effective))}
