"""Attacks that no rule about numbers prevents; `docs/privacy.md` names them.

See “What still leaks” there.
"""

import pytest
from flask import Flask

from quiz.analysis import figures_json
from quiz.analysis.figures import BlockFigures, total
from quiz.answers.blocks import Opened
from quiz.storage.database import Database
from tests.teams import actions
from tests.teams.test_attacks_across_reviews import made


def total_of(blocks: list[Opened]) -> BlockFigures:
    found = total([figures_json.from_json(block.figures) for block in blocks])
    assert found
    return found


def test_a19_two_leads_together_can_subtract(database: Database, lead: str) -> None:
    """What no rule prevents, as `docs/privacy.md` says. Eleven people answer for one lead. Ten of
    them answer the same form for another, again as before, in another browser: one right answer
    and one yes are left for the eleventh. One lead can ask the form once, but the confidence
    questions are the same with each form."""
    rights = [True] * 5 + [False] * 5
    for form in "AB":
        other = actions.lead(database, f"other-{form}@example.org")
        first = made(database, lead, "A", [*rights, True], invited=11, releases=1)
        second = made(database, other, form, rights, invited=10, releases=1)
        found = [total_of(actions.opened(database, review)) for review in (first, second)]
        assert [strands["aware"].says_yes.numbers for strands in (f.strands for f in found)] == [
            "6 of 11",
            "5 of 10",
        ]
        rights_of = [{item.right.numbers for item in figures.items.values()} for figures in found]
        assert rights_of == [{"6 of 11"}, {"5 of 10"}]
        assert bool(found[0].items.keys() & found[1].items.keys()) is (form == "A")


@pytest.mark.parametrize(("k", "told"), [(5, True), (11, False)])
def test_a18_four_codes_of_five_tell_everything_and_a_larger_group_stops_it(
    database: Database, lead: str, k: int, told: bool
) -> None:
    """The lead holds four codes, answers two right and two wrong, and looks whether the others are
    all right. No margin prevents it in a block of five. In blocks of eleven it tells nothing: one
    of the others may be wrong."""
    seen = []
    for last in (True, False):
        rights = [True, True, False, False, *[True] * (k - 5), last]
        review = made(database, lead, "A", rights, invited=k, k=k)
        (block,) = actions.opened(database, review)
        seen.append({tuple(item["right"]) for item in block.figures["items"].values()})
    assert (seen[0] != seen[1]) is told


@pytest.mark.parametrize(("answered", "shown"), [(3, "Fewer than 5"), (4, "5 or more")])
def test_a20_a_code_that_is_by_chance_the_fifth_shows_that_it_was_not_used(
    app: Flask, database: Database, lead: str, answered: int, shown: str
) -> None:
    """The lead uses a colleague's code. In one of five cases the number goes to the next step."""
    review = made(database, lead, "A", [True] * answered)
    (_, code) = actions.codes_of(database, review)[answered]
    actions.submit_copy(database, review, code, actions.all_right())
    words = actions.signed_in(app, lead).get(f"/teams/{review}").words
    assert f"{shown} of 20 people have answered" in words
