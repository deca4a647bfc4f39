"""Advice to the host after a first vote, in one line. Pure.

It follows the rule of peer instruction (Crouch and Mazur 2001, *American Journal of Physics* 69,
970; Lasry, Mazur and Watkins 2008, *ibid.* 76, 1066): discussing and voting again pays where some
35 to 70 percent are right. Below that too few can explain, above it few are left to convince. The
part about sureness is ours. ``docs/hosting-a-session.md`` explains it to trainers.
"""

from dataclasses import dataclass
from enum import StrEnum

from quiz.analysis.ranges import Range
from quiz.languages.sentences import gettext, lazy_gettext, ngettext
from quiz.live.results import headline
from quiz.live.results.counted import capital
from quiz.live.session.aggregate import VoteCounts
from quiz.live.session.plan import Plan
from quiz.live.session.small_rooms import RoomCount, is_small

FEWEST_RIGHT = 35
"""Percent right from which discussing in pairs helps."""
MOST_RIGHT = 70
"""Percent right above which there is little left to discuss."""
MANY_SURE_AND_WRONG = 20
"""Percent of all who voted, sure and wrong, from which discussing pays in any case."""


class Advice(StrEnum):
    """What to do after a first vote."""

    GUIDANCE = "guidance"
    DISCUSS = "discuss"
    DISCUSS_ONLY = "discuss only"
    SURE_AND_WRONG = "sure and wrong"
    SURE_AND_WRONG_ONLY = "sure and wrong only"
    BEST = "best"
    BEST_ONLY = "best only"
    SIDES = "sides"
    TOO_FEW = "too few"
    HANDS = "hands"

    @property
    def words(self) -> str:
        """As the host reads it."""
        return str(ADVICE[self])


ADVICE = {
    Advice.GUIDANCE: lazy_gettext(
        "Too few can explain it to each other: give a hint and ask this again, or go straight to "
        "the best answer."
    ),
    Advice.DISCUSS: lazy_gettext("Let people discuss in pairs, then vote again."),
    Advice.DISCUSS_ONLY: lazy_gettext(
        "Let people discuss in pairs before you show the best answer."
    ),
    Advice.SURE_AND_WRONG: lazy_gettext(
        "Discuss and vote again: most are right, but many are sure of something else."
    ),
    Advice.SURE_AND_WRONG_ONLY: lazy_gettext(
        "Let people discuss: most are right, but many are sure of something else."
    ),
    Advice.BEST: lazy_gettext(
        "Go straight to the best answer: most have it, and a second vote would add little."
    ),
    Advice.BEST_ONLY: lazy_gettext(
        "Go straight to the best answer: most have it, and talk would add little."
    ),
    Advice.SIDES: lazy_gettext(
        "Let people say what speaks for each answer: guidance differs here, so none is best."
    ),
    Advice.TOO_FEW: lazy_gettext(
        "Let people talk without a chart, ask this again, or count hands."
    ),
    Advice.HANDS: lazy_gettext("Show the room its hands, and let people talk."),
}
ONE_VOTE = {
    Advice.DISCUSS: Advice.DISCUSS_ONLY,
    Advice.SURE_AND_WRONG: Advice.SURE_AND_WRONG_ONLY,
    Advice.BEST: Advice.BEST_ONLY,
}
"""The advice instead, where the plan has no second vote."""
WITHOUT_TALK = {Advice.GUIDANCE, Advice.BEST, Advice.BEST_ONLY}
"""The advice that leads past the talk."""
FIRST_SHOW = lazy_gettext("First show the room what it chose.")


@dataclass(frozen=True)
class Hint:
    """Advice, and the counts behind it. For the host only: it gives away the best answer."""

    advice: Advice
    because: str = ""

    def words(self, *, charted: bool) -> str:
        """The counts and the advice. charted: whether the room has seen its chart; before that, the
        first thing to do is to show it."""
        has_chart = self.advice not in (Advice.TOO_FEW, Advice.HANDS)
        first = str(FIRST_SHOW) if has_chart and not charted else ""
        return " ".join(part for part in (self.because, first, self.advice.words) if part)


def hint(votes: VoteCounts, best: str | None, plan: Plan) -> Hint | None:
    """Advice after a first vote; None below the plan's minimum, where no chart is shown either.

    best: the best answer's id, or None for a contested scenario. The band includes its ends, 35
    and 70 percent.
    """
    voted = sum(votes.values())
    if voted < plan.minimum:
        return None
    if best is None:
        return Hint(Advice.SIDES)
    right, wrong = headline.right(votes, best), headline.sure_and_wrong(votes, best)
    advice = _advice(right.range, wrong.range)
    because = _because(right, wrong, only=advice == Advice.GUIDANCE)
    return Hint(ONE_VOTE.get(advice, advice) if plan.votes == 1 else advice, because)


def hint_without_chart(plan: Plan, *, hands: bool) -> Hint:
    """Advice where fewer than the plan's minimum answered. hands: whether hands were counted."""
    because = gettext(
        "Fewer than %(minimum)s answered, so there is no chart.", minimum=plan.minimum
    )
    return Hint(Advice.HANDS if hands else Advice.TOO_FEW, because)


def _because(right: RoomCount, wrong: RoomCount, *, only: bool) -> str:
    """only: whether few chose the best answer; of a range that cannot be said."""
    if right.is_nobody:
        chose = gettext("Nobody chose the best answer.")
    elif only and not is_small(right.range.of):
        chose = gettext("Only %(numbers)s chose the best answer.", numbers=right.numbers)
    else:
        chose = gettext("%(numbers)s chose the best answer.", numbers=right.numbers)
    if wrong.is_nobody:
        were = gettext("Nobody was sure and wrong.")
    else:
        were = ngettext(
            "%(number)s was sure and wrong.",
            "%(number)s were sure and wrong.",
            wrong.range.high,
            number=wrong.number,
        )
    return f"{capital(chose)} {capital(were)}"


def _advice(right: Range, sure_and_wrong: Range) -> Advice:
    """From what the room is shown, and not from the counts: of a range, its low end. So a small
    room is never advised to leave out the talk."""
    if 100 * right.low < FEWEST_RIGHT * right.of:
        return Advice.GUIDANCE
    if 100 * right.low <= MOST_RIGHT * right.of:
        return Advice.DISCUSS
    if 100 * sure_and_wrong.low >= MANY_SURE_AND_WRONG * right.of:
        return Advice.SURE_AND_WRONG
    return Advice.BEST
