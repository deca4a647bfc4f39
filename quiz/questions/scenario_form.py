"""An item as a form, and its answer as a marked response: shared by every activity."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask import request
from govuk_frontend_wtf.wtforms_widgets import GovCheckboxInput, GovRadioInput
from itsdangerous import BadSignature, URLSafeSerializer
from markupsafe import Markup
from wtforms import BooleanField, HiddenField, RadioField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional

from quiz.answers import record
from quiz.answers.record import Given
from quiz.bank.items import Item, Option, Scenario
from quiz.browser import browser_session
from quiz.languages.choices import choice
from quiz.languages.sentences import gettext, lazy_gettext
from quiz.settings.config import current_settings
from quiz.vocabulary import CERTAINTY_LEVELS, DEVICE_WORDS, OPTION_LETTERS, Certainty, Device
from quiz.web.security import Form, has_right_token, unless_sent


def shuffled(item: Scenario, attempt_id: str) -> tuple[Option, ...]:
    """The options in this attempt's order: fixed within it, different between attempts."""

    def chance(option: Option) -> bytes:
        return hashlib.sha256(f"{attempt_id}:{item.id}:{option.id}".encode()).digest()

    return tuple(sorted(item.options, key=chance))


def option_value(item: Scenario, option_id: str) -> str:
    """An option's value in a form; the item id in it rejects an option of another scenario."""
    return f"{item.id}.{option_id}"


class NewAttempt(Form):
    """A form that starts an attempt under an id that was made for its page.

    The id is signed. A Start button pressed twice sends the same id, and starts one attempt.
    """

    attempt = HiddenField()
    device = RadioField(
        lazy_gettext("Whose device is this?"),
        choices=[choice(device.value, words) for device, words in DEVICE_WORDS.items()],
        widget=GovRadioInput(),
        validators=[Optional()],
    )

    def renew(self) -> None:
        """Put a new id into the page."""
        self.attempt.data = self.attempt.raw_data = None
        self.attempt.data = signed_new_id()
        self.device.data = self.device.data or browser_session.device()

    def keep_device(self) -> None:
        """Keep what was said of the device; a page that does not ask changes nothing."""
        if self.device.data:
            browser_session.keep_device(Device(self.device.data))

    @property
    def attempt_id(self) -> str:
        """The id in this page. Raises BadSignature when we did not sign it."""
        return str(_signer().loads(self.attempt.data or ""))

    def starts(self, attempt_id: str) -> bool:
        """Whether this page was made to start that attempt."""
        try:
            return self.attempt_id == attempt_id
        except BadSignature:
            return False

    def validate_attempt(self, _field: HiddenField) -> None:
        try:
            _ = self.attempt_id
        except BadSignature:
            raise ValidationError(
                gettext("This page was out of date. Please press Start again.")
            ) from None


def signed_new_id() -> str:
    """A new id for an attempt, as the page that starts it holds it."""
    return str(_signer().dumps(record.new_id()))


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_settings().signing_keys, salt="new attempt")


LEVELS = {str(int(level)): level for level in Certainty}
"""The values of the certainty buttons."""


class ScenarioForm(Form):
    """Option, certainty and the look-up tick. Nothing is preselected; the tick is never scored."""

    option = RadioField(
        widget=GovRadioInput(),
        validators=[InputRequired(lazy_gettext("Choose the answer you think is best"))],
    )
    certainty = RadioField(
        lazy_gettext("How sure are you that this is the best answer?"),
        description=lazy_gettext(
            "Say what fits. If you pick “fairly sure” four times, about three of them "
            "should turn out right. No colleague or manager sees your answers."
        ),
        choices=[choice(value, CERTAINTY_LEVELS[level].words) for value, level in LEVELS.items()],
        widget=GovRadioInput(),
        validators=[InputRequired(lazy_gettext("Say how sure you are, even if you are guessing"))],
    )
    look_up = BooleanField(lazy_gettext("I would look this up or ask"), widget=GovCheckboxInput())
    revision = HiddenField()

    def validate_revision(self, field: HiddenField) -> None:
        """Ask again when the scenario was revised while its page was open."""
        if field.data != self.expected_revision:
            field.data = self.expected_revision
            raise ValidationError(
                gettext(
                    "This scenario was updated while you were reading it. Please read it again."
                )
            )

    expected_revision = ""

    @property
    def given(self) -> Given:
        """What was chosen, once the form is valid."""
        item, _, option = self.option.data.rpartition(".")
        return Given(
            item=item,
            revision=int(self.expected_revision),
            option=option,
            certainty=Certainty(int(self.certainty.data)),
            look_up=self.look_up.data,
        )


def scenario_form(item: Scenario, attempt_id: str | None, given: Given | None) -> ScenarioForm:
    """The form of one scenario, filled in with the earlier answer, if there is one.

    Without an attempt the scenario is asked of a live session: the options are in the bank's order,
    with letters, so that "B" means the same to everybody who discusses it.
    """
    earlier: dict[str, object] = {}
    if given and given.revision == item.revision:
        earlier = {
            "option": option_value(item, given.option),
            "certainty": str(given.certainty),
            "look_up": given.look_up,
        }
    form = ScenarioForm(data=unless_sent(earlier))
    form.option.label.text = item.question
    form.option.choices = [
        SelectChoice(option_value(item, option.id), words)
        for option, words in _in_order(item, attempt_id)
    ]
    form.expected_revision = str(item.revision)
    if request.method != "POST":
        form.revision.data = form.expected_revision
    return form


def complete_answer(item: Item) -> Given | None:
    """What this POST answers to a scenario, if nothing in it is missing or wrong.

    `ScenarioForm` says what is, and writes it on the page; for a complete answer it only takes
    longer. A test holds this to the form.
    """
    sent = request.form
    name, _, option = sent.get("option", "").rpartition(".")
    if not (
        has_right_token(sent.get("csrf_token"))
        and name == item.id
        and any(option == one.id for one in item.options)
        and sent.get("certainty") in LEVELS
        and sent.get("revision") == str(item.revision)
    ):
        return None
    look_up = sent.get("look_up", "") not in BooleanField.false_values
    return Given(item.id, item.revision, option, LEVELS[sent["certainty"]], look_up)


def _in_order(item: Scenario, attempt_id: str | None) -> list[tuple[Option, str]]:
    if attempt_id is not None:
        return [(option, option.text) for option in shuffled(item, attempt_id)]
    lettered = zip(OPTION_LETTERS, item.options, strict=True)
    return [(option, f"{letter}. {option.text}") for letter, option in lettered]


def certainty_words() -> list[dict[str, Markup]]:
    """The labels of the certainty buttons, with the frequency of each (measurement.md 1.2)."""
    button = Markup('{} <span class="certainty__about">{}</span>')
    return [{"html": button.format(level.words, level.about)} for level in Certainty]


@dataclass(frozen=True)
class MarkedResponse:
    """A response with its scenario: what was chosen, how surely, and what is best."""

    item: Item
    number: int
    chosen: Option
    certainty: Certainty
    look_up: bool

    @property
    def best(self) -> Option:
        return self.item.option(self.item.best)

    @property
    def right(self) -> bool:
        return self.chosen.id == self.item.best

    @property
    def sure(self) -> bool:
        return self.certainty.sure


def mark_responses(items: Sequence[Item], responses: Iterable[Given]) -> list[MarkedResponse]:
    """The answered scenarios among these items, in the items' order.

    An answer to another revision is left out: its options may have meant something else.
    """
    revisions = {item.id: item.revision for item in items}
    given = {r.item: r for r in responses if r.revision == revisions.get(r.item)}
    return [
        MarkedResponse(
            item=item,
            number=number,
            chosen=item.option(given[item.id].option),
            certainty=given[item.id].certainty,
            look_up=given[item.id].look_up,
        )
        for number, item in enumerate(items, start=1)
        if item.id in given
    ]
