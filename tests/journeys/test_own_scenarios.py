"""A scenario of one's own in real browsers: author, second reader, published; two sizes, axe."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from quiz.clock import today
from quiz.people import accounts, passwords
from quiz.storage.database import connect
from quiz.vocabulary import Role
from tests.authors.own_drafts import LIST, PAGE, SAMPLE, TITLE, typed
from tests.journeys.person import DESK, PHONE, TwoSizes
from tests.people.steps import PASSWORD
from tests.server import Server, running


def owner(browser: Browser, server: Server, name: str) -> TwoSizes:
    """A content owner who is signed in."""
    database = connect(server.database_url)
    with database.begin(writes=True) as session:
        person = accounts.add(
            session, f"{name.lower()}@council.example", name, [Role.OWNER], today()
        )
        passwords.store(session, person, PASSWORD)
        session.commit()
    database.close()
    page = browser.new_context(viewport=PHONE).new_page()
    someone = TwoSizes(page, server.address, sizes=(PHONE, DESK), axe_in_both=True)
    someone.opens("/signin")
    page.get_by_label("Email address").fill(f"{name.lower()}@council.example")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    someone.presses("Sign in")
    return someone


def types(author: TwoSizes) -> None:
    """Fill in the form, but for the places in the guidance."""
    for name, value in typed().items():
        box = author.page.locator(f"[name={name}]").first
        if name == "best":
            author.chooses(name, str(value))
        elif name == "topic" or name.startswith("leaning"):
            box.select_option(str(value))
        elif name != "pointers":
            box.fill(str(value))


@pytest.mark.only_test_all
def test_an_author_and_a_second_reader_publish_a_scenario(browser: Browser, tmp_path: Path) -> None:
    instance = tmp_path / "instance"
    with running(instance, DATABASE_URL=f"sqlite:///{instance / 'quiz.sqlite3'}") as server:
        author, reader = owner(browser, server, "Ada"), owner(browser, server, "Ben")
        author.opens("/admin/content").follows(
            author.page.get_by_role("link", name="Write scenarios of your own")
        )
        author.follows(author.page.get_by_role("button", name="Write a scenario"))
        types(author)
        author.page.get_by_label("Search the guidance for places").fill("covert surveillance")
        author.presses("Save the draft and search")
        author.page.locator("[name=pointers]").first.check()
        author.page.get_by_role("button", name="Save the draft and check it").last.click()
        author.looks()
        assert "It meets the standard." in author.words
        for path in (PAGE, f"{PAGE}/preview", f"{PAGE}/preview/answer", f"{PAGE}/delete"):
            author.opens(path)
        author.opens(f"{PAGE}/ask").presses("Ask for a second reader")
        reader.opens(LIST).opens(f"{PAGE}/edit").opens(f"{PAGE}/read")
        reader.chooses("option", SAMPLE.best).chooses("certainty", "4").presses(
            "Send to the author"
        )
        author.opens(PAGE).opens(f"{PAGE}/publish").presses("Publish it")
        assert "It is in use, in revision 1." in author.words
        author.opens(f"{PAGE}/withdraw").opens(f"{PAGE}/edit")
        author.opens("/")
        assert author.page.locator('[name="scenarios"][value="L"]').count() == 1
        reader.opens(LIST)
        assert TITLE in reader.words
        assert server.exceptions == []
