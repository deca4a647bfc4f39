"""Presses on the room's screen, by the client."""

from bs4 import BeautifulSoup
from werkzeug.test import TestResponse

from tests.visitor import Visitor


def fields(visitor: Visitor, screen: str) -> dict[str, str]:
    """The hidden fields of the screen's buttons."""
    page = BeautifulSoup(visitor.client.get(screen).text, "lxml")
    return {str(one["name"]): str(one["value"]) for one in page.select("#moves input")}


def press(visitor: Visitor, screen: str, name: str, **sent: str) -> TestResponse:
    """Press a button on the room's screen."""
    data = {**fields(visitor, screen), "move": name, **sent}
    return visitor.client.post(f"{screen}/move", data=data)
