"""A complete answer is read as its form reads it, and nothing else is taken for one."""

from flask import Flask
from flask import session as cookie
from hypothesis import given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from quiz.questions.scenario_form import complete_answer, option_value, scenario_form
from tests.selfcheck.steps import BANK

ITEM, OTHER = BANK.form("A").items[:2]
APP, TOKEN = Flask("forms only"), "a token"
APP.secret_key = TOKEN
OPTIONS = [option_value(item, option.id) for item in (ITEM, OTHER) for option in item.options]
VALUES = {
    "csrf_token": [TOKEN, "another", "", "é"],
    "option": [*OPTIONS, ITEM.id, f"{ITEM.id}.", f".{ITEM.best}", f"{ITEM.id}.{ITEM.id}.a", ""],
    "certainty": ["1", "2", "3", "4", "0", "5", "01", " 1", "1.0", "x", ""],
    "look_up": ["y", "", "false", "False", "on", "0"],
    "revision": [str(ITEM.revision), str(ITEM.revision + 1), f"0{ITEM.revision}", "x", ""],
}
RIGHT = {
    "csrf_token": TOKEN,
    "option": option_value(ITEM, ITEM.best),
    "certainty": "3",
    "revision": str(ITEM.revision),
}
FIELDS = st.fixed_dictionaries(
    {name: st.lists(st.sampled_from(values), max_size=2) for name, values in VALUES.items()}
)
"""Each field missing, once or twice."""
CHANGES = st.dictionaries(
    st.sampled_from(list(VALUES)), st.lists(st.text(max_size=3), max_size=2), max_size=2
)


@settings(max_examples=50)
@given(FIELDS.map(dict) | CHANGES.map(lambda some: {n: [v] for n, v in RIGHT.items()} | some))
def test_it_is_what_the_form_accepts_and_nothing_else(sent: dict[str, list[str]]) -> None:
    with APP.test_request_context("/", method="POST", data=MultiDict(sent)):
        cookie["csrf_token"] = TOKEN
        form = scenario_form(ITEM, None, None)
        assert complete_answer(ITEM) == (form.given if form.accepted() else None)


def test_a_complete_answer_is_one() -> None:
    with APP.test_request_context("/", method="POST", data=RIGHT | {"look_up": "y"}):
        assert complete_answer(ITEM) is None  # no cookie
        cookie["csrf_token"] = TOKEN
        found = complete_answer(ITEM)
    assert found is not None
    assert (found.item, found.option, found.certainty, found.look_up) == (
        *(ITEM.id, ITEM.best, 3),
        True,
    )
