"""A note for a participant's own CPD record: the facts filled in, the rest left to them. Pure.

It follows the fields of Social Work England's form: title, date, type, why, what was learned,
impact, and what a peer said. It never says what the person learned or how they scored.
"""

from collections.abc import Sequence
from datetime import date

from quiz.bank.items import Contested, Item
from quiz.clock import long_date

PROMPTS = (
    ("Why it mattered to me", "Why was this relevant to your work?"),
    ("What I learned", "What did you learn, or see differently?"),
    ("What surprised me", "Which answer surprised you, and why?"),
    (
        "What I learned from talking to others",
        "What did somebody in the room say that made you think?",
    ),
    (
        "Impact",
        "What have you done differently since, and what came of it for the people you serve?",
    ),
)
NO_NAMES = "Do not name or describe a family, a child or a colleague."


def note(title: str, held_on: date, asked: Sequence[Item | Contested]) -> str:
    """The note as plain text, for the participant to copy and complete."""
    topics = dict.fromkeys(scenario.topic.title for scenario in asked)
    read = dict.fromkeys(
        f"{pointer.source.title}, {pointer.place} ({pointer.source.edition})"
        for scenario in asked
        for pointer in scenario.pointers
    )
    facts = [
        ("Title", [title]),
        ("Date", [long_date(held_on)]),
        ("Type", ["Group session with votes and discussion"]),
        ("Topics", [f"- {topic}" for topic in topics]),
        ("Guidance behind it", [f"- {place}" for place in read]),
    ]
    blanks = [(heading, [f"[{prompt}]"]) for heading, prompt in PROMPTS]
    blocks = ["\n".join([heading, *lines]) for heading, lines in (*facts, *blanks)]
    return "\n\n".join([*blocks, NO_NAMES]) + "\n"
