"""The fragment of a page that is broadcast to each audience."""

from quiz.live.display.current import screen_fragment
from quiz.live.host.panel import host_fragment
from quiz.live.participant.page import participant_fragment
from quiz.live.updates.broadcast import Audience, Fragment

FRAGMENTS: dict[Audience, Fragment] = {
    Audience.PLAY: participant_fragment,
    Audience.HOST: host_fragment,
    Audience.ROOM: screen_fragment,
}
