"""The table of phases: one complete row for each, and no phase named in a template."""

import re
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

import quiz
from quiz.live.host import labels
from quiz.live.host.controls import buttons, status
from quiz.live.host.notes import notes
from quiz.live.session.moves import Move, moves
from quiz.live.session.phase_texts import PHASE_TEXTS, sentence
from quiz.live.session.phases import OF_A_SCENARIO, VOTING, Phase, SessionState, Vote
from quiz.live.session.plan import Plan, PlannedScenario

TEMPLATES = sorted(Path(quiz.__file__).parent.glob("templates/**/*.html"))
ONE, TWO = PlannedScenario("one", 1), PlannedScenario("two", 1, contested=True)
PLANS = [
    Plan((ONE, TWO), before=before, after=after, votes=votes)
    for before, after, votes in product((True, False), (True, False), (1, 2))
]


def walk(plan: Plan) -> list[SessionState]:
    """Every state on the way from lobby to end by the NEXT button."""
    states = [SessionState()]
    while states[-1].phase != Phase.END:
        states.append(moves(states[-1], plan)[Move.NEXT])
    return states


def test_every_phase_has_a_row() -> None:
    assert PHASE_TEXTS.keys() == set(Phase)


@pytest.mark.parametrize("phase", Phase)
def test_a_row_is_complete(phase: Phase) -> None:
    row = PHASE_TEXTS[phase]
    assert labels.STATUS[phase]
    assert phase in labels.TO or phase == Phase.LOBBY, "only the lobby has no move that leads to it"
    assert row.heading or phase in OF_A_SCENARIO, "or there would be no heading"
    assert row.charted_votes == 0 or row.caption
    assert row.caption or not row.caption_of_two
    assert row.sentence or not row.sentence_if_asked_twice


@pytest.mark.parametrize("plan", PLANS, ids=str)
def test_every_button_status_and_list_of_notes_has_words(plan: Plan) -> None:
    for state in walk(plan):
        assert status(state, plan)
        assert notes(state, plan)
        found = buttons(state, plan)
        labels = [button.words for button in found if button.move != Move.END]
        assert len(set(labels)) == len(labels), "two buttons with one label"
        for label in labels:
            assert label == label.strip() != "", "a part of the label is missing"
            assert not re.search(r"[{}]", label), label


def test_the_words_of_a_contested_scenario_name_no_best_answer() -> None:
    plan = Plan((TWO,))
    for state in walk(plan):
        labels = [button.words for button in buttons(state, plan)]
        assert not [words for words in (status(state, plan), *labels) if "best answer" in words]


def test_a_button_names_its_scenario() -> None:
    plan = Plan((ONE, TWO), before=False)
    second = SessionState(Phase.OPEN, 1, (Vote(0, 1), Vote(1, 1)))
    assert buttons(SessionState(), plan)[0].words == "Open the vote on scenario 1"
    shown = replace(second, revealed=frozenset({0}))
    backs = [
        one.words
        for state in (second, shown)
        for one in buttons(state, plan)
        if one.move == Move.BACK
    ]
    assert backs == [
        "Leave the vote out and go back to what the room chose in scenario 1",
        "Leave the vote out and go back to the best answer of scenario 1",
    ]


def test_the_sentence_says_what_the_plan_asks_twice() -> None:
    two, one = Plan((ONE,)), Plan((ONE,), before=False, votes=1)
    assert sentence(Phase.DISCUSS, two).endswith("You will vote again.")
    assert "again" not in sentence(Phase.DISCUSS, one)
    assert "again" in sentence(Phase.AFTER, two)
    assert "again" not in sentence(Phase.AFTER, one)
    for phase in VOTING:
        assert sentence(phase, two) == sentence(phase, one) == PHASE_TEXTS[phase].sentence


@pytest.mark.parametrize("contested", [False, True])
def test_a_vote_after_the_answer_says_so_while_it_is_open(contested: bool) -> None:
    plan = Plan((TWO if contested else ONE,))
    state = SessionState(Phase.BEST, 0, (Vote(0, 1),), revealed=frozenset({0}))
    state = moves(state, plan)[Move.REOPEN]
    words = sentence(state.phase, plan, revealed=True, contested=contested)
    assert words.startswith("Asked after the reasons" if contested else "Asked after the answer")
    shown = "the reasons" if contested else "the answer"
    assert status(state, plan) == f"A vote after {shown} is open"


def test_the_notes_go_with_the_phase() -> None:
    plan = Plan((ONE,))
    state = SessionState(Phase.BOTH, 0, (Vote(0, 1), Vote(0, 2)))
    assert "before you show the best answer" in " ".join(map(str, notes(state, plan)))
    state = moves(state, plan)[Move.NEXT]
    assert state.phase == Phase.BEST
    assert "before you show" not in " ".join(map(str, notes(state, plan)))
    again = moves(state, plan)[Move.REOPEN]
    both = moves(again, plan)[Move.NEXT]
    for one in (again, both, moves(state, plan)[Move.BACK]):
        assert "has seen the best answer" in " ".join(map(str, notes(one, plan)))
    assert buttons(both, plan)[0].words == "Show the best answer again"


@pytest.mark.parametrize(("before", "after"), [(True, False), (False, True)])
def test_the_notes_on_confidence_promise_no_questions_that_the_plan_does_not_ask(
    before: bool, after: bool
) -> None:
    plan = Plan((ONE,), before=before, after=after)
    state = SessionState(Phase.BEFORE if before else Phase.AFTER)
    assert "same" not in " ".join(map(str, notes(state, plan)))
    assert "same" in " ".join(map(str, notes(state, Plan((ONE,)))))


def test_the_status_says_where_there_is_no_chart() -> None:
    for phase in (Phase.BOTH, Phase.CHANGE):
        state = SessionState(phase, 0, (Vote(0, 1), Vote(0, 2)))
        assert "too few answered" in status(state, PLANS[0], charted=False).lower()
        assert "The room sees" in status(state, PLANS[0])
    for words in (*labels.STATUS.values(), *labels.TO.values()):
        assert "change" not in words.lower()


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_compares_the_phase_with_a_literal(path: Path) -> None:
    """A phase's words and what it shows are in its row, or are properties of the screen."""
    compared = re.compile(r"\bphase\s*(==|!=|in\b|not in\b)")
    assert not compared.findall(path.read_text("utf-8"))
