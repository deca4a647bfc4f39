"""How a phone's page is updated in a real browser: old replies, and events that do not arrive."""

from playwright.sync_api import Route, expect

from quiz.live.session import hands
from quiz.live.session.hands import CountedOn
from quiz.live.session.models import LiveSession
from quiz.storage import database
from tests.journeys.live.sessions import SOON, ParticipantPhone, wait_for_position


def test_an_older_reply_replaces_nothing_newer(phone: ParticipantPhone) -> None:
    phone.open_first_vote()
    delayed = phone.delay_requests("**/play/state")
    phone.becomes_visible()
    route = phone.wait_for_request(delayed)
    reply = route.fetch()
    phone.host_moves("next")
    wait_for_position(phone.page, "closed-0-1")
    route.fulfill(response=reply)
    phone.page.wait_for_timeout(300)
    assert phone.page.locator('[data-position="closed-0-1"]').count() == 1


def test_the_page_polls_when_a_proxy_delays_events(phone: ParticipantPhone) -> None:
    page = phone.page
    page.clock.install()
    delayed = phone.delay_requests("**/play/events*")
    page.reload()
    phone.wait_for_request(delayed)
    phone.host_moves("next")
    phone.pass_time(4)
    assert page.locator('[data-position="lobby-0-0"]').count() == 1
    phone.pass_time(6)
    wait_for_position(page, "before-0-0")


def test_the_page_limits_its_requests_when_events_are_refused(phone: ParticipantPhone) -> None:
    page, requests = phone.page, {"events": 0, "state": 0}

    def refuse(route: Route) -> None:
        requests["events"] += 1
        route.fulfill(status=502, body="no")

    def count(route: Route) -> None:
        requests["state"] += 1
        route.continue_()

    page.clock.install()
    page.route("**/play/events*", refuse)
    page.route("**/play/state", count)
    page.reload()
    phone.pass_time(55)
    assert requests["events"] == 2, "it tries again once, and then not for a minute"
    assert 15 <= requests["state"] <= 28, "it polls every two to three seconds"


def test_a_hidden_tab_holds_no_stream_and_is_up_to_date_when_it_is_seen(
    phone: ParticipantPhone,
) -> None:
    """Over HTTP/1.1 a browser opens six connections to a site, so six streams would leave none."""
    page, address = phone.page, phone.page.url
    page.goto("about:blank")  # the page that joined may still open its stream
    streams: list[str] = []
    page.on("request", lambda sent: streams.append(sent.url) if "/events" in sent.url else None)
    with page.expect_request("**/play/events*"):
        page.goto(address)
    page.wait_for_timeout(500)  # a second stream would be open by now
    assert len(streams) == 1
    with page.expect_event("requestfailed", lambda sent: sent.url == streams[0]):
        phone.is_hidden()
    phone.host_moves("next")
    page.wait_for_timeout(500)
    assert page.locator('[data-position="lobby-0-0"]').count() == 1
    phone.becomes_visible()
    wait_for_position(page, "before-0-0")
    assert len(streams) == 2


def test_a_part_that_did_not_come_is_asked_for_again(phone: ParticipantPhone) -> None:
    """The event of a show of hands has the counts for everybody; each phone fetches its own part,
    and nothing later would have told it that its request had failed."""
    phone.open_first_vote()
    phone.choose("b", "2")
    phone.send()
    phone.page.wait_for_selector("[data-kept]", timeout=SOON)
    with phone.page.expect_event("requestfinished", lambda sent: sent.url.endswith("/play/state")):
        phone.host_moves("next")
        wait_for_position(phone.page, "closed-0-1")
    phone.page.wait_for_timeout(500)
    failed: list[Route] = []

    def fail_once(route: Route) -> None:
        failed.append(route)
        route.fulfill(status=503, body="busy") if len(failed) < 2 else route.continue_()

    phone.page.route("**/play/state", fail_once)
    with phone.app.test_request_context(method="POST"):
        session = database.session()
        live = session.get_one(LiveSession, phone.session_id)
        assert hands.keep(session, live, 1, CountedOn.HANDS, {"a": 3, "b": 2, "c": 1, "d": 0})
        session.commit()
    shown = phone.page.get_by_text("By show of hands: 6 people")
    expect(shown).to_be_visible(timeout=2 * SOON)
    assert len(failed) == 2
