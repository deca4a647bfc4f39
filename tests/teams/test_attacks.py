"""Attacks of measurement.md 5.2 on the box, the review and the codes.

The attacker is a lead who is also invited, and has every page, table and command of a lead. Those
on figures and exports (A2, A3, A7 of a total, A11, A15) are tried where figures leave the service.
"""

import re
from datetime import timedelta

import pytest
from flask import Flask

from quiz.analysis.disclosure import WHOLE_TEAM
from quiz.clock import today
from quiz.routes import MAP, Audience
from quiz.storage.database import Database
from quiz.teams.box.submission import Copy, Refused
from quiz.teams.models import InvitationCode, PendingSubmission, Review, ReviewGroup
from tests.conftest import Stored
from tests.teams import actions
from tests.visitor import Visitor

WRONG = [False] * 12
RIGHT = [True] * 12
PAGES = [a.rule for a in MAP if a.audience == Audience.LEAD and "GET" in a.methods]


def all_that_a_lead_sees(visitor: Visitor, review: str) -> str:
    """All of the lead's pages and tables, without what changes with every request."""
    seen = []
    for rule in PAGES:
        address = rule.replace("<review_id>", review).replace("<int:number>", "1")
        text = visitor.client.get(address).text
        text = re.sub(r'name="(csrf_token|signed_id)"[^>]*', "", text)
        options = r'<div class="govuk-radios__item">.*?</div>'  # each look shuffles the options
        seen.append(re.sub(options, "", text, flags=re.DOTALL).replace(review, "THE REVIEW"))
    codes = r"[0-9A-Z]{5}-[0-9A-Z]{5}|UID:[0-9a-f-]{36}"
    qr = r"<svg.*?</svg>"
    return re.sub(codes, "CODE", re.sub(qr, "QR", "\n".join(seen), flags=re.DOTALL))


def review_with(database: Database, lead: str, answers: list[Copy], invited: int = 20) -> str:
    review = actions.made(database, lead, actions.wanted(invited))
    for (_, code), copy in zip(actions.codes_of(database, review), answers, strict=False):
        actions.submit_copy(database, review, code, copy)
    return review


@pytest.mark.parametrize("people", [0, 1, 4, 5, 9])
def test_a1_a9_a13_before_the_opening_answers_change_nothing_that_a_lead_sees(
    app: Flask, database: Database, lead: str, people: int
) -> None:
    """Nobody can compare 5 with 6: until a block opens, there are no figures.

    The two worlds differ in every answer; all that the lead can ask for is the same, letter by
    letter.
    """
    visitor = actions.signed_in(app, lead)
    one = review_with(database, lead, [actions.copy(RIGHT, 4)] * people)
    first = all_that_a_lead_sees(visitor, one)
    with database.begin(writes=True) as session:
        session.delete(session.get_one(Review, one))  # so that the list of reviews is alike
        session.commit()
    other = review_with(database, lead, [actions.copy(WRONG, 1)] * people)
    assert all_that_a_lead_sees(visitor, other) == first
    assert actions.opened(database, other) == []


def test_a1_a_later_answer_changes_no_figure_that_is_open(database: Database, lead: str) -> None:
    review = review_with(database, lead, [actions.copy(RIGHT)] * 10)
    before = actions.opened(database, review)
    assert [block.people for block in before] == [10]
    for _, code in actions.codes_of(database, review)[10:19]:
        actions.submit_copy(database, review, code, actions.copy(WRONG))
        assert actions.opened(database, review) == before


def test_a2_a7_a_small_group_is_never_the_difference_of_two_totals(
    database: Database, lead: str
) -> None:
    """One manager among 24 has no group and no block, and is in no total without nine others."""
    review = actions.made(
        database, lead, actions.wanted({"Social worker": 12, "Student": 11, "Manager": 1})
    )
    groups = {group for group, _ in actions.codes_of(database, review)}
    assert groups == {WHOLE_TEAM}


def test_a3_a4_a_person_is_in_one_block_and_there_is_one_split(
    database: Database, lead: str
) -> None:
    review = actions.made(database, lead, actions.wanted({"Social worker": 14, "Student": 13}))
    for _, code in actions.codes_of(database, review):
        actions.submit_copy(database, review, code, actions.all_right())
    found = actions.opened(database, review)
    # Everybody is in one block, so sums and differences are whole blocks.
    assert sum(block.people for block in found) == 27
    assert all(block.people >= 5 for block in found)
    assert {block.group_name for block in found} <= {"Social worker", "Student"}


def test_a5_no_page_accepts_dates_or_a_filter(app: Flask, database: Database, lead: str) -> None:
    review = review_with(database, lead, [actions.copy(RIGHT)] * 10)
    visitor = actions.signed_in(app, lead)
    plain = visitor.get(f"/teams/{review}").response.text
    for asked in ("from=2026-01-01", "role=Student", "since=yesterday&k=1", "group=x"):
        assert visitor.get(f"/teams/{review}?{asked}").response.text == plain


def test_a6_a12_after_the_first_answer_a_review_cannot_be_changed(
    app: Flask, database: Database, lead: str, stored: Stored
) -> None:
    review = actions.made(database, lead, actions.wanted(20))
    visitor = actions.signed_in(app, lead)
    page = visitor.get(f"/teams/{review}/change").filled_in()
    actions.submit_copy(
        database, review, actions.codes_of(database, review)[0][1], actions.all_right()
    )

    def rules() -> tuple[object, ...]:
        kept = stored(Review)[0]
        return (
            kept.k,
            kept.t,
            kept.releases,
            kept.opens_on,
            kept.closes_on,
            len(stored(InvitationCode)),
        )

    before, groups = rules(), [(g.name, g.invited) for g in stored(ReviewGroup)]
    later = (today() + timedelta(days=2)).isoformat()
    for change in ({"k": "5"}, {"k": "20"}, {"closes_on": later}):
        visitor.post(f"/teams/{review}/change", {**page, **change})
    assert rules() == before
    assert [(g.name, g.invited) for g in stored(ReviewGroup)] == groups


def test_a6_a_person_who_deletes_their_answers_stays_counted(
    app: Flask, database: Database, lead: str
) -> None:
    review = actions.made(database, lead, actions.wanted(20))
    sheet = actions.codes_of(database, review)
    visitor = actions.until_submission(app, sheet[0][1]).send()
    for _, code in sheet[1:10]:
        actions.submit_copy(database, review, code, actions.all_right())
    before = actions.opened(database, review)
    assert [block.people for block in before] == [10]
    visitor.get("/check/delete").send()
    assert visitor.path == "/check/deleted"
    assert actions.opened(database, review) == before


@pytest.mark.parametrize("answers", [WRONG, RIGHT], ids=["all wrong", "all right"])
def test_a8_a10_equal_answers_are_published_as_a_range(
    database: Database, lead: str, answers: list[bool]
) -> None:
    """Also a participant, who knows one answer, is never certain about a colleague's."""
    review = review_with(database, lead, [actions.copy(answers)] * 8, invited=8)
    (block,) = actions.opened(database, review)
    wanted = [0, 2, 8] if answers is WRONG else [6, 8, 8]
    assert {tuple(item["right"]) for item in block.figures["items"].values()} == {tuple(wanted)}


def test_a9_what_opens_does_not_depend_on_what_was_answered(database: Database, lead: str) -> None:
    mixed = [actions.copy([n % 2 == 0] * 12, 1 + n % 4) for n in range(20)]
    shapes = []
    for answers in (mixed, [actions.copy(WRONG)] * 20):
        review = actions.made(database, lead, actions.wanted(20))
        steps = []
        for (_, code), copy in zip(actions.codes_of(database, review), answers, strict=True):
            actions.submit_copy(database, review, code, copy)
            steps.append(sorted(block.people for block in actions.opened(database, review)))
        shapes.append(steps)
    assert shapes[0] == shapes[1]


def test_a10_the_lead_who_answered_last_sees_no_one_elses_answer(
    app: Flask, database: Database, lead: str
) -> None:
    """Seven are right and the lead is wrong, or one more is wrong: the figures are the same."""
    published = []
    for wrong in (1, 2):
        answers = [actions.copy(RIGHT)] * (8 - wrong) + [actions.copy(WRONG)] * wrong
        (block,) = actions.opened(database, review_with(database, lead, answers, invited=8))
        published.append({n: item["right"] for n, item in block.figures["items"].items()})
    assert published[0] == published[1]


def test_a11_an_incomplete_copy_is_refused(
    app: Flask, database: Database, lead: str, stored: Stored
) -> None:
    review = actions.made(database, lead, actions.wanted(8))
    visitor = Visitor(app).get(f"/review/{actions.codes_of(database, review)[0][1]}").send()
    visitor.get("/review/put-in")
    assert not visitor.page.select("main form")
    token = Visitor(app).get("/review").filled_in()["csrf_token"]
    visitor.post("/review/put-in", {"csrf_token": token, "form_tag": ""})
    assert visitor.status in (400, 409)
    assert stored(PendingSubmission) == []


def test_a15_no_command_prints_a_submission(
    app: Flask, database: Database, lead: str, stored: Stored
) -> None:
    review_with(database, lead, [actions.copy(RIGHT)] * 4)
    for arguments in (["teams", "close-due"], ["answers", "tidy"], ["teams", "--help"]):
        said = app.test_cli_runner().invoke(args=arguments).output
        assert "@" not in said
    assert len(stored(PendingSubmission)) == 4


def test_a16_a_used_code_looks_unused_on_its_page_and_after_submitting(
    app: Flask, database: Database, lead: str
) -> None:
    review = actions.made(database, lead, actions.wanted(20))
    (_, used), (_, fresh), *_ = actions.codes_of(database, review)
    actions.until_submission(app, used).send()
    pages = [
        Visitor(app).get(f"/review/{code}").words.replace(code[:5], "") for code in (used, fresh)
    ]
    assert pages[0] == pages[1]
    ends = [actions.until_submission(app, code).send() for code in (used, fresh)]
    assert ends[0].words == ends[1].words
    assert ends[0].path == ends[1].path == "/review/is-in"


def test_a18_every_invitation_states_how_many_were_invited(
    app: Flask, database: Database, lead: str
) -> None:
    """We cannot prevent a lead from using codes (5.6, 2). Every invited person reads how
    many were invited, and a review of fewer than k cannot be made, nor one grow later."""
    review = actions.made(database, lead, actions.wanted(5))
    code = actions.codes_of(database, review)[0][1]
    assert "If that number looks wrong to you, ask" in Visitor(app).get(f"/review/{code}").words
    for _, other in actions.codes_of(database, review)[:4]:
        actions.submit_copy(database, review, other, actions.copy(RIGHT))
    actions.submit_copy(
        database, review, actions.codes_of(database, review)[4][1], actions.copy(WRONG)
    )
    with pytest.raises(Refused):
        actions.submit_copy(database, review, "BCDFGHJKMN", actions.copy(WRONG))
    assert [block.people for block in actions.opened(database, review)] == [5]
