"""QTI 2.1: packages written; 2.1 and 2.2 read."""

from collections.abc import Sequence

from quiz.bank.formats import qti_packages
from quiz.bank.formats.portable import PortableItem, ReadFile, Writing
from quiz.bank.formats.qti_writing import Version

SITE = "http://www.imsglobal.org/xsd"
VERSION = Version(
    namespace=f"{SITE}/imsqti_v2p1",
    schema_file=f"{SITE}/qti/qtiv2p1/imsqti_v2p1.xsd",
    manifest_namespace=f"{SITE}/imscp_v1p1",
    manifest_schema_file=f"{SITE}/qti/qtiv2p1/qtiv2p1_imscpv1p2_v1p0.xsd",
    schema="QTIv2.1 Package",
    schema_version="1.0.0",
    resource_type="imsqti_item_xmlv2p1",
    kebab=False,
)


def write(items: Sequence[PortableItem]) -> Writing:
    """A package."""
    return qti_packages.write(items, VERSION)


def read(content: bytes) -> ReadFile:
    """Read a package, or one item. Raises FormatError."""
    return qti_packages.read(content)
