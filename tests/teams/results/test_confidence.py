"""Those who said yes compared with the others."""

from quiz.analysis.ranges import Range, exactly
from quiz.analysis.simulation import Outcome, SubmittedAnswers
from quiz.bank.items import Bank
from quiz.teams.results import confidence
from quiz.teams.results.build_report import build_report
from quiz.vocabulary import Answer, Certainty
from tests.teams.blocks import Review, block_of, strands
from tests.teams.results.parts import section


def test_those_who_said_yes_and_the_others(bank: Bank) -> None:
    # The fixture's S3 and T3 (measurement.md 3.6): 34 yes, 25 of whom understand; 11 of 26 others.
    of = strands(bank)
    cells = [(True, True)] * 25 + [(True, False)] * 9 + [(False, True)] * 11 + [(False, False)] * 15
    people = [
        SubmittedAnswers(
            {i: Outcome(Certainty.UNSURE, shows) for items in of.values() for i in items},
            dict.fromkeys(of, Answer.YES if yes else Answer.PARTLY),
        )
        for yes, shows in cells
    ]
    report = build_report(Review(), [block_of(people, of)], bank)
    found = section(report, "yes-and-others")
    assert [cell.words for cell in found.rows[0].cells] == ["25 of 34", "11 of 26"]
    assert found.sentences[0].endswith(
        "Of the 34 who said yes, 25 showed understanding. Of the 26 others, 11 did. "
        "Those who said yes showed it more often, by 6 to 52 points."
    )


def test_the_margin_applies_to_derived_counts(bank: Bank) -> None:
    assert confidence.widened(exactly(0, 10), 2) == Range(0, 2, 10)
    assert confidence.widened(Range(1, 4, 10), 2) == Range(0, 4, 10)
    assert confidence.widened(exactly(10, 10), 2) == Range(8, 10, 10)
    assert confidence.widened(exactly(5, 10), 2) == exactly(5, 10)
