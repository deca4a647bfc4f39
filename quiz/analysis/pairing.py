"""Says confident against shows understanding (measurement.md, section 3.6)."""


def shows_understanding(right: int, asked: int) -> bool:
    """Whether this many right of this many asked counts as understanding: at least two thirds.

    2 of 3, 3 of 4, 4 of 5. Of a single scenario nothing is said: raises ValueError below 3 asked.
    """
    if asked < 3:
        raise ValueError("understanding is not judged from fewer than three scenarios")
    return 3 * right >= 2 * asked
