"""Marks what a reader answered on a paper, and reports on blind sittings."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from quiz.authors.paper import NotReady, Paper, paper_of
from quiz.bank.content_file import ANSWERS_SCHEMA, ContentError, Data, read
from quiz.bank.items import Bank
from quiz.bank.sittings import Sitting, SittingAnswer, agreements, current_answers
from quiz.vocabulary import OPTION_IDS


def sitting_of(path: Path, bank: Bank, today: date) -> Sitting:
    """The sitting in a reader's file, with letters turned into options.

    Raises ContentError with the number (or line) of everything that is wrong in it.
    """
    found = read(path, ANSWERS_SCHEMA)
    if found.findings:
        raise ContentError(path.name, found.findings)
    data = found.data
    paper = _paper(path, data, bank)
    if wrong := list(_unanswered(data, paper, today)):
        raise ContentError(path.name, wrong)
    answers = (
        _answer(paper, number, data["answers"][str(number)])
        for number in range(1, len(paper.questions) + 1)
    )
    return Sitting(
        paper=data["paper"],
        form=data["form"],
        options_only=data["options_only"],
        reader=data["reader"],
        on=date.fromisoformat(data["date"]),
        answers=tuple(answers),
    )


def _paper(path: Path, data: Data, bank: Bank) -> Paper:
    try:
        form = bank.form(data["form"])
        paper = paper_of(form, data["seed"], options_only=data["options_only"])
    except KeyError:
        raise ContentError(path.name, [f"form: there is no form {data['form']}."]) from None
    except NotReady as error:
        raise ContentError(path.name, [f"form: {error}"]) from None
    if paper.code != data["paper"]:
        raise ContentError(
            path.name,
            [
                f"paper: form, seed and options_only make paper {paper.code} today, not "
                f"{data['paper']}. Copy them from the head of the paper; if they are right, a "
                "scenario has changed since, so print the paper again."
            ],
        )
    return paper


def _unanswered(data: Data, paper: Paper, today: date) -> Iterator[str]:
    if date.fromisoformat(data["date"]) > today:
        yield f"date: {data['date']} is in the future; write the day of the sitting."
    numbers = [str(number) for number in range(1, len(paper.questions) + 1)]
    for number in numbers:
        given = data["answers"].get(number)
        if given is None:
            yield f"answers > {number}: is missing; choose an option, even if it is a guess."
        elif given["option"] == given.get("second"):
            yield f"answers > {number} > second: is the option itself; write another or none."
    for number in data["answers"].keys() - set(numbers):
        yield f"answers > {number}: the paper ends at {len(numbers)}; take it out."


def _answer(paper: Paper, number: int, given: Data) -> SittingAnswer:
    question = paper.questions[number - 1]
    options = dict(zip(OPTION_IDS, (option.id for option in question.options), strict=True))
    second = given.get("second")
    return SittingAnswer(
        item=question.item.id,
        checksum=question.checksum,
        option=options[given["option"]],
        certainty=given["certainty"],
        second=options[second] if second else None,
        remark=given.get("remark"),
    )


def sitting_report(bank: Bank, sitting: Sitting) -> Iterator[str]:
    """How one reader did: the score, then each disagreement, second defence and remark."""
    kind = "from the options alone" if sitting.options_only else "blind"
    total = len(sitting.answers)
    yield f"{sitting.reader} read form {sitting.form} {kind} on {sitting.on}."
    yield f"Agrees with the key in {sitting.right(bank)} of {total}."
    for one, item in current_answers(bank, sitting):
        if one.option != item.best and not sitting.options_only:
            sure = f"certainty {one.certainty}"
            yield f"{item.id}: chose {one.option} ({sure}), the key is {item.best}."
        if one.second:
            yield f"{item.id}: says that {one.second} can be defended, too."
        if one.remark:
            yield f"{item.id}: {one.remark}"


def reading_summary(bank: Bank, sittings: Sequence[Sitting]) -> Iterator[str]:
    """How far blind readers agree with the keys of the texts as they are now."""
    found = agreements(bank, sittings)
    by_blind = [one for one in found if one.blind]
    by_options = [one for one in found if one.options_only]
    if not by_blind and not by_options:
        yield "Read blind by nobody yet."
        return
    readers = {s.reader for s in sittings if not s.options_only and any(current_answers(bank, s))}
    agreed = sum(one.agreed for one in by_blind)
    parts = [f"Read blind by {len(readers)}, agreed {agreed} of {len(by_blind)}"]
    if by_options:
        right = sum(one.right_by_options for one in by_options)
        parts.append(f"options only {right:.3g} of {len(by_options)}")
    yield ", ".join(parts) + "."
    if unread := [one.item.id for one in found if not one.blind]:
        yield f"Not read blind in this text: {', '.join(unread)}."
    for one in by_blind:
        for reader, answer in one.blind.items():
            if answer.second:
                yield f"{one.item.id}: {reader} could defend {answer.second}, too."
