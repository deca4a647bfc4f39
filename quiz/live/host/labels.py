"""What the host's page says in each phase: where the session is, and the labels of moves. Pure."""

from collections.abc import Mapping

from quiz.languages.sentences import LazySentence, lazy_gettext
from quiz.live.session.phases import OF_A_SCENARIO, VOTING, Phase, SessionState
from quiz.live.session.plan import Plan

Labels = Mapping[Phase, LazySentence]
"""By phase. ``%(number)s`` is the number of the scenario, from 1."""

STATUS: Labels = {
    Phase.LOBBY: lazy_gettext("People are joining"),
    Phase.BEFORE: lazy_gettext("Everybody is asked how confident they are"),
    Phase.OPEN: lazy_gettext("The vote is open"),
    Phase.CLOSED: lazy_gettext("The vote is closed"),
    Phase.CERTAINTY: lazy_gettext("The room sees how sure it was"),
    Phase.FIRST: lazy_gettext("The room sees what it chose"),
    Phase.DISCUSS: lazy_gettext("The room talks"),
    Phase.OPEN_AGAIN: lazy_gettext("The second vote is open"),
    Phase.BOTH: lazy_gettext("The room sees the votes"),
    Phase.BEST: lazy_gettext("The room sees the best answer"),
    Phase.AFTER: lazy_gettext("Everybody is asked how confident they are now"),
    Phase.CHANGE: lazy_gettext("The room sees how confident people were"),
    Phase.END: lazy_gettext("The session has ended"),
}
STATUS_WITHOUT_CHART: Labels = {
    Phase.BOTH: lazy_gettext("The vote is closed, and too few answered for a chart"),
    Phase.CHANGE: lazy_gettext("Too few answered to show how confident people were"),
}
STATUS_CONTESTED = lazy_gettext("The room sees that guidance differs here")
STATUS_LATER = lazy_gettext("A vote after the answer is open")
STATUS_LATER_CONTESTED = lazy_gettext("A vote after the reasons is open")

TO: Labels = {
    Phase.BEFORE: lazy_gettext("Ask how confident everybody is"),
    Phase.OPEN: lazy_gettext("Open the vote on scenario %(number)s"),
    Phase.CLOSED: lazy_gettext("Close the vote"),
    Phase.CERTAINTY: lazy_gettext("Show how sure the room was"),
    Phase.FIRST: lazy_gettext("Show what the room chose"),
    Phase.DISCUSS: lazy_gettext("Let the room talk"),
    Phase.OPEN_AGAIN: lazy_gettext("Open the second vote"),
    Phase.BOTH: lazy_gettext("Close the vote and show the result"),
    Phase.BEST: lazy_gettext("Show the best answer"),
    Phase.AFTER: lazy_gettext("Ask how confident everybody is now"),
    Phase.CHANGE: lazy_gettext("Close the questions and show the result"),
    Phase.END: lazy_gettext("End the session"),
}
"""Of the move that leads to a phase."""
TO_CONTESTED = lazy_gettext("Show that guidance differs here")
TO_BEST_AGAIN = lazy_gettext("Show the best answer again")
TO_CONTESTED_AGAIN = lazy_gettext("Show again that guidance differs here")
TO_TALK_WITHOUT_CHART = lazy_gettext("Let the room talk, without a chart")
ON_TO: Labels = {
    Phase.CLOSED: lazy_gettext("On to the closed vote"),
    Phase.BOTH: lazy_gettext("On to the result of the votes"),
    Phase.BEST: lazy_gettext("On to the best answer of scenario %(number)s"),
}
"""Of the move on to what was shown before a step back."""
ON_TO_CONTESTED = lazy_gettext("On to why guidance differs in scenario %(number)s")

BACK_TO: Labels = {
    Phase.LOBBY: lazy_gettext("Back to the lobby"),
    Phase.BEFORE: lazy_gettext("Back to the questions on confidence"),
    Phase.CLOSED: lazy_gettext("Back to the closed vote"),
    Phase.CERTAINTY: lazy_gettext("Back to how sure the room was"),
    Phase.FIRST: lazy_gettext("Back to what the room chose"),
    Phase.DISCUSS: lazy_gettext("Back to the talk"),
    Phase.BOTH: lazy_gettext("Back to the result of the votes"),
    Phase.BEST: lazy_gettext("Back to the best answer of scenario %(number)s"),
}
BACK_TO_CONTESTED = lazy_gettext("Back to why guidance differs in scenario %(number)s")
BACK_TO_VOTES = lazy_gettext("Back to what the room chose in scenario %(number)s")
"""Of a scenario that a jump left before its best answer was shown."""
LEAVE_OUT_AND_BACK_TO_VOTES = lazy_gettext(
    "Leave the vote out and go back to what the room chose in scenario %(number)s"
)
LEAVE_OUT_AND_BACK_TO: Labels = {
    Phase.LOBBY: lazy_gettext("Leave the vote out and go back to the lobby"),
    Phase.BEFORE: lazy_gettext("Leave the vote out and go back to the questions on confidence"),
    Phase.DISCUSS: lazy_gettext("Leave the vote out and go back to the talk"),
    Phase.BEST: lazy_gettext(
        "Leave the vote out and go back to the best answer of scenario %(number)s"
    ),
}
LEAVE_OUT_AND_BACK_TO_CONTESTED = lazy_gettext(
    "Leave the vote out and go back to why guidance differs in scenario %(number)s"
)

LEAVE_OUT_SCENARIO = lazy_gettext("Leave this scenario out")
LEAVE_OUT_AND_END = lazy_gettext("Leave this scenario out and end the session")
LEAVE_OUT_CONFIDENCE = lazy_gettext("Leave out the questions on confidence")
STRAIGHT_TO_BEST = lazy_gettext("Go straight to the best answer")
STRAIGHT_TO_CONTESTED = lazy_gettext("Go straight to why guidance differs")
CLOSE_STRAIGHT_TO_BEST = lazy_gettext("Close the vote and go straight to the best answer")
CLOSE_STRAIGHT_TO_CONTESTED = lazy_gettext("Close the vote and go straight to why guidance differs")

ASK_AGAIN = lazy_gettext("Ask this again: a new vote")
ASK_SECOND_AGAIN = lazy_gettext("Ask this again: a new second vote")
ASK_LATER = lazy_gettext("Ask this again, after the answer")
ASK_LATER_CONTESTED = lazy_gettext("Ask this again, after the reasons")
ASK_LATER_AGAIN = lazy_gettext("Ask this again: it replaces the last vote after the answer")
ASK_LATER_AGAIN_CONTESTED = lazy_gettext(
    "Ask this again: it replaces the last vote after the reasons"
)

PAUSE = lazy_gettext("Pause")
RESUME = lazy_gettext("Go on after the pause")
CLOSE_AND_END = lazy_gettext("Close the vote and end the session")


def status(state: SessionState, plan: Plan, *, charted: bool) -> LazySentence:
    """Where the session is. charted: whether the phase has a chart, of votes or of hands."""
    phase, contested = state.phase, is_contested(state, plan)
    if state.step in state.revealed and phase in VOTING:
        return STATUS_LATER_CONTESTED if contested else STATUS_LATER
    if not charted and phase in STATUS_WITHOUT_CHART:
        return STATUS_WITHOUT_CHART[phase]
    return STATUS_CONTESTED if contested and phase == Phase.BEST else STATUS[phase]


def is_contested(state: SessionState, plan: Plan) -> bool:
    """Whether a state is in a scenario that has no best answer."""
    return state.phase in OF_A_SCENARIO and plan.scenarios[state.step].contested


def onward(state: SessionState, target: SessionState, plan: Plan) -> str:
    """The label of the next step."""
    phase, contested = target.phase, is_contested(target, plan)
    closed = phase in (Phase.CLOSED, Phase.BOTH) and state.phase not in VOTING
    if closed or (phase == Phase.BEST and target.step != state.step):
        on = ON_TO_CONTESTED if contested and phase == Phase.BEST else ON_TO[phase]
        return _numbered(on, target)
    if phase == Phase.BEST and target.step in state.revealed:
        return str(TO_CONTESTED_AGAIN if contested else TO_BEST_AGAIN)
    if phase == Phase.BEST and contested:
        return str(TO_CONTESTED)
    if phase == Phase.DISCUSS and state.phase == Phase.CLOSED:
        return str(TO_TALK_WITHOUT_CHART)
    return _numbered(TO[phase], target)


def back(state: SessionState, target: SessionState, plan: Plan) -> str:
    """The label of the step back."""
    leaves_vote = state.phase in VOTING
    if target.step != state.step and target.phase != Phase.BEST:
        words = LEAVE_OUT_AND_BACK_TO_VOTES if leaves_vote else BACK_TO_VOTES
    elif target.phase == Phase.BEST and is_contested(target, plan):
        words = LEAVE_OUT_AND_BACK_TO_CONTESTED if leaves_vote else BACK_TO_CONTESTED
    else:
        words = (LEAVE_OUT_AND_BACK_TO if leaves_vote else BACK_TO)[target.phase]
    return _numbered(words, target)


def skip(state: SessionState, target: SessionState, plan: Plan) -> LazySentence:
    """The label of what leaves something out."""
    if state.phase == Phase.OPEN:
        return LEAVE_OUT_AND_END if target.phase == Phase.END else LEAVE_OUT_SCENARIO
    if target.phase != Phase.BEST:
        return LEAVE_OUT_CONFIDENCE
    if is_contested(target, plan):
        return CLOSE_STRAIGHT_TO_CONTESTED if state.phase in VOTING else STRAIGHT_TO_CONTESTED
    return CLOSE_STRAIGHT_TO_BEST if state.phase in VOTING else STRAIGHT_TO_BEST


def reopen(state: SessionState, target: SessionState, plan: Plan) -> LazySentence:
    """The label of a new vote on the same question."""
    if not target.in_later_vote:
        return ASK_SECOND_AGAIN if target.phase == Phase.OPEN_AGAIN else ASK_AGAIN
    contested = is_contested(target, plan)
    if state.later_votes(state.step):
        return ASK_LATER_AGAIN_CONTESTED if contested else ASK_LATER_AGAIN
    return ASK_LATER_CONTESTED if contested else ASK_LATER


def _numbered(words: LazySentence, target: SessionState) -> str:
    return words % {"number": target.step + 1}
