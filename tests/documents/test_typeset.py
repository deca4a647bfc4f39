"""PDFs show names of many languages, and emoji, in the bundled fonts."""

from datetime import date
from io import BytesIO
from unicodedata import category, normalize

import pytest
import typst
from pypdf import PdfReader

from quiz.bank.load import load
from quiz.documents import glyphs, typeset
from quiz.live.documents.guide import guide
from quiz.live.session.plan import Plan, PlannedScenario
from quiz.web.assets import BUILD

BANK, DAY = load(), date(2027, 3, 1)
ITEM = next(iter(BANK.items.values()))
PLAN = Plan((PlannedScenario(ITEM.id, ITEM.revision),))
ALLOWED = "".join(sorted(glyphs.available()))


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
        "Our morning 🎉",
        "Teachers 👩🏽‍🏫 ☕ ❤️",
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_name_is_in_the_text(person: str, form: str) -> None:
    assert person in text(pdf(normalize(form, person)))


def test_a_character_without_a_glyph_is_one_question_mark() -> None:
    assert "Tea ?? 🎉 ?" in text(pdf("Tea 漢字 🎉 \ue000"))


def test_typst_refuses_characters_without_a_glyph(monkeypatch: pytest.MonkeyPatch) -> None:
    """Proves that the next test can fail."""
    monkeypatch.setattr(typeset, "legible", lambda data: typeset.json.dumps(data))
    with pytest.raises(typst.TypstError, match="not be displayed"):
        pdf("漢字")


def test_every_allowed_character_has_a_glyph() -> None:
    letters = [c for c in ALLOWED if category(c)[0] in "LM"]
    assert len(letters) > 800
    assert not {"\x00", "\x0d", "\ue000"} & set(ALLOWED)
    pdf(ALLOWED)


def test_the_fonts_are_embedded_and_their_licences_are_built() -> None:
    fonts = {
        str(font.get_object()["/BaseFont"]).partition("+")[2]
        for page in pdf("A morning 🎉").pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert {name.partition("-Identity")[0] for name in fonts} == {
        "SourceSans3-Regular",
        "SourceSans3-Bold",
        "NotoEmoji-Regular",
    }
    for pattern in ("SourceSans3-LICENSE-*.md", "NotoEmoji-LICENSE-*.txt"):
        (licence,) = BUILD.glob(pattern)
        assert "SIL OPEN FONT LICENSE" in licence.read_text("utf-8").upper()
