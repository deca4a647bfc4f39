"""The order of pages, for every possible attempt (property tests)."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from quiz.selfcheck import journey
from quiz.selfcheck.journey import Page, Progress, Step
from quiz.vocabulary import Answer, Strand


@st.composite
def progresses(draw: st.DrawFn) -> Progress:
    scenarios = draw(st.sampled_from([1, 4, 12]))
    answered = draw(st.frozensets(st.integers(1, scenarios)))
    progress = Progress(
        scenarios=scenarios,
        answered=answered,
        about_done=draw(st.booleans()),
        stand_done=draw(st.booleans()),
        ratings=draw(st.dictionaries(st.sampled_from(Strand), st.sampled_from(Answer))),
        after_each=draw(st.booleans()),
        finished=False,
        survey_first=draw(st.booleans()),
        asks_survey=draw(st.booleans()),
    )
    complete = journey.due(progress).step == Step.ANSWERS
    return replace(progress, finished=complete and draw(st.booleans()))


def any_page() -> st.SearchStrategy[Page]:
    return st.one_of(
        st.sampled_from([Page(s) for s in (set(Step) - {Step.SCENARIO, Step.WHY})]),
        st.builds(Page, st.sampled_from([Step.SCENARIO, Step.WHY]), st.integers(0, 14)),
    )


def answer(page: Page, progress: Progress, rating: Answer = Answer.YES) -> Progress:
    """The same attempt with one more page answered."""
    match page.step:
        case Step.ABOUT:
            return replace(progress, about_done=True)
        case Step.STAND:
            return replace(progress, stand_done=True)
        case Step.CONFIDENCE:
            return replace(progress, ratings=dict.fromkeys(Strand, rating))
        case Step.SCENARIO:
            assert isinstance(page.which, int)
            return replace(progress, answered=progress.answered | {page.which})
        case _:
            return replace(progress, finished=True)


def fresh(scenarios: int, after_each: bool) -> Progress:
    return Progress(scenarios, frozenset(), False, False, {}, after_each, False)


@given(progresses())
def test_the_due_page_may_be_opened(progress: Progress) -> None:
    assert journey.may_open(journey.due(progress), progress)


@given(progresses(), any_page())
def test_a_closed_page_redirects_to_an_open_one(progress: Progress, page: Page) -> None:
    if not journey.may_open(page, progress):
        assert journey.may_open(journey.alternative(page, progress), progress)


@given(progresses(), any_page())
def test_no_page_after_an_unanswered_one_opens(progress: Progress, page: Page) -> None:
    known = progress.pages
    if page in known and not progress.finished and journey.may_open(page, progress):
        earlier = known[: known.index(page)]
        assert all(journey.is_done(one, progress) for one in earlier)


@given(progresses(), any_page())
def test_a_finished_attempt_opens_its_feedback_and_its_reasons_only(
    progress: Progress, page: Page
) -> None:
    if progress.finished:
        reasons = page.step == Step.WHY and page.which in progress.answered
        assert journey.may_open(page, progress) == (reasons or page.step == Step.FEEDBACK)
    else:
        assert not journey.may_open(Page(Step.FEEDBACK), progress)


@given(progresses(), any_page())
def test_reasons_are_never_shown_before_the_answer(progress: Progress, page: Page) -> None:
    if page.step == Step.WHY and journey.may_open(page, progress):
        assert page.which in progress.answered
        assert progress.after_each or progress.finished


@given(progresses(), any_page())
def test_an_answer_whose_reasons_were_shown_does_not_open_again(
    progress: Progress, page: Page
) -> None:
    if progress.after_each and page.step == Step.SCENARIO and page.which in progress.answered:
        assert not journey.may_open(page, progress)


@given(st.sampled_from([4, 12]), st.booleans(), st.sampled_from(Answer))
def test_answering_every_due_page_reaches_the_feedback(
    scenarios: int, after_each: bool, rating: Answer
) -> None:
    progress, seen = fresh(scenarios, after_each), []
    while not progress.finished:
        page = journey.due(progress)
        seen.append(page)
        progress = answer(page, progress, rating)
    assert len(seen) == len(set(seen))
    assert [page.which for page in seen if page.step == Step.SCENARIO] == [*range(1, scenarios + 1)]


@given(st.sampled_from([4, 12]), st.booleans())
def test_continue_visits_every_page(scenarios: int, after_each: bool) -> None:
    progress, page, seen = fresh(scenarios, after_each), Page(Step.CONFIDENCE), []
    while page.step != Step.FEEDBACK:
        seen.append(page)
        if page.step != Step.WHY:
            progress = answer(page, progress)
        page = journey.next_page(page, progress)
    assert tuple(seen) == progress.pages


@given(progresses(), any_page())
def test_back_links_to_an_open_page(progress: Progress, page: Page) -> None:
    if page.step != Step.FEEDBACK and journey.may_open(page, progress):
        back = journey.previous_page(page, progress)
        assert back is None or journey.may_open(back, progress)


@given(progresses(), any_page())
def test_a_second_look_has_scenarios_only(progress: Progress, page: Page) -> None:
    if not progress.asks_survey and journey.may_open(page, progress):
        assert page.step not in (Step.ABOUT, Step.STAND, Step.CONFIDENCE)


@given(st.integers(1, 12), st.booleans())
def test_continue_visits_every_page_of_a_second_look(scenarios: int, after_each: bool) -> None:
    progress = Progress(
        scenarios, frozenset(), True, True, {}, after_each, finished=False, asks_survey=False
    )
    page, seen = journey.due(progress), []
    assert page == Page(Step.SCENARIO, 1)
    assert journey.previous_page(page, progress) is None
    while page.step != Step.FEEDBACK:
        seen.append(page)
        if page.step != Step.WHY:
            progress = answer(page, progress)
        page = journey.next_page(page, progress)
    assert tuple(seen) == progress.pages
    assert [one.step for one in seen].count(Step.SCENARIO) == scenarios


def test_changing_an_answer_from_the_list_returns_to_the_list() -> None:
    done = Progress(
        4, frozenset({1, 2, 3, 4}), True, True, dict.fromkeys(Strand, Answer.YES), False, False
    )
    assert journey.next_page(Page(Step.SCENARIO, 2), done) == Page(Step.ANSWERS)


def test_becoming_aware_asks_about_understanding() -> None:
    ratings = {Strand.AWARE: Answer.YES, Strand.CASEWORK: Answer.NO, Strand.ASKING: Answer.NO}
    progress = Progress(4, frozenset({1, 2, 3, 4}), True, True, ratings, False, False)
    assert journey.due(progress) == Page(Step.CONFIDENCE)
    unaware = replace(progress, ratings={**ratings, Strand.AWARE: Answer.NO})
    assert journey.due(unaware) == Page(Step.ANSWERS)


@given(progresses())
def test_a_self_check_asks_about_the_person_last_and_a_review_first(progress: Progress) -> None:
    steps = [page.step for page in replace(progress, asks_survey=True).pages]
    about, confidence = steps.index(Step.ABOUT), steps.index(Step.CONFIDENCE)
    assert steps[about + 1] == Step.STAND
    if progress.survey_first:
        assert steps[: confidence + 2] == [
            Step.ABOUT, Step.STAND, Step.CONFIDENCE, Step.SCENARIO
        ]  # fmt: skip
    else:
        assert steps[:2] == [Step.CONFIDENCE, Step.SCENARIO]
        assert steps[about:] == [Step.ABOUT, Step.STAND, Step.ANSWERS]
