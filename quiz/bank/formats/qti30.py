"""QTI 3.0: packages written and read."""

from collections.abc import Sequence

from quiz.bank.formats import qti_packages
from quiz.bank.formats.portable import PortableItem, ReadFile, Writing
from quiz.bank.formats.qti_writing import Version

SITE = "http://www.imsglobal.org/xsd"
FILES = "https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd"
VERSION = Version(
    namespace=f"{SITE}/imsqtiasi_v3p0",
    schema_file=f"{FILES}/imsqti_asiv3p0_v1p0.xsd",
    manifest_namespace=f"{SITE}/qti/qtiv3p0/imscp_v1p1",
    manifest_schema_file=f"{FILES}/imsqtiv3p0_imscpv1p2_v1p0.xsd",
    schema="QTI Package",
    schema_version="3.0.0",
    resource_type="imsqti_item_xmlv3p0",
    kebab=True,
)


def write(items: Sequence[PortableItem]) -> Writing:
    """A package."""
    return qti_packages.write(items, VERSION)


def read(content: bytes) -> ReadFile:
    """Read a package, or one item. Raises FormatError."""
    return qti_packages.read(content)
