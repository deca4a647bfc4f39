"""Where a session may go: every place is reached, each leads to the end, no vote opens twice."""

from collections import deque
from dataclasses import replace
from functools import lru_cache
from itertools import product

import pytest

from quiz.live.session.phases import (
    OF_A_SCENARIO,
    VOTING,
    Asked,
    Move,
    Phase,
    Plan,
    State,
    Vote,
    moves,
)

SCENARIOS = (Asked("first", 1), Asked("second", 2, contested=True))
PLANS = [
    Plan(SCENARIOS[:many], before=before, after=after, votes=votes)
    for many, before, after, votes in product((1, 2), (True, False), (True, False), (1, 2))
]
every_plan = pytest.mark.parametrize("plan", PLANS, ids=str)
MOST_ROUNDS = 4


@lru_cache
def reached(plan: Plan) -> dict[State, dict[Move, State]]:
    """Every state that can be reached with up to four rounds, and what follows each."""
    found: dict[State, dict[Move, State]] = {}
    waiting = deque([State()])
    while waiting:
        state = waiting.popleft()
        if state in found or state.round > MOST_ROUNDS:
            continue
        found[state] = dict(moves(state, plan))
        waiting.extend(found[state].values())
    return found


def expected(plan: Plan) -> set[Phase]:
    left_out = {
        Phase.BEFORE: not plan.before,
        Phase.AFTER: not plan.after,
        Phase.CHANGE: not (plan.before and plan.after),
        Phase.OPEN_AGAIN: plan.votes == 1,
        Phase.BOTH: plan.votes == 1,
    }
    return {phase for phase in Phase if not left_out.get(phase)}


@every_plan
def test_every_phase_of_the_plan_is_reached_and_no_other(plan: Plan) -> None:
    assert {state.phase for state in reached(plan)} == expected(plan)


@every_plan
def test_the_end_is_one_press_away_from_everywhere_and_nothing_follows_it(plan: Plan) -> None:
    for state, led in reached(plan).items():
        if state.phase == Phase.END:
            assert led == {}
        else:
            assert led[Move.END].phase == Phase.END
            assert (Move.NEXT in led) == (not state.paused)


@every_plan
def test_straight_on_each_scenario_is_asked_in_its_turn(plan: Plan) -> None:
    state, way = State(), []
    while state.phase != Phase.END:
        way.append((state.phase, state.step))
        state = moves(state, plan)[Move.NEXT]
    second = ["open_again", "both"] if plan.votes == 2 else []
    one = ["open", "closed", "certainty", "first", "discuss", *second, "best"]
    last = len(plan.scenarios) - 1
    assert way == [
        ("lobby", 0),
        *([("before", 0)] if plan.before else []),
        *((phase, step) for step in range(last + 1) for phase in one),
        *([("after", last)] if plan.after else []),
        *([("change", last)] if plan.before and plan.after else []),
    ]
    assert state.round == (last + 1) * plan.votes


@every_plan
def test_a_closed_vote_is_never_opened_again(plan: Plan) -> None:
    for state, led in reached(plan).items():
        closed = [n for n in range(1, state.round + 1) if state.is_closed(n)]
        for after in led.values():
            assert [(vote.step, vote.number) for vote in after.votes[: state.round]] == [
                (vote.step, vote.number) for vote in state.votes
            ], "no vote is forgotten"
            assert all(
                now.left_out == was.left_out
                for now, was in zip(after.votes, state.votes, strict=False)
                if was != state.votes[-1] or not state.takes_answers
            ), "what was closed goes on counting"
            assert all(after.is_closed(n) for n in closed)
            assert after.round <= state.round + 1
            if after.takes_answers and not state.takes_answers:
                assert after.round == state.round + 1, "what opens is a round of its own"


@every_plan
def test_charts_and_reasons_come_after_a_closed_vote_on_that_scenario(plan: Plan) -> None:
    charts = {Phase.CERTAINTY: 1, Phase.FIRST: 1, Phase.DISCUSS: 1, Phase.BOTH: 2}
    for state in reached(plan):
        if state.phase in charts:
            rounds = state.rounds(state.step)
            assert len(rounds) >= charts[state.phase]
            assert all(state.is_closed(n) for n in rounds)
            assert all(state.votes[n - 1].step == state.step for n in rounds)
        if state.phase == Phase.BEST:
            assert state.rounds(state.step), "it was asked before it was told"
        if state.phase in VOTING:
            asked_now = Vote(state.step, 1 if state.phase == Phase.OPEN else 2)
            assert state.votes[-1] == asked_now


@every_plan
def test_a_pause_changes_nothing_else(plan: Plan) -> None:
    for state, led in reached(plan).items():
        if state.paused:
            assert set(led) == {Move.RESUME, Move.END}
            assert led[Move.RESUME] == replace(state, paused=False)
        elif state.phase != Phase.END:
            assert led[Move.PAUSE] == replace(state, paused=True)


@every_plan
def test_ratings_are_not_opened_again_once_their_change_was_shown(plan: Plan) -> None:
    for state, led in reached(plan).items():
        if state.phase == Phase.CHANGE:
            assert {after.phase for after in led.values()} <= {Phase.CHANGE, Phase.END}


def test_asking_again_counts_the_last_first_vote_and_its_own_second_vote_only() -> None:
    plan = Plan(SCENARIOS)
    state = State(Phase.BOTH, 0, (Vote(0, 1), Vote(0, 2)), paused=False)
    assert state.rounds(0) == (1, 2)
    again = moves(state, plan)[Move.REOPEN]
    assert (again.phase, again.round) == (Phase.OPEN_AGAIN, 3)
    assert again.rounds(0) == (1, 3)
    best = State(Phase.BEST, 0, (Vote(0, 1), Vote(0, 2)))
    anew = moves(best, plan)[Move.REOPEN]
    assert (anew.phase, anew.rounds(0)) == (Phase.OPEN, (3,))


def test_skipping_leaves_out_the_scenario_or_what_comes_before_its_reasons() -> None:
    plan = Plan(SCENARIOS)
    opened = State(Phase.OPEN, 0, (Vote(0, 1),))
    left_out = Vote(0, 1, left_out=True)
    assert moves(opened, plan)[Move.SKIP] == State(Phase.OPEN, 1, (left_out, Vote(1, 1)))
    for phase in (Phase.CLOSED, Phase.CERTAINTY, Phase.FIRST, Phase.DISCUSS):
        state = State(phase, 0, (Vote(0, 1),))
        assert moves(state, plan)[Move.SKIP] == State(Phase.BEST, 0, (Vote(0, 1),))
    last = State(Phase.OPEN, 1, (Vote(1, 1),))
    assert moves(last, plan)[Move.SKIP].phase == Phase.AFTER
    assert Move.SKIP not in moves(last, Plan(SCENARIOS, after=False)), "nobody ends it by the way"


def test_a_vote_that_the_host_leaves_counts_for_nothing_and_an_earlier_one_goes_on_counting() -> (
    None
):
    plan = Plan(SCENARIOS)
    best = State(Phase.BEST, 1, (Vote(0, 1), Vote(1, 1), Vote(1, 2)))
    anew = moves(best, plan)[Move.REOPEN]
    assert anew.rounds(1) == (4,)
    for move in (Move.SKIP, Move.BACK):
        assert moves(anew, plan)[move].rounds(1) == (2, 3)
    back = moves(anew, plan)[Move.BACK]
    assert (back.phase, back.step) == (Phase.BEST, 0)
    again = State(Phase.OPEN_AGAIN, 1, best.votes)
    assert moves(again, plan)[Move.BACK].rounds(1) == (2,)
    assert moves(again, plan)[Move.NEXT].rounds(1) == (2, 3)


def test_a_vote_that_is_open_at_the_end_counts_for_nothing_either() -> None:
    plan = Plan(SCENARIOS)
    best = State(Phase.BEST, 0, (Vote(0, 1), Vote(0, 2)))
    for moved in ((Move.REOPEN, Move.END), (Move.REOPEN, Move.PAUSE, Move.END)):
        state = best
        for move in moved:
            state = moves(state, plan)[move]
        assert state == State(Phase.END, 0, (*best.votes, Vote(0, 1, left_out=True)))
        assert state.rounds(0) == (1, 2)
    assert moves(best, plan)[Move.END].rounds(0) == (1, 2), "what was closed goes on counting"


@every_plan
def test_no_two_buttons_lead_to_the_same_place(plan: Plan) -> None:
    for state, led in reached(plan).items():
        on = [led[move] for move in (Move.NEXT, Move.SKIP) if move in led]
        assert len({(one.phase, one.step) for one in on}) == len(on), state


@every_plan
def test_a_scenario_that_is_gone_is_passed_over_by_one_press(plan: Plan) -> None:
    for state in reached(plan):
        if state.phase not in OF_A_SCENARIO or state.paused:
            continue
        led = moves(state, plan, gone=True)
        assert set(led) <= {Move.NEXT, Move.BACK, Move.PAUSE, Move.END}
        on = led[Move.NEXT]
        if state.step + 1 < len(plan.scenarios):
            assert (on.phase, on.step) == (Phase.OPEN, state.step + 1)
        else:
            assert on.phase == (Phase.AFTER if plan.after else Phase.END)
        if state.takes_answers:
            assert on.votes[state.round - 1].left_out


def test_what_was_left_out_is_never_told() -> None:
    plan = Plan(SCENARIOS)
    state = State(Phase.OPEN, 0, (Vote(0, 1),))
    for move in (Move.SKIP, Move.BACK):
        state = moves(state, plan)[move]
    assert state.phase == Phase.BEFORE
    for move in (Move.NEXT, Move.SKIP, Move.SKIP):
        state = moves(state, plan)[move]
    assert state.phase == Phase.AFTER
    assert Move.BACK not in moves(state, plan)


@pytest.mark.parametrize("plan", PLANS, ids=str)
def test_a_plan_is_kept_as_it_is(plan: Plan) -> None:
    assert Plan.from_json(plan.to_json()) == plan


@pytest.mark.parametrize(
    ("wrong", "because"),
    [
        ({"scenarios": ()}, "at least one scenario"),
        ({"minimum": 4}, "at least 5 answers"),
        ({"votes": 3}, "one vote or two"),
        ({"votes": 0}, "one vote or two"),
    ],
)
def test_a_plan_that_cannot_be_held_is_refused(wrong: dict[str, object], because: str) -> None:
    with pytest.raises(ValueError, match=because):
        replace(Plan(SCENARIOS), **wrong)
