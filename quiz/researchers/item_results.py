"""Figures for authors: each item, and the quiz as a whole."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from quiz.analysis import scipy_statistics
from quiz.analysis.agreement import krippendorff
from quiz.analysis.clusters import icc
from quiz.analysis.group_summary import stated_hundredths
from quiz.analysis.item_analysis import ItemStatistics, effective_weights, item_statistics
from quiz.analysis.item_flags import flags
from quiz.analysis.reliability import Reliability, reliability, score_distribution
from quiz.analysis.resolution import pairs
from quiz.analysis.sums import Sums
from quiz.researchers.dataset import DataSet

NamedValue = tuple[str, Any]


def all_items(data: DataSet, sums: Sums) -> dict[str, ItemStatistics]:
    """The figures of each item, in the order of the data set."""
    sure_from = data.scoring.scale.sure_from
    return {name: item_statistics(sums, name, data.options, sure_from) for name in data.items}


def agreement(data: DataSet) -> Fraction | None:
    """Of the reviewers on the key, over the whole quiz; None where there were none."""
    units = zip(*data.reviewers, strict=True)
    return krippendorff([[choice for choice in unit if choice] for unit in units])


def flagged(data: DataSet, found: Mapping[str, ItemStatistics]) -> dict[str, list[str]]:
    """What stands out in each item."""
    return {
        name: flags(one, data.key.get(name), len(data.teams), agreement(data))
        for name, one in found.items()
    }


def items(data: DataSet, sums: Sums) -> Iterator[NamedValue]:
    """Every item over everybody, then the quiz as a whole."""
    found = all_items(data, sums)
    joints = {name: one.joint for name, one in found.items()}
    whole = reliability(sums, joints)
    for name, words in flagged(data, found).items():
        yield from _item(f"item.{name}", found[name], data)
        without = whole.without[name] if whole else None
        yield f"item.{name}.alpha_if_dropped", without
        yield f"item.{name}.flags", words
    yield "items.moodle", _moodle(found)
    if data.reviewers:
        yield "reviewers.krippendorff_alpha_nominal", agreement(data)
    yield from _test(sums, whole)


def _item(start: str, one: ItemStatistics, data: DataSet) -> Iterator[NamedValue]:
    low, high = one.interval or (None, None)
    stated = stated_hundredths(one.table, data.scoring.scale)
    yield f"{start}.facility", one.facility
    yield f"{start}.wilson", one.interval
    yield f"{start}.wilson_scipy", one.interval
    yield f"{start}.wilson_r", {"low": low, "high": high}
    yield f"{start}.jeffreys", scipy_statistics.jeffreys(one.right, one.n)
    yield f"{start}.item_rest_r", one.joint.rest_r
    yield f"{start}.item_rest_r_psych", one.joint.rest_r
    yield f"{start}.item_total_r", one.joint.total_r
    yield f"{start}.mean_certainty", stated / (100 * one.n) if one.n else None
    yield f"{start}.auroc2", pairs(one.table).auroc
    counts = {o: {"n": option.n, "sure": option.sure} for o, option in one.options.items()}
    yield f"{start}.options", counts
    yield f"{start}.option_rest_r", {o: option.rest_r for o, option in one.options.items()}


def _percent(share: float | None) -> float | None:
    return None if share is None else 100 * share


def _moodle(found: Mapping[str, ItemStatistics]) -> dict[str, dict[str, Any]]:
    """Each item as Moodle's quiz statistics have it."""
    weights = effective_weights({name: one.joint for name, one in found.items()})
    return {
        name: {
            "facility": one.facility,
            "sd": None
            if one.joint.item_variance is None
            else float(one.joint.item_variance) ** 0.5,
            "discrimination_index_pct": _percent(one.joint.rest_r),
            "discriminative_efficiency_pct": _percent(one.joint.efficiency),
            "effective_weight_pct": weights[name],
            "dubious_below_15": one.dubious,
        }
        for name, one in found.items()
    }


def _test(sums: Sums, whole: Reliability | None) -> Iterator[NamedValue]:
    alpha = whole.alpha if whole else None
    low, high = whole.interval if whole else (None, None)
    # One reference has its interval to three places.
    short = [round(low, 3), round(high, 3)] if low is not None and high is not None else None
    scores = score_distribution(sums)
    yield "test.alpha", {"alpha": alpha, "ci": short}
    yield "test.alpha_psych", alpha
    yield "test.alpha_feldt", {"low": low, "alpha": alpha, "high": high}
    yield "test.icc1", icc(sums.over_people("right"))
    yield (
        "test.moodle",
        {
            "sd": scores.sd,
            "skewness": scores.skewness,
            "kurtosis": scores.kurtosis,
            "cic_pct": float(100 * whole.alpha) if whole else None,
            "error_ratio_pct": 100 * whole.error_ratio if whole else None,
            "standard_error": whole.standard_error if whole else None,
        },
    )
