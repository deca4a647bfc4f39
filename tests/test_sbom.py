"""The bill of materials names every pin."""

import json

import pytest
from packaging.requirements import Requirement

from docs import sbom
from quiz.settings.version import VERSION

pytestmark = pytest.mark.unit


def test_every_pin_is_in_the_bill() -> None:
    made = sbom.bill()
    purls = [part["purl"] for part in made["components"]]
    assert len(purls) == len(set(purls))
    for name in sbom.PINS:
        for line in (sbom.ROOT / name).read_text("utf-8").splitlines():
            if line[:1].isalnum():
                pin = Requirement(line.rstrip(" \\"))
                (version,) = (one.version for one in pin.specifier)
                assert f"pkg:pypi/{pin.name.lower().replace('_', '-')}@{version}" in purls
    packages = json.loads((sbom.ROOT / sbom.LOCK).read_text("utf-8"))["packages"]
    assert sum(one.startswith("pkg:npm/") for one in purls) == len(packages) - 1


def test_a_licence_and_a_hash() -> None:
    parts = {part["name"]: part for part in sbom.bill()["components"]}
    assert sbom.licence_of(parts["flask"]) == "BSD-3-Clause"
    assert parts["@esbuild/aix-ppc64"]["purl"].startswith("pkg:npm/%40esbuild/aix-ppc64@")
    (found,) = parts["govuk-frontend"]["hashes"]
    assert (found["alg"], len(found["content"])) == ("SHA-512", 128)
    assert parts["axe-core"]["scope"] == "excluded", "only the tests use it"
    (named,) = parts["argon2-cffi"]["licenses"]
    assert named == {"license": {"name": "MIT"}}
    (named,) = parts["cryptography"]["licenses"]
    assert named == {"expression": "Apache-2.0 OR BSD-3-Clause"}
    assert sbom.licence_of(parts["cryptography"]) == named["expression"]
    assert sbom.bill()["metadata"]["component"]["version"] == VERSION
    assert sbom.python_licence("no-such-package") == sbom.UNKNOWN
