"""The rules for forms, each tried on a form that breaks it."""

from dataclasses import replace

import pytest

from quiz.bank.form_checks import check_forms
from quiz.bank.items import BankForm, HcpcSubject
from tests.bank.sample_forms import FREER, TOPICS, sample_form, tagged

SUBJECTS = tuple(HcpcSubject)


def found(*forms: BankForm) -> list[str]:
    return [str(finding) for finding in check_forms(forms)]


def of(form: BankForm, number: int, **changes: object) -> BankForm:
    """The form with one item changed."""
    items = list(form.items)
    items[number] = replace(items[number], **changes)  # type: ignore[arg-type]
    return replace(form, items=tuple(items))


KEYS = "abcacbdacdca"
"""Four freer (a), four between (b and d), four stricter (c)."""
BALANCED = tagged(sample_form(keys=KEYS), *SUBJECTS)
"""All options read the same."""


def test_a_balanced_form_has_no_findings() -> None:
    assert found(BALANCED) == []


def test_guessable_keys_are_found() -> None:
    same = sample_form(keys="a" * 12)
    said = found(tagged(same, *SUBJECTS))
    assert any("spread the best answers over a to d, now {'a': 12}" in one for one in said)
    assert any("“first” is right 12.0 times; change options until it is 5" in one for one in said)
    assert any("“always freer” is right 12.0 times" in one for one in said)
    assert any(
        "about 4 keys of each leaning, now 12 freer, 0 between, 0 stricter" in o for o in said
    )


def test_a_strategy_may_be_right_five_times() -> None:
    """Some keys are the longest; in the other items all options tie, which is a quarter each."""

    def longest_key(items: int) -> list[str]:
        form = BALANCED
        for number in range(12):
            item = form.items[number]
            longer = item.best if number < items else None
            texts = {o.id: "Go on now." if o.id == longer else "Go on." for o in item.options}
            options = tuple(replace(o, text=texts[o.id]) for o in item.options)
            form = of(form, number, options=options)
        return [one for one in found(form) if "“longest”" in one]

    assert longest_key(2) == []  # 2 + 10/4 = 4.5
    assert len(longest_key(3)) == 1  # 3 + 9/4 = 5.25


def test_always_between_may_be_right_six_times() -> None:
    """Option b alone is between here."""

    def between(keys: str) -> list[str]:
        form = tagged(sample_form(keys=keys), *SUBJECTS)
        for number, item in enumerate(form.items):
            options = (*item.options[:3], replace(item.options[3], leaning=FREER))
            form = of(form, number, options=options)
        return [one for one in found(form) if "“always between”" in one]

    assert between("bbbbbbacacdd") == []
    assert len(between("bbbbbbbacacd")) == 1


def test_one_key_more_of_a_leaning_is_allowed() -> None:
    def leaning(keys: str) -> list[str]:
        form = tagged(sample_form(keys=keys), *SUBJECTS)
        return [one for one in found(form) if "> leaning:" in one]

    assert leaning("aaaaabbddccc") == []
    assert len(leaning("aaaaaabbdccc")) == 1


def test_topics_are_balanced() -> None:
    said = found(of(BALANCED, 0, topic=TOPICS["H"]))
    assert "form A > topics: write 3 on A, now 2, 3 on H, now 4." in said


def test_names_and_jobs_vary() -> None:
    form = BALANCED
    for number in range(12):
        form = of(form, number, people=("Marta",), vignette="Marta is a social worker.")
    said = found(form)
    assert "form A > people: “Marta” is in 12 items; use another name." in said
    assert "form A > vignettes: vary the jobs: 12 are about a social worker." in said


def test_an_item_without_checksum_is_found() -> None:
    said = found(of(BALANCED, 3, checksum=None))
    assert said == ["a-3 > checksum: use “flask scenarios checksum” once the text is final."]


def test_every_subject_of_the_hcpc_is_in_a_form_and_three_in_form_a() -> None:
    """Networking, engaging the public, campaigning, abuse of colleagues, confidentiality."""
    assert len(SUBJECTS) == 5
    two = tagged(sample_form(keys=KEYS), *SUBJECTS[:2])
    rest = tagged(sample_form("B", keys=KEYS), *SUBJECTS[2:])
    assert found(two, rest) == [
        "form A > hcpc_subject: 2 of the HCPC’s subjects; write or tag 3 or more."
    ]
    assert "forms > hcpc_subject: no item is on “confidentiality”; write or tag one." in found(
        two, tagged(sample_form("B", keys=KEYS), *SUBJECTS[2:4])
    )


GUESSABLE = sample_form(keys="a" * 12)


@pytest.mark.parametrize("changes", [{"local": True}, {"items": GUESSABLE.items[:9]}])
def test_local_and_unfinished_forms_are_measured_only(changes: dict[str, object]) -> None:
    said = found(replace(GUESSABLE, **changes))  # type: ignore[arg-type]
    assert not any("guessing" in one or "leaning" in one or "topics" in one for one in said)
