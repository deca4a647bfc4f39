"""A SCORM package in a learning system on another site, in a real browser."""

import json
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser, BrowserContext, FrameLocator, Page, expect

from quiz import create_app
from quiz.settings.config import from_environment
from quiz.vocabulary import Role
from tests.journeys.person import DESK, PHONE, TwoSizes
from tests.learning.packages.course import OWN_API
from tests.learning.packages.learning_site import LearningSite, serving
from tests.people.steps import signed_in
from tests.server import Server

ANSWERS = (("best", "3"), ("best", "3"), ("other", "1"), ("best", "2"))
OPEN = "Open the check (in a new window)"


@pytest.fixture
def course(site: LearningSite, browser: Browser, contexts: list[BrowserContext]) -> Page:
    contexts.append(browser.new_context(viewport=DESK))
    page = contexts[0].new_page()
    page.goto(site.course("own"))
    return page


def launcher(course: Page) -> FrameLocator:
    return course.frame_locator("iframe")


def opens(course: Page, server: Server, *, axe: bool = False) -> TwoSizes:
    """Press the launcher's button; the person at the window that it opens."""
    with course.context.expect_page() as opened:
        launcher(course).get_by_role("button", name=OPEN).click()
    opened.value.wait_for_load_state()
    sizes = (DESK, PHONE) if axe else (DESK, DESK)
    person = TwoSizes(opened.value, server.address, sizes=sizes, axe=axe, axe_in_both=axe)
    return person.looks() if axe else person


def finishes(course: Page, server: Server, *, axe: bool = False) -> None:
    """Take a short check in a window that the launcher opened, and close it."""
    person = opens(course, server, axe=axe)
    assert "will be told that you finished, nothing else" in person.words
    person.presses("Continue").answers_without_pages(*ANSWERS)
    person.opens("/check/feedback")
    assert "does not know yet that you have finished" in person.words
    person.page.close()


def cmi(course: Page) -> dict[str, str]:
    """What the learning system has."""
    found: dict[str, str] = json.loads(course.evaluate("localStorage.getItem('cmi') ?? '{}'"))
    return found


def test_a_scorm_package_records_that_somebody_finished_and_nothing_else(
    course: Page, shared_server: Server, site: LearningSite
) -> None:
    finishes(course, shared_server)
    course.reload()  # it goes on as before
    expect(launcher(course).get_by_text("You have opened the check.")).to_be_visible()
    window = opens(course, shared_server)
    assert window.path == "/learning/scorm/send"
    number = window.page.get_attribute("form[data-number]", "data-number")
    message = {"about": "before-you-look", "number": number, "finished": True}
    # The same message from another origin, and from another window of ours.
    course.evaluate("sent => frames[0].postMessage(sent, '*')", message)
    assert cmi(course)["cmi.core.lesson_status"] == "incomplete"
    window.presses("Send it")
    assert "knows that you have finished" in window.words
    expect(launcher(course).get_by_text("has recorded that you finished")).to_be_visible()
    kept = cmi(course)
    assert kept["cmi.core.lesson_status"] == "completed"
    assert not [name for name in kept if name.startswith("cmi.core.score")]
    # A number counts once.
    before = course.evaluate("calls.length")
    window.page.evaluate(
        "([sent, to]) => opener.postMessage({...sent, right: 1, of: 1}, to)",
        [message, site.address],
    )
    course.wait_for_timeout(50)
    assert course.evaluate("calls.length") == before


@pytest.mark.only_test_all
def test_the_pages_of_a_package_fit_and_are_accessible(course: Page, shared_server: Server) -> None:
    package_page = course.url.replace("course?kind=own", "package/index.html")
    for api, words in (
        ("", "not connected to a learning system"),
        (OWN_API.replace("MODE", '"review"'), "to look at only"),
        (OWN_API.replace("MODE", '"normal"'), "told that you finished, nothing else"),
        (OWN_API.replace('"not attempted"', '"completed"').replace("MODE", '""'), "has recorded"),
    ):
        alone = TwoSizes(course.context.new_page(), "", axe_in_both=True)
        alone.page.add_init_script(api)
        assert words in alone.opens(package_page).words
    finishes(course, shared_server, axe=True)
    window = opens(course, shared_server, axe=True)
    window.page.get_by_label("Also that 3 of 4 answers were right").check()
    window.presses("Send it")
    kept = cmi(course)
    assert kept["cmi.core.score.raw"] == "75"
    assert (kept["cmi.core.score.min"], kept["cmi.core.score.max"]) == ("0", "100")
    course.reload()
    expect(launcher(course).get_by_text("has recorded that you finished")).to_be_visible()
    assert course.evaluate("calls.filter(([name]) => name === 'LMSSetValue')") == []


@pytest.mark.only_test_all
def test_the_page_with_the_packages_fits_and_gives_a_file(
    shared_server: Server, browser: Browser, contexts: list[BrowserContext]
) -> None:
    app = create_app(from_environment(shared_server.environ))
    cookie = signed_in(app, Role.TRAINER).client.get_cookie("before-you-look")
    app.extensions["database"].close()
    assert cookie
    contexts.append(browser.new_context(viewport=PHONE))
    kept = {"name": "before-you-look", "value": cookie.value, "url": shared_server.address}
    contexts[0].add_cookies([kept])  # type: ignore[list-item]
    page = contexts[0].new_page()
    person = TwoSizes(page, shared_server.address, axe_in_both=True)
    person.opens("/help/learning-systems").opens("/learning/package")
    page.get_by_label("Set 2").check()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download").click()
    assert download.value.suggested_filename == "before-you-look-scorm12-b.zip"
    with ZipFile(download.value.path()) as archive:
        assert shared_server.address.encode() in archive.read("index.html")


@pytest.mark.only_test_all
def test_scorm_again_records_it(course: Page, shared_server: Server, site: LearningSite) -> None:
    course.goto(site.course("again"))
    finishes(course, shared_server)
    course.reload()
    opens(course, shared_server).presses("Send it")
    expect(launcher(course).get_by_text("has recorded that you finished")).to_be_visible()
    assert course.evaluate("API.cmi.core.lesson_status") == "completed"
    assert course.evaluate("API.lmsGetLastError()") in ("0", 0)
    course.reload()
    expect(launcher(course).get_by_text("has recorded that you finished")).to_be_visible()


@pytest.mark.only_test_all
def test_a_learning_system_that_does_not_record_is_named(
    course: Page, shared_server: Server
) -> None:
    finishes(course, shared_server)
    window = opens(course, shared_server)
    course.evaluate("window.full = true")
    window.page.get_by_role("button", name="Send it").click()
    expect(window.page.get_by_text("did not record it")).to_be_visible()
    course.evaluate("window.full = false")
    window.page.wait_for_timeout(1100)  # the button waits against a second press
    window.presses("Send it")
    assert cmi(course)["cmi.core.lesson_status"] == "completed"


@pytest.mark.only_test_all
def test_a_lost_window_and_somebody_else(course: Page, shared_server: Server) -> None:
    first = opens(course, shared_server)
    first.presses("Continue").begins()
    first.page.close()
    again = opens(course, shared_server)
    assert again.path.startswith("/check/scenario/")  # the same check goes on
    again.opens("/")
    again.page.close()
    other = opens(course, shared_server)
    assert "Is it yours?" in other.words
    other.presses("No, I am somebody else")
    assert other.path == "/"


@pytest.mark.only_test_all
def test_a_window_of_another_site_learns_nothing(
    course: Page, shared_server: Server, site: LearningSite
) -> None:
    finishes(course, shared_server)
    held = cmi(course)["cmi.suspend_data"]
    number = held.partition(":")[2]
    with serving("127.0.0.1") as hostile:
        page = course.context.new_page()
        page.goto(hostile.course("none"))
        page.evaluate("window.heard = []; addEventListener('message', e => heard.push(e.data))")
        # Under its own name it is refused; under another's it gets no message.
        for name, status in ((hostile.address, 403), (site.address, 200)):
            url = f"{shared_server.address}/learning/scorm?system={name}&number={number}"
            with course.context.expect_page() as opened:
                page.evaluate("url => void open(url)", url)
            opened.value.wait_for_load_state()
            words = opened.value.inner_text("main")
            assert ("not on our list" in words) == (status == 403)
        opened.value.get_by_role("button", name="Send it").click()
        page.wait_for_timeout(300)
        assert page.evaluate("heard") == []
    assert cmi(course)["cmi.core.lesson_status"] == "incomplete"
