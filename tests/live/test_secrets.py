"""What a participant may not learn, and what a participant may not do, tried byte by byte."""

import re
from collections.abc import Iterator

from flask import Flask

from quiz.bank.items import Item
from quiz.live.session.models import LiveAnswer, LiveSession, Participant
from quiz.routes import MAP, Audience
from tests.conftest import Stored
from tests.live.received import received, text_of
from tests.live.trying import Trying, crowded
from tests.live.way import (
    ITEM,
    OTHER,
    hosting,
    joined,
    move,
    open_vote,
    phase,
    rate,
    vote,
)
from tests.visitor import Visitor

VARIES = re.compile(r'(name="csrf_token"|data-token=|retry:|name="attempt").*?(>|\n)')
"""What differs between two responses that say the same."""
PARTICIPANTS = (Audience.ANYONE, Audience.PARTICIPANT)
OURS = ("/join", "/play")


def pages(visitor: Visitor) -> Iterator[str]:
    """All that a participant can look at now, and what is said to what they send."""
    for address in MAP:
        if address.audience in PARTICIPANTS and address.rule.startswith(OURS):
            path = address.rule.replace("<code>", "CDFHJK")
            for extra in ("", "?change=1"):
                yield received(visitor.client.get(path + extra))
    visitor.get("/play?change=1")
    form = visitor.page.select_one("main form")
    sent = visitor.filled_in() if form else {}
    yield received(visitor.client.post("/play", data=sent | {"option": "x"}))
    yield received(visitor.client.post("/play", data=sent | {"round": "1", "certainty": "9"}))


def tells(item: Item) -> list[str]:
    """What tells a best answer: any reason, what the guidance says, and where."""
    reasons = [option.reason for option in item.options]
    says = [pointer.says for pointer in item.pointers]
    return [re.escape(text[:40]) for text in (*reasons, *says)] + ["options__option--best"]


def test_nothing_tells_the_best_answer_before_its_phase(app: Flask) -> None:
    host = hosting(app)
    visitors = [joined(app, host) for _ in range(5)]
    told = re.compile("|".join(tells(ITEM) + tells(OTHER) + ["sure and wrong", "best answer is"]))
    move(host, "next")
    before = 0
    while not phase(host).startswith("best"):
        if "open" in phase(host):
            for visitor in visitors:
                vote(visitor, ITEM.best)
        for text in pages(visitors[0]):
            found = told.search(text)
            assert not found, f"{phase(host)}: {found}"
        before += 1
        move(host, "next")
    assert before == 8
    assert told.search(visitors[0].get("/play").response.text), "and then it does"
    move(host, "next")
    later = re.compile("|".join(tells(OTHER)[:-1]))
    assert not [text for text in pages(visitors[0]) if later.search(text)]


def test_the_charts_do_not_tell_it_either(app: Flask) -> None:
    """The same votes for another option give the same page, but for the letters."""
    shown = []
    for name, option in (("Tess", ITEM.best), ("Ola", "abcd".replace(ITEM.best, "")[0])):
        host = hosting(app, ITEM.id, name=name)
        visitors = [joined(app, host) for _ in range(5)]
        watcher = joined(app, host)
        open_vote(host)
        for visitor in visitors:
            vote(visitor, option, "4")
        move(host, "next", "next", "next")
        page = watcher.get("/play").page.main
        assert page is not None
        # Where the bars are may differ; what they are filled with and what they say may not.
        fills = sorted(str(rect["fill"]) for rect in page.select("rect[fill]"))
        words = sorted(p.get_text(" ", strip=True) for p in page.select(".bars__words"))
        classes = sorted(" ".join(tag.get("class", [])) for tag in page.select(".bars *"))
        shown.append((fills, words, classes))
    assert shown[0] == shown[1]


def test_nobody_learns_anothers_answer(app: Flask) -> None:
    host = hosting(app)
    visitor = joined(app, host)
    others = [joined(app, host) for _ in range(3)]
    move(host, "next")
    quiet = visitor.get("/play").words
    for other in others:
        rate(other)
    assert visitor.get("/play").words == quiet
    move(host, "next")
    quiet = visitor.get("/play").words
    for other in others:
        vote(other, "d", "4")
    assert visitor.get("/play").words == quiet, "not even how many"
    move(host, "next", "next", "next")
    assert not visitor.get("/play").page.select(".own, .bars, .own-ratings")


def test_nothing_of_the_hosts_is_in_a_participants_bytes(app: Flask, stored: Stored) -> None:
    host = hosting(app)
    visitor = joined(app, host)
    live = stored(LiveSession)[0]
    people = [one.id for one in stored(Participant)]
    secrets = [live.id, live.person_id, "/host", "tess@council", *people]
    move(host, "next")
    while phase(host) != "end-1-4":
        for text in pages(visitor):
            assert not [one for one in secrets if one in text]
        move(host, "next")


def test_no_response_depends_on_what_others_answered(app: Flask, stored: Stored) -> None:
    """Everything that a participant can ask for is the same, whatever the others chose."""
    _, visitor, others = crowded(app)
    trying = Trying(visitor, stored(LiveSession)[0])

    def everything() -> dict[tuple[str, str], str]:
        return {
            (address.rule, method): VARIES.sub("", text_of(answer))
            for address, method, answer in trying.everywhere(("GET", "POST"))
        }

    first = everything()
    for other, option in zip(others, "abcab", strict=True):
        vote(other, option, "1")
    assert everything() == first
    assert len({row.option for row in stored(LiveAnswer)}) == 3


def test_what_is_pushed_to_participants_holds_nobodys_own_answer(app: Flask) -> None:
    """All are pushed the same, whether they answered or not, and as if nobody had."""
    host, visitor, others = crowded(app)
    silent = joined(app, host)
    seen: list[str] = []

    def pushed() -> str:
        told = {
            VARIES.sub("", text_of(one.client.get("/play/events")))
            for one in (visitor, others[0], silent)
        }
        assert len(told) == 1, phase(host)
        return told.pop()

    while not phase(host).startswith("end"):
        text = pushed()
        assert f'data-place="{phase(host)}"' in text
        for own in ("own__label", "own-ratings", "vote you chose", "is kept", '" checked'):
            assert own not in text, (phase(host), own)
        if phase(host).startswith("open"):
            for one in (visitor, *others):
                vote(one, "c", "1")
            assert pushed().replace(spread(pushed()), "") == text.replace(spread(text), "")
        seen.append(phase(host).partition("-")[0])
        move(host, "next")
    one = ["open", "closed", "certainty", "first", "discuss", "open_again", "both", "best"]
    assert seen == [*one, *one, "after", "change"]
    pushed()


def spread(text: str) -> str:
    """Within how many milliseconds to ask for one's own part: it says how many are here."""
    found = re.search(r' data-spread="\d+"', text)
    return found[0] if found else "no spread"
