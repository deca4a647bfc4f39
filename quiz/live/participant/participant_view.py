"""What one participant sees: the screen that everybody sees, and their own answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from quiz.answers.record import Given
from quiz.languages.sentences import lazy_gettext
from quiz.live.display.screen import Screen
from quiz.live.participant.membership import Membership
from quiz.live.session import pledges, votes
from quiz.live.session.phases import (
    FIRST_VOTE,
    LATER_VOTE,
    RATING,
    SECOND_VOTE,
    VOTING,
    Phase,
)
from quiz.settings.config import current_settings
from quiz.vocabulary import Answer, Moment, Strand

WAITING_SECONDS, READING_SECONDS = 5, 20
YOU_CHOSE = {
    FIRST_VOTE: lazy_gettext("In the first vote you chose"),
    SECOND_VOTE: lazy_gettext("In the second vote you chose"),
    LATER_VOTE: lazy_gettext("Asked after the answer, you chose"),
}


@dataclass(frozen=True)
class ParticipantView:
    """A phase as one participant sees it.

    answers: their own, in the scenario's votes, in order; None for a vote that they missed.
    ratings: their answers to the confidence questions of this phase. change: they want to change
    their answer. refused: they sent a form with errors. pledge: what they will do differently.
    hides: whether others use this phone, too: then it says only that there is an answer.
    """

    screen: Screen
    answers: tuple[Given | None, ...]
    ratings: Mapping[Strand, Answer]
    change: bool
    refused: bool
    pledge: str = ""
    hides: bool = False

    @classmethod
    def for_everybody(cls, screen: Screen) -> "ParticipantView":
        """The view that is broadcast: that of a participant who has not answered anything yet."""
        return cls(screen, answers=(), ratings={}, change=False, refused=False)

    @classmethod
    def of(
        cls,
        session: Session,
        membership: Membership,
        screen: Screen,
        *,
        change: bool = False,
        refused: bool = False,
    ) -> "ParticipantView":
        """What this participant sees now."""
        participant, state = membership.participant, screen.state
        planned = screen.plan.scenarios[state.step]
        return cls(
            screen=screen,
            answers=tuple(
                votes.answer_of(session, participant, planned.item, round_)
                for round_ in (state.numbered_rounds(state.step).values() if screen.item else ())
            ),
            ratings=votes.ratings(session, participant, Moment(state.phase.value))
            if state.phase in RATING
            else {},
            change=change,
            refused=refused,
            pledge=pledges.of(session, participant, current_settings().keys)
            if screen.ended
            else "",
            hides=membership.is_shared,
        )

    @property
    def latest(self) -> Given | None:
        """Their answer to the vote that is open or was open last; None where that is hidden."""
        return self.answers[-1] if self.answers and not self.hides else None

    @property
    def labelled(self) -> Sequence[tuple[str, Given]]:
        """Their answers in the scenario's votes, each with the words before it; none where they
        are hidden."""
        if self.hides:
            return []
        numbers = list(self.screen.state.numbered_rounds(self.screen.state.step))
        words = YOU_CHOSE if len(numbers) > 1 else {FIRST_VOTE: lazy_gettext("You chose")}
        pairs = zip(numbers, self.answers, strict=False)
        return [(str(words[number]), given) for number, given in pairs if given]

    @property
    def first(self) -> Given | None:
        """Their answer to the first vote, while the second is open."""
        in_second = self.screen.phase == Phase.OPEN_AGAIN and len(self.answers) > 1
        return self.answers[0] if in_second and not self.hides else None

    @property
    def answered(self) -> bool:
        """Whether they have answered the current question."""
        if self.screen.phase in VOTING:
            return bool(self.answers) and self.answers[-1] is not None
        return bool(self.ratings)

    @property
    def asks(self) -> bool:
        """Whether their page has a form: until they answer, and to change the answer."""
        wanted = (self.change or not self.answered) and not self.screen.state.paused
        return self.screen.asks and (wanted or self.refused)

    @property
    def waits(self) -> bool:
        """Whether their page refreshes itself: never while they fill in a form."""
        return not self.asks and not self.screen.ended

    @property
    def refresh_seconds(self) -> int:
        """Seconds until a page without scripts refreshes; longer where there is more to read."""
        return READING_SECONDS if self.screen.texts.caption else WAITING_SECONDS
