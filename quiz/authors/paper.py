"""A form as a paper for a blind reader: without key and reasons, in random order."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass

from quiz.bank.items import BankForm, Item, Option
from quiz.vocabulary import OPTION_IDS, Certainty

CODE_LENGTH = 8
LEVELS = ", ".join(f"{int(level)} {level.words.lower()}" for level in Certainty)


class NotReady(ValueError):
    """Why there can be no paper of a form yet, in one sentence."""


@dataclass(frozen=True)
class Question:
    """An item of a paper, with its options in the order of their letters."""

    item: Item
    checksum: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Paper:
    """A form in a random order. ``code`` changes with every text, order and kind of paper."""

    form: str
    seed: int
    options_only: bool
    questions: tuple[Question, ...]

    @property
    def code(self) -> str:
        """Eight hex digits by which a sitting names its paper."""
        texts = [[one.checksum, *(option.id for option in one.options)] for one in self.questions]
        encoded = json.dumps([self.form, self.seed, self.options_only, texts])
        return hashlib.sha256(encoded.encode()).hexdigest()[:CODE_LENGTH]


def paper_of(form: BankForm, seed: int, *, options_only: bool) -> Paper:
    """The paper of a form for a seed: the same on every machine.

    Raises NotReady when a scenario has no checksum, because its text may still change, and for a
    local form.
    """

    if form.local:
        raise NotReady(f"form {form.id} is local; blind sittings are of national forms.")
    items = sorted(form.items, key=lambda item: _drawn(seed, item.id))
    return Paper(form.id, seed, options_only, tuple(_question(item, seed) for item in items))


def _question(item: Item, seed: int) -> Question:
    if item.checksum is None:
        raise NotReady(f"“{item.id}” has no checksum yet; use “flask scenarios checksum”.")
    options = sorted(item.options, key=lambda option: _drawn(seed, item.id, option.id))
    return Question(item, item.checksum, tuple(options))


def _drawn(seed: int, *ids: str) -> bytes:
    """A random number that depends on the seed and the ids alone."""
    return hashlib.sha256(":".join([str(seed), *ids]).encode()).digest()


def markdown(paper: Paper) -> Iterator[str]:
    """The lines of a paper; at its end the file in which a reader answers."""
    kind = ", options only" if paper.options_only else ""
    yield f"# Form {paper.form}, seed {paper.seed}{kind} (paper {paper.code})"
    yield ""
    yield "Choose the best option for each number, and say how sure you are."
    yield "Please do not look anything up."
    if paper.options_only:
        yield "The stories and the questions are left out on purpose: guess."
    for number, question in enumerate(paper.questions, start=1):
        yield from ("", f"## {number}", "")
        if not paper.options_only:
            yield from (question.item.vignette, "", f"**{question.item.question}**", "")
        for letter, option in zip(OPTION_IDS, question.options, strict=True):
            yield f"- {letter}. {option.text}"
    yield from ("", "## Your answers", "")
    yield (
        f"Fill this in and save it as a file. Certainty is {LEVELS}. Where a second option can "
        'be defended, add `"second": "c"`; `"remark": "…"` is welcome anywhere.'
    )
    yield from ("", "```json", *answers_to_fill_in(paper), "```")


def answers_to_fill_in(paper: Paper) -> Iterator[str]:
    """The file of answers, with a line for each number."""
    head = {
        "paper": paper.code,
        "form": paper.form,
        "seed": paper.seed,
        "options_only": paper.options_only,
        "reader": "",
        "date": "",
    }
    yield "{"
    yield from (f"  {json.dumps(key)}: {json.dumps(value)}," for key, value in head.items())
    yield '  "answers": {'
    last = len(paper.questions)
    for number in range(1, last + 1):
        comma = "," if number < last else ""
        yield f'    "{number}": {{"option": "", "certainty": 0}}{comma}'
    yield from ("  }", "}")
