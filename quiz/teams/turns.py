"""A device that is passed round: one turn for each person, and nothing left of it for the next.

Between two turns, every address leads to the page that hands the device on. In a turn, only the
pages of the check and the box open.
"""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from quiz import clock
from quiz.browser import browser_session

IDLE_SECONDS = 5 * 60
"""In the browser: after so long without a press, its script ends the turn."""
LONGEST_SILENCE = 20 * 60
"""On the server, in seconds: a turn is over if no page was asked for in this time. It is longer,
because a person may read a long page."""
REFRESH_SECONDS = 60
OF_THE_DEVICE = {"device", "reset_turn", "stop_device"}
OF_A_TURN = {"turn", "end_turn", "submit_copy", "submitted"}
NOT_IN_A_TURN = {"start", "come_back", "leave", "left", "second_look", "calendar"}


def turn_under_way() -> bool:
    """Whether this browser is a device that is passed round, and somebody has their turn."""
    return bool(browser_session.device_review()) and browser_session.turn_seen() is not None


def keep_to_the_turn() -> ResponseReturnValue | None:
    """Before each request of a device that is passed round: end a turn that was left, and redirect
    from pages that are not part of it."""
    review_id = browser_session.device_review()
    if not review_id:
        return None
    package, _, page = (request.endpoint or "").partition(".")
    if package in {"static", "information", "help", "api"}:  # the same for everybody
        return None
    seen, now = browser_session.turn_seen(), clock.seconds()
    if seen is not None and not clock.is_recent(seen, LONGEST_SILENCE):
        browser_session.reset_device(review_id)
        seen = None
    if seen is not None and now - seen >= REFRESH_SECONDS:
        browser_session.see_turn(now)
    if package == "teams" and page in OF_THE_DEVICE:
        return None
    if seen is None:
        return redirect(url_for("teams.device"), 303)
    if (package == "teams" and page in OF_A_TURN) or (
        package == "selfcheck" and page not in NOT_IN_A_TURN
    ):
        return None
    return redirect(url_for("teams.end_turn" if page == "leave" else "teams.turn"), 303)


IN_TEMPLATES: dict[str, object] = {
    "turn_under_way": turn_under_way,
    "turn_idle_seconds": IDLE_SECONDS,
}
"""What every page needs: in a turn, each has a link that ends it."""
