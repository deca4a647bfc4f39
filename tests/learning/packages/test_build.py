"""What a package holds, by the rules of SCORM 1.2 (content packaging) and cmi5 (section 13)."""

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit
from zipfile import ZipFile

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from lxml.etree import _Element, fromstring

from quiz.learning.packages.build import package
from quiz.learning.sets_to_open import ANY
from quiz.vocabulary import Role
from tests.people.steps import signed_in

SITE = "https://look.council.example"
IMS = "{http://www.imsproject.org/xsd/imscp_rootv1p1p2}"
ADL = "{http://www.adlnet.org/xsd/adlcp_rootv1p2}"
CMI5 = "{https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd}"


def files(app: Flask, name: str, form: str = ANY) -> dict[str, str]:
    with app.test_request_context():
        written = package(name, SITE, form)
    with ZipFile(BytesIO(written)) as archive:
        assert archive.testzip() is None
        return {one: archive.read(one).decode() for one in archive.namelist()}


def only(found: list[_Element]) -> _Element:
    (one,) = found
    return one


@pytest.mark.parametrize("form", [ANY, "B"])
def test_a_scorm_manifest_follows_its_rules(app: Flask, form: str) -> None:
    found = files(app, "scorm12", form)
    manifest = fromstring(found["imsmanifest.xml"].encode())
    assert manifest.tag == f"{IMS}manifest"
    parts = [child.tag.removeprefix(IMS) for child in manifest]
    assert parts == ["metadata", "organizations", "resources"]
    assert manifest.findtext(f"{IMS}metadata/{IMS}schema") == "ADL SCORM"
    assert manifest.findtext(f"{IMS}metadata/{IMS}schemaversion") == "1.2"
    organizations = only(manifest.findall(f"{IMS}organizations"))
    organization = only(organizations.findall(f"{IMS}organization"))
    assert organizations.get("default") == organization.get("identifier")
    item, resource = (only(list(manifest.iter(IMS + tag))) for tag in ("item", "resource"))
    assert item.get("identifierref") == resource.get("identifier")
    assert (resource.get("type"), resource.get(f"{ADL}scormtype")) == ("webcontent", "sco")
    listed = [one.get("href") for one in resource.findall(f"{IMS}file")]
    assert resource.get("href") in listed
    assert {*listed, "imsmanifest.xml"} == found.keys()
    identifiers = [one.get("identifier") for one in manifest.iter() if one.get("identifier")]
    assert len(set(identifiers)) == len(identifiers)
    for one in identifiers:
        assert re.fullmatch(r"[A-Za-z_][\w.-]*", str(one))  # xsd:ID
    assert ("set 2" in (item.findtext(f"{IMS}title") or "")) == (form == "B")


@pytest.mark.parametrize("name", ["scorm12", "cmi5"])
def test_the_own_scenarios_are_no_numbered_set(app: Flask, name: str) -> None:
    found = "".join(files(app, name, "L").values())
    assert "Before You Look: your organisation’s own scenarios" in found
    assert "set 12" not in found  # L is the twelfth letter


def test_the_launcher_loads_nothing_from_elsewhere(app: Flask) -> None:
    found = files(app, "scorm12", "B")
    page = BeautifulSoup(found["index.html"], "html.parser")
    loaded = [str(one.get("src") or one.get("href")) for one in page.select("script, link, img")]
    assert set(loaded) == {"launcher.js", "launcher.css"}
    assert {urlsplit(str(link["href"])).netloc for link in page.select("a")} == {
        urlsplit(SITE).netloc
    }
    assert page.body
    assert (page.body["data-site"], page.body["data-form"]) == (SITE, "B")
    assert not page.select("[style], [onclick], script:not([src])")
    assert "http" not in found["launcher.js"]
    assert "url(" not in found["launcher.css"]


@pytest.mark.parametrize("form", [ANY, "B"])
def test_a_cmi5_structure_follows_its_rules(app: Flask, form: str) -> None:
    found = files(app, "cmi5", form)
    assert found.keys() == {"cmi5.xml"}
    structure = fromstring(found["cmi5.xml"].encode())
    assert structure.tag == f"{CMI5}courseStructure"
    course, unit = structure
    assert (course.tag, unit.tag) == (f"{CMI5}course", f"{CMI5}au")
    assert [one.tag.removeprefix(CMI5) for one in course] == ["title", "description"]
    assert [one.tag.removeprefix(CMI5) for one in unit] == ["title", "description", "url"]
    for words in structure.iter(f"{CMI5}langstring"):
        assert words.get("lang") == "en-GB"
        assert words.text
    assert len({course.get("id"), unit.get("id")}) == 2
    assert all(str(one.get("id")).startswith(f"{SITE}/") for one in (course, unit))
    assert unit.get("moveOn") == "Completed"
    assert unit.get("launchMethod") == "AnyWindow"
    assert unit.get("masteryScore") is None
    url = urlsplit(unit.findtext(f"{CMI5}url") or "")
    # A name that a launch has may not be in it (section 8.1).
    assert (url.path, url.query) == ("/learning/cmi5", f"form={form}" if form == "B" else "")


def test_the_same_choices_give_the_same_file(app: Flask) -> None:
    with app.test_request_context():
        assert package("scorm12", SITE, "A") == package("scorm12", SITE, "A")
    one, other = files(app, "cmi5", "A")["cmi5.xml"], files(app, "cmi5", "B")["cmi5.xml"]
    assert one != other


def test_the_page_gives_the_package_that_is_chosen(app: Flask) -> None:
    trainer = signed_in(app, Role.TRAINER).get("/learning/package")
    assert "No learning system is on the list yet" in trainer.words
    response = trainer.client.get("/learning/package?format=scorm12&form=B")
    assert response.mimetype == "application/zip"
    assert "before-you-look-scorm12-b.zip" in response.headers["Content-Disposition"]
    with ZipFile(BytesIO(response.data)) as archive:
        assert b'data-form="B"' in archive.read("index.html")
    for odd in ("format=scorm13", "format=cmi5&form=Z", "format="):
        assert trainer.client.get(f"/learning/package?{odd}").status_code == 404


def test_the_command_needs_the_address_of_the_service(app: Flask, tmp_path: Path) -> None:
    output = tmp_path / "check.zip"
    given = ["learning", "package", "--format", "cmi5", "--output", str(output)]
    refused = app.test_cli_runner().invoke(args=given)
    assert refused.exit_code == 1
    assert "set PUBLIC_URL" in refused.output
    with_address(app)
    for form in ("Z", "W", "L"):  # nobody has written a scenario of their own
        refused = app.test_cli_runner().invoke(args=[*given, "--form", form])
        assert f"there is no form {form}" in refused.output
    done = app.test_cli_runner().invoke(args=[*given, "--form", "B"])
    assert done.exit_code == 0, done.output
    assert "Set LEARNING_SYSTEMS, too" in done.output
    with ZipFile(output) as archive:
        assert f"{SITE}/learning/cmi5?form=B".encode() in archive.read("cmi5.xml")


def with_address(app: Flask) -> None:
    app.extensions["settings"] = replace(app.extensions["settings"], public_url=SITE)
