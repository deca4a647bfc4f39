"""Steps through the self-check."""

from quiz.bank.load import load
from tests.visitor import Visitor

BANK = load()
KEYS = {f"{item.id}.{item.best}" for item in BANK.items.values()}


def start(visitor: Visitor, length: str = "full", feedback: str = "end") -> Visitor:
    return visitor.get("/").send(length=length, feedback=feedback)


def reach_scenarios(visitor: Visitor, aware: str = "yes", **options: str) -> Visitor:
    start(visitor, **options).send().send()
    assert visitor.path == "/check/confidence/aware"
    visitor.send(answer=aware)
    while visitor.path.startswith("/check/confidence"):
        visitor.send(answer="partly")
    return visitor


def answer(visitor: Visitor, right: bool = True, certainty: str = "3", **more: str) -> Visitor:
    options = visitor.choices("option")
    chosen = next(option for option in options if (option in KEYS) == right)
    return visitor.send(option=chosen, certainty=certainty, **more)


def reach_answers(visitor: Visitor, **options: str) -> Visitor:
    reach_scenarios(visitor, **options)
    while visitor.path.startswith("/check/scenario"):
        answer(visitor)
    assert visitor.path == "/check/answers"
    return visitor


def reach_feedback(visitor: Visitor, answers: list[tuple[bool, str]], **options: str) -> Visitor:
    """Answer each scenario by (right, certainty) and open the feedback."""
    reach_scenarios(visitor, **options)
    return finish(visitor, answers)


def finish(visitor: Visitor, answers: list[tuple[bool, str]]) -> Visitor:
    for right, certainty in answers:
        answer(visitor, right=right, certainty=certainty)
        if visitor.path.endswith("/why"):
            visitor.send()
    assert visitor.path == "/check/answers"
    return visitor.send()


def code_of(visitor: Visitor) -> str:
    """The attempt's return code; requests one if there is none."""
    visitor.get("/check/save")
    if not visitor.page.find(id="return-code"):
        visitor.send()
    return str(visitor.page.find(id="return-code").get_text(strip=True))
