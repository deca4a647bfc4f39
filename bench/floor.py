"""The floor: what Flask, SQLAlchemy and Jinja cost by themselves, for one insert and one page.

No check of who may, no compression, no headers; it is as fast as a service on these libraries can
be. ``FLOOR_BYTES`` is the size of its page, ``FLOOR_DATABASE`` its database.
"""

import os
from typing import Any

from flask import Flask, redirect, render_template, request
from jinja2 import DictLoader
from sqlalchemy import Column, Integer, MetaData, String, Table, create_engine, event, insert

LAST = 12
PAGE = """<!DOCTYPE html><html lang="en-GB"><head><title>Page {{ number }}</title></head><body>
<main><form method="post"><input type="hidden" name="person" value="{{ person }}">
{% for option in options %}<input type="radio" name="option" value="{{ option }}">{% endfor %}
{% for level in levels %}<input type="radio" name="certainty" value="{{ level }}">{% endfor %}
<button>Continue</button></form></main><p>FILLING</p></body></html>"""

metadata = MetaData()
answer = Table(
    "answer",
    metadata,
    Column("id", Integer, primary_key=True),
    *(Column("page", Integer), Column("option", String(60)), Column("certainty", Integer)),
)

app = Flask(__name__)
FILLING = "a word " * (int(os.environ.get("FLOOR_BYTES", "7000")) // 7)
app.jinja_env.loader = DictLoader({"page": PAGE.replace("FILLING", FILLING)})
engine = create_engine(os.environ.get("FLOOR_DATABASE", "sqlite:///floor.sqlite3"))
if engine.dialect.name == "sqlite":

    @event.listens_for(engine, "connect")
    def set_up(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")


metadata.create_all(engine)
engine.dispose()


@app.route("/healthz")
def health() -> str:
    return "ok"


@app.route("/page/<int:number>", methods=["GET", "POST"])
def page(number: int) -> Any:
    if request.method == "POST":
        with engine.begin() as connection:
            given = {"option": request.form["option"], "certainty": int(request.form["certainty"])}
            connection.execute(insert(answer), [{"page": number, **given}])
        return redirect(f"/page/{number + 1}" if number < LAST else "/end", 303)
    return render_template("page", number=number, person="", options="abcd", levels=range(1, 5))


@app.route("/end")
def end() -> str:
    return "done"
