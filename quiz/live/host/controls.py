"""What a host's buttons say: each names what it leads to. Pure."""

from dataclasses import dataclass

from quiz.live.session.phases import OF_A_SCENARIO, VOTING, Move, Phase, Plan, State, moves

LEADS_TO = {
    Phase.BEFORE: "Ask how confident everybody is",
    Phase.CLOSED: "Close the vote",
    Phase.CERTAINTY: "Show how sure the room was",
    Phase.FIRST: "Show what the room chose",
    Phase.DISCUSS: "Let the room talk",
    Phase.OPEN_AGAIN: "Open the second vote",
    Phase.BOTH: "Close the vote and show both charts",
    Phase.BEST: "Show the best answer and the reasons",
    Phase.AFTER: "Ask how confident everybody is now",
    Phase.CHANGE: "Show the change",
    Phase.END: "End the session",
}
STANDS = {
    Phase.LOBBY: "People are joining",
    Phase.BEFORE: "Everybody is asked how confident they are",
    Phase.OPEN: "The vote is open",
    Phase.CLOSED: "The vote is closed",
    Phase.CERTAINTY: "The room sees how sure it was",
    Phase.FIRST: "The room sees what it chose",
    Phase.DISCUSS: "The room talks",
    Phase.OPEN_AGAIN: "The second vote is open",
    Phase.BOTH: "The room sees both votes",
    Phase.BEST: "The room sees the best answer and the reasons",
    Phase.AFTER: "Everybody is asked how confident they are now",
    Phase.CHANGE: "The room sees the change",
    Phase.END: "The session has ended",
}
GONE = "This scenario was taken out of the content"
NO_BEST = {
    "Show the best answer and the reasons": "Show what speaks for each answer",
    "The room sees the best answer and the reasons": "The room sees what speaks for each answer",
}
BACK_TO = {
    Phase.LOBBY: "to the lobby",
    Phase.BEFORE: "to the questions on confidence",
    Phase.CLOSED: "to the closed vote",
    Phase.CERTAINTY: "to how sure the room was",
    Phase.FIRST: "to what the room chose",
    Phase.DISCUSS: "to the talk",
    Phase.BOTH: "to both charts",
    Phase.BEST: "to the reasons",
}


@dataclass(frozen=True)
class Button:
    """One move, in words."""

    move: Move
    words: str


def stands(state: State, plan: Plan, *, gone: bool = False) -> str:
    """Where the session is, in a sentence to its host. gone: as in ``phases.moves``."""
    if gone:
        return GONE
    words = STANDS[state.phase]
    return NO_BEST.get(words, words) if _contested(state, plan) else words


def _contested(state: State, plan: Plan) -> bool:
    return state.phase in OF_A_SCENARIO and plan.scenarios[state.step].contested


def buttons(state: State, plan: Plan, *, gone: bool = False) -> tuple[Button, ...]:
    """What the host may do now, in the order of the buttons; the first is what comes next."""
    led_to = moves(state, plan, gone=gone).items()
    return tuple(Button(move, _words(move, state, led, plan)) for move, led in led_to)


def _words(move: Move, state: State, led: State, plan: Plan) -> str:
    match move:
        case Move.NEXT if led.phase == Phase.OPEN:
            return f"Open the vote on scenario {led.step + 1}"
        case Move.NEXT:
            words = LEADS_TO[led.phase]
            return NO_BEST.get(words, words) if _contested(led, plan) else words
        case Move.SKIP:
            return _skipped(state, led, plan)
        case Move.BACK:
            return _back(state, led)
        case Move.REOPEN:
            return f"Ask this again: a new {'second ' if led.phase == Phase.OPEN_AGAIN else ''}vote"
        case Move.PAUSE:
            return "Pause"
        case Move.RESUME:
            return "Go on after the pause"
        case Move.END:
            return "End the session"


def _back(state: State, led: State) -> str:
    where = BACK_TO[led.phase]
    if led.phase == Phase.BEST:
        where += f" of scenario {led.step + 1}"
    return f"Close the vote and go back {where}" if state.phase in VOTING else f"Back {where}"


def _skipped(state: State, led: State, plan: Plan) -> str:
    if led.phase == Phase.BEST:
        sides = "what speaks for each answer" if _contested(led, plan) else "the best answer"
        close = "Close the vote and go" if state.phase in VOTING else "Go"
        return f"{close} straight to {sides}"
    if state.phase == Phase.OPEN:
        return "Leave this scenario out"
    return "Leave out the questions on confidence"
