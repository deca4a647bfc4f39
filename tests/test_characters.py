"""Names have no invisible characters, and keep the joiners that some languages need."""

import pytest
from flask import Flask

from quiz.characters import invisible_in
from quiz.vocabulary import Role
from tests.people.steps import account, signed_in


@pytest.mark.parametrize(
    "name",
    ["A\u200bda", "Ada\u00ad", "\u2060Ada", "A\u200cda", "Ada\u200d", "Ada\u3164", "A\ufe0fda"],
)
def test_invisible_characters_are_found(name: str) -> None:
    assert invisible_in(name)


@pytest.mark.parametrize(
    "name",
    [
        "Ada O’Neil",
        "Ștefan",
        "Nguyễn",
        "Nguye\u0302\u0303n",
        "می\u200cخواهم",
        "क्\u200dष",
        "李明",
        "",
    ],
)
def test_names_keep_what_their_languages_need(name: str) -> None:
    assert not invisible_in(name)


def test_a_name_with_an_invisible_character_is_refused(app: Flask) -> None:
    admin = signed_in(app, Role.ADMINISTRATOR)
    person = account(app, Role.LEAD, name="Ada")
    admin.get(f"/admin/people/{person}").send(name="A\u200bda", roles="lead")
    assert admin.status == 422
    assert any("invisible" in error for error in admin.errors)
