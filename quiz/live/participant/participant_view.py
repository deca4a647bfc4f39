"""What one participant sees beside what everybody sees: their own answers, and nobody else's."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from quiz.answers.record import Given
from quiz.live.display.screen import CHARTED, Screen
from quiz.live.participant.membership import Membership
from quiz.live.session import votes
from quiz.live.session.phases import RATING, VOTING, Phase
from quiz.vocabulary import Answer, Moment, Strand

WAITING_SECONDS, READING_SECONDS = 5, 20


@dataclass(frozen=True)
class ParticipantView:
    """A phase as one participant sees it.

    answers: their own, in the scenario's first and second vote; None where they gave none.
    ratings: their answers to the confidence questions that are asked now. change: they want to
    change their answer. refused: the form that they sent has errors.
    """

    screen: Screen
    answers: tuple[Given | None, ...]
    ratings: Mapping[Strand, Answer]
    change: bool
    refused: bool

    @classmethod
    def for_everybody(cls, screen: Screen) -> "ParticipantView":
        """The view that is broadcast: that of somebody who has answered nothing yet."""
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
        who, state = membership.participant, screen.state
        planned = screen.plan.scenarios[state.step]
        return cls(
            screen=screen,
            answers=tuple(
                votes.answered(session, who, planned.item, round_)
                for round_ in (state.rounds(state.step) if screen.item else ())
            ),
            ratings=votes.ratings(session, who, Moment(state.phase.value))
            if state.phase in RATING
            else {},
            change=change,
            refused=refused,
        )

    @property
    def latest(self) -> Given | None:
        """Their answer to the vote that is open, or was open last."""
        return self.answers[-1] if self.answers else None

    @property
    def first(self) -> Given | None:
        """Their answer to the first vote, while the second is open."""
        again = self.screen.phase == Phase.OPEN_AGAIN and len(self.answers) > 1
        return self.answers[0] if again else None

    @property
    def answered(self) -> bool:
        """Whether they have answered what is asked now."""
        if self.screen.phase in VOTING:
            return self.latest is not None
        return bool(self.ratings)

    @property
    def asks(self) -> bool:
        """Whether their page has a form: before they answer, and when they want to change it."""
        wanted = (self.change or not self.answered) and not self.screen.state.paused
        return self.screen.asks and (wanted or self.refused)

    @property
    def waits(self) -> bool:
        """Whether their page refreshes itself: never while they fill in a form."""
        return not self.asks and not self.screen.ended

    @property
    def refresh_seconds(self) -> int:
        """Seconds until a page without script refreshes; longer where there is more to read."""
        return READING_SECONDS if self.screen.phase in CHARTED else WAITING_SECONDS
