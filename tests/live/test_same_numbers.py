"""Every number on wall, phones, host's page, summary, PDF, workbook and slides is the same."""

from collections import Counter
from collections.abc import Callable
from io import BytesIO

import pytest
from flask import Flask
from openpyxl import load_workbook
from pptx import Presentation

from tests.live import numbers_read
from tests.live import stored_steps as steps
from tests.live.completed_session import session_path, to_summary
from tests.live.numbers_read import CHANGE, CONFIDENCE, Numbers
from tests.live.steps import BANK, position
from tests.visitor import Visitor

IDS = [item.id for item in BANK.form("A").items[:3]]
LEVELS = {"guessing": 0, "unsure": 0, "fairly sure": 1, "very sure": 2}
PEOPLE = 8


class Played:
    """A session that is being played. shown: the last numbers on the wall and the host's page."""

    def __init__(self, app: Flask) -> None:
        self.host = steps.host_session(app, " ".join(IDS))
        self.path = self.host.path
        self.guests = [steps.join_session(app, self.host) for _ in range(PEOPLE)]
        self.shown: Numbers = {}
        steps.move(self.host, "next")
        for number, guest in enumerate(self.guests):
            steps.rate(guest, casework=("no", "partly", "yes")[number % 3])
        self.moves("next")

    def moves(self, *names: str) -> None:
        """Make these moves, and read the wall and the host's page after the last."""
        steps.move(self.host, *names)
        number = self.host.words.partition("Scenario ")[2][:1]
        seen = numbers_read.tables(self.host.page, "votes", number)
        display = self.host.get(f"{self.path}/display")
        wall = numbers_read.tables(display.page, "votes", number)
        assert wall.items() <= seen.items(), "the wall may show the last vote only"
        self.shown |= seen
        self.host.get(self.path)

    def vote(self, options: str, only: int = PEOPLE) -> None:
        """One letter for each guest, repeated; every level of certainty occurs."""
        for number, guest in enumerate(self.guests[:only]):
            steps.vote(guest, options[number % len(options)], str(1 + number % 4))

    def scenario(self) -> None:
        """From the open first vote to the best answer."""
        self.vote("abcd")
        self.moves("next", "next", "next")
        self.moves("next", "next")
        self.vote("aab")
        self.moves("next")
        self.moves("next")

    def after(self) -> None:
        for guest in self.guests:
            steps.rate(guest, casework="yes")
        self.moves("next", "end")


def everything_that_goes_wrong(played: Played) -> None:
    """The first scenario goes back and is asked again, the second is left out, and the session ends
    in the second vote of the third."""
    played.scenario()
    played.moves("back", "back", "next")
    if position(played.host).startswith("open"):
        played.vote("dcba")
        played.moves("next", "next")
    played.moves("reopen")
    played.vote("ddda")
    played.moves("next", "next", "next")
    while not position(played.host).startswith("open-1"):
        played.moves("next")
    played.vote("abcd", only=6)
    played.moves("skip")
    played.vote("abc")
    played.moves("next", "next", "next")
    played.moves("next", "next")
    played.vote("dd", only=6)
    played.moves("end")


def to_the_end(played: Played) -> None:
    """One scenario has too few answers in its first vote, and the session goes to its end."""
    played.scenario()
    played.moves("next")
    played.vote("ab", only=3)
    played.moves("next", "skip", "next", "skip")
    for guest in played.guests:
        steps.rate(guest, casework="yes")
    played.moves("next", "end")


@pytest.mark.parametrize("way", [everything_that_goes_wrong, to_the_end])
def test_every_number_is_the_same_everywhere(app: Flask, way: Callable[[Played], None]) -> None:
    played = Played(app)
    way(played)
    host = to_summary(played.host)
    page = numbers_read.summary(host)
    assert page
    files = {
        end: host.client.get(f"{session_path(host)}/after.{end}").data
        for end in ("pdf", "xlsx", "pptx")
    }
    assert numbers_read.workbook(files["xlsx"]) == page
    assert numbers_read.slides(files["pptx"]) == page
    votes = {key: counts for key, counts in page.items() if key[0] != CONFIDENCE}
    for key in votes.keys() & played.shown.keys():
        assert played.shown[key] == votes[key], key
    check_handout(numbers_read.words(files["pdf"]), page)
    check_phones(played.guests, votes)
    check_sentences(host, files)


def check_handout(text: str, page: Numbers) -> None:
    for number in {key[0] for key in page} - {CONFIDENCE}:
        charts = [counts for key, counts in page.items() if key[0] == number]
        found = numbers_read.totals_in(numbers_read.section(text, int(number), IDS), len(charts))
        assert found == [[sum(bar) for bar in chart] for chart in charts]
    for (about, _), bars in page.items():
        if about == CONFIDENCE:
            for no, partly, yes in bars:
                assert f"{yes} yes, {partly} partly, {no} no" in text


def check_phones(guests: list[Visitor], votes: Numbers) -> None:
    """The answers that the phones list, counted, are the charts of the first and the last vote."""
    first: Counter[tuple[str, int, int]] = Counter()
    last: Counter[tuple[str, int, int]] = Counter()
    for guest in guests:
        guest.get("/play/feedback")
        for card in guest.page.select("article.card"):
            number = str(card["id"])[1:]
            options = [option.text for option in BANK.items[IDS[int(number) - 1]].options]
            said = {
                term.get_text(): " ".join(term.find_next("dd").get_text(" ").split())  # type: ignore[union-attr]
                for term in card.select("dt")
            }
            latest = answer(said.get("Your last vote") or said["Your vote"], options, None)
            last[number, *latest] += 1
            earlier = said.get("Your first vote")
            first[number, *(answer(earlier, options, latest) if earlier else latest)] += 1
    for (number, title), bars in votes.items():
        alone = (number, "Second vote") not in votes
        counted = last if title == "Second vote" else first if not alone else None
        if counted is not None and sum(map(sum, bars)) == PEOPLE:
            assert [[counted[number, o, s] for s in range(3)] for o in range(4)] == [
                list(b) for b in bars
            ]


def answer(said: str, options: list[str], same: tuple[int, int] | None) -> tuple[int, int]:
    """The option and the shade of an answer in words: “… (fairly sure)”."""
    level = next(shade for words, shade in LEVELS.items() if f"({words})" in said.lower())
    if said.startswith("The same answer"):
        assert same is not None
        return same[0], level
    return next(n for n, text in enumerate(options) if said.startswith(text)), level


def check_sentences(host: Visitor, files: dict[str, bytes]) -> None:
    """Both votes compared in words: the same sentences in every file as on the page."""
    expected = CHANGE.findall(host.words)
    book = load_workbook(BytesIO(files["xlsx"]))["Summary"]
    cells = " ".join(str(cell.value) for row in book.iter_rows() for cell in row)
    titles = " ".join(
        slide.shapes.title.text_frame.text for slide in Presentation(BytesIO(files["pptx"])).slides
    )
    assert CHANGE.findall(numbers_read.words(files["pdf"])) == expected
    assert CHANGE.findall(cells) == expected
    assert CHANGE.findall(titles) == expected
