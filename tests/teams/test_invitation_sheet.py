"""The sheet of codes and its table: the address of their links, and the group on each ticket."""

import csv
from dataclasses import replace
from io import StringIO

from flask import Flask

from quiz.storage.database import Database
from tests.teams import actions

ADDRESS = "https://look.example.org"


def test_links_have_the_public_address(app: Flask, database: Database, lead: str) -> None:
    review = actions.made(database, lead, actions.wanted(8))
    app.extensions["settings"] = replace(app.extensions["settings"], public_url=ADDRESS)
    visitor = actions.signed_in(app, lead)
    found = visitor.client.get(f"/teams/{review}/codes.csv").get_data(as_text=True)
    links = [row["link"] for row in csv.DictReader(StringIO(found))]
    assert len(links) == 8
    assert all(link.startswith(f"{ADDRESS}/review/") for link in links)
    tickets = visitor.get(f"/teams/{review}/codes").page.select(".ticket__link")
    assert [ticket.get_text() for ticket in tickets] == links


def test_each_ticket_names_its_group(app: Flask, database: Database, lead: str) -> None:
    groups = {"Social worker": 12, "Student": 10}
    review = actions.made(database, lead, actions.wanted(groups))
    page = actions.signed_in(app, lead).get(f"/teams/{review}/codes").page
    named = [str(one.get_text()) for one in page.select(".ticket .ticket__group")]
    assert named == ["Group: Social worker"] * 12 + ["Group: Student"] * 10
