"""Every statistic of a data set by name, as ``flask analyse --json`` prints them.

Names and shapes are those of the reference values in tests/analysis/measurement-fixture.json. What
cannot be computed is null.
"""

import math
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from quiz.analysis.sums import Sums
from quiz.researchers import group_results, item_results, person_results
from quiz.researchers.dataset import DataSet

NamedValue = tuple[str, Any]


def results(data: DataSet, groups: Mapping[str, Sums]) -> list[dict[str, Any]]:
    """Names and plain values, in a fixed order; ``groups``: from `DataSet.groups`."""
    return [{"name": name, "value": plain(value)} for name, value in _all(data, groups)]


def _all(data: DataSet, groups: Mapping[str, Sums]) -> Iterator[NamedValue]:
    yield from person_results.individual(data)
    for name, sums in groups.items():
        scale = data.scoring.scale
        yield from group_results.calibration(name, sums.table(), scale)
        yield from group_results.resolution(name, sums.table())
        for topic, items in {"all": None, **data.scoring.topics}.items():
            yield from group_results.topic(name, topic, sums, items, scale)
    everybody = groups["all"]
    yield from item_results.items(data, everybody)
    yield from person_results.pairing(data, everybody)
    yield from person_results.change(data, everybody)


def plain(value: Any) -> Any:
    """A value for JSON: fractions as numbers, null for infinity and NaN."""
    if isinstance(value, Mapping):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    if isinstance(value, Fraction):
        return float(value)
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value
