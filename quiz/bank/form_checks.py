"""The standard for forms, as findings: how items are spread, and how far guessing gets. Pure."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from quiz.bank.findings import Finding
from quiz.bank.guessing import LIMITED_FROM_THE_START, guesses, has_leanings, limit
from quiz.bank.items import BankForm, HcpcSubject, Item, Leaning
from quiz.vocabulary import OPTION_IDS

JOBS = re.compile(
    r"\b(student|newly qualified|senior (?:social worker|practitioner)|manage|foster carer"
    r"|personal adviser|reviewing officer|support worker|social worker|out[- ]of[- ]hours)",
    re.IGNORECASE,
)
FEWEST_JOBS = 5
FEWEST_TO_JUDGE_A_FORM = 12
TOPICS = Counter("AAABCDEFGHHH")
"""How many items of a national form are on each topic."""
SUBJECTS_IN_FORM_A = 3


def check_forms(forms: Sequence[BankForm]) -> Iterator[Finding]:
    """The rules for each form, and for the national forms together."""
    for form in forms:
        yield from check_form(form)
        if is_judged(form):
            yield from check_balance(form)
        if not form.local and len(form.items) >= FEWEST_TO_JUDGE_A_FORM:
            yield from check_guessing(form, forms)
    national = [form for form in forms if not form.local]
    if all(map(is_judged, national)):
        yield from check_subjects(national)


def is_judged(form: BankForm) -> bool:
    """Whether the form is national and whole, with the leaning of every option.

    Other forms are measured only: an organisation may leave leanings out.
    """
    return not form.local and len(form.items) >= FEWEST_TO_JUDGE_A_FORM and has_leanings(form)


def check_form(form: BankForm) -> Iterator[Finding]:
    """The rules for a form as a whole."""
    where = f"form {form.id}"
    names = Counter(name for item in form.items for name in item.people)
    for name, times in names.items():
        if times > 1:
            yield Finding(where, "people", f"“{name}” is in {times} items; use another name.")
    for item in form.items:
        if item.checksum is None:
            yield Finding(
                item.id, "checksum", "use “flask scenarios checksum” once the text is final."
            )
    if len(form.items) < FEWEST_TO_JUDGE_A_FORM:
        return
    positions = Counter(item.best for item in form.items)
    even = len(form.items) // 4
    if any(abs(positions[letter] - even) > 1 for letter in OPTION_IDS):
        yield Finding(where, "best", f"spread the best answers over a to d, now {dict(positions)}.")
    if any(item.language for item in form.items):
        return  # the words for jobs are English
    jobs = Counter(_job(item) for item in form.items)
    commonest, times = jobs.most_common(1)[0]
    if len(jobs) < FEWEST_JOBS or times > len(form.items) / 2:
        yield Finding(where, "vignettes", f"vary the jobs: {times} are about a {commonest}.")


def check_balance(form: BankForm) -> Iterator[Finding]:
    """A form has the same number of items on each topic, and a third of its keys of each leaning.

    One key more or less of a leaning is allowed.
    """
    where = f"form {form.id}"
    topics = Counter(item.topic.id for item in form.items)
    if wrong := {letter: topics[letter] for letter in TOPICS if topics[letter] != TOPICS[letter]}:
        wanted = ", ".join(f"{TOPICS[letter]} on {letter}, now {n}" for letter, n in wrong.items())
        yield Finding(where, "topics", f"write {wanted}.")
    keys = Counter(item.key.leaning for item in form.items)
    third = len(form.items) // 3
    if any(abs(keys[leaning] - third) > 1 for leaning in Leaning):
        found = ", ".join(f"{keys[leaning]} {leaning}" for leaning in Leaning)
        yield Finding(where, "leaning", f"about {third} keys of each leaning, now {found}.")


def check_guessing(form: BankForm, forms: Sequence[BankForm]) -> Iterator[Finding]:
    """No strategy that looks at the options alone gets more than its limit right.

    A form without leanings was written before most of the limits: only those it was written to
    hold for it.
    """
    judged = None if has_leanings(form) else LIMITED_FROM_THE_START
    for strategy, right in guesses(form, forms).items():
        if judged is not None and strategy not in judged:
            continue
        most = limit(strategy, len(form.items))
        if right > most:
            yield Finding(
                f"form {form.id}",
                "guessing",
                f"“{strategy}” is right {right:.1f} times; change options until it is {most:g} "
                "at most.",
            )


def check_subjects(forms: Sequence[BankForm]) -> Iterator[Finding]:
    """Each subject of the HCPC's case studies is in a form, and three or more are in form A."""
    found = {form.id: {item.hcpc_subject for item in form.items} - {None} for form in forms}
    for subject in HcpcSubject:
        if not any(subject in subjects for subjects in found.values()):
            yield Finding("forms", "hcpc_subject", f"no item is on “{subject}”; write or tag one.")
    if "A" in found and len(found["A"]) < SUBJECTS_IN_FORM_A:
        yield Finding(
            "form A",
            "hcpc_subject",
            f"{len(found['A'])} of the HCPC’s subjects; write or tag {SUBJECTS_IN_FORM_A} or more.",
        )


def _job(item: Item) -> str:
    """The first job that a story names, or “worker”."""
    found = JOBS.search(item.vignette)
    return found.group(1).lower() if found else "worker"
