"""The one-line hint to the host after a first vote. Pure.

It follows the rule of peer instruction (Crouch and Mazur 2001, *American Journal of Physics* 69,
970; Lasry, Mazur and Watkins 2008, *ibid.* 76, 1066): talk and vote again pays where some
35 to 70 percent are right. Below that too few can explain, above it few are left to convince. The
part about sureness is ours. ``docs/hosting-a-session.md`` says it to trainers.
"""

from dataclasses import dataclass
from enum import StrEnum

from quiz.live.results.charts import chosen, sure
from quiz.live.session.aggregate import Votes
from quiz.live.session.phases import Plan

FEWEST_RIGHT = 35
"""Percent right from which talking with each other helps."""
MOST_RIGHT = 70
"""Percent right above which there is little left to talk over."""
MANY_SURE_AND_WRONG = 20
"""Percent of the room, sure and wrong, from which it is worth a talk all the same."""


class Advice(StrEnum):
    """What to do after a first vote."""

    GUIDANCE = "Give a hint first, or go to the guidance: too few can explain this to each other."
    DISCUSS = "Let people discuss in pairs, then vote again."
    DISCUSS_ONLY = "Let people discuss in pairs before you show the best answer."
    SURE_AND_WRONG = "Discuss and vote again: most are right, but many are sure of something else."
    SURE_AND_WRONG_ONLY = "Let people discuss: most are right, but many are sure of something else."
    BEST = "Go on to the best answer: most have it, and a second vote would add little."
    BEST_ONLY = "Go on to the best answer: most have it, and talk would add little."
    SIDES = "Let people say what speaks for each answer: guidance differs here, so none is best."


ONE_VOTE = {
    Advice.DISCUSS: Advice.DISCUSS_ONLY,
    Advice.SURE_AND_WRONG: Advice.SURE_AND_WRONG_ONLY,
    Advice.BEST: Advice.BEST_ONLY,
}
"""What the same counts advise where the plan has no second vote."""


@dataclass(frozen=True)
class Hint:
    """Advice, and the counts behind it. For the host alone: it tells which answer is the best."""

    advice: Advice
    because: str = ""


def hint(votes: Votes, best: str | None, plan: Plan) -> Hint | None:
    """What to do after a first vote; None below the plan's minimum, where no chart is shown either.

    best: the best answer's id, or None for a contested scenario. The ends of the band, 35 and 70
    percent, belong to it. Where the plan has one vote, nothing says to vote again.
    """
    voted = sum(votes.values())
    if voted < plan.minimum:
        return None
    if best is None:
        return Hint(Advice.SIDES)
    right = chosen(votes, best)
    misled = sum(sure(votes, option) for option in {name for name, _ in votes} - {best})
    because = f"{right} of {voted} chose the best answer; {misled} were sure and wrong."
    advice = _advice(right, misled, voted)
    return Hint(ONE_VOTE.get(advice, advice) if plan.votes == 1 else advice, because)


def _advice(right: int, misled: int, voted: int) -> Advice:
    if 100 * right < FEWEST_RIGHT * voted:
        return Advice.GUIDANCE
    if 100 * right <= MOST_RIGHT * voted:
        return Advice.DISCUSS
    if 100 * misled >= MANY_SURE_AND_WRONG * voted:
        return Advice.SURE_AND_WRONG
    return Advice.BEST
