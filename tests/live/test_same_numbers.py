"""Every number on wall, phones, host's page, summary, PDF, workbook and slides is the same.

Some people say that they are not aware of the guidance, and so are not asked if they understand it;
some say that a question does not apply to their work.
"""

from collections import Counter

from flask import Flask

from tests.live import numbers_read
from tests.live import stored_steps as steps
from tests.live.completed_session import session_path, to_summary
from tests.live.numbers_read import CONFIDENCE, Numbers
from tests.live.steps import BANK, position
from tests.live.text_of_files import text_of
from tests.visitor import Visitor

IDS = [item.id for item in BANK.form("A").items[:3]]
LEVELS = {"guessing": 0, "unsure": 0, "fairly sure": 1, "very sure": 2}
PEOPLE, FEW = 10, 7


class Played:
    """A session that is being played. shown: the last numbers on the wall and the host's page.
    hands: the shows of hands that wall, host and phones have seen."""

    def __init__(self, app: Flask, people: int) -> None:
        self.host = steps.host_session(app, " ".join(IDS))
        self.path = self.host.path
        self.guests = [steps.join_session(app, self.host) for _ in range(people)]
        self.shown: Numbers = {}
        self.hands: set[tuple[str, str]] = set()
        steps.move(self.host, "next")
        for number, guest in enumerate(self.guests):
            casework = ("no", "partly", "yes", "yes", "not_my_work")[number % 5]
            steps.rate(guest, aware=("no", "yes", "partly")[number % 3], casework=casework)
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
        on_wall = set(numbers_read.hands(display.page))  # before the host opens another page
        raised = set(numbers_read.hands(self.host.get(self.path).page))
        assert on_wall <= raised, "beside the best answer a bar stands for the counts"
        if raised:
            assert set(numbers_read.hands(self.guests[0].get("/play").page)) == raised
        self.hands |= raised

    def count(self, *counts: int) -> None:
        """The host counts hands for the vote that was closed last."""
        typed = {option: str(n) for option, n in zip("abcd", counts, strict=True)}
        self.host.get(f"{self.path}/hands").send(**typed, counted_on="hands")
        assert self.host.path == self.path

    def to(self, *phases: str) -> None:
        """Go on to the next of each of these phases."""
        for phase in phases:
            self.moves("next")
            while not position(self.host).startswith(f"{phase}-"):
                self.moves("next")

    def vote(self, options: str, only: int = PEOPLE) -> None:
        """One letter for each guest, repeated; every level of certainty occurs."""
        for number, guest in enumerate(self.guests[:only]):
            steps.vote(guest, options[number % len(options)], str(1 + number % 4))

    def scenario(self) -> None:
        """From the open first vote to the best answer."""
        self.vote("abcd")
        self.to("first", "open_again")
        self.vote("aab")
        self.to("both", "best")


def everything_that_goes_wrong(played: Played) -> None:
    """The first scenario goes back and is asked again, the second is left out, and the session ends
    in the second vote of the third."""
    played.scenario()
    played.moves("back", "back", "next")
    assert position(played.host).startswith("best"), "a finished scenario is not asked again"
    for later in ("dddb", "ddda"):
        played.moves("reopen")
        played.vote(later)
        played.to("both")
    played.count(0, 0, 1, 2)
    played.to("best", "open")
    played.vote("abcd", only=6)
    played.moves("skip")
    played.vote("abc")
    played.moves("next")
    played.count(5, 6, 0, 0)
    played.to("first", "open_again")
    played.vote("dd", only=6)
    played.moves("end")


def to_the_end(played: Played) -> None:
    """One scenario has too few answers in its first vote, and the session goes to its end."""
    played.scenario()
    played.to("open")
    played.vote("ab", only=3)
    played.moves("next")
    played.count(2, 1, 0, 0)
    played.moves("next", "skip")
    played.to("open")
    played.moves("skip")
    for guest in played.guests:
        steps.rate(guest, casework="yes")
    played.moves("next", "end")


def test_every_number_is_the_same_everywhere(app: Flask) -> None:
    played = Played(app, PEOPLE)
    everything_that_goes_wrong(played)
    check(played)


def test_every_range_of_a_small_room_is_the_same_everywhere(app: Flask, everything: bool) -> None:
    """From ten people on, the session has exact counts to its end."""
    for people in (FEW, PEOPLE) if everything else (FEW,):
        played = Played(app, people)
        to_the_end(played)
        check(played)


def check(played: Played) -> None:
    host = to_summary(played.host)
    page = numbers_read.summary(host)
    assert page
    files = {
        end: host.client.get(f"{session_path(host)}/after.{end}").data
        for end in ("pdf", "xlsx", "pptx")
    }
    assert numbers_read.slides(files["pptx"]) == page
    raised = {key: counts for key, counts in page.items() if "By show of hands" in key[1]}
    page = {key: counts for key, counts in page.items() if key not in raised}
    assert numbers_read.workbook(files["xlsx"]) == page
    votes = {key: counts for key, counts in page.items() if key[0] != CONFIDENCE}
    for key in votes.keys() & played.shown.keys():
        assert played.shown[key] == votes[key], key
    check_handout(numbers_read.words(files["pdf"]), page)
    if len(played.guests) == PEOPLE:
        check_phones(played.guests, votes)
    check_sentences(host, files, played.hands)


def check_handout(text: str, page: Numbers) -> None:
    for number in {key[0] for key in page} - {CONFIDENCE}:
        charts = [bars for key, bars in page.items() if key[0] == number]
        found = numbers_read.totals_in(numbers_read.section(text, int(number), IDS), len(charts))
        assert found == [[total(bar) for bar in bars] for bars in charts]
    for (about, _), bars in page.items():
        for bar in bars if about == CONFIDENCE else ():
            no, partly, yes = bar if len(bar) > 1 else ("", "", bar[0])
            told = f"{yes} yes, {partly} partly, {no} no" if no else yes
            assert told in text or told[0].upper() + told[1:] in text


def total(bar: tuple[str, ...]) -> str:
    return str(sum(map(int, bar))) if len(bar) > 1 else bar[0]


TITLES = {
    "Your first vote": "First vote",
    "Your vote": "First vote",
    "Your last vote": "Second vote",
    "Asked after the answer": "Asked after the answer",
}


def check_phones(guests: list[Visitor], votes: Numbers) -> None:
    """The answers that the phones list, counted, are the charts of votes that all answered."""
    counted: Counter[tuple[str, str, int, int]] = Counter()
    for guest in guests:
        guest.get("/play/feedback")
        for card in guest.page.select("article.card"):
            number = str(card["id"])[1:]
            options = [option.text for option in BANK.items[IDS[int(number) - 1]].options]
            said = {
                TITLES[row.dt.get_text()]: " ".join(row.dd.get_text(" ").split())  # type: ignore[union-attr]
                for row in card.select("dl > div")
                if row.dt and row.dt.get_text() in TITLES
            }
            second = answer(said["Second vote"], options, None) if "Second vote" in said else None
            for title, words in said.items():
                counted[number, title, *answer(words, options, second)] += 1
    everybody = [
        key for key, bars in votes.items() if sum(int(total(bar)) for bar in bars) == PEOPLE
    ]
    assert everybody
    for number, title in everybody:
        charted = [[int(count) for count in bar] for bar in votes[number, title]]
        assert [[counted[number, title, o, s] for s in range(3)] for o in range(4)] == charted


def answer(said: str, options: list[str], same: tuple[int, int] | None) -> tuple[int, int]:
    """The option and the shade of an answer in words: “… (fairly sure)”."""
    level = next(shade for words, shade in LEVELS.items() if f"({words})" in said.lower())
    if said.startswith("The same answer"):
        assert same is not None
        return same[0], level
    return next(n for n, text in enumerate(options) if said.startswith(text)), level


CAUTIONS = (
    *("such votes", "Not all the same", "Fewer than 10 answered", "fewer than 5 people"),
    *(
        "Fewer than 5 people",
        "Not the same people answered",
        "no change is shown",
        "Confidence can fall",
    ),
    "chose the best answer",
)


def check_sentences(host: Visitor, files: dict[str, bytes], hands: set[tuple[str, str]]) -> None:
    """Every sentence of the summary about votes, and how to read them, is in every file; and hands
    as wall, phones and host have seen them, in the workbook as numbers, too."""
    selected = host.page.select(
        ".summary-section .govuk-body-l, main > .column > ul:first-of-type li"
    )
    expected = [" ".join(one.get_text(" ").split()) for one in selected]
    told = ("sure, and wrong", "chose the best answer")
    assert [words for words in expected if any(one in words for one in told)]
    lines = [" ".join(one.get_text(" ").split()) for one in host.page.select(".summary-section p")]
    raised = [line for line in lines if "by show of hands" in line.lower()]
    assert raised
    for vote, counts in hands:
        how, _, title = vote.partition(", ")
        begins = f"{title.capitalize()}. {how}: {counts}"
        assert [line for line in raised if line.startswith(begins)], begins
    counted = numbers_read.counted(files["xlsx"])
    assert {(vote, counts) for vote, counts in hands} <= counted
    cautions = [line for line in lines if any(words in line for words in CAUTIONS)]
    top = [one.get_text() for one in host.page.select("main > .column")[0].select(":scope > p")]
    expected += raised + cautions + [line for line in top if line.startswith("Not all")]
    text = text_of(files)
    for words in expected:
        assert [kind for kind, found in text.items() if words not in found] == [], words
