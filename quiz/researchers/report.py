"""The report that ``flask analyse`` prints: text and tables."""

from collections import Counter
from collections.abc import Iterator, Mapping

from quiz.analysis import calibration, change, resolution, self_assessment
from quiz.analysis.clusters import mean_over_people
from quiz.analysis.group_summary import group_summary
from quiz.analysis.individual import verdict
from quiz.analysis.reliability import reliability
from quiz.analysis.sums import ALL, Sums
from quiz.researchers.dataset import DataSet
from quiz.researchers.item_results import all_items, flagged
from quiz.researchers.text_table import (
    between,
    columns,
    decimals,
    percent,
    points,
    points_between,
    shown,
)

FEWEST_FOR_SPREAD = 10
FEWEST_FOR_ASSOCIATION = 20


def report(data: DataSet, groups: Mapping[str, Sums]) -> Iterator[str]:
    """The report's lines; ``groups``: from `DataSet.groups`."""
    everybody = groups["all"]
    yield from _who(data, everybody)
    yield from _groups(data, groups)
    yield from _topics(data, everybody)
    yield from _levels(data, everybody)
    yield from _people(data)
    yield from _pairing(data, everybody)
    yield from _change(data, everybody)
    yield from _items(data, everybody)


def _title(words: str) -> Iterator[str]:
    yield ""
    yield words
    yield "=" * len(words)


def _who(data: DataSet, sums: Sums) -> Iterator[str]:
    yield f"{sums.people} people, {len(data.items)} items, {len(data.scoring.topics)} topics."
    short = sum(0 < len(one.answers.before) < len(data.items) for one in data.respondents)
    if short:
        yield f"{short} of them did not answer every item; the answers they gave count."
    again = change.people_matched(sums)
    if again:
        yield f"{again} answered as many items again afterwards."
    yield "Intervals are 95 % and allow for the correlation of one person's answers."


GROUP_COLUMNS = (
    *("people", "answers", "right", "interval", "certainty"),
    *("gap", "interval", "sure", "sure but wrong"),
)


def _row(name: str, data: DataSet, sums: Sums, topic: str = ALL) -> tuple[str, ...]:
    items = None if topic == ALL else data.scoring.topics[topic]
    found = group_summary(sums, items, topic, data.scoring.scale)
    low, high = found.gap_interval() or (None, None)
    return (
        name,
        str(found.people),
        str(found.answers),
        percent(found.accuracy),
        between(found.interval()),
        percent(found.mean_certainty),
        points(found.gap),
        points_between(low, high),
        percent(found.sure_share),
        percent(found.sure_but_wrong),
    )


def _groups(data: DataSet, groups: Mapping[str, Sums]) -> Iterator[str]:
    yield from _title("Accuracy and certainty")
    named = {"everybody": groups["all"]}
    named |= {f"team {team}": groups[f"team_{team}"] for team in data.teams}
    yield from columns(("", *GROUP_COLUMNS), [_row(name, data, s) for name, s in named.items()])
    yield "The gap is certainty minus accuracy, in points; above 0 is more sure than right."
    gap = mean_over_people(groups["all"].over_people("gap"), 100)
    if gap and groups["all"].people >= FEWEST_FOR_SPREAD:
        yield f"From the variance over people, its interval is {points_between(gap.low, gap.high)}."


def _topics(data: DataSet, sums: Sums) -> Iterator[str]:
    if data.scoring.topics:
        yield from _title("By topic, everybody")
        rows = [_row(topic, data, sums, topic) for topic in data.scoring.topics]
        yield from columns(("", *GROUP_COLUMNS), rows)
        yield "Topics differ in difficulty: do not compare their gaps."


def _levels(data: DataSet, sums: Sums) -> Iterator[str]:
    yield from _title("Calibration, everybody")
    scale, table = data.scoring.scale, sums.table()
    users = {level: n for (topic, level), n in sums.users.items() if topic == ALL}
    yield from columns(
        ("level", "stated chance", "answers", "right", "interval", ""),
        [
            (
                str(point.level),
                percent(point.stated),
                str(point.n),
                percent(point.right / point.n),
                between(point.interval),
                "miscalibrated" if point.miscalibrated else "",
            )
            for point in calibration.points(table, users, scale)
        ],
    )
    parts = calibration.murphy(table, scale)
    if parts is None:
        return
    yield (
        f"Brier score {decimals(parts.score, 4)} = reliability {decimals(parts.reliability, 4)} "
        f"- resolution {decimals(parts.resolution, 4)} "
        f"+ uncertainty {decimals(parts.uncertainty, 4)}; skill {decimals(parts.skill, 3)}."
    )
    found = resolution.pairs(table)
    yield f"AUROC2 {decimals(found.auroc, 3)}, gamma {decimals(found.gamma, 3)}."


def _people(data: DataSet) -> Iterator[str]:
    yield from _title("Individual verdicts")
    scale = data.scoring.scale
    counts = Counter(
        verdict([(r.level, r.right) for r in one.answers.before.values()], scale)
        for one in data.respondents
        if one.answers.before
    )
    for words, n in sorted(counts.items(), key=lambda each: (each[0] is None, each[0])):
        yield f"{n:4}  {words or 'too few answers to say'}"
    yield "About 1 in 20 calibrated people get each of the other two verdicts by chance."


def _pairing(data: DataSet, sums: Sums) -> Iterator[str]:
    if data.scoring.questions:
        yield from _title("Confidence ratings and understanding")
    for question, topic in data.scoring.questions.items():
        two = self_assessment.two_by_two(self_assessment.answers(sums, question))
        yield shown(
            f"{question}, {topic}: {two.yes_shown} of the {two.yes} who said yes showed "
            f"understanding; so did {two.other_shown} of the {two.other} others."
        )
        low, high = two.interval or (None, None)
        if two.n >= FEWEST_FOR_ASSOCIATION and two.risk_difference is not None:
            ends = points_between(low, high)
            yield f"    Difference {points(two.risk_difference)} ({ends}) points."


def _change(data: DataSet, sums: Sums) -> Iterator[str]:
    if not change.people_matched(sums):
        return
    yield from _title("Before and after, in the same people")
    names = {"right": "right_change", "certainty": "certainty_change", "gap": "gap_change"}
    for name, quantity in names.items():
        if found := change.mean_change(sums, quantity):
            ends = points_between(found.low, found.high)
            yield f"{name.capitalize():9}  {points(found.mean):>4} points ({ends})"
    for topic in data.scoring.topics:
        moved = change.matched_pairs(sums, topic)
        low, high = moved.newcombe or (None, None)
        yield shown(
            f"{topic}: {moved.gained} of {moved.n} gained understanding, {moved.slipped} lost it; "
            f"change {points(moved.change)} ({points_between(low, high)}) points, "
            f"mid-p {decimals(moved.mid_p, 3)}."
        )
    yield "This is a change, not an effect: there is no control group."


def _items(data: DataSet, sums: Sums) -> Iterator[str]:
    yield from _title("Items, for authors")
    found = all_items(data, sums)
    words = flagged(data, found)
    yield from columns(
        (
            *("item", "key", "n", "right", "interval", "item-rest r", "efficiency"),
            *(f"{option} (sure)" for option in data.options),
        ),
        [
            (
                name,
                data.key.get(name, "?"),
                str(one.n),
                percent(one.facility),
                between(one.interval),
                decimals(one.joint.rest_r),
                percent(one.joint.efficiency),
                *(f"{at.n} ({at.sure})" for at in one.options.values()),
            )
            for name, one in found.items()
        ],
    )
    for name, flags in words.items():
        for flag in flags:
            yield shown(f"item {name}: {flag}.")
    if not any(words.values()):
        yield "No flags. Flags need three teams and enough people."
    quiz = reliability(sums, {name: one.joint for name, one in found.items()})
    if quiz and quiz.people >= FEWEST_FOR_SPREAD:
        ends = f"{decimals(quiz.interval.low)} to {decimals(quiz.interval.high)}"
        yield f"Alpha {decimals(quiz.alpha)} ({ends}). A quiz of several topics has a low alpha."
