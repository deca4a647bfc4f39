"""The form of an organisation's own scenario."""

from collections.abc import Iterator
from typing import Any

from flask import request
from govuk_frontend_wtf.wtforms_widgets import (
    GovCheckboxesInput,
    GovRadioInput,
    GovSelect,
    GovTextArea,
    GovTextInput,
)
from wtforms import (
    Field,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Regexp

from quiz import content
from quiz.authors.models import LONGEST_COMMENT
from quiz.bank import own_content
from quiz.bank.content_file import Data
from quiz.bank.items import Bank, Item, Leaning
from quiz.bank.search import search
from quiz.bank.sources import Pointer
from quiz.bank.written_languages import CODES, LANGUAGE_WORDS, code_to_say, language_to_store
from quiz.browser.language_choice import tag_unless_of_page
from quiz.languages.choices import choice
from quiz.languages.sentences import ENGLISH, LazySentence, gettext, lazy_gettext
from quiz.vocabulary import OPTION_IDS, OPTION_LETTERS
from quiz.web.security import Form, clean_line, unless_sent

Words = LazySentence | str

NO_TAGS = Regexp(r"[^<>]*\Z", message=lazy_gettext("Leave out the characters < and >"))
MOST_POINTERS = 3
MOST_FOUND = 12
"""How many places one search shows."""
LONGEST_QUERY = 100
LINES = ("title", "topic", "jurisdiction", "vignette", "question", "best", "rule", "prompt")
"""The fields that are one text each."""
IN_ITS_LANGUAGE = ("title", "jurisdiction", "vignette", "people", "question", "rule", "prompt")
"""With the answers and their reasons: the fields whose words are in the scenario's language."""
NAME_LENGTHS = range(2, 41)
MOST_NAMES = 10
LEANINGS = {
    "": lazy_gettext("Not said"),
    Leaning.FREER: lazy_gettext("Freer than the others"),
    Leaning.BETWEEN: lazy_gettext("Between"),
    Leaning.STRICTER: lazy_gettext("Stricter than the others"),
}
EDIT_CONFLICT = lazy_gettext(
    "Somebody else saved this scenario while you had it open. What you typed is still here. "
    "Compare it with their text below, then save it again"
)


def line(label: Words, hint: Words = "", *checks: Any, longest: int = 300) -> StringField:
    too_long = Length(max=longest, message=lazy_gettext("Use %(max)d characters or fewer"))
    return StringField(
        label, description=hint, widget=GovTextInput(), validators=[*checks, too_long, NO_TAGS]
    )


def text(label: Words, hint: Words = "", *checks: Any) -> TextAreaField:
    too_long = Length(max=LONGEST_COMMENT, message=lazy_gettext("Use 1,500 characters or fewer"))
    return TextAreaField(
        label, description=hint, widget=GovTextArea(), validators=[*checks, too_long, NO_TAGS]
    )


def _option_fields() -> Iterator[tuple[str, Field]]:
    for one, letter in zip(OPTION_IDS, OPTION_LETTERS, strict=True):
        yield f"text_{one}", line(gettext("Answer %(letter)s", letter=letter))
        why = gettext("Why answer %(letter)s is, or is not, the best", letter=letter)
        yield f"reason_{one}", text(why)
        yield (
            f"leaning_{one}",
            SelectField(
                gettext("How much answer %(letter)s allows", letter=letter),
                choices=[choice(value, words) for value, words in LEANINGS.items()],
                default="",
                widget=GovSelect(),
            ),
        )


class ScenarioWritingForm(Form):
    """A scenario. A draft needs its title, topic, best answer, and where that applies."""

    title = line(
        lazy_gettext("Title"),
        lazy_gettext("A few words that give nothing away."),
        DataRequired(lazy_gettext("Give it a title")),
    )
    topic = SelectField(
        lazy_gettext("Topic"),
        widget=GovSelect(),
        validators=[InputRequired(lazy_gettext("Choose the topic"))],
    )
    language = RadioField(
        lazy_gettext("Language of its words"),
        choices=[choice(code, LANGUAGE_WORDS[code]) for code in CODES],
        default=ENGLISH.code,
        widget=GovRadioInput(),
        validators=[InputRequired(lazy_gettext("Choose the language of its words"))],
    )
    jurisdiction = line(
        lazy_gettext("Where the best answer applies"),
        lazy_gettext("Such as England, or your council."),
        DataRequired(lazy_gettext("Say where the best answer applies")),
    )
    vignette = text(
        lazy_gettext("The story"),
        lazy_gettext("30 to 110 words: somebody, what they do, what happens. Never a real family."),
    )
    people = line(
        lazy_gettext("Names in the story"),
        lazy_gettext("Separated by commas, as they stand in the story."),
    )
    question = line(lazy_gettext("The question"), lazy_gettext("One complete sentence."))
    best = RadioField(
        lazy_gettext("Which answer is best?"),
        choices=[
            SelectChoice(one, letter)
            for one, letter in zip(OPTION_IDS, OPTION_LETTERS, strict=True)
        ],
        widget=GovRadioInput(),
        validators=[
            InputRequired(lazy_gettext("Say which answer is best; you can change it later"))
        ],
    )
    pointers = SelectMultipleField(
        lazy_gettext("Places in the guidance that it rests on"),
        description=lazy_gettext("One to three."),
        widget=GovCheckboxesInput(),
    )
    query = line(lazy_gettext("Search the guidance for places"), "", longest=LONGEST_QUERY)
    rule = line(
        lazy_gettext("A rule to take away"),
        lazy_gettext("One sentence of at most 12 words. You can leave it out."),
    )
    prompt = text(
        lazy_gettext("A question for discussion"),
        lazy_gettext("A trainer asks it in a live session."),
    )
    version = HiddenField()
    not_found = False

    @classmethod
    def of(cls, bank: Bank, item: Item | None, version: str = "") -> "ScenarioWritingForm":
        """The form, filled in with an item; ``version`` is that of the draft that it changes."""
        built: type[ScenarioWritingForm] = type("BuiltForm", (cls,), dict(_option_fields()))
        form = built(data=unless_sent(_filled_in(item) if item else {}))
        topics = [SelectChoice(one.id, f"{one.id}: {one.title}") for one in content.bank().topics]
        form.topic.choices = [choice("", lazy_gettext("Choose one")), *topics]
        query = clean_line(form.query.data or request.args.get("q", "")) or ""
        form.query.data = query[:LONGEST_QUERY] if request.method != "POST" else query
        found = _found(bank, query[:LONGEST_QUERY])
        chosen = [one for one in bank.pointers if one.id in (form.pointers.data or ())]
        form.pointers.choices = [_choice(one) for one in dict.fromkeys([*chosen, *found])]
        form.not_found = bool(query) and not found
        form._mark_language()
        if request.method != "POST":
            form.version.data = version
        return form

    def _mark_language(self) -> None:
        """Say in which language the words of each field are, where it is not that of the page."""
        code = self.language.data if self.language.data in CODES else ENGLISH.code
        tag = tag_unless_of_page(language_to_store(code))
        of_answers = [self[f"{name}_{one}"] for one in OPTION_IDS for name in ("text", "reason")]
        for field in (*(self[name] for name in IN_ITS_LANGUAGE), *of_answers):
            field.render_kw = {"lang": tag} if tag else None

    def validate_people(self, field: StringField) -> None:
        story = self.vignette.data or ""
        for name in self.names:
            if name not in story:
                raise ValidationError(
                    gettext(
                        "“%(name)s” is not in the story. Write it as it stands there", name=name
                    )
                )
            if len(name) not in NAME_LENGTHS:
                raise ValidationError(gettext("Give names of 2 to 40 letters"))
        if len(self.names) > MOST_NAMES:
            raise ValidationError(gettext("Name at most ten people"))

    def validate_pointers(self, field: SelectMultipleField) -> None:
        if len(field.data or ()) > MOST_POINTERS:
            raise ValidationError(gettext("Choose at most three places"))

    def refuse(self, theirs: Data) -> None:
        """Say that somebody else saved ``theirs``, and let this form be saved over it."""
        self.title.errors = (EDIT_CONFLICT,)
        self.version.data = own_content.version_of(theirs)

    @property
    def options(self) -> list[tuple[Field, ...]]:
        """The fields of each answer: its text, its reason, its leaning."""
        names = ("text", "reason", "leaning")
        return [tuple(self[f"{name}_{one}"] for name in names) for one in OPTION_IDS]

    @property
    def names(self) -> list[str]:
        parts = (part.strip() for part in (self.people.data or "").split(","))
        return list(dict.fromkeys(part for part in parts if part))

    @property
    def words(self) -> Data:
        """What was written, for `quiz.bank.own_content`."""
        return {
            **{name: self[name].data or "" for name in LINES},
            "language": language_to_store(self.language.data),
            "people": self.names,
            "pointers": self.pointers.data or [],
            "options": [
                {"text": text.data, "reason": reason.data, "leaning": leaning.data}
                for text, reason, leaning in self.options
            ],
        }


def _filled_in(item: Item) -> dict[str, object]:
    """An item's words. What is not written yet is left empty."""

    def written(text: str | None) -> str:
        return "" if own_content.is_unwritten(text) else text or ""

    filled: dict[str, object] = {
        name: written(getattr(item, name))
        for name in ("title", "jurisdiction", "vignette", "question", "rule", "prompt")
    }
    filled |= {"topic": item.topic.id, "best": item.best}
    filled["language"] = code_to_say(item.language)
    filled["people"] = ", ".join(item.people) if filled["vignette"] else ""
    filled["pointers"] = [pointer.id for pointer in item.pointers]
    for option in item.options:
        filled[f"text_{option.id}"] = written(option.text)
        filled[f"reason_{option.id}"] = written(option.reason)
        filled[f"leaning_{option.id}"] = option.leaning.value if option.leaning else ""
    return filled


def _found(bank: Bank, query: str) -> list[Pointer]:
    if not query:
        return []
    places = [place for _, found in search(bank, query).sources for place in found]
    return places[:MOST_FOUND]


def _choice(pointer: Pointer) -> SelectChoice:
    where = f"{pointer.source.title}, {pointer.place}"
    return SelectChoice(pointer.id, f"{where}: {pointer.says} ({pointer.checked.words})")
