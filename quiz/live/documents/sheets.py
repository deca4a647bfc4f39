"""Sheets to print for people without a phone: each scenario without its best answer. Pure."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from quiz.bank.items import Bank
from quiz.clock import long_date
from quiz.documents.paper_words import content_language, paper_words
from quiz.languages.sentences import gettext
from quiz.live.session.plan import MOST_VOTES, Plan
from quiz.live.session.plan_scenarios import in_bank
from quiz.vocabulary import OPTION_LETTERS


@dataclass(frozen=True)
class Sheet:
    """One scenario as it is asked. lang: of its words."""

    heading: str
    lang: str
    vignette: str
    question: str
    options: tuple[str, ...]


def sheets(bank: Bank, plan: Plan, title: str, today: date) -> dict[str, Any]:
    """The data of ``sheets.typ``: the plan's scenarios that are still in the bank."""
    found = [
        Sheet(
            gettext("Scenario %(number)s", number=number),
            content_language(one),
            one.vignette,
            one.question,
            tuple(option.text for option in one.options),
        )
        for number, one, _ in in_bank(bank, plan, plan.scenarios)
    ]
    two = plan.votes == MOST_VOTES
    votes = [gettext("First vote"), gettext("Second vote")] if two else [gettext("Vote")]
    return {
        **paper_words(),
        "heading": gettext("Sheets: %(title)s", title=title),
        "head": gettext(
            "Made on %(day)s. No name, please. Fold it and hand it in.", day=long_date(today)
        ),
        "votes": votes,
        "letters": OPTION_LETTERS,
        "sheets": [asdict(sheet) for sheet in found],
    }
