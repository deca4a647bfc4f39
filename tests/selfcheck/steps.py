"""Steps through the self-check, for tests that start in the middle of it."""

from quiz.bank.load import load
from tests.visitor import Visitor

BANK = load()
KEYS = {f"{item.id}.{item.best}" for item in BANK.items.values()}


def start(visitor: Visitor, length: str = "full", feedback: str = "end") -> Visitor:
    return visitor.get("/").send(length=length, feedback=feedback)


def reach_scenarios(visitor: Visitor, aware: str = "yes", **how: str) -> Visitor:
    start(visitor, **how).send().send()
    assert visitor.path == "/check/confidence/aware"
    visitor.send(answer=aware)
    while visitor.path.startswith("/check/confidence"):
        visitor.send(answer="partly")
    return visitor


def answer(visitor: Visitor, right: bool = True, certainty: str = "3", **more: str) -> Visitor:
    options = visitor.choices("option")
    chosen = next(option for option in options if (option in KEYS) == right)
    return visitor.send(option=chosen, certainty=certainty, **more)


def reach_answers(visitor: Visitor, **how: str) -> Visitor:
    reach_scenarios(visitor, **how)
    while visitor.path.startswith("/check/scenario"):
        answer(visitor)
    assert visitor.path == "/check/answers"
    return visitor


def reach_feedback(visitor: Visitor, answers: list[tuple[bool, str]], **how: str) -> Visitor:
    """Answer the scenarios as (right, certainty) says, one for each, and open the feedback."""
    reach_scenarios(visitor, **how)
    return finish(visitor, answers)


def finish(visitor: Visitor, answers: list[tuple[bool, str]]) -> Visitor:
    for right, certainty in answers:
        answer(visitor, right=right, certainty=certainty)
        if visitor.path.endswith("/why"):
            visitor.send()
    assert visitor.path == "/check/answers"
    return visitor.send()


def code_of(visitor: Visitor) -> str:
    """The attempt's return code, requested if it was not yet."""
    visitor.get("/check/save")
    if not visitor.page.find(id="return-code"):
        visitor.send()
    return str(visitor.page.find(id="return-code").get_text(strip=True))
