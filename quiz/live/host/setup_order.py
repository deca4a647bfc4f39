"""The order of the scenarios on the form for a new session. Pure."""

from collections.abc import Sequence
from enum import StrEnum


class Arrange(StrEnum):
    """What a button beside a scenario does."""

    ADD = "add"
    REMOVE = "remove"
    UP = "up"
    DOWN = "down"


def arranged(ids: Sequence[str], wanted: Arrange, id_: str) -> list[str]:
    """The ids after a button was pressed. Unchanged where it does nothing: the first does not go
    up."""
    if wanted == Arrange.ADD:
        return [*ids, id_] if id_ not in ids else list(ids)
    if id_ not in ids:
        return list(ids)
    rest, at = [one for one in ids if one != id_], ids.index(id_)
    if wanted == Arrange.REMOVE:
        return rest
    to = max(0, at - 1) if wanted == Arrange.UP else at + 1
    return [*rest[:to], id_, *rest[to:]]
