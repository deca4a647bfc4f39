"""PDFs show names of many languages in the bundled font."""

from datetime import date
from io import BytesIO
from struct import unpack_from
from unicodedata import category, name, normalize

import pytest
import typst
from pypdf import PdfReader

from quiz.assets import BUILD
from quiz.bank.load import load
from quiz.documents import typeset
from quiz.live.documents.guide import guide
from quiz.live.session.plan import Plan, PlannedScenario

BANK, DAY = load(), date(2027, 3, 1)
ITEM = next(iter(BANK.items.values()))
PLAN = Plan((PlannedScenario(ITEM.id, ITEM.revision),))
WHOLE_UNICODE = map(chr, (*range(0xD800), *range(0xE000, 0x110000)))
ALLOWED = "".join(c for c in WHOLE_UNICODE if not typeset.NOT_IN_THE_FACE.match(c))


def pdf(title: str) -> PdfReader:
    """A guide. Its title is in bold, and appears in the footer in the regular face."""
    return PdfReader(
        BytesIO(typeset.pdf("live/documents/guide.typ", guide(BANK, PLAN, title, DAY), DAY))
    )


def text(reader: PdfReader) -> str:
    return normalize("NFC", " ".join(page.extract_text() for page in reader.pages))


@pytest.mark.parametrize(
    "person",
    [
        "Ștefan Țepeș",
        "Nguyễn Thị Ngọc",
        "Siân Ŵyn",
        "Łucja Żak",
        "Čapek",
        "Γιώργος",
        "Київ",
        "Ḥāfiẓ Ṣafā",
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_name_is_in_the_text(person: str, form: str) -> None:
    assert person in text(pdf(normalize(form, person)))


def test_typst_refuses_characters_without_a_glyph(monkeypatch: pytest.MonkeyPatch) -> None:
    """Proves that the next test can fail."""
    monkeypatch.setattr(typeset, "legible", lambda data: typeset.json.dumps(data))
    with pytest.raises(typst.TypstError, match="not be displayed"):
        pdf("漢字")


def test_every_allowed_character_has_a_glyph() -> None:
    letters = [c for c in ALLOWED if category(c)[0] in "LM"]
    assert len(letters) > 500
    pdf(ALLOWED)


def letters_of(face: bytes) -> set[str]:
    """The characters of an OpenType file: its character map in format 12."""
    (tables,) = unpack_from(">H", face, 4)
    found = (unpack_from(">4sIII", face, 12 + 16 * n) for n in range(tables))
    start = next(offset for tag, _, offset, _ in found if tag == b"cmap")
    (maps,) = unpack_from(">H", face, start + 2)
    offsets = [start + unpack_from(">I", face, start + 8 + 8 * n)[0] for n in range(maps)]
    at = next(offset for offset in offsets if unpack_from(">H", face, offset)[0] == 12)
    (groups,) = unpack_from(">I", face, at + 12)
    ranges = (unpack_from(">II", face, at + 16 + 12 * n) for n in range(groups))
    return {chr(code) for first, last in ranges for code in range(first, last + 1)}


def test_no_latin_letter_of_the_face_is_replaced() -> None:
    faces = [letters_of(path.read_bytes()) for path in BUILD.glob("SourceSans3-*.otf")]
    assert len(faces) == 2
    latin = {c for c in set.intersection(*faces) if name(c, "").startswith("LATIN")}
    composed = {c for c in latin if normalize("NFD", c) != c}
    assert len(composed) > 300
    assert composed <= set(ALLOWED)


def test_the_font_is_embedded_and_its_licence_is_built() -> None:
    fonts = {
        str(font.get_object()["/BaseFont"]).partition("+")[2]
        for page in pdf("A morning").pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert {name.partition("-Identity")[0] for name in fonts} == {
        "SourceSans3-Regular",
        "SourceSans3-Bold",
    }
    (licence,) = BUILD.glob("SourceSans3-LICENSE-*.md")
    assert "SIL OPEN FONT LICENSE" in licence.read_text("utf-8").upper()
