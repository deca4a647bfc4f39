"""A note for a participant's own CPD record: the facts filled in, the rest left to them. Pure.

It follows the fields of Social Work England's form: title, date, type, why, what was learned,
impact, and what a peer said. It never says what the person learned or how they scored.
"""

from collections.abc import Sequence
from datetime import date

from quiz.bank.items import Contested, Item
from quiz.clock import long_date
from quiz.documents.quotations import Quotations, quotations
from quiz.languages.sentences import lazy_gettext

TITLE, DATE, TYPE = lazy_gettext("Title"), lazy_gettext("Date"), lazy_gettext("Type")
GROUP_SESSION = lazy_gettext("Group session with votes and discussion")
TOPICS = lazy_gettext("Topics")
GUIDANCE = lazy_gettext("Guidance behind it")
PROMPTS = (
    (lazy_gettext("Why it mattered to me"), lazy_gettext("Why was this relevant to your work?")),
    (lazy_gettext("What I learned"), lazy_gettext("What did you learn, or see differently?")),
    (lazy_gettext("What surprised me"), lazy_gettext("Which answer surprised you, and why?")),
    (
        lazy_gettext("What I learned from talking to others"),
        lazy_gettext("What did somebody in the room say that made you think?"),
    ),
    (
        lazy_gettext("Impact"),
        lazy_gettext(
            "What have you done differently since, and what came of it for the people you serve?"
        ),
    ),
)
NO_NAMES = lazy_gettext("Do not name or describe a family, a child or a colleague.")


def note(title: str, held_on: date, asked: Sequence[Item | Contested]) -> str:
    """The note as plain text, for the participant to copy and complete."""
    topics = dict.fromkeys(scenario.topic.title for scenario in asked)
    facts = [
        (TITLE, [title]),
        (DATE, [long_date(held_on)]),
        (TYPE, [str(GROUP_SESSION)]),
        (TOPICS, [f"- {topic}" for topic in topics]),
        (GUIDANCE, [f"- {place}" for place in _read(asked)]),
    ]
    blanks = [(heading, [f"[{prompt}]"]) for heading, prompt in PROMPTS]
    blocks = ["\n".join([str(heading), *lines]) for heading, lines in (*facts, *blanks)]
    return "\n\n".join([*blocks, str(NO_NAMES)]) + "\n"


def quoted(asked: Sequence[Item | Contested]) -> Quotations:
    """What the note has in another language than its own: the register is in English."""
    topics = [(scenario.topic.title, scenario.topic) for scenario in asked]
    return quotations([*topics, *((place, None) for place in _read(asked))])


def _read(asked: Sequence[Item | Contested]) -> list[str]:
    places = (
        f"{pointer.source.title}, {pointer.place} ({pointer.source.edition})"
        for scenario in asked
        for pointer in scenario.pointers
    )
    return list(dict.fromkeys(places))
