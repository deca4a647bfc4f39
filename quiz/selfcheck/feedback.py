"""The feedback at the end: its words, and their order (measurement.md 2.4). Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from quiz.analysis.certainty_marks import STEPS, Judgement
from quiz.analysis.individual import (
    FEWEST_FOR_A_VERDICT,
    Tally,
    Verdict,
    chance_off_by_two,
    tally,
    verdict,
)
from quiz.analysis.scale import SCALE
from quiz.analysis.self_assessment import shows_understanding
from quiz.bank.items import Bank, ConfidenceQuestion, StandItem
from quiz.bank.sources import Pointer
from quiz.number_words import in_words
from quiz.scenario_form import MarkedResponse
from quiz.vocabulary import Answer, Certainty, Strand

FEWEST_FOR_PAIRING = 3
RARELY = 20
STEP_LEVELS = {
    step: " or ".join(level.words for level in Certainty if SCALE.cbm[level] == step).capitalize()
    for step in STEPS
}
"""Moodle's steps of certainty, each as the levels that it stands for."""
STEP_WORDS = {
    Judgement.OVER: "wrong more often than this step is meant for",
    Judgement.BIT_OVER: "wrong a little more often than this step is meant for",
    Judgement.OK: "about what this step is meant for",
    Judgement.BIT_UNDER: "right a little more often than this step is meant for",
    Judgement.UNDER: "right more often than this step is meant for",
    None: "not used",
}
"""Moodle’s judgement of one step of certainty, as words about the answers (2.5)."""
VERDICTS = {
    Verdict.MORE_SURE: "You were more sure than right.",
    Verdict.MORE_RIGHT: "You were more right than sure.",
    Verdict.IN_LINE: "You were about as sure as right, as far as so few can tell.",
}


@dataclass(frozen=True)
class PairedStrand:
    """A confidence question's rating beside the answers of its strand."""

    question: ConfidenceQuestion
    said: Answer | None
    marked: tuple[MarkedResponse, ...]

    @property
    def right(self) -> int:
        return sum(marked.right for marked in self.marked)

    @property
    def said_words(self) -> str:
        if self.said is None:
            return "You were not asked this"
        if self.said == Answer.NOT_MY_WORK:
            return "You said: it does not apply to my work"
        return f"You said: {self.said.words.lower()}"

    @property
    def shown_words(self) -> str:
        asked = len(self.marked)
        sure = sum(marked.sure for marked in self.marked)
        return f"{self.right} of {asked} as the guidance has it; you were sure of {sure or 'none'}"

    @property
    def note(self) -> str:
        """What stands out, if anything; empty for fewer than three scenarios."""
        if len(self.marked) < FEWEST_FOR_PAIRING:
            return ""
        shown = shows_understanding(self.right, len(self.marked))
        if self.said == Answer.YES and not shown:
            return "worth another look"
        if self.said == Answer.NO and shown:
            return "you knew more than you thought"
        return ""

    @property
    def surer_than_shown(self) -> bool:
        return self.said == Answer.YES and bool(self.note)


@dataclass(frozen=True)
class LevelResponses:
    """The responses at one level of certainty."""

    certainty: Certainty
    marked: tuple[MarkedResponse, ...]

    @property
    def right(self) -> int:
        return sum(marked.right for marked in self.marked)

    @property
    def words(self) -> str:
        return f"{self.right} of {len(self.marked)} right" if self.marked else "not used"


@dataclass(frozen=True)
class StandAnswers:
    """A person's answers on one situation, beside those of US workers."""

    item: StandItem
    acceptable: str
    done: str


@dataclass(frozen=True)
class Feedback:
    """Everything on the feedback page, in its order."""

    tally: Tally
    verdict: Verdict | None
    levels: tuple[LevelResponses, ...]
    pairing: tuple[PairedStrand, ...]
    look_again: tuple[MarkedResponse, ...]
    knew_more: tuple[MarkedResponse, ...]
    knew_not: tuple[MarkedResponse, ...]
    rest: tuple[MarkedResponse, ...]
    stands: tuple[StandAnswers, ...]

    @property
    def stand_pointers(self) -> list[Pointer]:
        """The pointers of all situations that were answered, each once, by source."""
        found = {pointer.id: pointer for stood in self.stands for pointer in stood.item.pointers}
        return sorted(found.values(), key=lambda pointer: pointer.source.id)

    @property
    def expected(self) -> str:
        """The expected number of right answers, to the nearest half: “10”, or “10 or 11”."""
        return _or(self.tally.expected_halves)

    @property
    def verdict_words(self) -> str:
        """The verdict in words; empty below six answers (measurement.md 2.4 and 2.6)."""
        return VERDICTS[self.verdict] if self.verdict else ""

    @property
    def sure_words(self) -> str:
        """How many sure answers were wrong, and how many would be expected (2.4)."""
        found = self.tally
        if self.verdict is None or not found.sure:
            return ""
        normal = _or(found.sure_expected_wrong_halves)
        return (
            f"Of {found.sure} answer{'' if found.sure == 1 else 's'} you were sure of, "
            f"{found.sure_wrong or 'none'} {'was' if found.sure_wrong == 1 else 'were'} wrong. "
            f"At those levels about {normal} is normal."
        )

    @property
    def caution(self) -> str:
        """How uncertain so few answers are (measurement.md 2.1, 2.4 and 2.6)."""
        answered = self.tally.answered
        many = in_words(answered).capitalize()
        if answered < FEWEST_FOR_A_VERDICT:
            return (
                f"{many} {'question is' if answered == 1 else 'questions are'} too few "
                "to say how well you judge how sure to be."
            )
        chance = chance_off_by_two(level.certainty for level in self.levels for _ in level.marked)
        return (
            f"{many} questions are few. Someone as sure as you, who judges perfectly, is off by "
            f"two or more {_how_often(chance)}."
        )


def _or(halves: int) -> str:
    """A number of halves in words without decimals: “none or 1”, “2”, “2 or 3”."""
    whole, half = divmod(halves, 2)
    return f"{whole or 'none'} or {whole + 1}" if half else str(whole or "none")


def _how_often(chance: Fraction) -> str:
    once_in = round(1 / chance) if chance else RARELY
    return f"about one time in {in_words(once_in)}" if once_in < RARELY else "very rarely"


def compose(
    bank: Bank,
    marked: Sequence[MarkedResponse],
    ratings: Mapping[Strand, Answer],
    survey: Mapping[str, str],
) -> Feedback:
    """The feedback on a person's answers, the most useful first."""
    return Feedback(
        tally=tally((one.certainty, one.right) for one in marked),
        verdict=verdict((one.certainty, one.right) for one in marked),
        levels=tuple(
            LevelResponses(level, tuple(one for one in marked if one.certainty == level))
            for level in Certainty
        ),
        pairing=tuple(
            PairedStrand(
                bank.question(strand),
                ratings.get(strand),
                tuple(one for one in marked if one.item.strand == strand),
            )
            for strand in Strand
        ),
        look_again=tuple(
            sorted(
                (one for one in marked if one.sure and not one.right),
                key=lambda one: -one.certainty,
            )
        ),
        knew_more=tuple(one for one in marked if not one.sure and one.right),
        knew_not=tuple(one for one in marked if not one.sure and not one.right),
        rest=tuple(one for one in marked if one.sure and one.right),
        stands=tuple(stand_answers(bank.stand, survey)),
    )


def stand_answers(items: Sequence[StandItem], survey: Mapping[str, str]) -> list[StandAnswers]:
    """The situations of *where do you stand* that were answered, with the answers in words."""
    words = {"yes": "Yes", "no": "No", "": "Not answered"}
    found = []
    for item in items:
        acceptable, done = (survey.get(f"{item.id}_{asked}", "") for asked in ("ok", "done"))
        if acceptable or done:
            found.append(StandAnswers(item, words[acceptable], words[done]))
    return found
