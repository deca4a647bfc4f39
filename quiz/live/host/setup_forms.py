"""The forms that set up a session and change its settings."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from govuk_frontend_wtf.wtforms_widgets import GovCheckboxInput, GovRadioInput, GovTextInput
from wtforms import BooleanField, RadioField, StringField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Length

from quiz.bank.items import Contested, Item, Topic
from quiz.languages.choices import choice
from quiz.languages.sentences import LazySentence, gettext, lazy_gettext
from quiz.live.host.setup_length import SessionLength
from quiz.live.host.setup_order import Arrange, arranged
from quiz.live.session.models import LONGEST_TITLE
from quiz.live.session.plan import FEWEST_FOR_A_CHART, MOST_VOTES, Plan
from quiz.live.session.plan_scenarios import (
    LONGEST_TIMER,
    MOST_FOR_A_CHART,
    MOST_SCENARIOS,
    SHORTEST_TIMER,
    planned_scenario,
)
from quiz.live.session.starting_plan import StartingPlan
from quiz.web.security import Form, unless_sent

POSITION = "position_"
HIGHEST_NUMBER = 99
LONGEST_RETENTION = 365
"""In days."""
DAYS_LABEL = lazy_gettext("Days until the answers are deleted")
DAYS_MISSING = lazy_gettext("Enter the number of days")


@dataclass
class WholeNumber:
    """Accepts a whole number from ``least`` to ``most``, or an empty optional field."""

    least: int
    most: int
    message: LazySentence

    def __call__(self, _form: Form, field: StringField) -> None:
        typed = field.data or ""
        digits = typed.isascii() and typed.isdigit() and len(typed) < 5
        needed = typed or field.flags.required  # blanks alone are input, so InputRequired passes
        if needed and not (digits and self.least <= int(typed) <= self.most):
            raise ValidationError(self.message)


def number_field(label: LazySentence, hint: LazySentence | str, *validators: object) -> StringField:
    """A field for a number that is typed."""
    return StringField(label, description=hint, widget=GovTextInput(), validators=validators)


def _title(hint: LazySentence) -> StringField:
    message = lazy_gettext("Keep the title to %(number)s characters", number=LONGEST_TITLE)
    long = Length(max=LONGEST_TITLE, message=message)
    return StringField(
        lazy_gettext("Title"),
        description=hint,
        widget=GovTextInput(),
        validators=[DataRequired(lazy_gettext("Enter a title")), long],
    )


class MinimumForm(Form):
    """The smallest number of answers for a chart."""

    minimum = number_field(
        lazy_gettext("Fewest answers for a chart"),
        lazy_gettext(
            "%(least)s or more. You can raise it until the first answer, but never lower it. "
            "Everybody who joins sees this number.",
            least=FEWEST_FOR_A_CHART,
        ),
        InputRequired(lazy_gettext("Enter how many must have answered before a chart is shown")),
        WholeNumber(
            FEWEST_FOR_A_CHART,
            MOST_FOR_A_CHART,
            lazy_gettext(
                "Enter a number from %(least)s to %(most)s",
                least=FEWEST_FOR_A_CHART,
                most=MOST_FOR_A_CHART,
            ),
        ),
    )


def minimum_form(minimum: int) -> MinimumForm:
    """The form that raises the minimum, filled in with the current one."""
    return MinimumForm(data=unless_sent({"minimum": str(minimum)}))


class SessionForm(MinimumForm):
    """A new session: its title, its settings, and the position of each scenario."""

    title = _title(lazy_gettext("Everybody who joins sees it. Name no family and no colleague."))
    before = BooleanField(lazy_gettext("Before the first scenario"), widget=GovCheckboxInput())
    after = BooleanField(lazy_gettext("After the last scenario"), widget=GovCheckboxInput())
    votes = RadioField(
        lazy_gettext("How many votes on each scenario?"),
        choices=[
            choice("2", lazy_gettext("Two, with a discussion in between")),
            choice("1", lazy_gettext("One")),
        ],
        widget=GovRadioInput(),
        validators=[InputRequired(lazy_gettext("Choose how many votes there are"))],
    )
    timer = number_field(
        lazy_gettext("Timer for each vote, in seconds (optional)"),
        lazy_gettext(
            "Leave it empty for no timer. It can be paused, it closes nothing, and speed is never "
            "scored."
        ),
        WholeNumber(
            SHORTEST_TIMER,
            LONGEST_TIMER,
            lazy_gettext(
                "Enter seconds from %(least)s to %(most)s, or leave it empty",
                least=SHORTEST_TIMER,
                most=LONGEST_TIMER,
            ),
        ),
    )

    days = number_field(
        DAYS_LABEL,
        lazy_gettext(
            "Counted from the end of the session: 1 to %(most)s. Everybody who joins sees it. "
            "Afterwards you can only make it smaller.",
            most=LONGEST_RETENTION,
        ),
        InputRequired(DAYS_MISSING),
        WholeNumber(
            1,
            LONGEST_RETENTION,
            lazy_gettext("Enter a number of days from 1 to %(most)s", most=LONGEST_RETENTION),
        ),
    )

    scenarios: Mapping[str, Item | Contested]

    def position(self, scenario: Item | Contested) -> StringField:
        """The field for a scenario's position in the session."""
        field: StringField = self[POSITION + scenario.id]
        return field

    def numbered(self) -> list[Item | Contested]:
        """The numbered scenarios, lowest number first, and in the bank's order where equal. A
        number that was typed wrong counts as the last."""
        found = [one for one in self.scenarios.values() if self.position(one).data]
        return sorted(found, key=self._number)

    def _number(self, scenario: Item | Contested) -> int:
        typed = self.position(scenario).data
        return int(typed) if typed.isascii() and typed.isdigit() else HIGHEST_NUMBER

    def length(self, given: int) -> SessionLength:
        """How long it takes as it is filled in now. given: the minutes that the host has."""
        found = self.numbered()
        contested = sum(isinstance(one, Contested) for one in found)
        votes = int(self.votes.data) if self.votes.data in ("1", "2") else MOST_VOTES
        scored = len(found) - contested
        return SessionLength(scored, contested, self.before.data, self.after.data, votes, given)

    def others(self) -> dict[Topic, list[Item | Contested]]:
        """The scenarios without a number, by their topic."""
        rest: dict[Topic, list[Item | Contested]] = {}
        known: dict[str, Topic] = {}  # a topic is equal to itself in one language only
        for scenario in sorted(self.scenarios.values(), key=lambda one: one.topic.id):
            if not self.position(scenario).data:
                topic = known.setdefault(scenario.topic.id, scenario.topic)
                rest.setdefault(topic, []).append(scenario)
        return rest

    def arrange(self, pressed: str) -> None:
        """Number the scenarios anew after a button. pressed: what it does, and to which one."""
        wanted, _, id_ = pressed.partition(" ")
        ids = [scenario.id for scenario in self.numbered()]
        if wanted in list(Arrange) and id_ in self.scenarios:
            ids = arranged(ids, Arrange(wanted), id_)
        numbers = {id_: str(number) for number, id_ in enumerate(ids, 1)}
        for scenario in self.scenarios.values():
            self.position(scenario).data = numbers.get(scenario.id, "")

    def accepted(self) -> bool:
        """Whether it was sent without errors, with 1 to ``MOST_SCENARIOS`` scenarios, and none of
        them with the number of another."""
        if not super().accepted():
            return False
        found = self.numbered()
        if not found:
            self._refuse(
                next(iter(self.scenarios.values())), gettext("Number at least one scenario")
            )
        elif len(found) > MOST_SCENARIOS:
            many = gettext(
                "Number at most %(most)s scenarios; you numbered %(number)s",
                most=MOST_SCENARIOS,
                number=len(found),
            )
            self._refuse(found[0], many)
        for one, other in pairwise(found):
            if self._number(one) == self._number(other):
                same = gettext(
                    "“%(one)s” and “%(other)s” are both number %(number)s. Give each a number of "
                    "its own",
                    one=one.title,
                    other=other.title,
                    number=self._number(one),
                )
                self._refuse(other, same)
        return not self.errors

    def _refuse(self, scenario: Item | Contested, message: str) -> None:
        self.position(scenario).errors = (message,)

    @property
    def plan(self) -> Plan:
        """The plan of an accepted form."""
        return Plan(
            scenarios=tuple(planned_scenario(scenario) for scenario in self.numbered()),
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
        POSITION + id_: number_field(
            lazy_gettext("Position of “%(title)s”", title=scenario.title), "", _position(scenario)
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


def _position(scenario: Item | Contested) -> WholeNumber:
    wrong = lazy_gettext(
        "Number “%(title)s” from 1 to %(most)s, or leave it empty",
        title=scenario.title,
        most=HIGHEST_NUMBER,
    )
    return WholeNumber(1, HIGHEST_NUMBER, wrong)


class TemplateForm(Form):
    """A template's title, and whether colleagues may use it."""

    title = _title(lazy_gettext("Name no family and no colleague."))
    shared = BooleanField(lazy_gettext("Every trainer here may use it"), widget=GovCheckboxInput())


def template_form(title: str, *, shared: bool = False) -> TemplateForm:
    """The form that keeps or changes a template, filled in."""
    return TemplateForm(data=unless_sent({"title": title, "shared": shared}))


def _planned(start: StartingPlan) -> list[str]:
    """The ids of the scenarios in the plan, in its order."""
    return [] if start.one_by_one else [planned.item for planned in start.plan.scenarios]
