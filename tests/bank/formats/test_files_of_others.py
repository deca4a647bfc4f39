"""Each question of another program's file comes in, or is refused by name with place and reason."""

import pytest

from quiz.bank.formats.detection import format_of
from quiz.bank.formats.portable import FormatError
from quiz.bank.formats.registry import FORMATS
from tests.bank.formats import files_of_others as others

SAME = [("What is first?", "Ask")]
SEVERAL = "it is a question with several right answers"


@pytest.mark.parametrize(
    ("content", "name", "read", "refused"),
    [
        (
            others.BLACKBOARD,
            "qti12",
            SAME,
            [
                ("res00001.dat, line 11", "What is first?", SEVERAL),
                ("res00001.dat, line 21", "E", "it is a choice of two such as yes or no"),
                ("res00001.dat, line 31", "J", "it is a text with gaps"),
                ("res00001.dat, line 41", "O", "it is an opinion, without a right answer"),
            ],
        ),
        (
            others.GOOGLE,
            "csv",
            [*SAME, ("And then?", "2")],
            [("line 4", "And last?", "it has more than four options")],
        ),
        (
            others.GIFT,
            "gift",
            [*SAME, ("Which is best?", "Ask")],
            [
                ("line 10", "Together", "it is a matching question"),
                ("line 13", "One", "two questions stand together"),
            ],
        ),
        (others.AIKEN, "aiken", [*SAME, ("What then?", "Stop"), ("And last?", "Two")], []),
        (
            others.MOODLE,
            "moodle-xml",
            SAME,
            [
                ("line 10", "Drag", "it is a text with gaps"),
                ("line 11", "Choose [[1]]", "it is a text with gaps"),
                ("line 13", "All", SEVERAL),
            ],
        ),
        (
            others.kahoot(),
            "kahoot",
            [*SAME, ("How many?", "2.5")],
            [("row 10", "Which two?", "it has several right answers (2)")],
        ),
        (
            others.INSPERA,
            "qti21",
            SAME * 2,
            [("b.xml, line 2", "b", "it is a question that changes each time (a template)")],
        ),
        (others.TAO, "qti30", SAME, []),
    ],
)
def test_files_of_other_programs(
    content: bytes, name: str, read: list[tuple[str, str]], refused: list[tuple[str, str, str]]
) -> None:
    assert format_of(content) == name
    reading = FORMATS[name].read(content)
    assert [(one.question, one.options[one.best].text) for one in reading.items] == read
    assert [(one.where, one.name, one.why) for one in reading.refused] == refused


def test_a_csv_file_of_d2l_is_called_what_it_is() -> None:
    with pytest.raises(FormatError, match="CSV file of D2L Brightspace"):
        FORMATS[format_of(others.D2L)].read(others.D2L)


def test_feedback_that_a_scenario_has_no_place_for_is_named() -> None:
    [item] = FORMATS["moodle-xml"].read(others.MOODLE).items
    assert item.left_out == ("hints", "the feedback for everybody")
    first, _ = FORMATS["gift"].read(others.GIFT).items
    assert (first.id, first.topic, first.title) == ("Q-9", "C", "Corridor: one")
    assert first.left_out == ("the feedback for everybody",)
    good, wrong = FORMATS["qti21"].read(others.INSPERA).items
    assert (good.options[0].reason, good.left_out) == ("Good.", ())
    assert (wrong.options[0].reason, wrong.left_out) == (None, ("feedback of no single answer",))
