"""The sentence that a wall begins with before the best answer is shown: counts made by hand."""

import re
from collections.abc import Sequence

import pytest
from flask import Flask

from quiz.live.display.cautions import vote_cautions
from quiz.live.display.first_sentence import confidence_sentence, how_sure
from quiz.live.display.most_chosen import (
    OptionCounts,
    counts_of_hands,
    counts_of_votes,
    most_chosen,
    told_hands,
    what_was_chosen,
)
from quiz.live.display.screen import Screen
from quiz.live.session.aggregate import (
    Confidence,
    SessionAggregate,
    VoteCounts,
    confidence,
)
from quiz.live.session.hands import CountedOn, LiveHands
from quiz.live.session.phases import Phase, SessionState, Vote
from quiz.live.session.plan import Plan
from quiz.live.session.plan_scenarios import planned_scenario
from quiz.live.session.votes import Counts
from quiz.vocabulary import Answer, Certainty, Moment, Strand
from tests.live.steps import BANK, ITEM
from tests.live.stored_steps import host_session, join_session, move, rate
from tests.visitor import Visitor

AWARE = "Are you aware of the guidance?"
FIRST, SECOND, LATER = Vote(0, 1), Vote(0, 2), Vote(0, 3)


def votes(*counts: int, level: Certainty = Certainty.VERY_SURE) -> VoteCounts:
    return {(option, level): n for option, n in zip("abcd", counts, strict=True) if n}


def voted(*counts: int) -> OptionCounts:
    return counts_of_votes(votes(*counts))


def counted(on: CountedOn, *counts: int) -> OptionCounts:
    return counts_of_hands(
        LiveHands(round=1, counted_on=on, **dict(zip("abcd", counts, strict=True)))
    )


def hands(*counts: int) -> OptionCounts:
    return counted(CountedOn.HANDS, *counts)


def paper(*counts: int) -> OptionCounts:
    return counted(CountedOn.PAPER, *counts)


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        ([voted(3, 6, 1, 0)], "B has the most: 6 of 10."),
        ([voted(4, 4, 2, 0)], "A and B have the most: 4 of 10 each."),
        ([voted(3, 3, 3, 3)], "All four are equal: 3 of 12 each."),
        ([voted(3, 6, 1, 0), voted(1, 9, 1, 0)], "6 of 10 chose B. Now 9 of 11."),
        ([voted(3, 6, 1, 0), voted(1, 2, 9, 0)], "Now C has the most: 9 of 12."),
        ([voted(4, 4, 2, 0), voted(1, 5, 5, 0)], "Now B and C have the most: 5 of 11 each."),
        ([voted(1, 4, 1, 0)], "More than half of the 6 chose B."),
        ([voted(1, 3, 1, 1)], "B has half of the 6."),
        ([voted(3, 3, 0, 0)], "A and B have half of the 6 each."),
        ([voted(2, 2, 2, 0)], "No answer has more than half of the 6."),
        ([voted(1, 3, 1, 1), voted(0, 5, 1, 0)], "Now more than half of the 6 chose B."),
        ([voted(1, 4, 1, 0), voted(0, 6, 1, 0)], "Still more than half of the 7 chose B."),
        ([voted(1, 4, 1, 0), voted(0, 1, 6, 0)], "Now more than half of the 7 chose C."),
        ([voted(1, 4, 1, 0), voted(2, 2, 2, 0)], "Now no answer has more than half of the 6."),
        ([voted(1, 9, 1, 0), voted(0, 6, 1, 0)], "Now more than half of the 7 chose B."),
        ([voted(1, 5, 1, 0), voted(0, 9, 2, 0)], "Now B has the most: 9 of 11."),
        ([hands(1, 4, 3, 1)], "B has the most: 4 of 9."),
        ([hands(1, 4, 3, 1), hands(0, 2, 7, 0)], "Now C has the most: 7 of 9."),
        ([hands(3, 3, 0, 1)], "A and B have the most: 3 of 7 each."),
        ([paper(1, 5, 1, 0)], "More than half of the 7 chose B."),
        ([paper(2, 8, 1, 1)], "B has the most: 8 of 12."),
    ],
)
def test_what_most_chose(found: Sequence[OptionCounts], sentence: str) -> None:
    assert most_chosen(found) == sentence


def test_how_sure_the_room_was() -> None:
    mixed = {("a", Certainty.GUESSING): 4, ("b", Certainty.FAIRLY_SURE): 5}
    assert how_sure(mixed | votes(0, 0, 2, 0)) == "7 of 11 were sure of their answer."
    assert how_sure({("a", Certainty.UNSURE): 9} | votes(1, 0, 0, 0)) == (
        "1 of 10 was sure of their answer."
    )
    assert how_sure(votes(9, 2, 0, 0, level=Certainty.UNSURE)) == "Nobody was sure of their answer."


def opened(
    phase: Phase, found: dict[int, VoteCounts], *opened_votes: Vote, revealed: bool = False
) -> str:
    """What a wall begins with; empty where that is the scenario's question."""
    state = SessionState(phase, 0, opened_votes, revealed=frozenset({0} if revealed else ()))
    plan = Plan((planned_scenario(ITEM),))
    screen = Screen(state, plan, BANK, lambda: Counts(12, 12, 12), lambda: found)
    return screen.first_sentence.words if screen.first_sentence else ""


def test_each_wall_of_a_scenario_begins_with_its_sentence() -> None:
    ten, twelve = votes(3, 6, 1, 0), votes(1, 9, 1, 1)
    assert opened(Phase.OPEN, {}, FIRST) == ""
    assert opened(Phase.CLOSED, {1: ten}, FIRST) == "The vote is closed."
    assert opened(Phase.CERTAINTY, {1: ten}, FIRST) == "10 of 10 were sure of their answer."
    assert opened(Phase.FIRST, {1: ten}, FIRST) == "B has the most: 6 of 10."
    assert opened(Phase.DISCUSS, {1: ten}, FIRST).startswith("Talk to someone")
    both = {1: ten, 2: twelve}
    assert opened(Phase.BOTH, both, FIRST, SECOND) == "6 of 10 chose B. Now 9 of 12."
    assert opened(Phase.BOTH, {2: twelve}, FIRST, SECOND) == "B has the most: 9 of 12."
    assert opened(Phase.BOTH, {}, FIRST, SECOND) == "Too few answered for a chart."


def test_a_vote_after_the_answer_is_compared_with_none() -> None:
    both = {1: votes(3, 6, 1, 0), 3: votes(1, 9, 1, 1)}
    assert opened(Phase.BOTH, both, FIRST, LATER, revealed=True) == (
        "Asked after the answer: B has the most: 9 of 12."
    )


def test_a_sentence_on_an_earlier_vote_names_it() -> None:
    """The second vote of four people has no chart: what the first showed is not what holds now."""
    ten = votes(3, 6, 1, 0)
    assert opened(Phase.BOTH, {1: ten}, FIRST, SECOND) == "First vote: B has the most: 6 of 10."
    titles = {1: "First vote", 2: "Second vote", 3: "Asked after the answer"}
    raised = LiveHands(round=1, counted_on=CountedOn.HANDS, a=1, b=5, c=0, d=0)
    told, most = told_hands({1: raised}, titles), "B has the most: 5 of 6."
    assert what_was_chosen(told, 2) == ("First vote, by show of hands:", most)
    assert what_was_chosen(told, 1) == (most,)
    later = what_was_chosen(told_hands({1: raised, 3: raised}, titles), 3)
    assert later[0] == "Asked after the answer, by show of hands:"
    assert vote_cautions(5, ["Second vote"], charts=False, hands=True, compared=False) == (
        "Second vote: fewer than 5 answered, so there is no chart.",
        "Fewer than 5 answered on phones, so only these counts are shown.",
    )


@pytest.mark.parametrize("phase", [Phase.FIRST, Phase.DISCUSS, Phase.CERTAINTY, Phase.BOTH])
def test_before_the_best_answer_is_shown_no_sentence_is_about_it(phase: Phase) -> None:
    """“9 of 10 chose the best answer” would tell which it is."""
    for best in "abcd":
        alike = votes(*(9 if option == best else 0 for option in "abcd"))
        sentence = opened(phase, {1: alike | {("a", Certainty.GUESSING): 1}}, FIRST)
        assert sentence
        assert not re.search("best|right|wrong|correct", sentence)


def said(*answers: Answer) -> dict[str, dict[Strand, Answer]]:
    """What each person said to the first question; to the others everybody says partly."""
    others = dict.fromkeys(Strand, Answer.PARTLY)
    return {str(number): others | {Strand.AWARE: answer} for number, answer in enumerate(answers)}


YES, NO = Answer.YES, Answer.NO


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ([YES] * 3 + [NO] * 9, [YES] * 10 + [NO] * 2, "3 of 12 said yes. Now 10 of 12."),
        ([NO] * 12, [YES] * 12, "Nobody said yes. Now 12 of 12."),
        ([YES] * 3 + [NO] * 9, [NO] * 12, "3 of 12 said yes. Now nobody."),
        ([YES] * 3 + [NO] * 9, [YES] * 3 + [NO] * 9, "As many said yes as before."),
        ([NO] * 6, [YES] * 6, "Fewer than half of the 6 said yes. Now more than half."),
        ([YES] * 6, [YES] * 6, "The same as before, as far as so few answers can show."),
        ([YES] * 12, [YES] * 11, "Not all the same people answered, so no change is shown."),
        ([YES] * 12, [YES] * 2, "Too few answered the second time to show a change."),
        ([YES] * 2, [YES] * 12, "Too few answered the first time to show a change."),
        ([YES] * 2, [YES] * 2, "Too few answered for a chart."),
    ],
)
def test_how_confidence_changed(before: list[Answer], after: list[Answer], words: str) -> None:
    found = SessionAggregate(12, confidence=confidence(said(*before), said(*after), 5))
    opening = confidence_sentence(BANK, found, 5)
    assert opening.words == words
    assert opening.about == (AWARE if "said yes." in words else "")


def test_no_change_is_named_where_other_people_rated_each_question() -> None:
    ratings = {(Strand.AWARE, Answer.YES): 12}
    alike = Confidence(12, ratings, matched=True, same=frozenset())
    found = SessionAggregate(12, confidence=dict.fromkeys(Moment, alike))
    words = confidence_sentence(BANK, found, 5).words
    assert words == "Not all the same people answered, so no change is shown."


def rated_twice(app: Flask, people: int, *after: str) -> tuple[Visitor, Visitor]:
    """The wall and a phone once as many people have rated before as after, but for one. after: what
    that one said of casework the second time; without it they left."""
    host = host_session(app)
    guests = [join_session(app, host) for _ in range(people)]
    move(host, "next")
    for guest in guests:
        rate(guest)
    move(host, "next", "skip", "skip")
    for guest in guests[1:]:
        rate(guest, casework="yes")
    for casework in after:
        rate(guests[0], casework=casework)
    wall = Visitor(app)
    wall.client = move(host, "next").client
    return wall.get(f"{host.path}/display"), guests[0].get("/play")


def test_wall_and_phone_show_no_change_after_one_person_left(app: Flask) -> None:
    """A14: a change of six people and of five would tell how the sixth answered."""
    wall, phone = rated_twice(app, 6)
    assert "Not all the same people answered, so no change is shown." in wall.words
    for seen in (wall, phone):
        assert "and no change is shown: it would give away the few" in seen.words
        assert "Now" not in seen.words
        assert "Still" not in seen.words


def test_wall_and_phone_show_no_change_of_what_others_rated(app: Flask) -> None:
    wall, phone = rated_twice(app, 10, "not_my_work")
    assert "Not all the same people answered, so no change is shown." in wall.words
    for seen in (wall, phone):
        assert (
            "Not the same people answered “Are you confident of the rules in a case?” before and "
            "after, so nobody can say whether it changed."
        ) in seen.words
