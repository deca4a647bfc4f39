"""Pages of the learning system for a real browser: a course, and its answer to the tool."""

from html import escape
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

if TYPE_CHECKING:
    from tests.learning.lti.simulator import Simulator

SEND = "<script>document.forms[0].submit()</script>"
FORM = '<!DOCTYPE html><title>Course</title><form method="post" action="{}" target="{}">'


def page(simulator: "Simulator", path: str) -> str | None:
    """The page at a path; None for what programs ask."""
    parts = urlsplit(path)
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    match parts.path:
        case "/course":
            return _form("_blank", f"{simulator.tool}/lti/login", _asked(simulator, "launch"))
        case "/framed-course":
            return _in_frame(simulator, "launch")
        case "/edit-course":
            return _in_frame(simulator, "choose")
        case "/auth":
            return _auth(simulator, query)
    return None


def _asked(simulator: "Simulator", target: str) -> dict[str, str]:
    from tests.learning.lti.steps import initiation

    there = f"{simulator.tool}/lti/{target}"
    return initiation(simulator, target_link_uri=there, lti_message_hint=target)


def _in_frame(simulator: "Simulator", target: str) -> str:
    form = _form("tool", f"{simulator.tool}/lti/login", _asked(simulator, target))
    return f'{form}<iframe name="tool" title="Tool" width="700" height="900"></iframe>{SEND}'


def _auth(simulator: "Simulator", query: dict[str, str]) -> str:
    """What was asked for, as a form that sends itself to the tool."""
    choosing = query["lti_message_hint"] == "choose"
    claims = (simulator.choice if choosing else simulator.claims)(query["nonce"])
    sent = {"state": query["state"], "id_token": simulator.token(claims)}
    return _form("_self", query["redirect_uri"], sent) + SEND


def _form(target: str, action: str, fields: dict[str, str]) -> str:
    boxes = "".join(
        f'<input type="hidden" name="{name}" value="{escape(value)}">'
        for name, value in fields.items()
    )
    head = FORM.format(escape(action), target)
    return f"{head}{boxes}<button>Open</button></form>"
