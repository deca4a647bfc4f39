"""The forms between a draft and its publication: a second reader, publish, withdraw, delete."""

from govuk_frontend_wtf.wtforms_widgets import GovCheckboxInput, GovRadioInput
from wtforms import BooleanField, HiddenField, RadioField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired

from quiz.authors.writing_forms import line, text
from quiz.bank.items import Item
from quiz.languages.sentences import gettext, lazy_gettext
from quiz.questions.scenario_form import LEVELS, shuffled
from quiz.web.security import Form

PREVIEW, EDIT = "preview_fed_back", "edit_scenario"
"""The pages that show a best answer."""


class AskReaderForm(Form):
    """To ask for a second reader."""


class OpenAnswerForm(Form):
    """To open the best answer of a scenario that waits for a second reader, on which page, and in
    which revision."""

    page = HiddenField(default=PREVIEW)
    revision = HiddenField(default="")


class PublishForm(Form):
    """To publish a scenario, a first time or in a new revision."""

    why_not = text(
        lazy_gettext("Why do you publish it all the same?"),
        lazy_gettext(
            "The second reader chose another answer. Say why the author’s is the best, with the "
            "place in the guidance. It is kept with the reading."
        ),
    )
    why = line(
        lazy_gettext("What has changed?"),
        lazy_gettext("One sentence. People who answered the words before see it."),
    )
    guidance_changed = BooleanField(
        lazy_gettext("The guidance itself has changed"), widget=GovCheckboxInput()
    )
    asks_why_not = asks_why = True

    def require(self, *, why_not: bool, why: bool) -> None:
        """Ask only for what is needed."""
        needed = (
            (self.why_not, why_not, gettext("Say why you publish it")),
            (self.why, why, gettext("Say what changed")),
        )
        for field, is_needed, error in needed:
            field.validators = (DataRequired(error), *field.validators) if is_needed else ()
        self.asks_why_not, self.asks_why = why_not, why


class WithdrawForm(Form):
    """Why a scenario is taken out of use."""

    why = line(
        lazy_gettext("Why is it withdrawn?"),
        lazy_gettext("One sentence. People who answered it see it."),
        DataRequired(lazy_gettext("Say why it is withdrawn")),
    )


class DeleteDraftForm(Form):
    """To delete a draft."""


class SecondReadingForm(Form):
    """What a second reader answers without the key."""

    option = RadioField(
        widget=GovRadioInput(),
        validators=[InputRequired(lazy_gettext("Choose the answer you think is best"))],
    )
    certainty = RadioField(
        lazy_gettext("How sure are you that this is the best answer?"),
        widget=GovRadioInput(),
        validators=[InputRequired(lazy_gettext("Say how sure you are, even if you are guessing"))],
    )
    comment = text(
        lazy_gettext("Is there anything to say to the author?"),
        lazy_gettext("Such as another answer that could be defended, or words that are not clear."),
    )
    words = HiddenField()
    expected_words = ""

    @classmethod
    def of(cls, item: Item, checksum: str) -> "SecondReadingForm":
        """The form for these words, its answers in an order that says nothing of the key."""
        form = cls()
        form.option.label.text = item.question
        form.option.choices = [
            SelectChoice(option.id, option.text) for option in shuffled(item, checksum)
        ]
        form.certainty.choices = [
            SelectChoice(value, f"{level.words}, {level.about}") for value, level in LEVELS.items()
        ]
        form.expected_words = checksum
        form.words.data = form.words.data or checksum
        return form

    def validate_words(self, field: HiddenField) -> None:
        """Ask again when the words changed while the page was open."""
        if field.data != self.expected_words:
            field.data = self.expected_words
            raise ValidationError(
                gettext("The scenario was changed while you read it. Please read it again")
            )
