"""What no response to a participant may disclose: the best answer, others' answers, the host."""

import re
from collections.abc import Iterator

from flask import Flask

from quiz.bank.items import Item
from quiz.live.session.models import LiveAnswer, LiveSession, Participant
from quiz.routes import MAP, Audience
from tests.conftest import Stored
from tests.live.attacker import Attacker, session_with_votes
from tests.live.response_text import body_text, text_with_headers
from tests.live.steps import ITEM, OTHER, position
from tests.live.stored_steps import host_session, join_session, move, open_vote, rate, vote
from tests.visitor import Visitor

VARIES = re.compile(
    r'(name="csrf_token"|data-token=|retry:|name="attempt").*?(>|\n)|"challenge": "[^"]*"'
)
"""What differs between two responses with the same content."""
PARTICIPANTS = (Audience.ANYONE, Audience.PARTICIPANT)
OURS = ("/join", "/play")


def pages(visitor: Visitor) -> Iterator[str]:
    """Every page that a participant can open now, and the responses to wrong answers."""
    for address in MAP:
        if address.audience in PARTICIPANTS and address.rule.startswith(OURS):
            path = address.rule.replace("<code>", "CDFHJK")
            for extra in ("", "?change=1"):
                yield text_with_headers(visitor.client.get(path + extra))
    visitor.get("/play?change=1")
    form = visitor.page.select_one("main form")
    sent = visitor.filled_in() if form else {}
    yield text_with_headers(visitor.client.post("/play", data=sent | {"option": "x"}))
    yield text_with_headers(
        visitor.client.post("/play", data=sent | {"round": "1", "certainty": "9"})
    )


def best_answer_patterns(item: Item) -> list[str]:
    """Patterns of what gives the best answer away: a reason, or what the guidance says."""
    reasons = [option.reason for option in item.options]
    says = [pointer.says for pointer in item.pointers]
    return [re.escape(text[:40]) for text in (*reasons, *says)] + ["options__option--best"]


def test_the_best_answer_is_not_disclosed_before_its_phase(app: Flask) -> None:
    host = host_session(app)
    visitors = [join_session(app, host) for _ in range(5)]
    disclosed = re.compile(
        "|".join(
            best_answer_patterns(ITEM)
            + best_answer_patterns(OTHER)
            + ["sure and wrong", "best answer is"]
        )
    )
    move(host, "next")
    before = 0
    while not position(host).startswith("best"):
        if "open" in position(host):
            for visitor in visitors:
                vote(visitor, ITEM.best)
        for text in pages(visitors[0]):
            found = disclosed.search(text)
            assert not found, f"{position(host)}: {found}"
        before += 1
        move(host, "next")
    assert before == 7
    assert disclosed.search(visitors[0].get("/play").response.text), "then it is shown"
    move(host, "next")
    later = re.compile("|".join(best_answer_patterns(OTHER)[:-1]))
    assert not [text for text in pages(visitors[0]) if later.search(text)]


def test_the_charts_do_not_disclose_the_best_answer(app: Flask) -> None:
    """The same votes for another option give the same page, except for the letters."""
    rendered = []
    for name, option in (("Tess", ITEM.best), ("Ola", "abcd".replace(ITEM.best, "")[0])):
        host = host_session(app, ITEM.id, name=name)
        visitors = [join_session(app, host) for _ in range(5)]
        watcher = join_session(app, host)
        open_vote(host)
        for visitor in visitors:
            vote(visitor, option, "4")
        move(host, "next", "next", "next")
        page = watcher.get("/play").page.main
        assert page is not None
        # The position of the bars may differ, but not their fill or their text.
        fills = sorted(str(rect["fill"]) for rect in page.select("rect[fill]"))
        words = sorted(p.get_text(" ", strip=True) for p in page.select(".bars__words"))
        classes = sorted(" ".join(tag.get("class", [])) for tag in page.select(".bars *"))
        rendered.append((fills, words, classes))
    assert rendered[0] == rendered[1]


def test_a13_others_answers_are_not_disclosed(app: Flask) -> None:
    host = host_session(app)
    visitor = join_session(app, host)
    others = [join_session(app, host) for _ in range(3)]
    move(host, "next")
    before = visitor.get("/play").words
    for other in others:
        rate(other)
    assert visitor.get("/play").words == before
    move(host, "next")
    before = visitor.get("/play").words
    for other in others:
        vote(other, "d", "4")
    assert visitor.get("/play").words == before, "not even how many"
    move(host, "next", "next", "next")
    assert not visitor.get("/play").page.select(".participant-answer, .bars, .participant-ratings")


def test_no_page_contains_ids_or_the_hosts_name(app: Flask, stored: Stored) -> None:
    host = host_session(app)
    visitor = join_session(app, host)
    live = stored(LiveSession)[0]
    people = [participant.id for participant in stored(Participant)]
    secrets = [live.id, live.person_id, "/host", "tess@council", *people]
    move(host, "next")
    while position(host) != "end-1-4":
        for text in pages(visitor):
            assert not [secret for secret in secrets if secret in text]
        move(host, "next")


def test_no_response_depends_on_others_answers(app: Flask, stored: Stored) -> None:
    """Every response to a participant is the same, whatever the others chose."""
    _, visitor, others = session_with_votes(app)
    attacker = Attacker(visitor, stored(LiveSession)[0])

    def everything() -> dict[tuple[str, str], str]:
        return {
            (address.rule, method): VARIES.sub("", body_text(response))
            for address, method, response in attacker.try_all(("GET", "POST"))
        }

    first = everything()
    for other, option in zip(others, "abcab", strict=True):
        vote(other, option, "1")
    assert everything() == first
    assert len({row.option for row in stored(LiveAnswer)}) == 3


def test_events_for_participants_contain_nobodys_own_answer(app: Flask) -> None:
    """Everybody gets the same events, whether they answered or not."""
    host, visitor, others = session_with_votes(app)
    silent = join_session(app, host)
    phases: list[str] = []

    def broadcast() -> str:
        events = {
            VARIES.sub("", body_text(participant.client.get("/play/events")))
            for participant in (visitor, others[0], silent)
        }
        assert len(events) == 1, position(host)
        return events.pop()

    while not position(host).startswith("end"):
        text = broadcast()
        assert f'data-position="{position(host)}"' in text
        for own in (
            "participant-answer__label",
            "participant-ratings",
            "vote you chose",
            "answer is kept",
            '" checked',
        ):
            assert own not in text, (position(host), own)
        if position(host).startswith("open"):
            for participant in (visitor, *others):
                vote(participant, "c", "1")
            assert broadcast().replace(spread(broadcast()), "") == text.replace(spread(text), "")
        phases.append(position(host).partition("-")[0])
        move(host, "next")
    scenario = ["open", "closed", "first", "discuss", "open_again", "both", "best"]
    assert phases == [*scenario, *scenario, "after", "change"]
    broadcast()


def spread(text: str) -> str:
    """The attribute with the spread of requests, which depends on the number of participants."""
    found = re.search(r' data-spread="\d+"', text)
    return found[0] if found else "no spread"
