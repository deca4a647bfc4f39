"""A participant's answers to votes: what a page would send, and what is stored."""

from quiz.live.session.models import LiveAnswer
from tests.conftest import Stored
from tests.visitor import Visitor


def stored_answers(stored: Stored) -> list[tuple[str, int, str, int]]:
    """Item, round, option and certainty of each stored answer."""
    rows = stored(LiveAnswer)
    return sorted((row.item, row.round, row.option, row.certainty) for row in rows)


def form_data(visitor: Visitor, option: str = "a", certainty: str = "2") -> dict[str, str]:
    """What the visitor's page would send with the option of this letter."""
    chosen = next(value for value in visitor.choices("option") if value.endswith(f".{option}"))
    return visitor.filled_in() | {"option": chosen, "certainty": certainty}
