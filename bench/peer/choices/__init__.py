"""Twelve rounds of one page: a choice of four, and how sure."""

from otree.api import BaseConstants, BaseGroup, BasePlayer, BaseSubsession, Page, models, widgets

doc = "A choice of four and a certainty, twelve times."


class C(BaseConstants):
    NAME_IN_URL = "choices"
    PLAYERS_PER_GROUP = None
    NUM_ROUNDS = 12


class Subsession(BaseSubsession):
    pass


class Group(BaseGroup):
    pass


class Player(BasePlayer):
    option = models.StringField(
        label="What is best?",
        choices=[[letter, f"The text of option {letter}"] for letter in "abcd"],
        widget=widgets.RadioSelect,
    )
    certainty = models.IntegerField(
        label="How sure are you that this is the best answer?",
        choices=[[level, f"Level {level}"] for level in range(1, 5)],
        widget=widgets.RadioSelect,
    )


class Scenario(Page):
    form_model = "player"
    form_fields = ("option", "certainty")


page_sequence = [Scenario]
