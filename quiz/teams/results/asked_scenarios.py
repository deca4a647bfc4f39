"""The scenarios of a review, for its lead to read once figures are open. Pure."""

from collections.abc import Iterable, Mapping

from quiz.bank.items import Bank, Item


def asked_scenarios(asked: Mapping[str, Iterable[str]], bank: Bank) -> list[Item]:
    """The scenarios in the revisions that were asked, by topic and title.

    asked: by strand, each as ``id@revision``. Those that the bank no longer has are left out.
    """
    keys = [key.rpartition("@") for keys in asked.values() for key in keys]
    found = [bank.kept.get((name, int(revision))) for name, _, revision in keys]
    return sorted((item for item in found if item), key=lambda item: (item.topic.id, item.title))
