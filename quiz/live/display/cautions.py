"""How to read the charts of votes on the room's screen, and why one is missing. Pure."""

from collections.abc import Sequence

from quiz.languages.sentences import gettext
from quiz.live.results.charts import CHANGE_CAUTION


def too_few(minimum: int) -> str:
    """Why there is no chart."""
    return gettext(
        "Fewer than %(minimum)s answered, so there is no chart: it would give people away.",
        minimum=minimum,
    )


def only_hands(minimum: int) -> str:
    """Why only a show of hands is shown."""
    return gettext(
        "Fewer than %(minimum)s answered on phones, so only these counts are shown.",
        minimum=minimum,
    )


def too_few_in(title: str, minimum: int) -> str:
    """Why only the other vote has a chart."""
    return gettext(
        "%(vote)s: fewer than %(minimum)s answered, so there is no chart.",
        vote=title,
        minimum=minimum,
    )


def vote_cautions(
    minimum: int, missing: Sequence[str], *, charts: bool, hands: bool, compared: bool
) -> tuple[str, ...]:
    """missing: the titles of the votes that have no chart and no hands. charts, hands: whether any
    is shown. compared: whether both votes are shown beside the best answer."""
    if not charts and not hands:
        return (too_few(minimum),)
    few = tuple(too_few_in(title, minimum) for title in missing)
    if not charts:
        return (*few, only_hands(minimum))
    return (*few, str(CHANGE_CAUTION)) if compared else tuple(few)
