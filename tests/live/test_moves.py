"""Moves: every phase can be reached, each leads to the end, and no vote opens twice."""

from collections import deque
from dataclasses import replace
from functools import lru_cache
from itertools import product

import pytest

from quiz.live.session.moves import Move, moves
from quiz.live.session.phases import (
    FIRST_VOTE,
    LATER_VOTE,
    OF_A_SCENARIO,
    SECOND_VOTE,
    VOTING,
    Phase,
    SessionState,
    Vote,
)
from quiz.live.session.plan import Plan, PlannedScenario

SCENARIOS = (PlannedScenario("first", 1), PlannedScenario("second", 2, contested=True))
PLANS = [
    Plan(SCENARIOS[:many], before=before, after=after, votes=votes)
    for many, before, after, votes in product((1, 2), (True, False), (True, False), (1, 2))
]
# The other half has both values of each choice.
REPEATS = {plan for plan in PLANS if (plan.before == plan.after) != (plan.votes == 2)}
every_plan = pytest.mark.parametrize(
    "plan",
    [pytest.param(plan, marks=[pytest.mark.repeats] * (plan in REPEATS)) for plan in PLANS],
    ids=str,
)
MOST_ROUNDS = 4


@lru_cache
def reachable(plan: Plan) -> dict[SessionState, dict[Move, SessionState]]:
    """Every state that can be reached with up to four rounds, with its moves."""
    found: dict[SessionState, dict[Move, SessionState]] = {}
    waiting = deque([SessionState()])
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
    }
    return {phase for phase in Phase if not left_out.get(phase)}


@every_plan
def test_exactly_the_phases_of_the_plan_are_reached(plan: Plan) -> None:
    assert {state.phase for state in reachable(plan)} == expected(plan)


@every_plan
def test_every_state_has_an_end_move_and_the_end_has_none(plan: Plan) -> None:
    for state, allowed in reachable(plan).items():
        if state.phase == Phase.END:
            assert allowed == {}
        else:
            assert allowed[Move.END].phase == Phase.END
            assert (Move.NEXT in allowed) == (not state.paused)


@every_plan
def test_next_leads_through_all_scenarios_in_order(plan: Plan) -> None:
    state, path = SessionState(), []
    while state.phase != Phase.END:
        path.append((state.phase, state.step))
        state = moves(state, plan)[Move.NEXT]
    second_vote = ["open_again", "both"] if plan.votes == 2 else []
    scenario = ["open", "closed", "certainty", "first", "discuss", *second_vote, "best"]
    last = len(plan.scenarios) - 1
    assert path == [
        ("lobby", 0),
        *([("before", 0)] if plan.before else []),
        *((phase, step) for step in range(last + 1) for phase in scenario),
        *([("after", last)] if plan.after else []),
        *([("change", last)] if plan.before and plan.after else []),
    ]
    assert state.round == (last + 1) * plan.votes


@every_plan
def test_a_closed_vote_is_never_opened_again(plan: Plan) -> None:
    for state, allowed in reachable(plan).items():
        closed = [n for n in range(1, state.round + 1) if state.is_closed(n)]
        for after in allowed.values():
            assert [(vote.step, vote.number) for vote in after.votes[: state.round]] == [
                (vote.step, vote.number) for vote in state.votes
            ], "no vote is lost"
            assert all(
                now.left_out == was.left_out
                for now, was in zip(after.votes, state.votes, strict=False)
                if was != state.votes[-1] or not state.takes_answers
            ), "a closed vote still counts"
            assert all(after.is_closed(n) for n in closed)
            assert after.round <= state.round + 1
            if after.takes_answers and not state.takes_answers:
                assert after.round == state.round + 1, "a vote that opens gets a new round"


@every_plan
def test_charts_and_reasons_come_only_after_a_closed_vote_on_that_scenario(plan: Plan) -> None:
    charts = {Phase.CERTAINTY: 1, Phase.FIRST: 1, Phase.DISCUSS: 1, Phase.BOTH: 2}
    for state in reachable(plan):
        if state.phase in charts:
            rounds = state.numbered_rounds(state.step).values()
            assert len(rounds) >= charts[state.phase]
            assert all(state.is_closed(n) for n in rounds)
            assert all(state.votes[n - 1].step == state.step for n in rounds)
        if state.phase == Phase.BEST:
            assert state.rounds(state.step), "it was asked before the best answer is shown"
        if state.phase in VOTING:
            again = LATER_VOTE if state.step in state.revealed else SECOND_VOTE
            number = FIRST_VOTE if state.phase == Phase.OPEN else again
            assert state.votes[-1] == Vote(state.step, number)


@every_plan
def test_once_the_best_answer_was_shown_the_votes_that_count_stay(plan: Plan) -> None:
    tried = 0
    for state, allowed in reachable(plan).items():
        if state.phase == Phase.BEST:
            assert state.step in state.revealed
        for after in allowed.values():
            assert after.revealed >= state.revealed
            for step in state.revealed:
                assert after.rounds(step) == state.rounds(step)
                tried += after.round > state.round and after.step == step
    assert tried, "a later vote was opened"


def test_two_steps_back_and_a_new_vote_do_not_replace_the_second() -> None:
    plan, state = Plan(SCENARIOS), SessionState(Phase.BOTH, 0, (Vote(0, 1), Vote(0, 2)))
    for move in (Move.NEXT, Move.BACK, Move.BACK):
        state = moves(state, plan)[move]
    assert (state.phase, state.rounds(0)) == (Phase.DISCUSS, (1, 2))
    state = moves(state, plan)[Move.REOPEN]
    assert (state.phase, state.rounds(0)) == (Phase.OPEN_AGAIN, (1, 2))
    assert state.numbered_rounds(0) == {1: 1, 2: 2, 3: 3}
    assert moves(state, plan)[Move.BACK].numbered_rounds(0) == {1: 1, 2: 2}
    assert moves(state, plan)[Move.NEXT].phase == Phase.BOTH


def test_after_a_step_back_a_finished_scenario_is_shown_and_not_asked_again() -> None:
    state = SessionState(Phase.BEST, 0, (Vote(0, 1), Vote(1, 1)), revealed=frozenset({0, 1}))
    after = moves(state, Plan(SCENARIOS))[Move.NEXT]
    assert (after.phase, after.step, after.round) == (Phase.BEST, 1, 2)


@every_plan
def test_a_pause_changes_only_the_pause(plan: Plan) -> None:
    for state, allowed in reachable(plan).items():
        if state.paused:
            assert set(allowed) == {Move.RESUME, Move.END}
            assert allowed[Move.RESUME] == replace(state, paused=False)
        elif state.phase != Phase.END:
            assert allowed[Move.PAUSE] == replace(state, paused=True)


@every_plan
def test_no_move_leads_back_from_the_change_to_the_ratings(plan: Plan) -> None:
    for state, allowed in reachable(plan).items():
        if state.phase == Phase.CHANGE:
            assert {after.phase for after in allowed.values()} <= {Phase.CHANGE, Phase.END}


def test_after_asking_again_only_the_latest_votes_count() -> None:
    plan = Plan(SCENARIOS)
    state = SessionState(Phase.BOTH, 0, (Vote(0, 1), Vote(0, 2)), paused=False)
    assert state.rounds(0) == (1, 2)
    again = moves(state, plan)[Move.REOPEN]
    assert (again.phase, again.round) == (Phase.OPEN_AGAIN, 3)
    assert again.rounds(0) == (1, 3)
    closed = SessionState(Phase.FIRST, 0, (Vote(0, 1),))
    again = moves(closed, plan)[Move.REOPEN]
    assert (again.phase, again.rounds(0)) == (Phase.OPEN, (2,))


def test_skip_leaves_out_the_open_vote_or_leads_straight_to_the_reasons() -> None:
    plan = Plan(SCENARIOS)
    opened = SessionState(Phase.OPEN, 0, (Vote(0, 1),))
    left_out = Vote(0, 1, left_out=True)
    assert moves(opened, plan)[Move.SKIP] == SessionState(Phase.OPEN, 1, (left_out, Vote(1, 1)))
    for phase in (Phase.CLOSED, Phase.CERTAINTY, Phase.FIRST, Phase.DISCUSS):
        state = SessionState(phase, 0, (Vote(0, 1),))
        best = SessionState(Phase.BEST, 0, (Vote(0, 1),), revealed=frozenset({0}))
        assert moves(state, plan)[Move.SKIP] == best
    last = SessionState(Phase.OPEN, 1, (Vote(1, 1),))
    assert moves(last, plan)[Move.SKIP].phase == Phase.AFTER
    allowed = moves(last, Plan(SCENARIOS, after=False))
    assert allowed[Move.SKIP] == allowed[Move.END]


def test_a_vote_that_is_left_out_does_not_count_but_an_earlier_one_does() -> None:
    plan = Plan(SCENARIOS)
    shown = SessionState(Phase.FIRST, 0, (Vote(0, 1),))
    again = moves(shown, plan)[Move.REOPEN]
    assert again.rounds(0) == (2,)
    for move in (Move.SKIP, Move.BACK):
        assert moves(again, plan)[move].rounds(0) == (1,)
    second = SessionState(Phase.OPEN_AGAIN, 1, (Vote(0, 1), Vote(1, 1), Vote(1, 2)))
    assert moves(second, plan)[Move.BACK].rounds(1) == (2,)
    assert moves(second, plan)[Move.NEXT].rounds(1) == (2, 3)


def test_a_vote_that_is_open_at_the_end_does_not_count() -> None:
    plan = Plan(SCENARIOS)
    both = SessionState(Phase.BOTH, 0, (Vote(0, 1), Vote(0, 2)))
    for path in ((Move.REOPEN, Move.END), (Move.REOPEN, Move.PAUSE, Move.END)):
        state = both
        for move in path:
            state = moves(state, plan)[move]
        assert state == SessionState(Phase.END, 0, (*both.votes, Vote(0, 2, left_out=True)))
        assert state.rounds(0) == (1, 2)
    assert moves(both, plan)[Move.END].rounds(0) == (1, 2), "a closed vote still counts"


@every_plan
def test_next_and_skip_never_lead_to_the_same_phase(plan: Plan) -> None:
    for state, allowed in reachable(plan).items():
        targets = [allowed[move] for move in (Move.NEXT, Move.SKIP) if move in allowed]
        assert len({(one.phase, one.step) for one in targets}) == len(targets), state


@every_plan
def test_next_passes_over_a_scenario_that_was_removed(plan: Plan) -> None:
    for state in reachable(plan):
        if state.phase not in OF_A_SCENARIO or state.paused:
            continue
        allowed = moves(state, plan, removed=True)
        assert set(allowed) <= {Move.NEXT, Move.BACK, Move.PAUSE, Move.END}
        target = allowed[Move.NEXT]
        if state.step + 1 < len(plan.scenarios):
            shown, voted = state.step + 1 in state.revealed, state.rounds(state.step + 1)
            assert target.phase == (Phase.BEST if shown else Phase.CLOSED if voted else Phase.OPEN)
            assert target.step == state.step + 1
        else:
            assert target.phase == (Phase.AFTER if plan.after else Phase.END)
        if state.takes_answers:
            assert target.votes[state.round - 1].left_out


@every_plan
def test_only_asking_again_replaces_a_vote_that_was_closed(plan: Plan) -> None:
    """Back and then on again keeps its answers."""
    for state, allowed in reachable(plan).items():
        for move, target in allowed.items():
            replaces = state.takes_answers or move == Move.REOPEN
            if not replaces and target.votes != state.votes:
                assert target.rounds(target.step) == (
                    *state.rounds(target.step),
                    target.round,
                ), (state, move)


@every_plan
def test_confidence_before_is_not_asked_once_an_answer_was_shown(plan: Plan) -> None:
    assert not [
        state for state in reachable(plan) if state.phase == Phase.BEFORE and state.revealed
    ]


def test_hands_for_a_first_vote_are_not_counted_after_the_talk() -> None:
    first, second = Vote(0, 1), Vote(0, 2)
    assert SessionState(Phase.DISCUSS, 0, (first,)).hands_round == 1
    voting = SessionState(Phase.OPEN_AGAIN, 0, (first, second))
    assert (voting.hands_round, voting.takes_hands(1)) == (0, False)
    closed = SessionState(Phase.BOTH, 0, (first, second))
    assert (closed.hands_round, closed.takes_hands(1)) == (2, False)
    left_out = SessionState(Phase.DISCUSS, 0, (first, replace(second, left_out=True)))
    assert left_out.hands_round == 1


def test_a_scenario_that_was_left_out_is_never_shown() -> None:
    plan = Plan(SCENARIOS)
    state = SessionState(Phase.OPEN, 0, (Vote(0, 1),))
    for move in (Move.SKIP, Move.BACK):
        state = moves(state, plan)[move]
    assert state.phase == Phase.BEFORE
    for move in (Move.NEXT, Move.SKIP, Move.SKIP):
        state = moves(state, plan)[move]
    assert state.phase == Phase.AFTER
    assert Move.BACK not in moves(state, plan)
