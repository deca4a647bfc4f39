"""What one participant sees beside what everybody sees: their own answers, and nobody else's."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from quiz.answers.record import Given
from quiz.live.display.screen import Screen
from quiz.live.participant.membership import Playing
from quiz.live.session import votes
from quiz.live.session.phases import RATING, VOTING, Phase
from quiz.vocabulary import Answer, Moment, Strand

WAITING_SECONDS, READING_SECONDS = 5, 20


@dataclass(frozen=True)
class Seen:
    """A phase as one participant sees it.

    answers: their own, for the scenario's first vote and its second, None where there is none.
    said: their ratings of the moment that is asked now. change: whether they want to answer anew.
    mend: whether they sent something that is to be put right first.
    """

    screen: Screen
    answers: tuple[Given | None, ...]
    said: Mapping[Strand, Answer]
    change: bool
    mend: bool

    @classmethod
    def by_anybody(cls, screen: Screen) -> "Seen":
        """What is pushed to all: as somebody sees it who has answered nothing yet."""
        return cls(screen, answers=(), said={}, change=False, mend=False)

    @classmethod
    def of(
        cls, session: Session, here: Playing, screen: Screen, *, change: bool, mend: bool
    ) -> "Seen":
        """What this participant sees now."""
        state, asked = screen.state, screen.plan.scenarios[screen.state.step]
        return cls(
            screen=screen,
            answers=tuple(
                votes.answer_of(session, here.who, asked.item, round_)
                for round_ in (state.rounds(state.step) if screen.item else ())
            ),
            said=votes.ratings(session, here.who, Moment(state.phase.value))
            if state.phase in RATING
            else {},
            change=change,
            mend=mend,
        )

    @property
    def mine(self) -> Given | None:
        """Their answer to the vote that is open, or was last."""
        return self.answers[-1] if self.answers else None

    @property
    def earlier(self) -> Given | None:
        """Their first answer, while they are asked again."""
        again = self.screen.phase == Phase.OPEN_AGAIN and len(self.answers) > 1
        return self.answers[0] if again else None

    @property
    def answered(self) -> bool:
        """Whether they have answered what is asked now."""
        if self.screen.phase in VOTING:
            return self.mine is not None
        return bool(self.said)

    @property
    def asks(self) -> bool:
        """Whether their page has a form: until they have answered, and when they want to change."""
        wanted = (self.change or not self.answered) and not self.screen.state.paused
        return self.screen.asks and (wanted or self.mend)

    @property
    def waits(self) -> bool:
        """Whether their page asks for itself again: never while they fill in a form."""
        return not self.asks and not self.screen.ended

    @property
    def seconds(self) -> int:
        """After how many it asks for itself where no script runs; longer while there is to read."""
        return READING_SECONDS if self.screen.texts.caption else WAITING_SECONDS
