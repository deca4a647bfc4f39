"""Scenarios for tests of question formats."""

from functools import cache

from quiz.bank.formats.portable import PortableItem, PortableOption, portable
from quiz.bank.load import load

AWKWARD = PortableItem(
    id="local-awkward",
    title="An [odd] title: {with} =marks~ & “quotes”",
    topic="C",
    language="cy",
    jurisdiction="England; Wales",
    people=("Zoë", "O'Neil"),
    vignette="=HYPERLINK(1) is what Zoë saw.\nA line, 50% off: #1 {x} ~y\n\n//A second, part \\n.",
    question="@Which of these, a\\b or [c], is right?",
    options=(
        PortableOption("+44 is the code; ask", "Because: 1 = 1, isn't it?\n\nAnd more.", "freer"),
        PortableOption("-1 or ~2 {three}", "'=quoted", "between"),
        PortableOption("%50% of “them”, [html]", "#hash", "stricter"),
        PortableOption("'apostrophe \\ & amp;", "@at", "between"),
    ),
    best=2,
    pointers=("OSC-289.1", "IPT-1"),
    prompt="What if:\n\nit were you?",
    rule="Ask first: = always.",
    hcpc_subject="networking",
)
"""Characters that one format or another gives a meaning to."""


@cache
def scored() -> tuple[PortableItem, ...]:
    """Every scored scenario."""
    return tuple(portable(item) for item in load().items.values())
