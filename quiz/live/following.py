"""How a page follows its session: by events that are pushed to all, or by asking now and then.

What is pushed to participants holds nobody's own answer. Where there are answers already it says
within how many milliseconds each browser may ask for its own part, so that a thousand do not ask
at once.
"""

from flask import Response, render_template
from sqlalchemy.orm import Session

from quiz import database
from quiz.live import host, pushed, room
from quiz.live.hosted import found, still_hosts
from quiz.live.joining import part_of
from quiz.live.models import LiveSession
from quiz.live.phases import RATING, Phase
from quiz.live.playing import Playing
from quiz.live.pushed import Audience, Fragment
from quiz.live.screen import Screen
from quiz.live.seen import Seen
from quiz.people.models import Person

LEAST_SPREAD = 400
SPREAD_EACH = 6
"""Milliseconds: about what one such answer costs, on the smallest machine we think of."""


def _spread(screen: Screen) -> int:
    """Within how many milliseconds to ask for one's own part; 0 where there is nothing in it."""
    if not (screen.item or screen.phase in RATING):
        return 0
    # In a second vote each is told at once what they chose in the first one.
    first = screen.asks and screen.phase != Phase.OPEN_AGAIN
    own = screen.counts.answered if first else screen.counts.joined
    return max(LEAST_SPREAD, SPREAD_EACH * screen.counts.joined) if own else 0


def play_part(session: Session, live: LiveSession) -> str:
    """What is pushed to every participant."""
    seen = Seen.by_anybody(room.screen(session, live))
    spread = _spread(seen.screen)
    return render_template("live/part.html", spread=spread, **part_of(live, seen, mark=""))


def host_part(session: Session, live: LiveSession) -> str:
    """What is pushed to the host and every co-host."""
    stamp = pushed.stamp(session, live, Audience.HOST)
    context = host.part_of(live, room.screen(session, live), stamp)
    return render_template("live/hosting_part.html", **context)


FRAGMENTS: dict[Audience, Fragment] = {
    Audience.PLAY: play_part,
    Audience.HOST: host_part,
    Audience.ROOM: room.part,
}


def play_events(here: Playing) -> Response:
    return pushed.events(here.live, Audience.PLAY)


def play_state(here: Playing) -> Response:
    """This participant's own part. Its tag changes with the session and with each own answer."""
    session = database.session()
    seen = Seen.of(session, here, room.screen(session, here.live), change=False, mend=False)
    tag = f"{here.live.version}.{hash_of(seen)}"
    context = part_of(here.live, seen, here.mark)
    return pushed.polled(tag, lambda: render_template("live/part.html", here=here, **context))


def hash_of(seen: Seen) -> str:
    """Short for a participant's own answers, to see whether they changed."""
    given = [f"{one.option}{int(one.certainty)}" if one else "-" for one in seen.answers]
    return "".join([*given, *(f"{strand[0]}{answer}" for strand, answer in seen.said.items())])


def host_events(person: Person, session_id: str) -> Response:
    live = found(person, session_id)
    return pushed.events(live, Audience.HOST, still_hosts(live))


def host_state(person: Person, session_id: str) -> Response:
    live, session = found(person, session_id), database.session()
    tag = pushed.stamp(session, live, Audience.HOST)
    return pushed.polled(tag, lambda: host_part(session, live))
