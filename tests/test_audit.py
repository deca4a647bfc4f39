"""The audit tells faults from registries that could not be asked."""

from collections.abc import Iterator

import pytest

from docs import audit

SAFE = {"name": "flask", "version": "3.1", "vulns": []}
FAULTY = {
    "name": "jinja2",
    "version": "2.0",
    "vulns": [{"id": "PYSEC-2019-217", "fix_versions": ["2.10.1"]}],
}


def test_a_known_fault_is_listed_with_its_remedy() -> None:
    found = list(audit.python_faults({"dependencies": [SAFE, FAULTY]}))
    assert found == ["jinja2 2.0: PYSEC-2019-217, mended in 2.10.1"]
    via = [{"title": "Prototype pollution"}, "lodash"]
    answer = {"vulnerabilities": {"lodash": {"range": "<4.17.12", "via": via}}}
    assert list(audit.npm_faults(answer)) == ["lodash <4.17.12: Prototype pollution"]


@pytest.mark.parametrize(
    "answer",
    [{"dependencies": []}, {"dependencies": [SAFE, {"name": "a", "skip_reason": "not found"}]}],
)
def test_a_package_that_was_not_looked_up_is_not_safe(answer: object) -> None:
    with pytest.raises(audit.NotAskedError):
        list(audit.python_faults(answer))


def test_every_file_of_pins_is_audited() -> None:
    files = {path.relative_to(audit.ROOT) for path in audit.ROOT.glob("*requirements*.txt")}
    files |= {path.relative_to(audit.ROOT) for path in audit.ROOT.glob("deploy/**/*.txt")}
    assert {str(file) for file in files} == set(audit.PINS)


def test_an_error_in_place_of_an_answer_is_not_safe() -> None:
    with pytest.raises(audit.NotAskedError):
        list(audit.npm_faults({"error": {"code": "ENOTFOUND"}}))
    with pytest.raises(audit.NotAskedError):
        audit.read_json("could not connect")


@pytest.mark.parametrize(
    ("found", "asked", "status"), [(1, True, 1), (1, False, 1), (0, False, 2), (0, True, 0)]
)
def test_its_status_says_what_was_found_and_what_was_not_asked(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    found: int,
    asked: bool,
    status: int,
) -> None:
    def part() -> Iterator[str]:
        yield from ["a fault"] * found
        if not asked:
            raise audit.NotAskedError

    monkeypatch.setattr(audit, "PARTS", {"One": part, "Other": lambda: iter(())})
    assert audit.main() == status
    printed = capsys.readouterr().out
    assert ("a fault" in printed) == bool(found)
    assert ("could not be asked" in printed) == (not asked)


@pytest.mark.only_test_all
def test_the_project_has_no_secret_and_no_risky_code() -> None:
    assert list(audit.secrets()) == []
    assert list(audit.risky_code()) == []


@pytest.mark.only_test_all
def test_secrets_are_found() -> None:
    token, key = "ghp_" + "a1B2" * 9, "-----BEGIN RSA " + "PRIVATE KEY-----"
    lines = {
        token: "1234567 tests/steps.py",
        key: "1234567 docs/running.md",
        'password = "h8sK2-pp1"': "1234567 quiz/mail.py",
        'password = "made up"': "1234567 tests/steps.py",
        "smtp://me:password@mail.example": "1234567 quiz/settings/config.py",
        "a line": "1234567 quiz/mail.py",
    }
    places = [found.partition(": ")[0] for found in audit.secrets_in(lines)]
    assert places == ["1234567 tests/steps.py", "1234567 docs/running.md", "1234567 quiz/mail.py"]
