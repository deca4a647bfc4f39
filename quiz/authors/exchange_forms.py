"""The forms of the pages that import questions."""

from govuk_frontend_wtf.wtforms_widgets import GovFileInput, GovSelect
from wtforms import FileField, HiddenField, SelectField

from quiz.bank.formats.archives import LARGEST_FILE
from quiz.bank.formats.registry import FORMATS
from quiz.bank.items import Bank
from quiz.security import Form

MEGABYTE = 1_000_000
FROM_THE_FILE = ("", "Find out from the file")
LATER = ("", "I will choose later")


def _format(label: str = "Which format is it?") -> SelectField:
    choices = [FROM_THE_FILE, *((one.name, one.title) for one in FORMATS.values())]
    return SelectField(label, choices=choices, widget=GovSelect(), default="")


def _topic() -> SelectField:
    return SelectField(
        "Which topic are the questions on?",
        description="Only for questions that name none themselves.",
        widget=GovSelect(),
        default="",
    )


def _choose_topics(form: "UploadForm | ReadingForm", bank: Bank) -> None:
    topics = [(topic.id, f"{topic.id}: {topic.title}") for topic in bank.topics]
    form.topic.choices = [LATER, *topics]


class UploadForm(Form):
    """A file with questions, and how to read it."""

    file = FileField(
        "File with questions",
        description=f"At most {LARGEST_FILE // MEGABYTE} MB. Nothing is imported yet: first you see "
        "what would be.",
        widget=GovFileInput(),
    )
    format = _format()
    topic = _topic()

    @classmethod
    def of(cls, bank: Bank) -> "UploadForm":
        """The form, with the topics of the bank."""
        form = cls()
        _choose_topics(form, bank)
        return form


class ReadingForm(Form):
    """Another way to read a file that was uploaded; sent with GET, so it changes nothing."""

    format = _format()
    topic = _topic()

    @classmethod
    def of(cls, bank: Bank, name: str, topic: str) -> "ReadingForm":
        """The form, filled in."""
        form = cls(formdata=None, data={"format": name, "topic": topic})
        _choose_topics(form, bank)
        return form


class ImportForm(Form):
    """To import what the page shows, read in this way."""

    format = HiddenField()
    topic = HiddenField()
