"""The forms that set up a session and change its settings."""

from collections.abc import Mapping
from dataclasses import dataclass

from govuk_frontend_wtf.wtforms_widgets import GovCheckboxInput, GovRadioInput, GovTextInput
from wtforms import BooleanField, RadioField, StringField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length

from quiz.bank.items import Contested, Item
from quiz.live.session.models import LONGEST_TITLE
from quiz.live.session.phases import FEWEST_FOR_A_CHART, Asked, Plan
from quiz.live.session.plans import (
    LONGEST_TIMER,
    MOST_FOR_A_CHART,
    MOST_SCENARIOS,
    SHORTEST_TIMER,
    asked,
)
from quiz.live.session.starting_plan import Beginning
from quiz.security import Form, unless_sent

POSITION = "position_"
LONGEST_KEPT = 365


@dataclass
class WholeNumber:
    """Accepts a whole number from ``least`` to ``most``, or an empty optional field."""

    least: int
    most: int
    message: str

    def __call__(self, _form: Form, field: StringField) -> None:
        typed = field.data or ""
        digits = typed.isascii() and typed.isdigit() and len(typed) < 5
        if typed and not (digits and self.least <= int(typed) <= self.most):
            raise ValidationError(self.message)


def _number(label: str, hint: str, *validators: object) -> StringField:
    return StringField(label, description=hint, widget=GovTextInput(), validators=validators)


class MinimumForm(Form):
    """The smallest number of answers for a chart."""

    minimum = _number(
        "Fewest answers for a chart",
        f"{FEWEST_FOR_A_CHART} or more. You can raise it until the first answer comes, and never "
        "lower it. Everybody who joins is told.",
        InputRequired("Enter how many must have answered before a chart is shown"),
        WholeNumber(
            FEWEST_FOR_A_CHART,
            MOST_FOR_A_CHART,
            f"Enter a number from {FEWEST_FOR_A_CHART} to {MOST_FOR_A_CHART}",
        ),
    )


def minimum_form(minimum: int) -> MinimumForm:
    """The form that raises the minimum, filled in with the present one."""
    return MinimumForm(data=unless_sent({"minimum": str(minimum)}))


class SessionForm(MinimumForm):
    """A new session: its title, its settings, and the position of each scenario."""

    title = StringField(
        "Title",
        description="Everybody who joins sees it. Name no family and no colleague.",
        widget=GovTextInput(),
        validators=[
            DataRequired("Enter a title"),
            Length(max=LONGEST_TITLE, message=f"Keep the title to {LONGEST_TITLE} characters"),
        ],
    )
    before = BooleanField("Before the first scenario", widget=GovCheckboxInput())
    after = BooleanField("After the last scenario", widget=GovCheckboxInput())
    votes = RadioField(
        "How many votes on each scenario?",
        choices=[
            SelectChoice("2", "Two, with talk in between"),
            SelectChoice("1", "One"),
        ],
        widget=GovRadioInput(),
        validators=[InputRequired("Choose how many votes there are")],
    )
    timer = _number(
        "Timer for each vote, in seconds (optional)",
        "Leave it empty for none. It can be paused, it closes nothing, and speed is never scored.",
        WholeNumber(
            SHORTEST_TIMER,
            LONGEST_TIMER,
            f"Enter seconds from {SHORTEST_TIMER} to {LONGEST_TIMER}, or leave it empty",
        ),
    )

    days = _number(
        "Days until the answers are deleted",
        f"Counted from the end of the session: 1 to {LONGEST_KEPT}. Everybody who joins is told. "
        "Afterwards you can make it fewer, and not more.",
        InputRequired("Enter the number of days"),
        WholeNumber(1, LONGEST_KEPT, f"Enter a number of days from 1 to {LONGEST_KEPT}"),
    )

    scenarios: Mapping[str, Item | Contested]

    def position(self, scenario: Item | Contested) -> StringField:
        """The field with a scenario's position in the session."""
        field: StringField = self[POSITION + scenario.id]
        return field

    def chosen(self) -> list[Asked]:
        """The numbered scenarios, lowest first; those with equal numbers in the bank's order."""
        numbered = [
            (int(self.position(scenario).data), scenario)
            for scenario in self.scenarios.values()
            if self.position(scenario).data
        ]
        return [asked(scenario) for _, scenario in sorted(numbered, key=lambda pair: pair[0])]

    def accepted(self) -> bool:
        """Whether it was sent without errors, with at least one scenario and not too many."""
        if not super().accepted():
            return False
        many = len(self.chosen())
        if not many:
            self._refuse("Number at least one scenario")
        elif many > MOST_SCENARIOS:
            self._refuse(f"Number at most {MOST_SCENARIOS} scenarios; these are {many}")
        return 1 <= many <= MOST_SCENARIOS

    def _refuse(self, message: str) -> None:
        first = next(iter(self.scenarios.values()))
        self.position(first).errors = (message,)

    @property
    def plan(self) -> Plan:
        """The plan of an accepted form."""
        return Plan(
            scenarios=tuple(self.chosen()),
            before=self.before.data,
            after=self.after.data,
            votes=int(self.votes.data),
            timer=int(self.timer.data) if self.timer.data else None,
            minimum=int(self.minimum.data),
            days=int(self.days.data),
        )


def session_form(
    scenarios: Mapping[str, Item | Contested], title: str, begun: Beginning
) -> SessionForm:
    """The form, filled in with a plan to start from."""
    plan, first = begun.plan, _planned(begun)
    fields = {
        POSITION + id_: _number(
            f"Position of “{scenario.title}”", "", WholeNumber(1, 99, _bad_position(scenario))
        )
        for id_, scenario in scenarios.items()
    }
    made: type[SessionForm] = type("NewSessionForm", (SessionForm,), dict(fields))
    positions = {POSITION + id_: str(number) for number, id_ in enumerate(first, 1)}
    form = made(
        data=unless_sent(
            {
                "title": title,
                "before": plan.before,
                "after": plan.after,
                "votes": str(plan.votes),
                "timer": str(plan.timer or ""),
                "minimum": str(plan.minimum),
                "days": str(plan.days),
                **positions,
            }
        )
    )
    form.scenarios = scenarios
    return form


def _bad_position(scenario: Item | Contested) -> str:
    return f"Number “{scenario.title}” from 1 to 99, or leave it empty"


class DaysForm(Form):
    """Days from the end of the session until its answers are deleted."""

    days: StringField


def days_form(days: int) -> DaysForm:
    """The form that shortens the period. days: the period that participants were promised."""
    field = _number(
        "Days until the answers are deleted",
        f"Counted from the day the session ended. People were told {days}, so it can be fewer.",
        InputRequired("Enter the number of days"),
        WholeNumber(1, days, f"Enter a number from 1 to {days}"),
    )
    made: type[DaysForm] = type("ShorterDaysForm", (DaysForm,), {"days": field})
    return made(data=unless_sent({"days": str(days)}))


DELETABLE = (
    SelectChoice("answers", "The answers; the sums stay, and so does the summary"),
    SelectChoice("session", "The whole session, sums and all"),
)


class DeleteForm(Form):
    """Which part of a session to delete at once."""

    what = RadioField(
        "What do you want to delete now?",
        choices=list(DELETABLE),
        widget=GovRadioInput(),
        validators=[InputRequired("Choose what to delete")],
    )


def _planned(begun: Beginning) -> list[str]:
    """The ids of the scenarios in the plan, in its order."""
    return [] if begun.one_by_one else [one.item for one in begun.plan.scenarios]


def by_topic(
    scenarios: Mapping[str, Item | Contested], begun: Beginning
) -> tuple[list[Item | Contested], dict[str, list[Item | Contested]]]:
    """The scenarios in the plan, and the others by the title of their topic."""
    first = _planned(begun)
    chosen = [scenarios[id_] for id_ in first if id_ in scenarios]
    rest: dict[str, list[Item | Contested]] = {}
    for scenario in sorted(scenarios.values(), key=lambda one: one.topic.id):
        if scenario.id not in first:
            rest.setdefault(scenario.topic.title, []).append(scenario)
    return chosen, rest
