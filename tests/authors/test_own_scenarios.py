"""An organisation's own scenarios, from the first draft to the check and the live session."""

import json
from typing import Any

import pytest
from flask import Flask

from quiz.authors.models import SecondReading
from quiz.bank.store import ContentStore
from quiz.people.models import AuditEvent
from quiz.vocabulary import Role
from tests.authors.own_drafts import (
    LIST,
    OWN_ID,
    PAGE,
    SAMPLE,
    TITLE,
    WRONG,
    read_blind,
    typed,
    write,
)
from tests.conftest import Stored
from tests.live.stored_steps import join_session, open_vote
from tests.people.steps import signed_in
from tests.visitor import Visitor


def file_of(store: ContentStore) -> Any:
    return json.loads(store.local.read_text("utf-8"))


def publish(author: Visitor, reader: Visitor, **more: str) -> Visitor:
    author.get(f"{PAGE}/ask").send()
    read_blind(reader, SAMPLE.best)
    return author.get(f"{PAGE}/publish").send(**more)


@pytest.mark.both_databases
def test_a_scenario_goes_from_a_draft_to_the_check_and_the_room(
    app: Flask, author: Visitor, reader: Visitor, store: ContentStore, stored: Stored
) -> None:
    national = store.national.read_bytes()
    write(author)
    assert author.status == 200
    assert "The draft is saved." in author.page.get_text()
    assert "It meets the standard." in author.words
    [row] = file_of(store)["items"]
    assert (row["id"], row["draft"], row["best"]) == (OWN_ID, True, SAMPLE.best)
    assert "This is a draft. Nobody is asked it." in author.get(PAGE).words
    author.get(f"{PAGE}/ask").send()
    assert "somebody else reads it" in author.words

    assert "you can be the second reader" in reader.get(LIST).words
    shown = reader.get(f"{PAGE}/read").response.text
    assert SAMPLE.vignette in reader.words
    said = "The author says where the best answer applies: Example Council. If that looks wrong"
    assert said in reader.words
    for hidden in (TITLE, "leaning", *(option.reason for option in SAMPLE.options)):
        assert hidden not in shown
    read_blind(reader, SAMPLE.best, "A clear one.")
    [reading] = stored(SecondReading)
    assert (reading.option, reading.certainty) == (SAMPLE.best, 4)
    assert "You are its second reader" in reader.get(f"{PAGE}/publish").words

    words = author.get(PAGE).words
    assert "The second reader chose its best answer." in words
    assert "How sure they were: Very sure. A clear one." in words
    said = "Where the best answer applies: Example Council. If that is wrong, change its words"
    assert said in author.get(f"{PAGE}/publish").words
    author.send()
    assert "It is in use, in revision 1." in author.words
    assert [(one.action, one.subject) for one in stored(AuditEvent)] == [("published", OWN_ID)]
    assert store.national.read_bytes() == national

    check = Visitor(app).get("/")
    assert "L" in check.choices("scenarios")
    check.send(length="full", feedback="end", scenarios="L").send(
        aware="no", casework="no", asking="no"
    )
    assert TITLE in check.words
    check.send(option=f"{OWN_ID}.{SAMPLE.best}", certainty="4")
    assert check.status == 200
    host = signed_in(app, Role.TRAINER).get("/host/new?form=L").send(title="A morning")
    phone = join_session(app, host)
    open_vote(host)
    assert SAMPLE.question in phone.get("/play").words


def test_nobody_reads_what_they_wrote_and_nobody_reads_twice(
    app: Flask, author: Visitor, reader: Visitor, stored: Stored
) -> None:
    write(author).get(f"{PAGE}/ask").send()
    assert "You wrote at this scenario" in author.get(f"{PAGE}/read").words
    other = signed_in(app, Role.OWNER).get(f"{PAGE}/read")
    read_blind(reader, WRONG)
    other.send(option=SAMPLE.best, certainty="1")
    assert other.status == 422
    assert "does not wait for a second reader" in other.words
    assert [one.option for one in stored(SecondReading)] == [WRONG]


def test_who_opens_the_best_answer_is_no_second_reader_any_more(
    author: Visitor, reader: Visitor
) -> None:
    write(author).get(f"{PAGE}/ask").send()
    for page in ("edit", "preview/answer"):
        assert "somebody else has to be the second reader" in reader.get(f"{PAGE}/{page}").words
        assert SAMPLE.key.reason not in reader.words
    assert SAMPLE.question in reader.get(f"{PAGE}/read").words
    assert reader.get(f"{PAGE}/edit").send().path == f"{PAGE}/edit"
    for page in ("edit", "preview/answer"):
        assert SAMPLE.key.reason in reader.get(f"{PAGE}/{page}").response.text
    assert "You wrote at this scenario, or saw its best answer" in reader.get(f"{PAGE}/read").words
    assert "somebody else reads it" in reader.get(LIST).words


def test_an_author_who_is_contradicted_says_why_or_changes_the_words(
    author: Visitor, reader: Visitor, store: ContentStore, stored: Stored
) -> None:
    write(author).get(f"{PAGE}/ask").send()
    read_blind(reader, WRONG, "The second one can be defended.")
    assert "The second reader chose another answer." in author.get(PAGE).words
    author.get(f"{PAGE}/publish").send()
    assert (author.status, author.errors) == (422, ["Say why you publish it"])
    assert file_of(store)["items"][0]["draft"]
    author.send(why_not="Paragraph 3.14 names the register.")
    assert "It is in use" in author.words
    assert stored(SecondReading)[0].why_not == "Paragraph 3.14 names the register."
    said = f"reader chose {WRONG.upper()}, not {SAMPLE.best.upper()}. Why it was published all the "
    said += "same: Paragraph 3.14 names the register."
    assert f"Its history Revision 1 is in use. Its second {said}" in author.words
    author.get(f"{PAGE}/edit").send(title="The minibus firm")
    assert "A second reader has to answer its words first." in author.get(f"{PAGE}/publish").words
    assert said in author.get(PAGE).words
    author.get(f"{PAGE}/ask").send()
    assert "Paragraph 3.14" in author.get(PAGE).words
    another = signed_in(author.app, Role.OWNER)
    assert "Paragraph 3.14" not in another.get(PAGE).words, "they are to read it blind"
    author.get(f"{PAGE}/withdraw").send(why="It is old.")
    assert f": It is old. Its second {said}" in author.get(PAGE).words


def test_a_change_is_a_new_revision_and_the_old_one_comes_back(
    app: Flask, author: Visitor, reader: Visitor, store: ContentStore
) -> None:
    publish(write(author), reader)
    author.get(f"{PAGE}/edit").send(title="The minibus firm")
    assert "Revision 1 is in use. Its next revision is a draft." in author.get(PAGE).words
    assert [item.title for item in store.bank.form("L").items] == [TITLE]
    assert store.bank.upcoming[OWN_ID].revision == 2
    reader = signed_in(app, Role.OWNER)
    publish(author, reader)
    assert author.errors == ["Say what changed"]
    author.send(why="The title gave it away.")
    assert "It is in use, in revision 2." in author.words
    kept = store.bank.kept[OWN_ID, 1]
    assert kept.since is not None
    assert (kept.title, kept.since.why) == (TITLE, "The title gave it away.")
    assert kept.checksum != store.bank.items[OWN_ID].checksum
    assert "next" not in file_of(store)
    author.get(f"{PAGE}/edit?revision=1")
    assert author.filled_in()["title"] == TITLE
    author.send()
    assert store.bank.upcoming[OWN_ID].title == TITLE
    publish(author, signed_in(app, Role.OWNER), why="It was better before.")
    assert "2026: The title gave it away. See revision 1" in author.get(PAGE).words
    assert "2026: It was better before. See revision 2" in author.words
    author.get(f"{PAGE}/edit").send(title="The firm")
    author.get(f"{PAGE}/delete").send()
    assert OWN_ID not in store.bank.upcoming
    assert "It is in use, in revision 3." in author.get(PAGE).words


def test_a_withdrawn_scenario_is_asked_no_more_and_its_words_can_be_used_again(
    author: Visitor, reader: Visitor, store: ContentStore, stored: Stored
) -> None:
    publish(write(author), reader)
    other = signed_in(author.app, Role.OWNER).get(f"{PAGE}/edit")
    author.get(f"{PAGE}/edit").send(title="The minibus firm")
    author.get(f"{PAGE}/withdraw").send()
    assert author.errors == ["Say why it is withdrawn"]
    author.send(why="Two answers can be defended")
    assert "Two answers can be defended." in author.words
    assert {one.action for one in stored(AuditEvent)} == {"published", "withdrawn"}
    assert [form.id for form in store.bank.forms if form.local] == []
    assert "next" not in file_of(store)
    assert author.get(f"{PAGE}/edit").path == PAGE  # nothing to change
    assert "withdrew or deleted this scenario while you wrote" in other.send(title="Bus").errors[0]
    author.get(f"{LIST}/new?from={OWN_ID}&revision=1")
    assert author.filled_in()["vignette"] == SAMPLE.vignette
    author.send()
    assert f"{OWN_ID}-2" in store.bank.items


def test_what_is_typed_comes_back_when_it_is_refused(author: Visitor, store: ContentStore) -> None:
    write(author, title="", people="Zed", vignette="Too <short>")
    assert author.status == 422
    assert author.errors == [
        "Give it a title",
        "Leave out the characters < and >",
        "“Zed” is not in the story. Write it as it stands there",
    ]
    kept = author.filled_in()
    assert [kept["vignette"], kept["question"]] == ["Too <short>", SAMPLE.question]
    assert sorted(kept["pointers"]) == sorted(pointer.id for pointer in SAMPLE.pointers)
    assert kept["topic"] == SAMPLE.topic.id
    assert not store.local.exists()


def test_a_draft_may_be_a_title_and_says_what_is_missing(
    author: Visitor, store: ContentStore
) -> None:
    needed = {"title": TITLE, "topic": "B", "best": "a", "jurisdiction": "Wales"}
    assert author.get(f"{LIST}/new").filled_in()["jurisdiction"] == ""
    author.send(**needed)
    assert "Write the story." in author.words
    assert "Choose the places in the guidance that it rests on." in author.words
    assert author.filled_in()["vignette"] == ""
    assert "See it as people" not in author.get(PAGE).words, "nothing of it can be shown"
    assert "Put this right first" in author.get(f"{PAGE}/ask").words
    author.get(f"{LIST}/new").send(**needed)
    assert len(file_of(store)["items"]) == 1, "a form that is sent twice adds one draft"


def test_the_content_checks_stand_beside_the_draft(author: Visitor) -> None:
    write(author, vignette="Dev waits.", text_a="Yes.")
    assert "The story: write 30 to 110 words, not 2." in author.words
    assert "The answers: make them similar in length" in author.words
    assert "Words in the story 2 30 to 110" in author.words
    token = author.filled_in()["csrf_token"]
    assert author.post(f"{PAGE}/ask", {"csrf_token": token}).status == 422


def test_the_second_of_two_editors_sees_both_texts(
    app: Flask, author: Visitor, store: ContentStore
) -> None:
    write(author)
    other = signed_in(app, Role.OWNER).get(f"{PAGE}/edit")
    author.get(f"{PAGE}/edit").send(question="What should Dev do first?")
    other.send(question="What may Dev do now?", title="Minibus")
    assert (other.status, "Somebody else saved this" in other.errors[0]) == (422, True)
    assert "The question What should Dev do first?" in other.words
    assert other.filled_in()["question"] == "What may Dev do now?"
    assert file_of(store)["items"][0]["question"] == "What should Dev do first?"
    other.send()
    assert file_of(store)["items"][0]["question"] == "What may Dev do now?"


def test_places_are_found_by_words_and_ticked(author: Visitor, store: ContentStore) -> None:
    write(author, pointers="", query="covert surveillance", press="search")
    assert author.response.request.query_string == b"q=covert+surveillance"
    found = author.choices("pointers")
    assert 3 < len(found) <= 12
    author.send(pointers=found[:4])
    assert author.errors == ["Choose at most three places"]
    author.send(pointers=found[:1])
    assert file_of(store)["items"][0]["pointers"] == found[:1]
    author.get(f"{PAGE}/edit?q=zzzzz")
    assert "Nothing in the guidance has these words." in author.words


def test_previews_show_the_question_without_the_key_and_the_answer_with_it(
    author: Visitor,
) -> None:
    asked = write(author).get(f"{PAGE}/preview")
    assert SAMPLE.question in asked.words
    assert SAMPLE.key.reason not in asked.words
    assert SAMPLE.key.reason in author.get(f"{PAGE}/preview/answer").words
    wrong = author.get(f"{PAGE}/preview/answer?chosen={WRONG}")
    assert "Wrong. You were very sure." in wrong.words
    assert author.get(f"{PAGE}/preview?revision=7").status == 404
    author.get(f"{PAGE}/edit").send(**{f"reason_{SAMPLE.best}": "", "prompt": "", "rule": ""})
    assert "The draft is saved." in author.words
    for page in ("preview", "preview/answer"):
        assert "To write" not in author.get(f"{PAGE}/{page}").words


def test_national_scenarios_have_no_page_here(author: Visitor) -> None:
    for page in ("", "/edit", "/withdraw", "/preview"):
        assert author.get(f"{LIST}/{SAMPLE.id}{page}").status == 404


def test_a_file_that_cannot_be_written_keeps_the_words_and_no_event(
    author: Visitor, reader: Visitor, store: ContentStore, stored: Stored
) -> None:
    write(author).get(f"{PAGE}/ask").send()
    read_blind(reader, SAMPLE.best)
    author.get(f"{PAGE}/publish")
    kept = store.local.read_text("utf-8")
    store.local.write_text("{ broken")
    assert author.send().status == 422
    said = "a file has a mistake. Tell the person who runs this service: local.json cannot be used"
    assert said in author.words
    assert stored(AuditEvent) == []
    author.get(f"{LIST}/new").send(**typed(title="Another one"))
    assert "local.json cannot be used" in author.errors[0]
    assert author.filled_in()["title"] == "Another one"
    store.local.write_text(kept)
