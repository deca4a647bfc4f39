"""The sentence that a wall begins with, in type for the back row. Pure.

That of the best answer is in ``answer``, and that of the end in ``display_end.html``.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from quiz.bank.items import Bank
from quiz.languages.sentences import gettext, ngettext
from quiz.live.results.counted import COUNT, plain, set_off
from quiz.live.results.headline import then
from quiz.live.results.highlights import most_changed
from quiz.live.session.aggregate import Confidence, SessionAggregate, VoteCounts
from quiz.live.session.small_rooms import is_small
from quiz.vocabulary import Moment


@dataclass(frozen=True)
class FirstSentence:
    """sentences: one, or two, each on a line of its own. about: what they are about, below them."""

    sentences: Sequence[str]
    about: str = ""

    @property
    def words(self) -> str:
        """All of it."""
        return " ".join(self.sentences)


def too_few_for_a_chart() -> str:
    """Instead of what a chart shows."""
    return gettext("Too few answered for a chart.")


def how_sure(votes: VoteCounts) -> str:
    """How many were sure, whatever they chose. Never of a small room."""
    total = sum(votes.values())
    sure = sum(n for (_, level), n in votes.items() if level.sure)
    if not sure:
        return gettext("Nobody was sure of their answer.")
    return ngettext(
        "%(sure)s of %(total)s was sure of their answer.",
        "%(sure)s of %(total)s were sure of their answer.",
        sure,
        sure=sure,
        total=total,
    )


def confidence_sentence(bank: Bank, found: SessionAggregate, minimum: int) -> FirstSentence:
    """What changed most, of the same people; or why no change is shown. minimum: the plan's."""
    match list(found.confidence):
        case []:
            return FirstSentence((too_few_for_a_chart(),))
        case [Moment.BEFORE]:
            return FirstSentence((gettext("Too few answered the second time to show a change."),))
        case [Moment.AFTER]:
            return FirstSentence((gettext("Too few answered the first time to show a change."),))
    changed = most_changed(bank, found, minimum)
    if changed is None:
        return FirstSentence((_not_the_same(),))
    question, yes, later = changed
    if yes.range.low == later.range.low:
        return FirstSentence((_as_before(bank, found.confidence[Moment.BEFORE]),))
    if yes.is_nobody:
        said = gettext("Nobody said yes.")
    else:
        said = plain(set_off(gettext("%(count)s said yes.", count=COUNT), yes.numbers))
    return FirstSentence((said, *map(plain, then(yes, later))), question.asked)


def _as_before(bank: Bank, before: Confidence) -> str:
    """Where no question changed, or no change may be shown."""
    if is_small(before.people):
        return gettext("The same as before, as far as so few answers can show.")
    if any(question.strand not in before.same for question in bank.confidence):
        return _not_the_same()
    return gettext("As many said yes as before.")


def _not_the_same() -> str:
    return gettext("Not all the same people answered, so no change is shown.")
