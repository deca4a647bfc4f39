"""The forms that set up a session and change its settings."""

from collections.abc import Mapping
from dataclasses import dataclass

from govuk_frontend_wtf.wtforms_widgets import GovCheckboxInput, GovRadioInput, GovTextInput
from wtforms import BooleanField, RadioField, StringField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length

from quiz.bank.items import Contested, Item
from quiz.live.session.models import LONGEST_TITLE
from quiz.live.session.plan import FEWEST_FOR_A_CHART, Plan, PlannedScenario
from quiz.live.session.plan_scenarios import (
    LONGEST_TIMER,
    MOST_FOR_A_CHART,
    MOST_SCENARIOS,
    SHORTEST_TIMER,
    planned_scenario,
)
from quiz.live.session.starting_plan import StartingPlan
from quiz.security import Form, unless_sent

POSITION = "position_"
LONGEST_RETENTION = 365
"""In days."""


@dataclass
class WholeNumber:
    """Accepts a whole number from ``least`` to ``most``, or an empty optional field."""

    least: int
    most: int
    message: str

    def __call__(self, _form: Form, field: StringField) -> None:
        typed = field.data or ""
        digits = typed.isascii() and typed.isdigit() and len(typed) < 5
        needed = typed or field.flags.required  # blanks alone are input, so InputRequired passes
        if needed and not (digits and self.least <= int(typed) <= self.most):
            raise ValidationError(self.message)


def _number(label: str, hint: str, *validators: object) -> StringField:
    return StringField(label, description=hint, widget=GovTextInput(), validators=validators)


class MinimumForm(Form):
    """The smallest number of answers for a chart."""

    minimum = _number(
        "Fewest answers for a chart",
        f"{FEWEST_FOR_A_CHART} or more. You can raise it until the first answer, but never "
        "lower it. Everybody who joins sees this number.",
        InputRequired("Enter how many must have answered before a chart is shown"),
        WholeNumber(
            FEWEST_FOR_A_CHART,
            MOST_FOR_A_CHART,
            f"Enter a number from {FEWEST_FOR_A_CHART} to {MOST_FOR_A_CHART}",
        ),
    )


def minimum_form(minimum: int) -> MinimumForm:
    """The form that raises the minimum, filled in with the current one."""
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
            SelectChoice("2", "Two, with a discussion in between"),
            SelectChoice("1", "One"),
        ],
        widget=GovRadioInput(),
        validators=[InputRequired("Choose how many votes there are")],
    )
    timer = _number(
        "Timer for each vote, in seconds (optional)",
        "Leave it empty for no timer. It can be paused, it closes nothing, and speed is never "
        "scored.",
        WholeNumber(
            SHORTEST_TIMER,
            LONGEST_TIMER,
            f"Enter seconds from {SHORTEST_TIMER} to {LONGEST_TIMER}, or leave it empty",
        ),
    )

    days = _number(
        "Days until the answers are deleted",
        f"Counted from the end of the session: 1 to {LONGEST_RETENTION}. Everybody who joins sees "
        "it. Afterwards you can only make it smaller.",
        InputRequired("Enter the number of days"),
        WholeNumber(1, LONGEST_RETENTION, f"Enter a number of days from 1 to {LONGEST_RETENTION}"),
    )

    scenarios: Mapping[str, Item | Contested]

    def position(self, scenario: Item | Contested) -> StringField:
        """The field for a scenario's position in the session."""
        field: StringField = self[POSITION + scenario.id]
        return field

    def chosen(self) -> list[PlannedScenario]:
        """The numbered scenarios, lowest number first, and in the bank's order where equal."""
        numbered = [
            (int(self.position(scenario).data), scenario)
            for scenario in self.scenarios.values()
            if self.position(scenario).data
        ]
        return [
            planned_scenario(scenario) for _, scenario in sorted(numbered, key=lambda pair: pair[0])
        ]

    def accepted(self) -> bool:
        """Whether it was sent without errors, with 1 to ``MOST_SCENARIOS`` scenarios."""
        if not super().accepted():
            return False
        count = len(self.chosen())
        if not count:
            self._refuse("Number at least one scenario")
        elif count > MOST_SCENARIOS:
            self._refuse(f"Number at most {MOST_SCENARIOS} scenarios; you numbered {count}")
        return 1 <= count <= MOST_SCENARIOS

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
    scenarios: Mapping[str, Item | Contested], title: str, start: StartingPlan
) -> SessionForm:
    """The form, filled in with the plan to start from."""
    plan = start.plan
    fields = {
        POSITION + id_: _number(
            f"Position of “{scenario.title}”", "", WholeNumber(1, 99, _bad_position(scenario))
        )
        for id_, scenario in scenarios.items()
    }
    form_class: type[SessionForm] = type("NewSessionForm", (SessionForm,), dict(fields))
    positions = {POSITION + id_: str(number) for number, id_ in enumerate(_planned(start), 1)}
    form = form_class(
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
    """The form that shortens the period. days: the period that participants were shown."""
    field = _number(
        "Days until the answers are deleted",
        f"Counted from the day the session ended. People were told {days}, so you can only make it "
        "smaller.",
        InputRequired("Enter the number of days"),
        WholeNumber(1, days, f"Enter a number from 1 to {days}"),
    )
    form_class: type[DaysForm] = type("ShorterDaysForm", (DaysForm,), {"days": field})
    return form_class(data=unless_sent({"days": str(days)}))


DELETABLE = (
    SelectChoice("answers", "The answers. The summary and its figures stay"),
    SelectChoice("session", "The whole session, with its figures"),
)


class DeleteForm(Form):
    """Which part of a session to delete at once."""

    what = RadioField(
        "What do you want to delete now?",
        choices=list(DELETABLE),
        widget=GovRadioInput(),
        validators=[InputRequired("Choose what to delete")],
    )


def _planned(start: StartingPlan) -> list[str]:
    """The ids of the scenarios in the plan, in its order."""
    return [] if start.one_by_one else [planned.item for planned in start.plan.scenarios]


def by_topic(
    scenarios: Mapping[str, Item | Contested], start: StartingPlan
) -> tuple[list[Item | Contested], dict[str, list[Item | Contested]]]:
    """The scenarios in the plan, and the others by the title of their topic."""
    planned = _planned(start)
    chosen = [scenarios[id_] for id_ in planned if id_ in scenarios]
    rest: dict[str, list[Item | Contested]] = {}
    for scenario in sorted(scenarios.values(), key=lambda scenario: scenario.topic.id):
        if scenario.id not in planned:
            rest.setdefault(scenario.topic.title, []).append(scenario)
    return chosen, rest
