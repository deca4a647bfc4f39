"""Sample charts: plain ones, and edge cases."""

from math import sqrt

from quiz.analysis.ranges import Range, exactly
from quiz.analysis.ranges import interval as around
from quiz.charts.lines import Change, ChangeRow, Pairing, PairingRow, TopicRow, Topics
from quiz.charts.shares import BaseChart, Share


def wilson(count: float, of: float) -> tuple[float, float]:
    """Wilson's 95 % interval of a single share."""
    z = 1.959964
    share = count / of
    centre = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z * sqrt(share * (1 - share) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    return max(0, centre - half), min(1, centre + half)


def share(low: int, high: int, of: int) -> Share:
    found = Range(low, high, of)
    return Share(found, around(found, wilson))


LABELS = [
    "Aware of the guidance",
    "Confident you understand it",
    "Confident of the rules in a case",
    "Know who to ask",
]


def topics(people: int = 30, name: str = "topics") -> Topics:
    n = 3 * people
    return Topics(
        name,
        "Sure against right, by topic",
        people,
        [
            TopicRow("Rules in a case", share(n * 55 // 100, n * 62 // 100, n), (0.89, 0.89)),
            TopicRow("Understanding the guidance", share(n * 6 // 10, n * 6 // 10, n), (0.66, 0.7)),
            TopicRow("Aware of the guidance", share(n * 8 // 10, n * 85 // 100, n), (0.6, 0.62)),
            TopicRow(
                "Who to ask, and what to say to them",
                share(n * 66 // 100, n * 66 // 100, n),
                (0.64, 0.64),
            ),
        ],
    )


def pairing(people: int = 30, name: str = "pairing") -> Pairing:
    low = people - 4
    return Pairing(
        name,
        "Said yes, and shown",
        people,
        [
            PairingRow(
                LABELS[0],
                share(low, people, people),
                share(low - 1, low - 1, people),
                Share(Range(0, 4, people)),
            ),
            PairingRow(LABELS[1], share(21, 21, 30), share(10, 10, 30), Share(exactly(11, 21))),
            PairingRow(LABELS[2], share(17, 17, 30), share(14, 16, 30), Share(exactly(8, 17))),
            PairingRow(LABELS[3], share(8, 8, 30), share(26, 30, 30)),
        ],
    )


def few(name: str = "few") -> Pairing:
    return Pairing(
        name,
        "Said yes, and shown, in a team of six",
        6,
        [
            PairingRow(LABELS[0], share(4, 6, 6), share(0, 2, 6)),
            PairingRow(LABELS[1], share(3, 3, 6), share(3, 3, 6)),
            PairingRow(LABELS[2], Share(Range(0, 6, 6)), share(4, 6, 6)),
            PairingRow(LABELS[3], share(0, 2, 6), share(4, 6, 6)),
        ],
    )


def change(people: int = 39, name: str = "change") -> Change:
    return Change(
        name,
        "Before and after the session",
        people,
        [
            ChangeRow(
                LABELS[0], share(32, 32, 39), share(37, 39, 39), "9 gained it, 0 to 2 lost it"
            ),
            ChangeRow(LABELS[1], share(18, 18, 39), share(29, 29, 39), "up, by 10 to 44 points"),
            ChangeRow(LABELS[2], share(22, 22, 39), share(19, 19, 39)),
            ChangeRow(LABELS[3], share(24, 26, 39), share(25, 27, 39)),
        ],
    )


def odd() -> list[BaseChart]:
    """Nothing, everything, one value, no interval, and nothing that may be shown."""
    none, all_of_them = share(0, 0, 30), share(30, 30, 30)
    bare, hidden, empty = Share(exactly(12, 30)), Share(Range(0, 30, 30)), Share(Range(0, 0, 0))
    shares = [none, all_of_them, bare, hidden, empty]
    label = "A label so long that it goes on to a second line on a phone, and then some"
    return [
        Topics(
            "odd-topics",
            "Odd <topics> & ends",
            30,
            [
                *(TopicRow(label, right, (0.0, 0.0)) for right in shares),
                *(TopicRow(label, right, (0.25, 1.0)) for right in shares),
                *(TopicRow(label, right, None) for right in shares),
            ],
        ),
        Pairing(
            "odd-pairing",
            "Odd pairs",
            30,
            [PairingRow(label, said, shown) for said in shares for shown in shares],
        ),
        Change(
            "odd-change",
            "Odd changes",
            30,
            [ChangeRow(label, before, after) for before in shares for after in shares],
        ),
        Topics("odd-empty", "No topics", 30, []),
    ]


def all_charts() -> list[BaseChart]:
    return [
        topics(),
        pairing(),
        change(),
        few(),
        topics(12, "topics-12"),
        topics(6, "topics-6"),
    ]
