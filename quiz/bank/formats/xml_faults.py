"""What is wrong with a file that is not XML, in words for people who never write XML."""

from lxml import etree

from quiz.bank.formats.portable import FormatError
from quiz.languages.sentences import lazy_gettext

EXPORT_AGAIN = lazy_gettext("Export the file again.")
AMPERSAND = (
    lazy_gettext("it has an & that begins no character’s name"),
    lazy_gettext("Write &amp; for it, or export the file again."),
)
CHARACTER = (lazy_gettext("it has a character that XML does not allow"), EXPORT_AGAIN)
ENCODING = (
    lazy_gettext("its characters are not in the encoding that the file names"),
    EXPORT_AGAIN,
)
DECLARATION = (
    lazy_gettext("its first line names no version or encoding of XML that is read"),
    EXPORT_AGAIN,
)
TOO_LARGE = (
    lazy_gettext("its parts are too large, or too deep in each other"),
    lazy_gettext("Split the file."),
)
ENDS_EARLY = (lazy_gettext("the file ends too early"), EXPORT_AGAIN)
SOMETHING = (lazy_gettext("something in it is damaged"), EXPORT_AGAIN)
CODES = etree.ErrorTypes
FAULTS = {
    CODES.ERR_DOCUMENT_EMPTY: (lazy_gettext("it does not begin with <"), EXPORT_AGAIN),
    CODES.ERR_DOCUMENT_END: (lazy_gettext("there is more after its end"), EXPORT_AGAIN),
    CODES.ERR_TAG_NAME_MISMATCH: (
        lazy_gettext("a part ends before the parts within it do"),
        EXPORT_AGAIN,
    ),
    CODES.ERR_TAG_NOT_FINISHED: ENDS_EARLY,
    CODES.ERR_CDATA_NOT_FINISHED: ENDS_EARLY,
    CODES.ERR_COMMENT_NOT_FINISHED: ENDS_EARLY,
    CODES.ERR_NAME_REQUIRED: AMPERSAND,
    CODES.ERR_ENTITYREF_SEMICOL_MISSING: AMPERSAND,
    CODES.ERR_UNDECLARED_ENTITY: AMPERSAND,
    CODES.WAR_UNDECLARED_ENTITY: AMPERSAND,
    CODES.ERR_INVALID_CHAR: CHARACTER,
    CODES.ERR_INVALID_ENCODING: ENCODING,
    CODES.ERR_UNSUPPORTED_ENCODING: DECLARATION,
    CODES.ERR_UNKNOWN_ENCODING: DECLARATION,
    CODES.ERR_UNKNOWN_VERSION: DECLARATION,
    CODES.ERR_RESERVED_XML_NAME: (
        lazy_gettext("there is something before its first line"),
        lazy_gettext("Take it out."),
    ),
    CODES.ERR_RESOURCE_LIMIT: TOO_LARGE,
    CODES.NS_ERR_UNDEFINED_NAMESPACE: (
        lazy_gettext("a name has a prefix that is not explained"),
        EXPORT_AGAIN,
    ),
}


def not_xml(error: Exception) -> FormatError:
    """What to say of an error of lxml. Its own words are for programmers."""
    line = getattr(error, "lineno", None) or 1
    code = getattr(error, "code", None)
    what, remedy = FAULTS.get(code, SOMETHING)
    if code == CODES.ERR_NAME_REQUIRED and "EntityRef" not in str(error):
        what, remedy = SOMETHING
    return FormatError(
        lazy_gettext(
            "Line %(line)s is not XML (%(what)s). %(remedy)s", line=line, what=what, remedy=remedy
        )
    )
