"""Brings the questions of a file into an organisation's own content, as drafts."""

from dataclasses import dataclass, field, replace

from quiz.bank import edits
from quiz.bank.content_file import Data
from quiz.bank.formats.import_report import ImportLine, ImportReport, Unsaid
from quiz.bank.formats.own_ids import is_ours, own_id_of
from quiz.bank.formats.places import Words
from quiz.bank.formats.portable import (
    ItemRefused,
    PortableItem,
    ReadFile,
    portable,
)
from quiz.bank.formats.replaced import replaced
from quiz.bank.formats.row_checks import check_row, check_words
from quiz.bank.formats.same_question import is_another, options_with
from quiz.bank.formats.unwritten import still_to_write, without_placeholders
from quiz.bank.items import Bank
from quiz.bank.own_content import MOST, TOPIC_FOR_NOW, is_full
from quiz.bank.written_languages import language_to_store
from quiz.languages.sentences import gettext, lazy_gettext
from quiz.vocabulary import OPTION_IDS

FIRST_TOPIC = "A"
IN_USE = lazy_gettext("It is in use without a checksum: people are asked the new words at once.")
LONGEST_TITLE = 60
TEXTS = ("title", "topic", "jurisdiction", "vignette", "question", "prompt", "rule", "hcpc_subject")
LISTS = ("people", "pointers")


NOTHING = Unsaid()


def bring_in(data: Data, reading: ReadFile, bank: Bank, unsaid: Unsaid = NOTHING) -> ImportReport:
    """Add the items to an organisation's file, and change those that it has.

    Nothing is added of an item that is refused.
    """
    return _Import(data, bank, unsaid).report(reading)


@dataclass
class _Import:
    data: Data
    bank: Bank
    unsaid: Unsaid
    added: list[ImportLine] = field(default_factory=list)
    changed: list[ImportLine] = field(default_factory=list)
    unchanged: list[ImportLine] = field(default_factory=list)
    places: dict[str, Words] = field(default_factory=dict)

    def report(self, reading: ReadFile) -> ImportReport:
        language = language_to_store(self.unsaid.language)
        refused = [replace(one, language=one.language or language) for one in reading.refused]
        for item in reading.items:
            try:
                self._take(item)
            except ItemRefused as why:
                if why.column not in reading.columns:
                    why.column = ""
                tag = language_to_store(item.language) if item.language else language
                found = why.at(item.where, item.title or item.question)
                refused.append(replace(found, language=tag))
        return ImportReport(
            tuple(self.added),
            tuple(self.changed),
            tuple(self.unchanged),
            tuple(refused),
            reading.notes,
        )

    @property
    def rows(self) -> list[Data]:
        found: list[Data] = self.data.get("items", [])
        return found

    def _take(self, item: PortableItem) -> None:
        item = without_placeholders(item)
        check_words(item, self.bank)
        if known := self._national(item):
            self.unchanged.append(_line(item, known, None))
            return
        own_id = own_id_of(item)
        row = self._row(item, own_id)
        if row is None:
            self._add(item, own_id)
        elif self.places.get(row["id"]) and own_id:
            raise ItemRefused(
                lazy_gettext(
                    "%(place)s has the same id, “%(id)s”",
                    place=self.places[row["id"]],
                    id=row["id"],
                ),
                lazy_gettext("Give each its own id"),
            )
        elif own_id and not is_ours(item) and is_another(row, item):
            raise ItemRefused(
                lazy_gettext("another question here has its id: “%(title)s”", title=row["title"]),
                lazy_gettext("Change its id, or delete that draft first"),
                "id",
            )
        elif (changed := _with(row, item, self._pointers(item))) == row:
            to_do = self._to_do(item, row) if row.get("draft") else ""
            self.unchanged.append(_line(item, row["id"], row.get("language"), to_do))
        else:
            self._change(item, row, changed)
        if own_id:
            self.places[own_id] = item.where

    def _national(self, item: PortableItem) -> str | None:
        """The id of the national scenario that is the same, as far as the file says."""
        known = self.bank.items.get(item.id or "")
        candidates = [known] if known else [] if item.id else self.bank.items.values()
        same = (one.id for one in candidates if not one.local and agrees(portable(one), item))
        return next(same, None)

    def _row(self, item: PortableItem, own_id: str | None) -> Data | None:
        if own_id:
            return next((row for row in self.rows if row["id"] == own_id), None)
        return next((row for row in self.rows if _same_words(row, item)), None)

    def _add(self, item: PortableItem, own_id: str | None) -> None:
        title = item.title or item.question[:LONGEST_TITLE]
        taken = {one for one, _ in self.bank.kept} | {row["id"] for row in self.rows}
        if own_id in taken | {row["id"] for row in self.data.get("earlier", ())}:
            raise ItemRefused(
                lazy_gettext("its id was used by a scenario that is out of use"),
                lazy_gettext("Change its id"),
            )
        if is_full(self.data):
            raise ItemRefused(
                lazy_gettext(
                    "your organisation has %(most)s scenarios with its drafts, and that is the "
                    "most",
                    most=MOST,
                ),
                lazy_gettext("Delete drafts that nobody needs"),
            )
        slug = edits.slug_of(title) or "question"
        topic = item.topic or self.unsaid.topic or FIRST_TOPIC
        item = replace(item, language=item.language or self.unsaid.language)
        draft = edits.skeleton(slug, topic, taken, local=True) | {"title": title, "people": []}
        draft = {key: value for key, value in draft.items() if key != "rule"}
        draft |= {} if item.topic or self.unsaid.topic else {TOPIC_FOR_NOW: True}
        for option in draft["options"]:
            del option["leaning"]
        row = _with(draft | ({"id": own_id} if own_id else {}), item, self._pointers(item))
        check_row(row, self.data, self.bank)
        self.data.setdefault("items", []).append(row)
        self.added.append(_line(item, row["id"], row.get("language"), self._to_do(item, row)))

    def _change(self, item: PortableItem, row: Data, changed: Data) -> None:
        if "checksum" in row:
            raise ItemRefused(
                lazy_gettext("it is in use, and its words differ"),
                lazy_gettext(
                    "Write its next revision on its page, or start it with “flask "
                    "scenarios revise %(id)s --why …” and import it again",
                    id=row["id"],
                ),
            )
        check_row(changed, self.data, self.bank)
        self.rows[self.rows.index(row)] = changed
        to_do = self._to_do(item, changed) if row.get("draft") else str(IN_USE)
        if changed["title"] != row["title"]:
            now = gettext("Its title here is “%(title)s”.", title=row["title"])
            to_do = f"{now} {to_do}".strip()
        line = _line(item, row["id"], changed.get("language"), to_do)
        self.changed.append(replace(line, replaced=replaced(row, changed)))

    def _pointers(self, item: PortableItem) -> tuple[str, ...] | None:
        """The places of an item that the register knows."""
        known = {one.id for one in self.bank.pointers}
        return item.pointers and tuple(one for one in item.pointers if one in known)

    def _to_do(self, item: PortableItem, row: Data) -> str:
        """What a person still has to write or choose of its draft, in words."""
        missing = still_to_write(row)
        unknown = sorted(set(item.pointers or ()) - set(self._pointers(item) or ()))
        parts = []
        if missing:
            words = ", ".join(missing)
            parts.append(gettext("Still to write or choose: %(parts)s.", parts=words))
        if unknown:
            parts.append(gettext("Not in the register: %(places)s.", places=", ".join(unknown)))
        if item.left_out:
            parts.append(gettext("Left out: %(parts)s.", parts=", ".join(map(str, item.left_out))))
        return " ".join(parts)


def _line(item: PortableItem, own_id: str, language: str | None, to_do: str = "") -> ImportLine:
    name = item.title or item.question[:LONGEST_TITLE]
    return ImportLine(item.where, name, own_id, to_do, language)


def agrees(known: PortableItem, item: PortableItem) -> bool:
    """Whether an item says nothing else than a known one. What it does not say agrees."""
    fields = (*TEXTS, *LISTS, "best", "language")
    said = all(getattr(item, one) in (None, getattr(known, one)) for one in fields)
    options = len(item.options) == len(known.options) and all(
        mine.text == known_one.text
        and mine.reason in (None, known_one.reason)
        and mine.leaning in (None, known_one.leaning)
        for mine, known_one in zip(item.options, known.options, strict=True)
    )
    return said and options


def _same_words(row: Data, item: PortableItem) -> bool:
    """Whether a row asks the same, for items without an id."""
    texts = [option["text"] for option in row["options"]]
    mine = [option.text for option in item.options]
    story = item.vignette is None or row["vignette"] == item.vignette
    return bool(row["question"] == item.question and story and texts[: len(mine)] == mine)


def _with(row: Data, item: PortableItem, pointers: tuple[str, ...] | None) -> Data:
    """A row with what the item says; the rest stays."""
    said = {name: getattr(item, name) for name in TEXTS if getattr(item, name) is not None}
    said |= {
        name: list(value)
        for name, value in (("people", item.people), ("pointers", pointers))
        if value is not None
    }
    options = options_with(row["options"], item.options)
    changed = {**row, **said, "options": options, "best": OPTION_IDS[item.best]}
    if item.topic:
        changed.pop(TOPIC_FOR_NOW, None)
    if item.language:
        changed["language"] = language_to_store(item.language)
    return {name: value for name, value in changed.items() if value is not None}
