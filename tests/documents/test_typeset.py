"""Names of many languages can be read in a PDF, in the typeface that comes with the service."""

from datetime import date
from io import BytesIO
from unicodedata import category, normalize

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
LET_THROUGH = "".join(c for c in WHOLE_UNICODE if not typeset.NOT_IN_THE_FACE.match(c))


def made(title: str) -> PdfReader:
    """A guide: its title is bold, and stands in the regular face at the foot of each page."""
    return PdfReader(
        BytesIO(typeset.pdf("live/documents/guide.typ", guide(BANK, PLAN, title, DAY), DAY))
    )


def words(paper: PdfReader) -> str:
    return normalize("NFC", " ".join(page.extract_text() for page in paper.pages))


@pytest.mark.parametrize(
    "name", ["Ștefan Țepeș", "Nguyễn Thị Ngọc", "Siân Ŵyn", "Łucja Żak", "Čapek", "Γιώργος", "Київ"]
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_names_can_be_read(name: str, form: str) -> None:
    assert name in words(made(normalize(form, name)))


def test_typst_refuses_what_the_face_does_not_have(monkeypatch: pytest.MonkeyPatch) -> None:
    """So the next test can fail."""
    monkeypatch.setattr(typeset, "legible", lambda data: typeset.json.dumps(data))
    with pytest.raises(typst.TypstError, match="not be displayed"):
        made("漢字")


def test_everything_that_is_let_through_has_a_glyph() -> None:
    seen = [c for c in LET_THROUGH if category(c)[0] in "LM"]
    assert len(seen) > 500
    made("".join(LET_THROUGH))


def test_the_face_is_in_the_file_and_its_licence_beside_it() -> None:
    fonts = {
        str(font.get_object()["/BaseFont"]).partition("+")[2]
        for page in made("A morning").pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert {name.partition("-Identity")[0] for name in fonts} == {
        "SourceSans3-Regular",
        "SourceSans3-Bold",
    }
    (licence,) = BUILD.glob("SourceSans3-LICENSE-*.md")
    assert "SIL OPEN FONT LICENSE" in licence.read_text("utf-8").upper()
