"""The two small forms: what goes into the CPD note, and what goes on the page for supervision."""

from collections.abc import Mapping, Sequence
from typing import Any

from govuk_frontend_wtf.wtforms_widgets import GovCheckboxesInput, GovCheckboxInput, GovRadioInput
from wtforms import BooleanField, RadioField, SelectMultipleField
from wtforms.validators import InputRequired

from quiz.bank.cpd_forms import CpdForm
from quiz.bank.items import Item
from quiz.languages.choices import ContentChoice
from quiz.languages.sentences import lazy_gettext
from quiz.web.security import Form, unless_sent

RESULT = lazy_gettext("How many of my answers matched the guidance")


class ChoicesForm(Form):
    """A form whose ticks are kept while the browser is open."""

    @property
    def chosen(self) -> dict[str, Any]:
        """What was ticked, by field."""
        return {name: value for name, value in self.data.items() if name != "csrf_token"}


class NoteForm(ChoicesForm):
    """Headings, surprises, and whether the result is in the note."""

    headings = RadioField(
        lazy_gettext("Whose headings?"),
        widget=GovRadioInput(),
        validators=[InputRequired(lazy_gettext("Choose whose headings the note has"))],
    )
    surprises = SelectMultipleField(
        lazy_gettext("What surprised you?"),
        description=lazy_gettext("Tick two or three, or none."),
        widget=GovCheckboxesInput(),
    )
    result = BooleanField(RESULT, widget=GovCheckboxInput())

    @classmethod
    def of(
        cls, forms: Sequence[CpdForm], items: Sequence[Item], chosen: Mapping[str, Any]
    ) -> "NoteForm":
        """The form, with what was ticked before, or is to be ticked first."""
        made = cls(data=unless_sent(chosen))
        made.headings.choices = [
            ContentChoice(form.id, form.regulator, language=form.language) for form in forms
        ]
        made.surprises.choices = [
            ContentChoice(item.id, _words(item), language=item.language) for item in items
        ]
        return made


class SupervisionForm(ChoicesForm):
    """The rules to talk about, and what else to show."""

    rules = SelectMultipleField(
        lazy_gettext("Which rules do you want to talk about?"),
        description=lazy_gettext("If you tick none, all of them are on the page."),
        widget=GovCheckboxesInput(),
    )
    result = BooleanField(RESULT, widget=GovCheckboxInput())
    stands = BooleanField(
        lazy_gettext("What I said in “Where do you stand?”"), widget=GovCheckboxInput()
    )

    @classmethod
    def of(cls, items: Sequence[Item], chosen: Mapping[str, Any]) -> "SupervisionForm":
        """The form, with what was ticked before. ``items`` have a rule each."""
        made = cls(data=unless_sent(chosen))
        made.rules.choices = [
            ContentChoice(item.id, item.rule or "", language=item.language) for item in items
        ]
        return made


def _words(item: Item) -> str:
    return f"{item.title}: {item.rule}" if item.rule else item.title
