"""What a page says of how to read its numbers, every file says, too; and slides can be read."""

from dataclasses import replace
from io import BytesIO

import pytest
from openpyxl import load_workbook
from pptx import Presentation

from quiz.languages.catalogues import language
from quiz.languages.sentences import written_in
from quiz.live.documents.data import chart_images
from quiz.live.documents.ended_session import EndedSession
from quiz.live.documents.slides import in_words, slides
from quiz.live.results.charts import RANGE_KEY, Chart, range_bar
from quiz.live.results.counted import COUNT
from quiz.live.results.headline import NOT_THE_SAME
from quiz.live.session.aggregate import ScenarioVotes, SessionAggregate
from quiz.live.session.hands import CountedOn, LiveHands
from quiz.live.session.small_rooms import few_answered, room_count
from quiz.vocabulary import Certainty
from tests.live.dates import DAY
from tests.live.ended_session import BANK, PLAN, best_option, ended_aggregate, other_option
from tests.live.text_of_files import files_of, pages_of, slides_of, text_of

BEST = [best_option(PLAN, step) for step in range(2)]
OTHER = [other_option(best) for best in BEST]


def session_of(aggregate: SessionAggregate, **more: object) -> EndedSession:
    return EndedSession(BANK, PLAN, aggregate, "A morning", DAY, **more)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def three_votes() -> EndedSession:
    """Of the first scenario: two votes of other people, and one after the answer."""
    aggregate = ended_aggregate()
    first, *rest = aggregate.scenarios
    later = {(BEST[0], Certainty.VERY_SURE): 12}
    first = replace(first, matched=False, later=later, asked_later=2)
    return session_of(replace(aggregate, scenarios=(first, *rest)))


@pytest.fixture(scope="module")
def made(three_votes: EndedSession) -> dict[str, bytes]:
    return files_of(three_votes)


def test_other_people_are_named_wherever_a_change_of_votes_is_told(
    made: dict[str, bytes], three_votes: EndedSession
) -> None:
    first_page, *_ = pages_of(made["pdf"])
    title = BANK.items[PLAN.scenarios[0].item].title
    top = first_page[: first_page.rindex(f"1. {title}")]
    assert top.index("What moved") < top.index(str(NOT_THE_SAME))
    (moved,) = [words for words in slides_of(made["pptx"]) if words.startswith("What moved")]
    assert str(NOT_THE_SAME) in moved
    for words in text_of(made).values():
        assert words.count(str(NOT_THE_SAME)) == 2, "with what moved, and with the scenario"
    assert NOT_THE_SAME in chart_images(three_votes)["scenario-1"]["lines"]


def test_at_most_two_charts_share_a_slide(made: dict[str, bytes]) -> None:
    charts = [
        [shape.chart.chart_title.text_frame.text for shape in slide.shapes if shape.has_chart]
        for slide in Presentation(BytesIO(made["pptx"])).slides
    ]
    assert [titles for titles in charts if titles][:2] == [
        ["First vote: 10 answered", "Second vote: 11 answered"],
        ["Asked after the answer: 12 answered"],
    ]
    assert max(map(len, charts)) == 2


def test_notes_have_whole_sentences_and_the_counted_hands(three_votes: EndedSession) -> None:
    """Welsh has the verb first. Hands counted after the answer are in the notes, too."""
    raised = LiveHands(round=3, counted_on=CountedOn.HANDS, a=1, b=2, c=3, d=4)
    with written_in(language("cy")):
        bar = range_bar("", "?", room_count(1, 6), f"Dywedodd {COUNT} ie")
        few = in_words(Chart("Cyn", RANGE_KEY, (bar,), 6, "Cwestiwn"))
        assert few[1] == "1: Dywedodd llai na hanner ie"
    made = slides(replace(three_votes, hands={1: {3: raised}}), DAY)
    notes = [
        slide.notes_slide.notes_text_frame.text for slide in Presentation(BytesIO(made)).slides
    ]
    assert any(
        "Asked after the answer. By show of hands: A 1, B 2, C 3, D 4" in one for one in notes
    )


def test_only_the_vote_of_few_is_said_to_be_small(three_votes: EndedSession) -> None:
    first, *rest = three_votes.aggregate.scenarios
    few = {(BEST[0], Certainty.VERY_SURE): 9}
    mixed = replace(first, votes=(first.votes[0], few), later=None, asked_later=0)
    aggregate = replace(three_votes.aggregate, scenarios=(mixed, *rest))
    said = session_of(aggregate).said(session_of(aggregate).scenarios[0])
    assert said[-1] == (
        "Second vote: fewer than 10 answered on phones, so these counts are not exact. "
        "Nobody stands out."
    )
    assert few_answered({"First vote": 9, "Second vote": 5}).startswith("Fewer than 10 answered")
    assert few_answered({"First vote": 12}) == ""


def test_the_first_page_of_each_file_has_the_day(made: dict[str, bytes]) -> None:
    assert "1 March 2027" in pages_of(made["pdf"])[0]
    assert "1 March 2027" in slides_of(made["pptx"])[0]
    assert "1 March 2027" in text_of(made)["xlsx"]


@pytest.mark.parametrize(
    ("counted_on", "counts", "told", "cell"),
    [
        (CountedOn.HANDS, (6, 8), "6 of 14 chose the best answer.", 6),
        (CountedOn.PAPER, (2, 6), "Fewer than half of the 8 chose the best answer.", None),
    ],
)
def test_hands_are_told_in_every_file_and_have_columns(
    counted_on: CountedOn, counts: tuple[int, int], told: str, cell: int | None
) -> None:
    """The second scenario was only counted by hand. Two slips of paper stay a range."""
    none = dict.fromkeys("abcd", 0)
    counted = none | {BEST[1]: counts[0], OTHER[1]: counts[1]}
    first, second, *rest = ended_aggregate().scenarios
    votes = (first, ScenarioVotes(second.item, second.revision, (None,)), *rest)
    found = LiveHands(session_id="s", round=3, counted_on=counted_on, **counted)
    session = session_of(replace(ended_aggregate(), scenarios=votes), hands={2: {1: found}})
    assert session.told(session.scenarios[1]) == (told,)
    files = files_of(session)
    for kind, words in text_of(files).items():
        assert told in words, kind
    sheet = load_workbook(BytesIO(files["xlsx"]))["Hands and paper"]
    head, *rows = sheet.iter_rows(values_only=True)
    assert head == (
        *("Number", "Scenario", "Vote", "Counted", "Option", "Best answer", "How many", "All"),
    )
    best = BANK.items[PLAN.scenarios[1].item].option(BEST[1]).text
    how = "By show of hands" if counted_on == CountedOn.HANDS else "On paper"
    assert [row[2:] for row in rows if row[5] == "yes"] == [
        ("First vote", how, best, "yes", cell or "fewer than half of the 8", sum(counts))
    ]
    assert len(rows) == 4
