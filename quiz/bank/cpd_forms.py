"""The fields of a regulator's CPD form: which facts we fill in, and what the person writes."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from quiz.bank.content_file import Content, Data


class CpdFact(StrEnum):
    """A fact about a check that a CPD note fills in."""

    TITLE = "title"
    DATE = "date"
    TYPE = "type"
    TOPICS = "topics"
    GUIDANCE = "guidance"
    SURPRISES = "surprises"
    RESULT = "result"


@dataclass(frozen=True)
class CpdField:
    """One field: the facts that go into it, and a question for the person, if there is one."""

    heading: str
    facts: tuple[CpdFact, ...]
    prompt: str | None


@dataclass(frozen=True)
class CpdForm:
    """The headings that one regulator asks for. ``about`` says how sure we are of them. language:
    the tag of its words, where they are translated."""

    id: str
    regulator: str
    about: str
    fields: tuple[CpdField, ...]
    language: str | None = None

    def translated(self, words: Mapping[str, str], tag: str) -> "CpdForm":
        """The same in the words of another language, named as ``texts`` names them."""
        fields = tuple(
            replace(field, heading=words[f"heading {n}"], prompt=words.get(f"prompt {n}"))
            for n, field in enumerate(self.fields, 1)
        )
        return CpdForm(self.id, words["regulator"], words["about"], fields, tag)

    @property
    def texts(self) -> dict[str, str | None]:
        """Its words by name."""
        found: dict[str, str | None] = {"regulator": self.regulator, "about": self.about}
        for n, field in enumerate(self.fields, 1):
            found |= {f"heading {n}": field.heading, f"prompt {n}": field.prompt}
        return found


def cpd_form_of(row: Data) -> CpdForm:
    """The form of a row."""
    fields = tuple(
        CpdField(field["heading"], tuple(map(CpdFact, field["facts"])), field["prompt"])
        for field in row["fields"]
    )
    return CpdForm(row["id"], row["regulator"], row["about"], fields)


def in_cpd_forms(file: Content) -> Iterator[str]:
    """Findings: each fact has one place, and no field is without facts and without a question."""
    for number, row in file.rows("cpd_forms"):
        here = file.location("cpd_forms", number, "fields")
        places = Counter(fact for field in row["fields"] for fact in field["facts"])
        for fact in CpdFact:
            if places[fact] != 1:
                yield f"{here}: “{fact}” must be in one field, not in {places[fact]}."
        for field in row["fields"]:
            if not field["facts"] and field["prompt"] is None:
                yield f"{here}: “{field['heading']}” has neither facts nor a prompt."
    for name, times in Counter(row["id"] for _, row in file.rows("cpd_forms")).items():
        if times > 1:
            yield f"cpd_forms: “{name}” is there {times} times."
