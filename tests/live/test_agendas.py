"""Agendas of 20, 45 and 90 minutes: their timetables add up, and their plans fit the time."""

import pytest

from quiz.bank.items import Contested
from quiz.bank.load import load
from quiz.live.session.agendas import AGENDAS, Agenda, agenda, agenda_for, plan_for
from quiz.live.session.plan_minutes import minutes, timed_parts
from quiz.live.session.plan_scenarios import scenario_of, titles
from quiz.vocabulary import Strand

BANK = load()
by_agenda = pytest.mark.parametrize("found", AGENDAS, ids=lambda one: str(one.minutes))


def test_agendas_are_for_20_45_and_90_minutes() -> None:
    assert [found.minutes for found in AGENDAS] == [20, 45, 90]


@by_agenda
def test_a_timetable_adds_up(found: Agenda) -> None:
    plan = plan_for(BANK, found)
    parts = timed_parts(plan, titles(BANK, plan))
    assert [part.start for part in parts] == [0, *(part.end for part in parts[:-1])]
    assert parts[-1].end == minutes(plan) == found.minutes


@by_agenda
def test_the_plan_of_an_agenda_fits_its_time(found: Agenda) -> None:
    plan = plan_for(BANK, found)
    contested = [one for one in plan.scenarios if one.contested]
    assert len(contested) == found.contested
    assert len(plan.scenarios) == found.scenarios + found.contested
    assert plan.before == plan.after == found.confidence
    assert (plan.votes, plan.timer, plan.minimum) == (2, None, 5)
    assert agenda_for(plan) == found


def test_45_minutes_have_one_scenario_from_each_strand() -> None:
    plan = plan_for(BANK, agenda(45))
    strands = [scenario_of(BANK, one).strand for one in plan.scenarios]
    assert sorted(strands) == sorted(Strand)


def test_90_minutes_end_with_a_contested_scenario() -> None:
    last = plan_for(BANK, agenda(90)).scenarios[-1]
    assert last.contested
    assert isinstance(scenario_of(BANK, last), Contested)
