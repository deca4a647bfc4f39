"""Checks that the parts of a content file fit together, and that every reference has its target.

References to an invalid row are not reported: the row itself was.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import urlsplit

from quiz.bank.checksums import is_broken
from quiz.bank.content_file import Content, Data, Step
from quiz.bank.cpd_forms import in_cpd_forms
from quiz.bank.sources import LOCAL
from quiz.bank.written_languages import LANGUAGE_WORDS, MOST_IN_USE, code_to_say, is_own
from quiz.vocabulary import ABOUT_YOU, STAND, Strand

ITEMS_A_STRAND = 3
ASKED = ("items", "next", "contested", "earlier")
NUMBERED = ("survey", "confidence")
"""The sections of the survey's questions, which are numbered throughout."""
LOCAL_FACT = "LOCAL-"


def in_national(file: Content) -> Iterator[str]:
    """Findings in the national file."""
    yield from _repeats(file)
    yield from _vocabulary(file)
    yield from _refers(file, Known(file))
    yield from _revisions(file)
    yield from _supersession(file)
    yield from _days(file)
    yield from _forms(file)
    yield from _briefings(file)
    yield from in_cpd_forms(file)
    yield from _named_as_national(file)


def in_local(file: Content, national: Content) -> Iterator[str]:
    """Findings in the local file, with ids that do not say that they are local."""
    yield from _repeats(file)
    yield from _refers(file, Known(national, file))
    yield from _revisions(file)
    yield from _supersession(file)
    yield from _days(file)
    yield from in_cpd_forms(file)
    yield from _in_use(file)
    yield from _named_as_local(file)


class Known:
    """The ids that a file may refer to: its own, and for the local file the national ones."""

    def __init__(self, *files: Content) -> None:
        sections = ("topics", "sources", "facts")
        self.ids = {
            section: set[str]().union(*(f.ids(section) for f in files)) for section in sections
        }


def _repeats(file: Content) -> Iterator[str]:
    for section in ("strands", "topics", "survey", "stand", "sources", "facts", "forms", "terms"):
        yield from _repeated(section, (row["id"] for _, row in file.rows(section)))
    both = [*file.rows("items"), *file.rows("contested")]
    yield from _repeated("items", (row["id"] for _, row in both))
    yield from _repeated("next", (row["id"] for _, row in file.rows("next")))
    for section in ASKED:
        for number, row in file.rows(section):
            ids = (option["id"] for option in row["options"])
            yield from _repeated(file.location(section, number, "options"), ids)


def _repeated(here: str, ids: Iterable[str]) -> Iterator[str]:
    for repeated, count in Counter(ids).items():
        if count > 1:
            yield f"{here}: “{repeated}” is there {count} times."


def _vocabulary(file: Content) -> Iterator[str]:
    """The tables accept a closed set of answers: the content words them and cannot add to them."""
    expected = {question: set(answers) for question, answers in ABOUT_YOU.items()}
    survey = [row for _, row in file.rows("survey")]
    found = {row["id"]: {answer["id"] for answer in row["answers"]} for row in survey}
    if file.is_whole("survey") and found != expected:
        yield f"survey: the questions and answers must be exactly {expected}."
    if file.is_whole("stand") and file.ids("stand") != set(STAND):
        yield f"stand: the situations must be exactly {', '.join(STAND)}."
    numbers = [row["number"] for part in NUMBERED for _, row in file.rows(part)]
    if all(map(file.is_whole, NUMBERED)) and numbers != list(range(1, len(numbers) + 1)):
        yield "survey, confidence: must be numbered from 1, in their order and without a gap."
    for section, key in (("strands", "id"), ("confidence", "strand")):
        rows = [row[key] for _, row in file.rows(section)]
        if file.is_whole(section) and rows != [strand.value for strand in Strand]:
            yield f"{section}: must be one for each of {', '.join(Strand)}, in that order."


def _refers(file: Content, known: Known) -> Iterator[str]:
    def check(value: str, section: str, *path: Step) -> Iterator[str]:
        if value not in known.ids[section]:
            yield f"{file.location(*path)}: “{value}” is not in {section}."

    for number, fact in file.rows("facts"):
        yield from check(fact["source"], "sources", "facts", number, "source")
    if "us_source" in file.data and isinstance(file.data["us_source"], str):
        yield from check(file.data["us_source"], "sources", "us_source")
    for number, row in file.rows("read_first"):
        yield from check(row["source"], "sources", "read_first", number, "source")
    for section in (*ASKED, "stand", "who_to_ask", "contacts", "questions", "terms"):
        for number, row in file.rows(section):
            for index, pointer in enumerate(row.get("pointers", ())):
                yield from check(pointer, "facts", section, number, "pointers", index)
    for section in NUMBERED:
        for number, row in file.rows(section):
            if row["published"]:
                yield from check(row["published"], "facts", section, number, "published")
    for section in (*ASKED, "questions"):
        for number, row in file.rows(section):
            yield from check(row["topic"], "topics", section, number, "topic")
    for section in ASKED:
        for number, row in file.rows(section):
            yield from _within(file, section, number, row)


def _within(file: Content, section: str, number: int, row: Data) -> Iterator[str]:
    """Checks within one row."""
    if is_broken(row):
        yield (
            f"{file.location(section, number, 'checksum')}: the text does not match the checksum "
            f"of revision {row['revision']}; restore it, then use “flask scenarios revise”."
        )
    for name in row.get("people", ()):
        if name not in row["vignette"]:
            yield f"{file.location(section, number, 'people')}: “{name}” is not in the vignette."
    if "best" in row and row["best"] not in {option["id"] for option in row["options"]}:
        yield f"{file.location(section, number, 'best')}: no option is “{row['best']}”."


def _revisions(file: Content) -> Iterator[str]:
    """Every revision that was asked is kept: old feedback shows it unchanged."""
    earlier: dict[str, list[int]] = {}
    gone: dict[str, int] = {}
    for number, row in file.rows("earlier"):
        here = file.location("earlier", number)
        if row["revision"] in earlier.setdefault(row["id"], []):
            yield f"{here}: revision {row['revision']} is there twice."
        earlier[row["id"]].append(row["revision"])
        since = row["since"]
        if since["withdrawn"] or since.get("retired"):
            gone[row["id"]] = number
        if since["withdrawn"] and since.get("retired"):
            yield f"{here}: either withdrawn or retired, not both."
    for number, row in file.rows("items"):
        here = file.location("items", number, "revision")
        yield from _all_before(here, row["revision"], earlier.pop(row["id"], []))
        if row["id"] in gone:
            yield f"{here}: earlier[{gone[row['id']]}] says that it is no longer asked."
    in_use = {row["id"]: row["revision"] for _, row in file.rows("items") if "draft" not in row}
    for number, row in file.rows("next"):
        if in_use.get(row["id"]) != row["revision"] - 1:
            here = file.location("next", number, "revision")
            yield f"{here}: revision {row['revision'] - 1} of it is not in use."
    for one, revisions in earlier.items():
        if one not in gone and one not in file.ids("items"):
            yield f"earlier: “{one}” is not in items, and neither withdrawn nor retired."
        yield from _all_before(f"earlier: “{one}”", max(revisions) + 1, revisions)


def _all_before(here: str, revision: int, kept: Iterable[int]) -> Iterator[str]:
    if missing := sorted(set(range(1, revision)) - set(kept)):
        yield f"{here}: revision {missing[0]} of it is not kept in earlier."
    if later := sorted(number for number in kept if number >= revision):
        yield f"{here}: earlier already has revision {later[0]}."


def _supersession(file: Content) -> Iterator[str]:
    following: Mapping[str, str | None] = {
        row["id"]: row["superseded_by"] for _, row in file.rows("sources")
    }
    for number, row in file.rows("sources"):
        here = file.location("sources", number, "superseded_by")
        successor = row["superseded_by"]
        if (row["status"] == "superseded") != (successor is not None):
            yield f"{here}: a source has the status “superseded” when another took its place."
        if successor is not None and successor not in file.ids("sources"):
            yield f"{here}: “{successor}” is not in sources."
        chain = [row["id"]]
        while successor is not None and successor not in chain:
            chain.append(successor)
            successor = following.get(successor)
        if successor == row["id"]:
            yield f"{here}: it comes back to itself ({' → '.join([*chain, successor])})."


def _forms(file: Content) -> Iterator[str]:
    strands = {row["id"]: row["strand"] for _, row in file.rows("topics")}
    items = {row["id"]: strands.get(row["topic"]) for _, row in file.rows("items")}
    drafts = {row["id"] for _, row in file.rows("items") if row.get("draft")}
    set_aside = file.ids("items") - set(items)
    for number, form in file.rows("forms"):
        for part, each in (("items", ITEMS_A_STRAND), ("short", 1)):
            here = file.location("forms", number, part)
            unknown = [item for item in form[part] if item not in items]
            yield from (
                f"{here}: “{item}” is not in items." for item in unknown if item not in set_aside
            )
            yield from (f"{here}: “{item}” is a draft." for item in form[part] if item in drafts)
            yield from _repeated(here, form[part])
            counts = Counter(items.get(item) for item in form[part])
            if not unknown and any(counts[strand] != each for strand in Strand):
                yield f"{here}: must have {each} from each strand, not {dict(counts)}."
        if not set(form["short"]) <= set(form["items"]):
            yield f"{file.location('forms', number, 'short')}: must be among the form's items."
    used = Counter(item for _, form in file.rows("forms") for item in form["items"])
    yield from (f"forms: “{item}” is in {n} forms." for item, n in used.items() if n > 1)


def _briefings(file: Content) -> Iterator[str]:
    known = file.ids("facts")
    for number, row in file.rows("briefings"):
        for index, point in enumerate(row["points"]):
            here = file.location("briefings", number, "points", index)
            yield from (
                f"{here}: “{one}” is not in facts." for one in point["pointers"] if one not in known
            )
    topics = [row["id"] for _, row in file.rows("topics")]
    letters = [row["topic"] for _, row in file.rows("briefings")]
    if file.is_whole("briefings") and file.is_whole("topics") and letters != topics:
        yield f"briefings: must be one for each of {', '.join(topics)}, in that order."


def _in_use(file: Content) -> Iterator[str]:
    """The scenarios of an organisation that are in use are a form for each language."""
    used = (row.get("language") for _, row in file.rows("items") if "draft" not in row)
    for language, number in Counter(used).items():
        if number > MOST_IN_USE:
            words = LANGUAGE_WORDS[code_to_say(language)]
            yield f"items: {number} in {words} are no drafts; {MOST_IN_USE} is the most."


def _days(file: Content) -> Iterator[str]:
    for number, row in file.rows("sources"):
        here = file.location("sources", number)
        if row["review_by"] <= row["checked_on"]:
            yield f"{here} > review_by: must be later than checked_on."
        if row["changed"] and row["changed"]["on"] < row["checked_on"]:
            yield f"{here} > changed > on: must not be before checked_on."
        host = _host(row["url"])
        if host is None:
            yield f"{here} > url: is not the address of a website."


def _host(url: str) -> str | None:
    """The host name of an address, such as www.gov.uk; None when it has none."""
    try:
        parts = urlsplit(url)
        plain = parts.username is None and "." in (parts.hostname or "").strip(".")
    except ValueError:
        return None
    return parts.hostname if plain else None


def _named_as_national(file: Content) -> Iterator[str]:
    for section in ASKED:
        for number, row in file.rows(section):
            if "language" in row:
                here = file.location(section, number, "language")
                yield f"{here}: national scenarios are in English; translators add other languages."
    starts = {**dict.fromkeys(("sources", *ASKED), LOCAL), "facts": LOCAL_FACT}
    for section, start in starts.items():
        for number, row in file.rows(section):
            if row["id"].startswith(start):
                here = file.location(section, number, "id")
                yield f"{here}: only local ids begin with “{start}”."
    for number, row in file.rows("forms"):
        if is_own(row["id"]):
            yield f"{file.location('forms', number, 'id')}: “{row['id']}” is a local form."


def _named_as_local(file: Content) -> Iterator[str]:
    """National and local content keep different ids, in every section and every release."""
    starts = {**dict.fromkeys(("sources", "items", "next", "earlier"), LOCAL), "facts": LOCAL_FACT}
    for section, start in starts.items():
        for number, row in file.rows(section):
            if not row["id"].startswith(start):
                yield f"{file.location(section, number, 'id')}: a local id begins with “{start}”."
