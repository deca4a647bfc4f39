"""Every number in a report follows from the published ranges and from nothing else."""

import random
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.analysis.simulation import Outcome, SubmittedAnswers
from quiz.teams.results.build_report import build_report
from quiz.teams.results.report import statements
from quiz.vocabulary import Certainty
from tests.teams.blocks import Review, block_of, blocks, person, strands
from tests.teams.results.parts import BANK


@given(seed=st.integers(0, 10**6), people=st.lists(st.integers(5, 40), min_size=1, max_size=3))
@settings(max_examples=40)
def test_every_number_is_a_published_range_and_never_a_midpoint(
    seed: int, people: list[int]
) -> None:
    report = build_report(Review(), blocks(BANK, people, seed), BANK)
    for one in statements(report):
        count = one.cell.count
        if count is None:
            in_table = one.group and one.figure
            assert not (in_table and re.match(r"\d+ (to \d+ )?of \d+", one.cell.words))
            continue
        assert count.shown
        both = f"{count.low}" if count.exact else f"{count.low} to {count.high}"
        assert one.cell.words.startswith(f"{both} of {count.of}")
        shares = re.search(r"([\d to]+)\s%$", one.cell.words.replace("\xa0", " "))
        if shares and not count.exact:
            step = 5 if sum(people) < 20 else 1
            ends = [int(end) for end in shares[1].split(" to ")]
            assert abs(ends[0] - 100 * count.low / count.of) <= step / 2
            assert abs(ends[-1] - 100 * count.high / count.of) <= step / 2


@given(seed=st.integers(0, 10**6))
@settings(max_examples=25)
def test_equal_published_figures_give_equal_words(seed: int) -> None:
    """A report depends on published figures only: one more person right, within
    the margin, changes no word."""
    chance, of = random.Random(seed), strands(BANK)
    people = [person(of, chance, right=0) for _ in range(8)]
    item = of["aware"][0]
    level = people[0].answers[item].certainty
    if level.sure:
        level = Certainty.GUESSING
    for right in (False, True):
        answers = {**people[0].answers, item: Outcome(level, right)}
        changed = [SubmittedAnswers(answers, people[0].ratings), *people[1:]]
        report = build_report(Review(), [block_of(changed, of)], BANK)
        if not right:
            before = list(statements(report))
    assert list(statements(report)) == before
