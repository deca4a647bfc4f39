"""An import says which words of a draft it replaces, and replaces no others."""

import pytest
from flask import Flask

from quiz.bank.edits import REASON_TO_WRITE
from quiz.bank.formats.import_report import ImportLine, ImportReport
from quiz.bank.formats.replaced import Replaced
from quiz.bank.store import ContentStore
from quiz.people.models import AuditEvent
from quiz.vocabulary import Role
from tests.authors.test_exchange_pages import rows, uploading
from tests.conftest import Stored
from tests.people.steps import signed_in
from tests.visitor import Visitor

HEAD = "id,question,option_a,option_b,best\n"
FIRST = f"{HEAD}local-kim,Which comes first?,Stop,Ask,b\n".encode()
OTHER = f"{HEAD}local-kim,Which comes first?,Wait,Ask,a\n".encode()
PAGE = "/admin/content/own/local-kim/edit"


@pytest.fixture
def owner(app: Flask, store: ContentStore) -> Visitor:
    owner = signed_in(app, Role.OWNER)
    uploading(owner, FIRST, topic="C").send()
    assert "Imported: 1 added." in owner.words
    return owner


def replaced(owner: Visitor) -> list[str]:
    return [part.get_text(" ", strip=True) for part in owner.page.select("main dt, main dd")]


def test_a_check_shows_the_words_that_would_be_replaced(owner: Visitor) -> None:
    uploading(owner, OTHER)
    assert "2 parts here would be replaced" in owner.words
    assert replaced(owner) == [
        *("Its best answer", "Here: B", "In the file: A"),
        *("Option A", "Here: Stop", "In the file: Wait"),
    ]


def test_words_that_somebody_saved_meanwhile_are_not_replaced(
    app: Flask, owner: Visitor, store: ContentStore, stored: Stored
) -> None:
    uploading(owner, OTHER)
    signed_in(app, Role.OWNER).get(PAGE).send(jurisdiction="England", text_a="Stop and think")
    events = len(stored(AuditEvent))
    owner.send()
    assert owner.status == 422
    assert "somebody saved a draft since you checked the file" in owner.words
    assert "Here: Stop and think" in replaced(owner)
    assert rows(store)[0]["options"][0]["text"] == "Stop and think"
    assert len(stored(AuditEvent)) == events
    owner.send()
    assert "Imported: 1 changed." in owner.words
    assert rows(store)[0]["options"][0]["text"] == "Wait"


def test_another_language_of_the_page_is_no_change() -> None:
    def fingerprint(part: str, before: str) -> str:
        changed = ImportLine(
            "row 2", "Kim", "local-kim", replaced=(Replaced(part, before, "Wait"),)
        )
        return ImportReport(changed=(changed,)).fingerprint

    assert fingerprint("option A", "Stop") == fingerprint("opsiwn A", "Stop")
    assert fingerprint("option A", "Stop") != fingerprint("option A", "Stop and think")


REASONS = HEAD.replace("best", "best,reason_a,reason_b")
WITH_REASONS = f"{REASONS}local-kim,Which comes first?,Stop,Ask,b,Why stop.,Why ask.\n".encode()


@pytest.mark.parametrize(
    ("options", "reasons"),
    [
        (("Ask", "Stop"), ["Why ask.", "Why stop."]),
        (("Stop at once", "Ask"), ["Why stop.", "Why ask."]),
        (("Look at her page", "Ask"), [REASON_TO_WRITE, "Why ask."]),
        (("Ask", "Look at her page"), ["Why ask.", REASON_TO_WRITE]),
    ],
)
def test_a_reason_goes_with_the_words_of_its_option(
    owner: Visitor, store: ContentStore, options: tuple[str, str], reasons: list[str]
) -> None:
    uploading(owner, WITH_REASONS).send()
    uploading(owner, f"{HEAD}local-kim,Which comes first?,{','.join(options)},a\n".encode()).send()
    assert [one["reason"] for one in rows(store)[0]["options"][:2]] == reasons


NUMBERED = "id,title,question,option_a,option_b,option_c,best\n7,"


@pytest.mark.parametrize(
    ("question", "counts"),
    [
        ("Question 1,What should you do first about it?,Yes,No,Ask,c", "1 changed"),
        ("Question 1,Which law covers pictures of children?,Yours,Theirs,None,c", "1 refused"),
        ("Photos,What should you do first?,Delete them,Print them,Copy them,c", "1 refused"),
        ("Law,Which law covers pictures of children?,Yes,No,Ask,c", "1 refused"),
    ],
)
def test_a_number_alone_does_not_make_it_the_same_question(
    owner: Visitor, question: str, counts: str
) -> None:
    here = "Question 1,What should you do first?,Yes,No,Ask,c"
    uploading(owner, f"{NUMBERED}{here}\n".encode()).send()
    uploading(owner, f"{NUMBERED}{question}\n".encode())
    assert counts in owner.words


def test_a_story_that_the_file_does_not_have_stays(
    app: Flask, owner: Visitor, store: ContentStore
) -> None:
    uploading(owner, OTHER)
    other = signed_in(app, Role.OWNER)
    other.get(PAGE).send(jurisdiction="England", vignette="Kim looks at a page.")
    owner.send()
    assert "Imported: 1 changed." in owner.words
    assert rows(store)[0]["vignette"] == "Kim looks at a page."
