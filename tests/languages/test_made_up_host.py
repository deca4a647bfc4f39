"""The host's pages in the made-up language: set-up, the session, and what comes after it."""

from flask import Flask

from tests.languages.english_left import english_left
from tests.live.steps import CONTESTED, ITEM, OTHER, signed_in
from tests.visitor import Visitor

TITLE = "7–8"
"""What the host types has no English words."""


def test_no_english_is_left_on_set_up_pages(app: Flask) -> None:
    left: dict[str, set[str]] = {}
    host = signed_in(app, "7")

    def look(path: str = "") -> Visitor:
        if path:
            host.get(path)
        if found := english_left(host.response.text):
            left[path or host.path] = found
        return host

    host.get("/language/en-XA?next=/host")
    look("/host")
    look("/host/new")
    for query in ("agenda=45", "agenda=none", "form=A", "topics=A,B&after=A", "strands=casework"):
        look(f"/host/new?{query}")
    host.get("/host/new?agenda=20").send(title="", timer="1", minimum="1", days="400")
    assert len(host.errors) == 4
    look()
    look(f"/host/scenarios/{ITEM.id}")
    look(f"/host/scenarios/{CONTESTED.id}")
    positions = {f"position_{one.id}": str(n) for n, one in enumerate((ITEM, OTHER, CONTESTED), 1)}
    host.get("/host/new?agenda=none").send(title=TITLE, **positions)
    path = host.path
    for page in ("rehearse", "minimum", "template", "cohost", "delete", "jump", "screen"):
        look(f"{path}/{page}")
    host.get(f"{path}/cohost").send(email="nobody@council.example")
    look()
    host.get(f"{path}/questions").send(press="allow")
    look()
    host.get(f"{path}/template").send()
    look("/host/new")
    host.get(str(host.page.select_one('a[href*="/change"]')["href"]))  # type: ignore[index]
    look()
    look("/host")
    look("/host/all")
    look(f"/host/{'0' * 32}/minimum")
    assert left == {}
