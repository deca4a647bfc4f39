"""The trainer's desk: order, templates, the plan with its jumps, and the list of sessions."""

from dataclasses import replace
from datetime import timedelta

import pytest
from bs4 import Tag
from flask import Flask

from quiz.bank.items import Contested, Item
from quiz.clock import today
from quiz.live.host.setup_order import Arrange, arranged
from quiz.live.session.models import LiveSession, PlanTemplate
from quiz.live.session.phases import Phase
from quiz.people import accounts
from quiz.vocabulary import Role
from tests.conftest import Stored
from tests.live import steps, stored_steps
from tests.live.completed_session import completed_session, session_path
from tests.live.steps import BANK, CONTESTED, ITEM, OTHER
from tests.people.steps import PASSWORD, account, invitation
from tests.visitor import Visitor

THIRD = BANK.form("A").items[2]


def press(visitor: Visitor, words: str) -> Visitor:
    """Press the first button with these words, with what is filled in."""
    (button, *_) = [one for one in buttons(visitor) if words in one.get_text(" ", strip=True)]
    form = button.find_parent("form") or visitor.page.find(id=button.get("form"))
    assert isinstance(form, Tag)
    data = {
        **visitor.filled_in(),
        **({button["name"]: button["value"]} if button.get("name") else {}),
    }
    action = str(button.get("formaction") or form.get("action") or visitor.path)
    if form.get("method") == "get":
        return visitor.get(f"{action}?{button['name']}={button['value']}")
    return visitor.post(action, data)


def buttons(visitor: Visitor) -> list[Tag]:
    main = visitor.page.main
    assert main is not None
    return list(main.find_all("button"))


def follow(visitor: Visitor, words: str) -> Visitor:
    (link, *_) = [
        one for one in visitor.page.find_all("a") if words in one.get_text(" ", strip=True)
    ]
    return visitor.get(str(link["href"]))


# A newcomer


def test_from_the_first_sign_in_to_the_first_scenario_in_four_presses_and_one_field(
    app: Flask, stored: Stored
) -> None:
    """Presses after the sign-in, each of a button or a link. With 45 or 90 minutes there is a
    fifth, because people are first asked how confident they are."""
    newcomer = account(app, Role.TRAINER, email="new@council.example")
    host = Visitor(app).get(f"/invited/{invitation(app, newcomer)}").send(password=PASSWORD)
    assert host.path == "/host"
    press(host, "20 minutes")  # 1
    form = host.filled_in()
    form["title"] = "Our first morning"  # the one field
    assert [one.get_text(strip=True) for one in buttons(host) if not one.get("name")] == [
        "Make the session"
    ]
    host.post(f"{host.path}?agenda=20", form)  # 2: Make the session
    page = host.path
    follow(host, "Open the room’s screen")  # 3
    display = host.path
    host.get(page)
    press(host, "Open the vote on scenario 1")  # 4
    wall = Visitor(app)
    wall.client = host.client
    first = stored(LiveSession)[0].plan.scenarios[0]
    assert BANK.items[first.item].vignette in wall.get(display).words


# Order


def chosen(host: Visitor) -> list[str]:
    return [str(row["data-scenario"]) for row in host.page.select("[data-setup-chosen] > li")]


def test_buttons_put_the_scenarios_in_order_and_store_nothing(app: Flask, stored: Stored) -> None:
    host = steps.signed_in(app).get("/host/new?agenda=none")
    for scenario in (ITEM, OTHER, CONTESTED):
        press(host, f"Add : {scenario.title}")
    assert chosen(host) == [ITEM.id, OTHER.id, CONTESTED.id]
    press(host, f"Up : {CONTESTED.title}")
    press(host, f"Down : {ITEM.title}")
    press(host, f"Remove : {OTHER.title}")
    assert (chosen(host), host.errors) == ([CONTESTED.id, ITEM.id], [])
    assert not stored(LiveSession)
    host.send(title="In order")
    assert [one.item for one in stored(LiveSession)[0].plan.scenarios] == [CONTESTED.id, ITEM.id]


@pytest.mark.parametrize(
    ("wanted", "id_", "after"),
    [
        (Arrange.UP, "a", "abc"),
        (Arrange.UP, "c", "acb"),
        (Arrange.DOWN, "c", "abc"),
        (Arrange.DOWN, "a", "bac"),
        (Arrange.REMOVE, "b", "ac"),
        (Arrange.ADD, "b", "abc"),
        (Arrange.ADD, "d", "abcd"),
        (Arrange.UP, "d", "abc"),
    ],
)
def test_a_button_moves_one_scenario_by_one(wanted: Arrange, id_: str, after: str) -> None:
    assert "".join(arranged("abc", wanted, id_)) == after


@pytest.mark.parametrize("scenario", [ITEM, CONTESTED])
def test_a_host_reads_all_of_a_scenario_before_choosing_it(
    app: Flask, scenario: Item | Contested
) -> None:
    host = steps.signed_in(app).get("/host/new?agenda=none")
    link = host.page.select_one(f'[data-scenario="{scenario.id}"] a')
    assert link is not None
    words = host.get(str(link["href"])).words
    best = f"Best: {scenario.key.text}" if isinstance(scenario, Item) else "No single best answer"
    for text in (scenario.vignette, scenario.question, best, scenario.topic.title):
        assert text in words
    assert all(option.text in words for option in scenario.options)
    assert host.get("/host/scenarios/no-such").status == 404
    found = host.client.get("/host/scenarios").json
    assert found is not None
    assert scenario.vignette in found[scenario.id]


# Templates


def test_somebody_without_a_template_reads_what_it_is_for_and_how_to_keep_one(app: Flask) -> None:
    host = steps.signed_in(app).get("/host/new")
    assert "A template keeps the scenarios of a session in your order" in host.words
    assert not host.page.select('a[href$="/template"]'), "there is no session to keep it of"
    host = stored_steps.host_session(app)
    kept_from = f"{host.path}/template"
    links = host.get("/host/new").page.select('a[href$="/template"]')
    assert [link["href"] for link in links] == [kept_from]
    host.get(kept_from).send(title="Our morning")
    assert "A template keeps" not in host.get("/host/new").words
    assert "Our morning" in host.words


@pytest.mark.both_databases
def test_a_template_is_kept_once_and_shared(app: Flask, stored: Stored) -> None:
    host = stored_steps.host_session(app)
    page = host.path
    for shared in ("", "y"):
        host.get(f"{page}/template").send(title="Our morning", shared=shared)
    (kept,) = stored(PlanTemplate)
    assert (kept.title, kept.shared) == ("Our morning", True)
    colleague = steps.signed_in(app, "Olu").get("/host/new")
    assert "shared by" in colleague.words
    follow(colleague, "Our morning").send(title="Olu’s own")
    (copy,) = [live for live in stored(LiveSession) if live.title == "Olu’s own"]
    assert [one.item for one in copy.plan.scenarios] == [ITEM.id, OTHER.id]
    assert colleague.get(f"/host/templates/{kept.id}/change").status == 403


def test_a_template_of_one_s_own_is_renamed_and_deleted(app: Flask, stored: Stored) -> None:
    host = stored_steps.host_session(app)
    page = host.path
    for title in ("First", "Second"):
        host.get(f"{page}/template").send(title=title)
    (first,) = [one for one in stored(PlanTemplate) if one.title == "First"]
    change = f"/host/templates/{first.id}/change"
    host.get(change).send(title="Second")
    assert (host.status, host.errors) == (422, ["You have another template with this title"])
    host.get(change).send(title="Third")
    assert sorted(one.title for one in stored(PlanTemplate)) == ["Second", "Third"]
    stranger = steps.signed_in(app, "Olu")
    assert "Third" not in stranger.get("/host/new").words
    assert stranger.get(change).status == 404
    press(host.get(change), "Delete it")
    assert [one.title for one in stored(PlanTemplate)] == ["Second"]


# The plan


def test_the_plan_says_where_the_session_is_and_jumps(app: Flask, stored: Stored) -> None:
    host = stored_steps.host_session(app, f"{ITEM.id} {OTHER.id} {THIRD.id}")
    # Joining 4, confidence 2, three scenarios of 8, confidence 2, what people take away 5.
    assert "The plan: Joining, and what is kept, minutes 0 to 4 of 37" in host.words
    press(host, f"Ask it now : 2. {OTHER.title}")
    assert steps.position(host) == "open-1-1"
    assert f"The plan: 2. {OTHER.title}, minutes 14 to 22 of 37" in host.words
    assert not host.page.select(".plan__jump"), "an open vote is closed first"
    steps.move(host, "next")
    press(host, f"Ask it now : 1. {ITEM.title}")
    steps.move(host, "next")
    press(host, f"Back to it : 2. {OTHER.title}")
    assert steps.position(host) == "first-1-2"
    assert stored(LiveSession)[0].state.rounds(1) == (1,)


def test_a_jump_from_a_page_that_is_out_of_date_changes_nothing(app: Flask, stored: Stored) -> None:
    host = stored_steps.host_session(app)
    path = host.path
    host.get(f"{path}/jump")
    form = host.filled_in()
    stored_steps.move(steps.signed_in(app).get(path), "pause", "resume")
    host.post(f"{path}/jump", {**form, "item": OTHER.id})
    assert (host.status, host.errors) == (
        409,
        ["The session had moved on, so nothing was changed. Choose again"],
    )
    assert stored(LiveSession)[0].phase == Phase.LOBBY
    host.send(item=OTHER.id)
    assert steps.position(host) == "open-1-1"


# The list, and all sessions together


@pytest.mark.both_databases
def test_open_sessions_come_first_and_the_newest_of_a_day(app: Flask, database: object) -> None:
    host = stored_steps.host_session(app)
    with stored_steps.writing(host) as session:
        person = accounts.find_by_email(session, "tess@council.example")
        assert person is not None
        plan = session.get_one(LiveSession, host.path.split("/")[2]).plan
        for title, days, ended in (
            ("B", 0, False),
            ("A", 0, False),
            ("C", 1, True),
            ("D", 9, True),
        ):
            live = stored_steps.store.create(
                session, person, title, plan, today() - timedelta(days=days)
            )
            if ended:
                live.state, live.code = replace(live.state, phase=Phase.END), None
                live.closed_on = live.opened_on
        session.commit()
    host.get("/host")
    listed = [link.get_text() for link in host.page.select(".list-rows a")]
    assert listed == ["A", "B", "Tess’s morning", "C", "D"]


def test_all_sessions_add_up_what_their_summaries_tell_exactly(app: Flask) -> None:
    for count in (10, 7, 11):  # of seven people a summary tells ranges
        host, _ = completed_session(app, count)
    host.get(f"{session_path(host)}/delete").send(what="answers")  # its sums stay
    host = steps.signed_in(app).get("/host/all")
    rows = [[cell.get_text() for cell in row.select("td")] for row in host.page.select("tbody tr")]
    # In each session all but one are right at first, and that one is very sure.
    words = ["2 sessions", "2 of 21 were sure and wrong", "19 of 21 chose the best answer"]
    assert rows == [words]
    assert "3 sessions" in host.words
    assert "There is nothing to show yet" in steps.signed_in(app, "Olu").get("/host/all").words


# Files


def test_files_have_the_day_in_their_names(app: Flask) -> None:
    host, _ = completed_session(app)
    page, day = session_path(host), today()
    names = {
        "guide.pdf": f"guide-tess-s-morning-{day}.pdf",
        "sheets.pdf": f"sheets-tess-s-morning-{day}.pdf",
        "after.pdf": f"handout-tess-s-morning-{day}.pdf",
        "after.xlsx": f"figures-tess-s-morning-{day}.xlsx",
        "after.pptx": f"slides-tess-s-morning-{day}.pptx",
        "charts/scenario-1.png": f"scenario-1-tess-s-morning-{day}.png",
    }
    for address, name in names.items():
        header = host.client.get(f"{page}/{address}").headers["Content-Disposition"]
        assert header == f'attachment; filename="{name}"'
