"""Two and three reviews that share people: what their figures together prove (decision 19).

By exhaustion: every overlap, every set of answers, an attacker outside or one who took part. The
number of worlds is counted, so that a test that tries nothing fails.
"""

import pytest

from tests.analysis.overlapping import (
    BOTH,
    SURE,
    UNSURE,
    Kind,
    Overlap,
    Region,
    patterns_of_three,
    patterns_of_two,
    two,
)

pytestmark = pytest.mark.searches_long

ANSWERS = {"sure": SURE, "unsure": UNSURE}
each_answer = pytest.mark.parametrize("kinds", ANSWERS.values(), ids=ANSWERS)


def failures(
    patterns: list[dict[Region, int]], kinds: tuple[Kind, ...], *, equal: bool, published: int = 9
) -> tuple[int, int, int]:
    """Number of overlaps that reveal somebody, of views, and of worlds. published: how many of the
    reviews have figures."""
    revealing = views = worlds = 0
    for regions in patterns:
        shown = sorted({one for region in regions for one in region})[:published]
        overlap = Overlap(regions, kinds, equal=equal, published=shown)
        worlds += sum(1 for _ in overlap.worlds())
        found = [overlap.proven(known) for known in (0, 1)]
        views += sum(number for number, _ in found)
        revealing += any(failed for _, failed in found)
    return revealing, views, worlds


@each_answer
def test_the_attack_works_on_two_reviews_with_equal_answers(kinds: tuple[Kind, ...]) -> None:
    """The lead asks A and five colleagues, then the colleagues and herself. Subtracting shows A.

    So a second review of one form is refused. This is also how the check can fail.
    """
    attack = Overlap(two(1, 5, 1), kinds, equal=True)
    assert attack.proven(known=1)[1] > 0
    assert Overlap(two(1, 5, 1), kinds, equal=True, published=[1]).proven(known=1)[1] == 0


def test_a_difference_of_five_people_does_not_help() -> None:
    """Why blocks that differ by k or more people are no way out: the margin is on each review, and
    not on the difference. 3 of 11 and 3 of 6 are right, so the other five are all wrong."""
    for regions in (two(5, 6, 0), two(5, 6, 5)):
        assert Overlap(regions, SURE, equal=True).proven(known=0)[1] > 0


def test_nor_does_it_help_that_any_two_of_three_differ_by_five() -> None:
    """Attack A4 of measurement.md 5.2: {1..11}, {1..5}, {6..10}; here with 13 people, because 3 of
    6 is the first count that is published exactly."""
    regions: dict[Region, int] = {(1,): 1, (1, 2): 6, (1, 3): 6}
    assert Overlap(regions, SURE, equal=True).proven(known=0)[1] > 0


@each_answer
def test_with_equal_answers_most_overlaps_of_two_reviews_reveal_somebody(
    kinds: tuple[Kind, ...], everything: bool
) -> None:
    patterns = patterns_of_two(9 if everything else 7)
    revealing, views, _ = failures(patterns, kinds, equal=True)
    assert revealing > len(patterns) / 2
    assert views > 0
    same_people = [regions for regions in patterns if set(regions.values()) == {0, regions[1, 2]}]
    assert same_people, "two reviews of exactly the same people show nothing more than one"
    assert failures(same_people, kinds, equal=True)[0] == 0


@each_answer
def test_with_one_review_published_no_overlap_reveals_anybody(
    kinds: tuple[Kind, ...], everything: bool
) -> None:
    """What the rule leaves to a lead: the figures of one review on each form."""
    three = patterns_of_three(5)
    for patterns in (patterns_of_two(9 if everything else 7), three[:: 1 if everything else 4]):
        revealing, views, worlds = failures(patterns, kinds, equal=True, published=1)
        assert revealing == 0
        assert views > 100
        assert worlds > 1000


@each_answer
def test_with_new_answers_two_reviews_reveal_nobody(
    kinds: tuple[Kind, ...], everything: bool
) -> None:
    """Another form asks other scenarios, so each answer is new. The same holds where people have to
    answer the same form anew and may answer otherwise."""
    patterns = patterns_of_two(8 if everything else 6)
    revealing, views, worlds = failures(patterns, kinds, equal=False)
    assert revealing == 0
    assert views > 500
    assert worlds > 1000


@each_answer
def test_with_new_answers_three_reviews_reveal_nobody(
    kinds: tuple[Kind, ...], everything: bool
) -> None:
    patterns = patterns_of_three(5)
    if not everything:
        patterns = [regions for regions in patterns if regions[1, 2, 3] >= 4]
    revealing, views, worlds = failures(patterns, kinds, equal=False)
    assert revealing == 0
    assert views > 500
    assert worlds > 1000


def test_nor_if_people_are_sure_of_some_answers_only(everything: bool) -> None:
    """All four kinds together, which is many more worlds."""
    patterns = patterns_of_two(6 if everything else 5)
    if not everything:
        patterns = patterns[:2]
    revealing, _, worlds = failures(patterns, BOTH, equal=True, published=1)
    assert revealing == 0
    assert worlds > 50
    assert Overlap(two(1, 5, 1), BOTH, equal=True).proven(known=1)[1] > 0
    if everything:
        assert Overlap(two(1, 4, 1), BOTH, equal=False).proven(known=1)[1] == 0
