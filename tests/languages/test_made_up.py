"""The self-check in the made-up language, from its start to what is taken along."""

from tests.languages.english_left import english_left
from tests.visitor import Visitor

AFTER = (
    *("/check/marks", "/check/second-look", "/check/cpd-note", "/check/supervision"),
    *("/check/save", "/check/leave", "/check/delete", "/check/return", "/nowhere"),
    *("/privacy", "/accessibility", "/check/scenario/1/why", "/check/scenario/2/why", "/"),
)


def test_no_english_is_left(visitor: Visitor) -> None:
    left: dict[str, set[str]] = {}

    def look(path: str = "") -> None:
        if path:
            visitor.get(path)
        if found := english_left(visitor.response.text):
            left[visitor.path] = found

    visitor.get("/language/en-XA?next=/")
    look()
    look("/check/confidence")  # no check is under way
    visitor.get("/").send(length="full", feedback="end")
    look()
    visitor.send(aware="yes", understanding="", casework="partly", asking="no")
    assert visitor.errors
    look()
    visitor.send(aware="yes", understanding="partly", casework="yes", asking="no")
    visitor.send()
    look()
    for number in range(12):
        option = visitor.choices("option")[number % 4]
        visitor.send(option=option, certainty=str(1 + number % 4), look_up="y")
        look()
    visitor.send(uses="yes")
    look()
    visitor.send(curiosity_ok="yes", risk_done="no")
    look()
    visitor.send()
    assert visitor.path == "/check/feedback"
    look()
    for path in AFTER:
        look(path)
    assert left == {}


def test_a_page_that_was_not_made_up_is_found() -> None:
    page = (
        '<html lang="en-XA"><body><p>Plain</p><p lang="en-GB">Content</p>'
        '<b aria-label="Said aloud">⟦Ŵóŕđ⟧</b></body></html>'
    )
    assert english_left(page) == {"Plain", "Said aloud"}
