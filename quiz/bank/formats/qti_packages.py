"""Packages of QTI 2.1, 2.2 and 3.0: a manifest and one file for each item; written and read."""

import posixpath
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml import etree

from quiz.bank.formats.archives import AN_ARCHIVE, PACKAGE, XML, kind_of, members
from quiz.bank.formats.places import in_file
from quiz.bank.formats.plain_text import one_line
from quiz.bank.formats.portable import (
    FormatError,
    ItemRefusal,
    ItemRefused,
    PortableItem,
    ReadFile,
    Writing,
    check_number,
)
from quiz.bank.formats.qti_items import read_item, with_keywords
from quiz.bank.formats.qti_writing import ItemWriter, Version, manifest_of
from quiz.bank.formats.xml_trees import Element, attribute, inside, line_of, name_of, parse_xml
from quiz.languages.sentences import LazySentence, lazy_gettext

MANIFEST = "imsmanifest.xml"
XML_FILES = (".xml", ".qti")
OF_BLACKBOARD = ".dat"
ITEM = "imsqti_item"
"""In the type of a resource that is a question."""
DATED = (2000, 1, 1, 0, 0, 0)
"""The same scenarios give the same file."""


@dataclass(frozen=True)
class XmlFile:
    """An XML file of a package; ``name`` is empty for a file of its own."""

    name: str
    root: Element

    def where(self, element: Element) -> LazySentence:
        """The place of an element in words."""
        place = line_of(element)
        return in_file(self.name, place) if self.name else place


def xml_files(content: bytes) -> Iterator[XmlFile]:
    """The XML files of a package, or the one file. Raises FormatError."""
    if kind_of(content) not in (PACKAGE, AN_ARCHIVE):
        yield XmlFile("", parse_xml(content))
        return
    for name, member in members(content).items():
        lower = name.lower()
        of_blackboard = lower.endswith(OF_BLACKBOARD) and kind_of(member) == XML
        if lower.endswith(XML_FILES) or of_blackboard:
            try:
                yield XmlFile(name, parse_xml(member))
            except FormatError as error:
                raise FormatError(lazy_gettext("%(name)s: %(why)s", name=name, why=error)) from None


def write(items: Sequence[PortableItem], version: Version) -> Writing:
    """A package with a manifest and one file for each item."""
    out = BytesIO()
    writer = ItemWriter(version)
    with ZipFile(out, "w", ZIP_DEFLATED) as package:
        files = {MANIFEST: manifest_of(items, version)}
        files |= {writer.file_name(item, n): writer.item(item, n) for n, item in enumerate(items)}
        for name, root in files.items():
            etree.indent(root)
            xml = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
            package.writestr(ZipInfo(name, DATED), xml, ZIP_DEFLATED)
    return Writing(out.getvalue())


def read(content: bytes) -> ReadFile:
    """Read the items of a package, or one item. Raises FormatError when there is none."""
    files = list(xml_files(content))
    resources = dict(_resources(files))
    places = {name: number for number, name in enumerate(resources)}
    items, refused = list[PortableItem](), list[ItemRefusal]()
    found = [one for one in files if name_of(one.root) == "assessmentItem"]
    refused += _missing(files)
    if not found and not refused:
        raise FormatError(
            lazy_gettext(
                "There is no item of QTI 2.1, 2.2 or 3.0 in the file. Export "
                "it as a “QTI package”; for QTI 1.2 choose that format."
            )
        )
    for file in sorted(found, key=lambda file: places.get(file.name, len(places))):
        check_number(items, refused)
        where = file.where(file.root)
        try:
            item = replace(read_item(file.root), where=where)
        except ItemRefused as why:
            refused.append(why.at(where, one_line(attribute(file.root, "title"))))
        else:
            resource = resources.get(file.name)
            items.append(item if resource is None else with_keywords(item, resource))
    return ReadFile(tuple(items), tuple(refused))


def _missing(files: Sequence[XmlFile]) -> Iterator[ItemRefusal]:
    """The questions that a manifest names and the package has not."""
    there = {file.name for file in files}
    for file in files:
        if posixpath.basename(file.name) != MANIFEST:
            continue
        for name, resource in _resources([file]):
            if ITEM in attribute(resource, "type").lower() and name not in there:
                yield ItemRefusal(
                    file.where(resource),
                    attribute(resource, "href"),
                    lazy_gettext("its file is not in the package"),
                    lazy_gettext("Export the package again"),
                )


def _resources(files: Sequence[XmlFile]) -> Iterator[tuple[str, Element]]:
    """What a manifest says of each file. Its paths are compared, and never opened."""
    for file in files:
        if posixpath.basename(file.name) == MANIFEST:
            folder = posixpath.dirname(file.name)
            for resource in inside(file.root, "resource"):
                href = posixpath.join(folder, attribute(resource, "href"))
                yield posixpath.normpath(href), resource
