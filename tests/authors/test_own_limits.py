"""How many scenarios an organisation can have, and have in use."""

import json
import re
from pathlib import Path

from quiz.bank.formats.importing import bring_in
from quiz.bank.formats.registry import FORMATS
from quiz.bank.store import ContentStore
from tests.authors.own_drafts import LIST, OWN_ID, SAMPLE, typed, write
from tests.authors.test_own_scenarios import file_of, publish
from tests.visitor import Visitor

HELP = Path(__file__).parents[2] / "docs/help/content.md"


def test_twelve_in_each_language_can_be_in_use(
    author: Visitor, reader: Visitor, store: ContentStore
) -> None:
    publish(write(author), reader)
    [row] = file_of(store)["items"]
    rows = [{**row, "id": f"{OWN_ID}-{number}"} for number in range(2, 14)]
    for one in rows:
        del one["checksum"]
    data = file_of(store) | {"items": [*rows[:-1], row, {**rows[-1], "draft": True}]}
    store.local.write_text(json.dumps(data))
    assert store.renew() is None
    last = f"{LIST}/{OWN_ID}-13"
    author.get(f"{last}/ask").send()
    reader.get(f"{last}/read").send(option=SAMPLE.best, certainty="2")
    assert "12 scenarios in its language are in use" in author.get(f"{last}/publish").words
    author.get(f"{last}/edit").send(language="cy")
    author.get(f"{last}/ask").send()
    reader.get(f"{last}/read").send(option=SAMPLE.best, certainty="2")
    author.get(f"{last}/publish").send()
    assert "It is in use, in revision 1." in author.words
    in_use = [one for one in file_of(store)["items"] if "draft" not in one]
    assert [one.get("language") for one in in_use].count("cy") == 1
    assert len(in_use) == 13
    more = {**row, "id": f"{OWN_ID}-14"}
    data = file_of(store) | {"items": [*file_of(store)["items"], more]}
    store.local.write_text(json.dumps(data))
    assert "13 in English are no drafts; 12 is the most" in str(store.renew())


def test_the_most_scenarios_of_an_organisation_is_said_before_anything_is_refused(
    author: Visitor, store: ContentStore
) -> None:
    write(author)
    [row] = file_of(store)["items"]
    rows = [{**row, "id": f"{OWN_ID}-{number}"} for number in range(500)]
    store.local.write_text(json.dumps({"items": rows}))
    assert store.renew() is None
    author.get(f"{LIST}/new").send(**typed(title="One too many"))
    said = "has 500 scenarios with its drafts, and that is the most"
    assert said in author.errors[0]
    file = FORMATS["aiken"].read(b"What is first?\nA. Stop.\nB. Ask.\nANSWER: B\n")
    [refused] = bring_in({"items": rows}, file, store.bank).refused
    assert said in str(refused.why)


def test_the_help_names_each_part_without_which_a_draft_is_not_saved(author: Visitor) -> None:
    author.get(f"{LIST}/new").send(title="", topic="", jurisdiction="", best="")
    said = re.search(r"as soon as it has (.*)\.", HELP.read_text("utf-8"))
    assert said
    assert len(author.errors) == len(said[1].split(", ")) == 4
    assert "Say where the best answer applies" in author.errors
    assert "“Where the best answer applies”" in said[1]
