"""`make sbom`: what the service is made of, from the pins, as CycloneDX 1.6 JSON and as a list.

It reads the pins of Python packages, with the licences that the installed ones state, and npm's
lock file. A package for another system or Python is listed, and its licence is “not known” unless
it is installed here.
"""

import base64
import json
import re
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any
from urllib.parse import quote

from quiz.settings.version import VERSION

ROOT = Path(__file__).parent.parent
PINS = ("requirements.txt", "requirements-assets.txt")
LOCK = "assets/package-lock.json"
PIN = re.compile(r"^([\w.-]+)(?:\[[\w,-]+\])?==([^\s;\\]+)", re.MULTILINE)
SERVICE = {"type": "application", "name": "before-you-look"}
EXPRESSION = re.compile(r" (AND|OR|WITH) ")
"""Of several licences, by the rules of SPDX; CycloneDX has another field for it than for a name."""
CLASSIFIER = "License :: "
LONGEST_NAME = 80
"""Some packages put the whole text of a licence where its name belongs."""
UNKNOWN = "not known"


def python_packages(text: str) -> Iterator[dict[str, Any]]:
    """The components of a requirements file: each pin once."""
    for name, version in PIN.findall(text):
        purl = f"pkg:pypi/{name.lower().replace('_', '-')}@{version}"
        yield component(name, version, purl, python_licence(name))


def python_licence(name: str) -> str:
    """The licence that an installed package states: expression, classifiers, or its short name."""
    try:
        about = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return UNKNOWN
    if expression := about.get("License-Expression"):
        return str(expression)
    lines = [one for one in about.get_all("Classifier") or () if one.startswith(CLASSIFIER)]
    named = ", ".join(one.rpartition(" :: ")[2] for one in lines)
    stated = str(about.get("License") or "").strip()
    is_name = stated and "\n" not in stated and len(stated) <= LONGEST_NAME
    return named or (stated if is_name else UNKNOWN)


def npm_packages(text: str) -> Iterator[dict[str, Any]]:
    """The components of npm's lock file, each with its hash."""
    for path, about in json.loads(text)["packages"].items():
        if not path:
            continue
        name, version = path.rpartition("node_modules/")[2], about["version"]
        purl = f"pkg:npm/{quote(name, safe='/')}@{version}"
        found = component(name, version, purl, about.get("license", UNKNOWN))
        algorithm, _, digest = about["integrity"].partition("-")
        content = base64.b64decode(digest).hex()
        found["hashes"] = [{"alg": algorithm.upper().replace("SHA", "SHA-"), "content": content}]
        found["scope"] = "excluded" if about.get("dev") else "required"
        yield found


def component(name: str, version: str, purl: str, licence: str) -> dict[str, Any]:
    about = {"type": "library", "bom-ref": purl, "name": name, "version": version, "purl": purl}
    named = (
        {"expression": licence} if EXPRESSION.search(licence) else {"license": {"name": licence}}
    )
    return {**about, "licenses": [named]}


def bill() -> dict[str, Any]:
    """The whole bill of materials, in the order of the package addresses."""
    found = [part for name in PINS for part in python_packages((ROOT / name).read_text("utf-8"))]
    found += npm_packages((ROOT / LOCK).read_text("utf-8"))
    parts = {part["purl"]: part for part in found}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {**SERVICE, "version": VERSION}},
        "components": [parts[purl] for purl in sorted(parts)],
    }


def main(folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    made = bill()
    lines = [f"{one['purl']}\t{licence_of(one)}\n" for one in made["components"]]
    (folder / "sbom.cdx.json").write_text(json.dumps(made, indent=2) + "\n", "utf-8")
    (folder / "licences.tsv").write_text("".join(lines), "utf-8")
    unknown = sum(licence_of(one) == UNKNOWN for one in made["components"])
    print(f"{len(lines)} packages in {folder}; the licence of {unknown} is not known here.")


def licence_of(part: dict[str, Any]) -> str:
    (stated,) = part["licenses"]
    return str(stated.get("expression") or stated["license"]["name"])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
