"""Which fragment of a page is broadcast to each kind of viewer."""

from quiz.live.display.current import screen_fragment
from quiz.live.host.panel import host_fragment
from quiz.live.host.screen_controls import controls_fragment
from quiz.live.participant.page import participant_fragment
from quiz.live.updates.broadcast import Fragment, Viewer

FRAGMENTS: dict[Viewer, Fragment] = {
    Viewer.PARTICIPANT: participant_fragment,
    Viewer.HOST: host_fragment,
    Viewer.DISPLAY: screen_fragment,
    Viewer.CONTROLS: controls_fragment,
}
