"""The forms of the pages that import questions."""

from govuk_frontend_wtf.wtforms_widgets import GovFileInput, GovSelect
from wtforms import FileField, HiddenField, SelectField
from wtforms.fields.choices import SelectChoice

from quiz.bank.formats.archives import LARGEST_FILE
from quiz.bank.formats.registry import FORMATS
from quiz.bank.items import Bank
from quiz.bank.written_languages import CODES, LANGUAGE_WORDS
from quiz.languages.choices import choice
from quiz.languages.sentences import gettext, lazy_gettext
from quiz.web.security import Form

MEGABYTE = 1_000_000


class UploadForm(Form):
    """A file with questions, and how to read it. The page that reads it checks the choices: a
    browser would lose the file of a form that is refused."""

    file = FileField(
        lazy_gettext("File with questions"),
        widget=GovFileInput(),
    )
    format = SelectField(
        lazy_gettext("Which format is it?"),
        choices=[
            choice("", lazy_gettext("Find out from the file")),
            *(SelectChoice(one.name, one.title) for one in FORMATS.values()),
        ],
        validate_choice=False,
        widget=GovSelect(),
    )
    topic = SelectField(
        lazy_gettext("Which topic are the questions on?"),
        description=lazy_gettext("Only for questions that name none themselves."),
        validate_choice=False,
        widget=GovSelect(),
    )

    language = SelectField(
        lazy_gettext("Which language are the questions in?"),
        description=lazy_gettext("Only for questions that name none themselves."),
        choices=[choice(code, LANGUAGE_WORDS[code]) for code in CODES],
        validate_choice=False,
        widget=GovSelect(),
    )

    @classmethod
    def of(cls, bank: Bank) -> "UploadForm":
        """The form, with the topics of the bank."""
        form = cls()
        form.file.description = gettext(
            "At most %(size)s MB. Nothing is imported yet: you see first what would change.",
            size=LARGEST_FILE // MEGABYTE,
        )
        topics = [SelectChoice(one.id, f"{one.id}: {one.title}") for one in bank.topics]
        form.topic.choices = [choice("", lazy_gettext("I will choose later")), *topics]
        return form


class ImportForm(Form):
    """To import what the page shows, read in this way."""

    format = HiddenField(id="read-format")
    topic = HiddenField(id="read-topic")
    language = HiddenField(id="read-language")
    seen = HiddenField()
    """The fingerprint of the report on the page."""
