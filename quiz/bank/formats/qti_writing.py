"""Writes items and manifests of QTI 2.1 and 3.0. Both have the same parts under other names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from lxml import etree

from quiz.bank.formats.portable import PortableItem
from quiz.bank.formats.qti_items import PROMPT, RULE
from quiz.bank.formats.tags import tags_of
from quiz.bank.formats.xml_trees import XML_LANG, Element
from quiz.vocabulary import OPTION_IDS

XSI = "http://www.w3.org/2001/XMLSchema-instance"
LOM = "http://ltsc.ieee.org/xsd/LOM"
CAPITAL = re.compile(r"[A-Z]")
NOT_IN_IDENTIFIERS = re.compile(r"[^A-Za-z0-9_.-]")
HTML = {"p", "br", "div"}


@dataclass(frozen=True)
class Version:
    """The names that tell a version of QTI from another."""

    namespace: str
    schema_file: str
    manifest_namespace: str
    manifest_schema_file: str
    schema: str
    schema_version: str
    resource_type: str
    kebab: bool

    def name(self, name: str) -> str:
        """The name of an element: itemBody, or in 3.0 qti-item-body."""
        if not self.kebab or name in HTML:
            return name
        return f"qti-{self.attribute(name)}"

    def attribute(self, name: str) -> str:
        """The name of an attribute: maxChoices, or in 3.0 max-choices."""
        return CAPITAL.sub(lambda found: f"-{found[0].lower()}", name) if self.kebab else name


def identifier(item: PortableItem, number: int) -> str:
    """An XML name for an item; never the same for two items of one file."""
    name = NOT_IN_IDENTIFIERS.sub("-", item.id or f"item-{number + 1}")
    return name if name[0].isalpha() else f"_{name}"


class ItemWriter:
    """Writes items of one version."""

    def __init__(self, version: Version) -> None:
        self.version = version

    def file_name(self, item: PortableItem, number: int) -> str:
        """The name of an item's file in the package."""
        return f"items/{identifier(item, number)}.xml"

    def item(self, item: PortableItem, number: int) -> Element:
        """The root of an item's file."""
        version = self.version
        root = etree.Element(
            etree.QName(version.namespace, version.name("assessmentItem")),
            {etree.QName(XSI, "schemaLocation"): f"{version.namespace} {version.schema_file}"},
            nsmap={None: version.namespace, "xsi": XSI},
        )
        values = {"identifier": identifier(item, number), "title": item.title or item.question}
        for name, value in {**values, "adaptive": "false", "timeDependent": "false"}.items():
            root.set(version.attribute(name), value)
        if item.language:
            root.set(XML_LANG, item.language)
        self._declarations(root, item)
        self._body(root, item)
        self._processing(root)
        for letter, option in zip(OPTION_IDS, item.options, strict=False):
            if option.reason:
                shown = {"outcomeIdentifier": "FEEDBACK", "showHide": "show", "identifier": letter}
                feedback = self._add(root, "modalFeedback", **shown)
                self._paragraphs(self._content(feedback), option.reason)
        return root

    def _add(self, parent: Element, name: str, text: str = "", **attributes: str) -> Element:
        version = self.version
        found = etree.SubElement(parent, etree.QName(version.namespace, version.name(name)))
        for key, value in attributes.items():
            found.set(version.attribute(key.rstrip("_")), value)
        found.text = text or None
        return found

    def _content(self, parent: Element) -> Element:
        """Where the blocks of feedback and rubrics go: in 3.0 into an element of their own."""
        return self._add(parent, "contentBody") if self.version.kebab else parent

    def _paragraphs(self, parent: Element, text: str) -> None:
        for part in text.split("\n\n"):
            first, *lines = part.split("\n")
            paragraph = self._add(parent, "p", first)
            for line in lines:
                self._add(paragraph, "br").tail = line

    def _declarations(self, root: Element, item: PortableItem) -> None:
        answer = {"cardinality": "single", "baseType": "identifier"}
        declared = self._add(root, "responseDeclaration", identifier="RESPONSE", **answer)
        self._add(self._add(declared, "correctResponse"), "value", OPTION_IDS[item.best])
        for name, value in (("SCORE", "0"), ("MAXSCORE", "1")):
            number = {"cardinality": "single", "baseType": "float"}
            outcome = self._add(root, "outcomeDeclaration", identifier=name, **number)
            self._add(self._add(outcome, "defaultValue"), "value", value)
        self._add(root, "outcomeDeclaration", identifier="FEEDBACK", **answer)

    def _body(self, root: Element, item: PortableItem) -> None:
        body = self._add(root, "itemBody")
        use = {"use": "instructions"} if self.version.kebab else {}
        for kind, words in ((PROMPT, item.prompt), (RULE, item.rule)):
            if words:
                rubric = self._add(body, "rubricBlock", class_=kind, view="tutor", **use)
                self._paragraphs(self._content(rubric), words)
        if item.vignette:
            self._paragraphs(self._add(body, "div"), item.vignette)
        asked = {"responseIdentifier": "RESPONSE", "shuffle": "true", "maxChoices": "1"}
        choice = self._add(body, "choiceInteraction", **asked)
        self._add(choice, "prompt", item.question)
        for letter, option in zip(OPTION_IDS, item.options, strict=False):
            self._add(choice, "simpleChoice", option.text, identifier=letter)

    def _processing(self, root: Element) -> None:
        """One mark for the right answer, as the template match_correct does; then the feedback."""
        processing = self._add(root, "responseProcessing")
        when = self._add(self._add(processing, "responseCondition"), "responseIf")
        match = self._add(when, "match")
        self._add(match, "variable", identifier="RESPONSE")
        self._add(match, "correct", identifier="RESPONSE")
        score = self._add(when, "setOutcomeValue", identifier="SCORE")
        self._add(score, "variable", identifier="MAXSCORE")
        feedback = self._add(processing, "setOutcomeValue", identifier="FEEDBACK")
        self._add(feedback, "variable", identifier="RESPONSE")


def manifest_of(items: Sequence[PortableItem], version: Version) -> Element:
    """The manifest: each item's file, its title, and its tags as keywords."""
    space, writer = version.manifest_namespace, ItemWriter(version)

    def add(parent: Element, name: str, text: str = "", namespace: str = space) -> Element:
        found = etree.SubElement(parent, etree.QName(namespace, name))
        found.text = text or None
        return found

    root = etree.Element(
        etree.QName(space, "manifest"),
        {etree.QName(XSI, "schemaLocation"): f"{space} {version.manifest_schema_file}"},
        nsmap={None: space, "xsi": XSI, "lom": LOM},
        identifier="MANIFEST",
    )
    metadata = add(root, "metadata")
    add(metadata, "schema", version.schema)
    add(metadata, "schemaversion", version.schema_version)
    add(root, "organizations")
    resources = add(root, "resources")
    for number, item in enumerate(items):
        name = writer.file_name(item, number)
        resource = add(resources, "resource")
        attributes = {"type": version.resource_type, "href": name}
        for key, value in {"identifier": f"RES-{number + 1}", **attributes}.items():
            resource.set(key, value)
        lom = add(add(resource, "metadata"), "lom", namespace=LOM)
        general = add(lom, "general", namespace=LOM)
        entry = add(general, "identifier", namespace=LOM)
        add(entry, "entry", item.id or identifier(item, number), LOM)
        add(add(general, "title", namespace=LOM), "string", item.title or item.question, LOM)
        if item.language:
            add(general, "language", item.language, LOM)
        for tag in tags_of(replace(item, language=None)):
            add(add(general, "keyword", namespace=LOM), "string", tag, LOM)
        add(resource, "file").set("href", name)
    return root
