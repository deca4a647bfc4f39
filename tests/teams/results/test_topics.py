"""Topics: the gaps that a report names, their intervals, and the order of the suggestions."""

import pytest

from quiz.analysis.simulation import Outcome, SubmittedAnswers
from quiz.bank.items import Bank
from quiz.teams.results import suggestions, topics
from quiz.teams.results.build_report import build_report
from quiz.vocabulary import Answer, Certainty
from tests.teams.blocks import Review, block_of, key, strands
from tests.teams.results.parts import alike, section


def test_a_gap_is_stated_with_its_interval(bank: Bank) -> None:
    # 30 people, each very sure (95 %), published as 28 to 30: so at least 93.7 % expected. 15 of
    # them right everywhere. One scenario on topic B: Wilson of 15 of 30 is 33.2 to 66.8 %, so the
    # gap is likely 27 to 62 points.
    block = block_of(alike(bank, 30, [True] * 15 + [False] * 15), strands(bank))
    report = build_report(Review(), [block], bank)
    lines = [line.replace("\xa0", " ") for line in section(report, "topics").sentences]
    title = next(topic.title for topic in bank.topics if topic.id == "B")
    assert (
        f"On “{title} (one scenario)”, people expected between 94 and 95 % to be right. "
        "50 % were. With 30 people the gap is likely 27 to 62 points."
    ) in lines


def test_no_gap_is_stated_if_its_interval_includes_zero(bank: Bank) -> None:
    # Ten people who guessed, three of them right: 30 % against 25 to 30 %.
    block = block_of(alike(bank, 10, [True] * 3 + [False] * 7, sure=False), strands(bank))
    report = build_report(Review(), [block], bank)
    assert section(report, "topics").sentences == ()
    assert {row.cells[2].words for row in section(report, "topics").rows} == {
        "no clear gap: 10 people are too few to tell"
    }


def test_intervals_allow_for_several_answers_per_person(bank: Bank) -> None:
    # Topic A has three scenarios: 45 of 90 is worth 75 answers (deff 1.2): 39.0 to 61.0 %.
    # One scenario of 30 people is worth 30.
    block = block_of(alike(bank, 30, [True] * 15 + [False] * 15), strands(bank))
    found = {one.topic.id: one for one in topics.topics_of(block.figures, bank)}
    assert found["A"].right.interval == pytest.approx((0.38963, 0.61037), abs=1e-5)
    assert found["B"].right.interval == pytest.approx((0.33154, 0.66846), abs=1e-5)


def test_suggestions_are_sorted_by_gap_then_sure_but_wrong_then_right(bank: Bank) -> None:
    of = strands(bank)
    by_topic = {
        letter: [key(item) for item in bank.form("A").items if item.topic.id == letter]
        for letter in "ABCDEFGH"
    }
    sure_wrong, sure_right = Outcome(Certainty.VERY_SURE, False), Outcome(Certainty.VERY_SURE, True)
    guess_wrong = Outcome(Certainty.GUESSING, False)
    guess_right = Outcome(Certainty.GUESSING, True)
    base = {item: sure_right for items in of.values() for item in items}

    def block(people: int) -> list[SubmittedAnswers]:
        made = []
        for n in range(people):
            answers = dict(base)
            answers |= dict.fromkeys(by_topic["G"], sure_wrong)  # sure, and all wrong
            answers |= dict.fromkeys(by_topic["C"], sure_wrong if n % 2 else sure_right)
            answers |= dict.fromkeys(by_topic["E"], guess_wrong if n % 3 else guess_right)
            made.append(SubmittedAnswers(answers, dict.fromkeys(of, Answer.NO)))
        return made

    few = build_report(Review(), [block_of(block(8), of)], bank)
    assert few.topic_letters == "G,C,E"
    assert few.suggestions[0].why.startswith("Of 8 sure answers, 6 to 8 were wrong.")
    many = build_report(Review(), [block_of(block(30), of)], bank)
    assert many.topic_letters == "G,C,E"
    why = many.suggestions[0].why.replace("\xa0", " ")
    # All very sure (95 %; published as 28 to 30), all wrong: a published range of 0 to 2 of 30.
    assert why.startswith(
        "People expected between 94 and 95 % to be right. Between 0 and 7 % were. The gap"
    )
    for one in many.suggestions:
        assert one.readings
        assert all(reading.url and reading.says for reading in one.readings)
    assert len(many.suggestions) == suggestions.TOPICS
