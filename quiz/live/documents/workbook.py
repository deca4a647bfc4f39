"""A session that has ended as an Excel workbook: votes, confidence and guidance."""

from collections.abc import Iterator, Sequence
from datetime import date

from quiz.bank.items import Bank
from quiz.clock import long_date
from quiz.languages.sentences import gettext
from quiz.live.documents.ended_session import CONFIDENCE_TITLE, EndedSession
from quiz.live.documents.guide import scenario_page
from quiz.live.results.by_hand import is_exact, of_all
from quiz.live.results.charts import chosen_count, sure_count
from quiz.live.results.confidence import rated
from quiz.live.results.summary import MOMENT_TITLES, ScenarioSummary, vote_title
from quiz.live.session.aggregate import SessionAggregate
from quiz.live.session.hands import HOW, CountedOn
from quiz.live.session.small_rooms import is_small, room_count
from quiz.spreadsheets.sheets import Book
from quiz.vocabulary import Answer, Certainty, Moment

COLUMNS = Sequence[tuple[str, int]]


def _votes_columns() -> COLUMNS:
    return (
        *_of_vote(),
        (gettext("Option"), 60),
        (gettext("Best answer"), 14),
        *((level.words, 14) for level in Certainty),
        (gettext("All"), 9),
        (gettext("Sure and wrong"), 16),
    )


def _hands_columns() -> COLUMNS:
    return (
        *_of_vote(),
        (gettext("Counted"), 18),
        (gettext("Option"), 60),
        (gettext("Best answer"), 14),
        (gettext("How many"), 16),
        (gettext("All"), 9),
    )


def _of_vote() -> COLUMNS:
    return ((gettext("Number"), 9), (gettext("Scenario"), 34), (gettext("Vote"), 14))


def _confidence_columns() -> COLUMNS:
    return (
        (gettext("When"), 12),
        (gettext("Question"), 46),
        *((answer.words, 18) for answer in Answer),
        (gettext("People who answered"), 32),
    )


def _guidance_columns() -> COLUMNS:
    return (
        (gettext("Number"), 9),
        (gettext("Scenario"), 34),
        (gettext("Where"), 50),
        (gettext("Edition"), 40),
        (gettext("What it says, in our words"), 70),
        (gettext("Checked"), 34),
        (gettext("Address"), 40),
    )


def workbook(session: EndedSession, today: date) -> bytes:
    """The workbook. Every text cell is a string, never a formula or a link."""
    book = Book(session.title, session.held_on)
    lines = [
        (gettext("Session"), session.title),
        (gettext("Day"), long_date(session.held_on)),
    ]
    lines += [(about, line) for about, found in session.top for line in found]
    lines += [(gettext("Summary"), line) for line in session.sentences]
    lines += [
        (f"{one.number}. {one.scenario.title}", line)
        for one in session.scenarios
        for line in session.said(one)
    ]
    cautions = session.confidence.cautions if session.confidence else ()
    lines += [(str(CONFIDENCE_TITLE), line) for line in cautions]
    book.sheet(gettext("Summary"), ((gettext("About"), 30), (gettext("Words"), 90)), lines)
    book.sheet(gettext("Votes"), _votes_columns(), _votes(session.asked))
    if hands := list(_hands(session)):
        book.sheet(gettext("Hands and paper"), _hands_columns(), hands)
    if rated_rows := list(_confidence(session.bank, session.aggregate, session.plan.minimum)):
        book.sheet(gettext("Confidence"), _confidence_columns(), rated_rows)
    book.sheet(gettext("Guidance"), _guidance_columns(), _guidance(session.asked, today))
    return book.done()


def _yes_no(best: str | None, option: str) -> str:
    """Whether an option is the best answer; empty for a contested scenario."""
    if best is None:
        return ""
    return gettext("yes") if option == best else gettext("no")


def _votes(asked: Sequence[ScenarioSummary]) -> Iterator[Sequence[str | int]]:
    """A row for each option of each vote. In a small room only how many chose it, as a range."""
    for one in asked:
        for vote, votes in one.votes.items():
            total = sum(votes.values())
            for option in one.scenario.options:
                best = _yes_no(one.best, option.id)
                title = vote_title(vote, one.scenario)
                about = (one.number, one.scenario.title, title, option.text, best)
                chosen = chosen_count(votes, option.id)
                if is_small(total):
                    yield (*about, *("" for _ in Certainty), room_count(chosen, total).numbers, "")
                    continue
                by_level = [votes.get((option.id, level), 0) for level in Certainty]
                is_wrong = one.best and option.id != one.best
                wrong = sure_count(votes, option.id) if is_wrong else 0 if best else ""
                yield (*about, *by_level, chosen, wrong)


def _hands(session: EndedSession) -> Iterator[Sequence[str | int]]:
    """A row for each option of each show of hands. Of few slips of paper only a range."""
    for one in session.asked:
        for vote, found in session.hands.get(one.number, {}).items():
            how = str(HOW[CountedOn(found.counted_on)])
            about = (one.number, one.scenario.title, vote_title(vote, one.scenario), how)
            for option in one.scenario.options:
                best = _yes_no(one.best, option.id)
                exact = is_exact(found)
                count = found.counts[option.id] if exact else of_all(found, option.id)
                yield (*about, option.text, best, count, found.total)


def _confidence(
    bank: Bank, aggregate: SessionAggregate, minimum: int
) -> Iterator[Sequence[str | int]]:
    for moment in Moment:
        if moment not in aggregate.confidence:
            continue
        found = aggregate.confidence[moment]
        for question in bank.confidence:
            shown = rated(found, question.strand, minimum)
            about = (str(MOMENT_TITLES[moment]), question.question)
            if shown.exact:
                yield (*about, *shown.exact.values(), sum(shown.exact.values()))
            elif shown.yes:
                yes = shown.yes.numbers
                yield (*about, *(yes if answer == Answer.YES else "" for answer in Answer), "")
            else:
                yield (*about, *("" for _ in Answer), shown.instead)


def _guidance(asked: Sequence[ScenarioSummary], today: date) -> Iterator[Sequence[str | int]]:
    for one in asked:
        for found in scenario_page(one.number, one.scenario, today).references:
            where = (found.where, found.edition, found.says, found.checked, found.url)
            yield (one.number, one.scenario.title, *where)
