"""What the feedback at the end shows, in its order (measurement.md 2.4). Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quiz.analysis.certainty_marks import Judgement
from quiz.analysis.individual import Tally, tally
from quiz.analysis.self_assessment import shows_understanding
from quiz.bank.items import Bank, ConfidenceQuestion, StandItem
from quiz.bank.sources import Pointer
from quiz.languages.number_words import in_words
from quiz.languages.sentences import gettext, lazy_gettext, ngettext
from quiz.questions.scenario_form import MarkedResponse
from quiz.selfcheck.chances import halves
from quiz.selfcheck.opening import Opening, caution, opening
from quiz.vocabulary import Answer, Certainty, Strand

FEWEST_FOR_PAIRING = 3
RULES_AT_ONCE = 3
"""How many rules stand open; the others are folded."""
STEP_LEVELS = {
    1: lazy_gettext("Guessing or unsure"),
    2: lazy_gettext("Fairly sure"),
    3: lazy_gettext("Very sure"),
}
"""Moodle's steps of certainty, each as the levels that it stands for (`SCALE`)."""
STEP_WORDS = {
    Judgement.OVER: lazy_gettext("Your answers: wrong more often than this step is meant for."),
    Judgement.BIT_OVER: lazy_gettext(
        "Your answers: wrong a little more often than this step is meant for."
    ),
    Judgement.OK: lazy_gettext("Your answers: about what this step is meant for."),
    Judgement.BIT_UNDER: lazy_gettext(
        "Your answers: right a little more often than this step is meant for."
    ),
    Judgement.UNDER: lazy_gettext("Your answers: right more often than this step is meant for."),
    None: lazy_gettext("Your answers: not used."),
}
"""Moodle’s judgement of one step of certainty, as words about the answers (2.5)."""


SAID = {
    Answer.NO: lazy_gettext("You said: no"),
    Answer.PARTLY: lazy_gettext("You said: partly"),
    Answer.YES: lazy_gettext("You said: yes"),
    Answer.NOT_MY_WORK: lazy_gettext("You said: not my work"),
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
            return gettext("You were not asked")
        return str(SAID[self.said])

    @property
    def sure(self) -> int:
        return sum(marked.sure for marked in self.marked)

    @property
    def note(self) -> str:
        """What stands out, if anything; empty for fewer than three scenarios."""
        if len(self.marked) < FEWEST_FOR_PAIRING:
            return ""
        shown = shows_understanding(self.right, len(self.marked))
        if self.said == Answer.YES and not shown:
            return gettext("worth another look")
        if self.said == Answer.NO and shown:
            return gettext("you knew more")
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
    def expected(self) -> str:
        """The number right to be expected at this level, to the nearest half."""
        return halves(tally((one.certainty, one.right) for one in self.marked).expected_halves)


@dataclass(frozen=True)
class RuleGroup:
    """The rules of answers of one kind. heading: when they come first; folded: when they do not."""

    marked: tuple[MarkedResponse, ...]
    heading: str
    folded: str

    @property
    def shown(self) -> tuple[MarkedResponse, ...]:
        return self.marked[:RULES_AT_ONCE]

    @property
    def more(self) -> tuple[MarkedResponse, ...]:
        return self.marked[RULES_AT_ONCE:]


@dataclass(frozen=True)
class StandAnswers:
    """A person's answers on one situation, beside those of US workers."""

    item: StandItem
    acceptable: str
    done: str


@dataclass(frozen=True)
class Feedback:
    """Everything on the feedback page. opening: None when no answer counts."""

    opening: Opening | None
    tally: Tally
    levels: tuple[LevelResponses, ...]
    rules: tuple[RuleGroup, ...]
    pairing: tuple[PairedStrand, ...]
    marked: tuple[MarkedResponse, ...]
    stands: tuple[StandAnswers, ...]

    @property
    def any_wrong(self) -> bool:
        return self.tally.right < self.tally.answered

    @property
    def most_at_one_level(self) -> int:
        return max(len(level.marked) for level in self.levels)

    @property
    def stand_pointers(self) -> list[Pointer]:
        """The pointers of all situations that were answered, each once, by source."""
        found = {pointer.id: pointer for stood in self.stands for pointer in stood.item.pointers}
        return sorted(found.values(), key=lambda pointer: pointer.source.id)

    @property
    def expected(self) -> str:
        """The expected number of right answers, to the nearest half: “10”, or “10 or 11”."""
        return halves(self.tally.expected_halves)

    @property
    def caution(self) -> str:
        """How little so few answers can tell."""
        return caution(tuple((one.certainty, one.right) for one in self.marked))


def compose(
    bank: Bank,
    marked: Sequence[MarkedResponse],
    ratings: Mapping[Strand, Answer],
    survey: Mapping[str, str],
) -> Feedback:
    """The feedback on a person's answers, the most useful first."""
    answers = [(one.certainty, one.right) for one in marked]
    return Feedback(
        opening=opening(answers) if answers else None,
        tally=tally(answers),
        levels=tuple(
            LevelResponses(level, tuple(one for one in marked if one.certainty == level))
            for level in Certainty
        ),
        rules=tuple(rules for rules in _rules(marked) if rules.marked),
        pairing=tuple(
            PairedStrand(
                bank.question(strand),
                ratings.get(strand),
                tuple(one for one in marked if one.item.strand == strand),
            )
            for strand in Strand
        ),
        marked=tuple(marked),
        stands=tuple(stand_answers(bank.stand, survey)),
    )


def _rules(marked: Sequence[MarkedResponse]) -> list[RuleGroup]:
    """Sure and wrong, the surest first; unsure and wrong; unsure and right."""
    wrong = sorted((one for one in marked if not one.right), key=lambda one: -one.certainty)
    sure, unsure = (tuple(one for one in wrong if one.sure == sure) for sure in (True, False))
    knew = tuple(one for one in marked if one.right and not one.sure)
    return [
        RuleGroup(sure, _worth_five_minutes(sure), ""),
        RuleGroup(unsure, *_to_look_up(unsure)),
        RuleGroup(knew, *_to_be_surer_of(knew)),
    ]


def _worth_five_minutes(marked: Sequence[MarkedResponse]) -> str:
    return ngettext(
        "%(number)s rule worth five minutes",
        "%(number)s rules worth five minutes",
        len(marked),
        number=in_words(len(marked)).capitalize(),
    )


def _to_look_up(marked: Sequence[MarkedResponse]) -> tuple[str, str]:
    many, number = len(marked), in_words(len(marked)).capitalize()
    return (
        ngettext("%(number)s rule to look up", "%(number)s rules to look up", many, number=number),
        ngettext(
            "%(number)s rule to look up: you were unsure, and wrong",
            "%(number)s rules to look up: you were unsure, and wrong",
            many,
            number=number,
        ),
    )


def _to_be_surer_of(marked: Sequence[MarkedResponse]) -> tuple[str, str]:
    many, number = len(marked), in_words(len(marked)).capitalize()
    return (
        ngettext(
            "%(number)s rule that you can be surer of",
            "%(number)s rules that you can be surer of",
            many,
            number=number,
        ),
        ngettext(
            "%(number)s rule that you can be surer of: you were unsure, and right",
            "%(number)s rules that you can be surer of: you were unsure, and right",
            many,
            number=number,
        ),
    )


def stand_answers(items: Sequence[StandItem], survey: Mapping[str, str]) -> list[StandAnswers]:
    """The situations of *where do you stand* that were answered, with the answers in words."""
    words = {"yes": gettext("Yes"), "no": gettext("No"), "": gettext("Not answered")}
    found = []
    for item in items:
        acceptable, done = (survey.get(f"{item.id}_{asked}", "") for asked in ("ok", "done"))
        if acceptable or done:
            found.append(StandAnswers(item, words[acceptable], words[done]))
    return found
