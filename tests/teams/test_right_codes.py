"""A right code is never refused because others at the same address guessed wrong."""

from flask import Flask

from quiz.storage.database import Database
from quiz.teams import codes
from tests.teams import actions
from tests.visitor import Visitor


def test_a_right_code_works_after_others_guessed_wrong(
    app: Flask, database: Database, lead: str
) -> None:
    review = actions.made(database, lead, actions.wanted())
    right = codes.spelled(actions.codes_of(database, review)[0][1])
    guesser = Visitor(app)
    statuses = [guesser.get(f"/review/WRONG-{number:05}").status for number in range(21)]
    assert statuses == [404] * 20 + [429]
    typed = [guesser.get("/review").send(code=f"wrong{number}").status for number in range(21)]
    assert typed[0] == 422
    assert typed[-1] == 429
    colleague = Visitor(app)
    assert colleague.get(f"/review/{right}").status == 200
    assert colleague.get("/review").send(code=right).status == 200
    assert colleague.path == f"/review/{right}"
    assert guesser.get("/review/WRONG-99999").status == 429, "a wrong one is still refused"


def test_a_head_request_counts_as_a_guess(app: Flask) -> None:
    client = app.test_client()
    assert [client.head("/review/BCDFG-HJKMN").status_code for _ in range(21)] == [404] * 20 + [429]
    assert client.get("/review/BCDFG-HJKMN").status_code == 429
