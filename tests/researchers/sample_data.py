"""A random data set with a fixed seed, different from the reference in sizes and key."""

import csv
import io
import random
from typing import Any

LEVELS = (1, 2, 3, 4)
CHANCE = {1: 0.25, 2: 0.5, 3: 0.75, 4: 0.95}
RATINGS = ("no", "partly", "yes", "not_my_work")


def data_set(seed: int, people: int = 47, items: int = 15, teams: int = 4) -> dict[str, Any]:
    """In the format of docs/analyse.md; some people answer again, with as many items."""
    draw = random.Random(seed)
    key = "".join(draw.choice("ABCD") for _ in range(items))
    topics = [f"topic {1 + index * 5 // items}" for index in range(items)]
    names = list(dict.fromkeys(topics))
    return {
        "options": "ABCD",
        "key": key,
        "topics": topics,
        "anchors": {str(level): CHANCE[level] for level in LEVELS},
        "survey": [{"id": f"Q{n}", "topic": topic} for n, topic in enumerate(names)],
        "respondents": [
            {
                "id": f"someone {number}",
                "team": f"team {draw.randrange(teams)}",
                "role": draw.choice(["worker", "manager"]),
                "survey": {f"Q{n}": draw.choice(RATINGS) for n in range(len(names))},
                "pre": _answers(draw, key),
                "post": _answers(draw, key) if draw.random() < 0.6 else None,
            }
            for number in range(people)
        ],
    }


def _answers(draw: random.Random, key: str) -> dict[str, str]:
    levels = [draw.choice(LEVELS) for _ in key]
    options = [
        letter if draw.random() < CHANCE[level] - 0.1 else draw.choice("ABCD")
        for letter, level in zip(key, levels, strict=True)
    ]
    return {
        "options": "".join(options),
        "levels": "".join(map(str, levels)),
        "correct": "".join(str(int(o == k)) for o, k in zip(options, key, strict=True)),
    }


HEADER = [
    "person",
    "team",
    "role",
    "item",
    "option",
    "level",
    "correct",
    "moment",
    "topic",
    "question",
    "said",
]


def as_csv(data: dict[str, Any]) -> str:
    """The same answers as CSV, one line each."""
    questions = {question["topic"]: question["id"] for question in data["survey"]}
    written = io.StringIO()
    lines = csv.writer(written)
    lines.writerow(HEADER)
    for one in data["respondents"]:
        for moment, name in (("before", "pre"), ("after", "post")):
            for index, cells in enumerate(_cells(one[name])):
                topic = data["topics"][index]
                person = (one["id"], one["team"], one["role"])
                survey = (topic, questions[topic], one["survey"][questions[topic]])
                if "-" not in cells:
                    lines.writerow([*person, str(index + 1), *cells, moment, *survey])
    return written.getvalue()


def _cells(answers: dict[str, str] | None) -> list[tuple[str, ...]]:
    names = ("options", "levels", "correct")
    return list(zip(*(answers[name] for name in names), strict=True)) if answers else []
