"""Statistics for authors: each item, and the whole quiz."""

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
    """The statistics of each item, in the order of the data set."""
    scale = data.scoring.scale
    return {name: item_statistics(sums, name, data.options, scale) for name in data.items}


def agreement(data: DataSet) -> Fraction | None:
    """Agreement of the reviewers on the key over all items; None without reviewers."""
    units = zip(*data.reviewers, strict=True)
    return krippendorff([[choice for choice in unit if choice] for unit in units])


def flagged(data: DataSet, found: Mapping[str, ItemStatistics]) -> dict[str, list[str]]:
    """The flags of each item."""
    return {
        name: flags(one, data.key.get(name), len(data.teams), agreement(data))
        for name, one in found.items()
    }


def items(data: DataSet, sums: Sums) -> Iterator[NamedValue]:
    """Every item over everybody, then the whole quiz."""
    found = all_items(data, sums)
    joints = {name: one.joint for name, one in found.items()}
    quiz = reliability(sums, joints)
    for name, words in flagged(data, found).items():
        yield from _item(f"item.{name}", found[name], data)
        without = quiz.without[name] if quiz else None
        yield f"item.{name}.alpha_if_dropped", without
        yield f"item.{name}.flags", words
    yield "items.moodle", _moodle(found)
    if data.reviewers:
        yield "reviewers.krippendorff_alpha_nominal", agreement(data)
    yield from _test(sums, quiz)


def _item(prefix: str, one: ItemStatistics, data: DataSet) -> Iterator[NamedValue]:
    low, high = one.interval or (None, None)
    stated = stated_hundredths(one.table, data.scoring.scale)
    yield f"{prefix}.facility", one.facility
    yield f"{prefix}.wilson", one.interval
    yield f"{prefix}.wilson_scipy", one.interval
    yield f"{prefix}.wilson_r", {"low": low, "high": high}
    yield f"{prefix}.jeffreys", scipy_statistics.jeffreys(one.right, one.n)
    yield f"{prefix}.item_rest_r", one.joint.rest_r
    yield f"{prefix}.item_rest_r_psych", one.joint.rest_r
    yield f"{prefix}.item_total_r", one.joint.total_r
    yield f"{prefix}.mean_certainty", stated / (100 * one.n) if one.n else None
    yield f"{prefix}.auroc2", pairs(one.table).auroc
    counts = {o: {"n": option.n, "sure": option.sure} for o, option in one.options.items()}
    yield f"{prefix}.options", counts
    yield f"{prefix}.option_rest_r", {o: option.rest_r for o, option in one.options.items()}


def _percent(share: float | None) -> float | None:
    return None if share is None else 100 * share


def _moodle(found: Mapping[str, ItemStatistics]) -> dict[str, dict[str, Any]]:
    """The columns of Moodle's quiz statistics, by item."""
    weights = effective_weights({name: one.joint for name, one in found.items()})
    return {
        name: {
            "facility": one.facility,
            "sd": one.joint.item_sd,
            "discrimination_index_pct": _percent(one.joint.rest_r),
            "discriminative_efficiency_pct": _percent(one.joint.efficiency),
            "effective_weight_pct": weights[name],
            "dubious_below_15": one.dubious,
        }
        for name, one in found.items()
    }


def _test(sums: Sums, quiz: Reliability | None) -> Iterator[NamedValue]:
    alpha = quiz.alpha if quiz else None
    low, high = quiz.interval if quiz else (None, None)
    # The reference for this interval has three decimals.
    rounded = [round(low, 3), round(high, 3)] if low is not None and high is not None else None
    scores = score_distribution(sums)
    yield "test.alpha", {"alpha": alpha, "ci": rounded}
    yield "test.alpha_psych", alpha
    yield "test.alpha_feldt", {"low": low, "alpha": alpha, "high": high}
    yield "test.icc1", icc(sums.over_people("right"))
    yield (
        "test.moodle",
        {
            "sd": scores.sd,
            "skewness": scores.skewness,
            "kurtosis": scores.kurtosis,
            "cic_pct": float(100 * quiz.alpha) if quiz else None,
            "error_ratio_pct": 100 * quiz.error_ratio if quiz else None,
            "standard_error": quiz.standard_error if quiz else None,
        },
    )
