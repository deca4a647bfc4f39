"""How a session is made."""

from flask import render_template
from govuk_frontend_wtf.wtforms_widgets import GovTextInput
from wtforms import StringField, ValidationError
from wtforms.validators import InputRequired, Length

from quiz import database
from quiz.bank.items import Contested, Item
from quiz.clock import today
from quiz.content import bank
from quiz.live import sessions
from quiz.live.forms import stripped
from quiz.live.host import Shown, to
from quiz.live.models import LONGEST_TITLE
from quiz.live.phases import Asked, Plan
from quiz.people.models import Person
from quiz.security import Form

MOST_SCENARIOS = 12


class NewForm(Form):
    """A title, and what is asked: a form's letter, or the ids of scenarios."""

    title = StringField(
        "Title",
        description="Everybody who joins sees it. Name no family and no colleague.",
        widget=GovTextInput(),
        filters=[stripped],
        validators=[
            InputRequired("Enter a title"),
            Length(max=LONGEST_TITLE, message=f"Keep the title to {LONGEST_TITLE} characters"),
        ],
    )
    scenarios = StringField(
        "Scenarios",
        description="A form’s letter, or the ids of up to 12 scenarios with spaces between them.",
        widget=GovTextInput(),
        filters=[stripped],
        validators=[InputRequired("Say which scenarios are asked")],
    )

    def validate_scenarios(self, field: StringField) -> None:
        known, ids = _askable(), self.ids
        if unknown := [id_ for id_ in ids if id_ not in known]:
            raise ValidationError(f"There is no form and no scenario called “{unknown[0]}”")
        if len(ids) > MOST_SCENARIOS:
            raise ValidationError(f"Choose at most {MOST_SCENARIOS} scenarios")

    @property
    def ids(self) -> list[str]:
        """The ids of what is asked, each once, in the order they were typed."""
        forms = {form.id: [item.id for item in form.items] for form in bank().forms}
        typed = (self.scenarios.data or "").split()
        return list(dict.fromkeys(id_ for word in typed for id_ in forms.get(word, [word])))


def _askable() -> dict[str, Item | Contested]:
    scored: list[Item | Contested] = [item for form in bank().forms for item in form.items]
    return {one.id: one for one in (*scored, *bank().contested)}


def new(host: Person) -> Shown:
    form = NewForm()
    if form.accepted():
        chosen = [_askable()[id_] for id_ in form.ids]
        plan = Plan(tuple(Asked(c.id, c.revision, isinstance(c, Contested)) for c in chosen))
        return to(sessions.make(database.session(), host, form.title.data, plan, today()))
    return render_template("live/new.html", form=form), form.status
