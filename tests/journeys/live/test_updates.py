"""How a phone's page is updated in a real browser: old replies, and events that do not arrive."""

from playwright.sync_api import Route

from tests.journeys.live.sessions import ParticipantPhone, wait_for_position


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
    ended: list[str] = []
    page.on("requestfailed", lambda sent: ended.append(sent.url))
    page.goto(address)
    page.wait_for_timeout(500)
    assert len(streams) == 1
    phone.is_hidden()
    page.wait_for_timeout(200)
    assert [url for url in ended if "/events" in url] == streams, "the stream was closed"
    phone.host_moves("next")
    page.wait_for_timeout(500)
    assert page.locator('[data-position="lobby-0-0"]').count() == 1
    phone.becomes_visible()
    wait_for_position(page, "before-0-0")
    assert len(streams) == 2
