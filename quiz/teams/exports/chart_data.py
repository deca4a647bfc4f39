"""A section's drawing, taken from the page's own part: one drawing, on paper as on a screen."""

import re
from dataclasses import asdict, dataclass
from typing import Any
from xml.etree import ElementTree as Tree

from quiz.charts.draw import draw
from quiz.charts.shares import Picture

STRIP_WIDTH, STRIP_HEIGHT, BESIDE = 300, 52, 12
HARDLY_ANY = 0.01
NAMESPACE = 'xmlns="http://www.w3.org/2000/svg"'
STYLE = """
.picture__grid{stroke:#cfd9d9;stroke-width:1}
.picture__band{fill:#d3e8e4;stroke:#1d7a6f;stroke-width:1.5}
.picture__shown,.picture__ring,.picture__ring-inside{stroke-linecap:round;stroke-width:20}
.picture__shown{stroke:#1d7a6f}
.picture__ring{stroke:#52626b}
.picture__ring-inside{stroke:#fff;stroke-width:13}
.picture__diamond{fill:#fff;stroke:#14212b;stroke-width:3}
.picture__said{stroke:#14212b;stroke-width:7}
.picture__gap{stroke:#52626b;stroke-width:4}
.picture__gap--over{stroke:#b4490b}
.picture__join{stroke:#52626b;stroke-width:2.5}
.picture__diagonal{stroke:#52626b;stroke-dasharray:6 4;stroke-width:2}
.picture__plane text{fill:#14212b;font-size:14px;font-family:Source Sans Pro;text-anchor:middle}
.picture__plane .picture__tick{text-anchor:end}
.picture__plane .picture__count-right{font-weight:700}
"""


@dataclass(frozen=True)
class Key:
    """A mark and what it means."""

    svg: str
    words: str


@dataclass(frozen=True)
class Line:
    """One line of a picture. alt: the same in words. over: said more than shown."""

    label: str
    svg: str
    alt: str
    words: str
    over: bool


@dataclass(frozen=True)
class Drawn:
    """A whole drawing: lines on one axis, or a plane with the words at its two sides."""

    caption: str
    key: list[Key]
    lines: list[Line]
    axis: list[str]
    plane: Line | None
    sides: list[str]

    def plain(self) -> dict[str, Any]:
        return asdict(self)


def drawn(picture: Picture) -> Drawn:
    """The drawing of a picture. Needs an app's context, as templates do."""
    figure = Tree.fromstring(str(draw(picture)))  # noqa: S314 - our own template, escaped by Jinja
    plane = figure.find(".//svg[@class='picture__plane']")
    return Drawn(
        caption=picture.caption,
        key=[Key(_svg(one[0], 34, 22), _words(one)) for one in _all(figure, "ul", "picture__key")],
        lines=[_line(row) for row in figure.iter("div") if row.get("class") == "picture__row"],
        axis=[_words(span) for span in _all(figure, "div", "picture__axis")],
        plane=_plane(plane) if plane is not None else None,
        sides=[_words(p) for p in figure.iter("p") if "axis-name" in p.get("class", "")],
    )


def _all(figure: Tree.Element, tag: str, name: str) -> list[Tree.Element]:
    found = figure.find(f".//{tag}[@class='{name}']")
    return list(found) if found is not None else []


def _words(element: Tree.Element) -> str:
    """The element's words, without those of a drawing inside it."""
    return re.sub(r"[ \n]+", " ", "".join(element.itertext())).strip(" ")


def _line(row: Tree.Element) -> Line:
    label, strip, words = row[0], row[1], row[2]
    said = "\n".join(_words(span) for span in words) or _words(words)
    over = "--over" in words.get("class", "")
    return Line(_words(label), _strip(strip), _alt(strip), said, over)


def _alt(svg: Tree.Element) -> str:
    return " ".join(_words(found) for tag in ("title", "desc") for found in svg.findall(tag))


def _inside(svg: Tree.Element) -> str:
    for line in svg.iter("line"):
        if (line.get("x1"), line.get("y1")) == (line.get("x2"), line.get("y2")):
            # A dot is a line of no length with round ends; PDF viewers leave those out.
            line.set("y2", f"{float(line.get('y1', 0)) + HARDLY_ANY}")
    return "".join(
        Tree.tostring(child, "unicode") for child in svg if child.tag not in {"title", "desc"}
    )


def _svg(svg: Tree.Element, width: int, height: int) -> str:
    return (
        f'<svg {NAMESPACE} width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f"<style>{STYLE}</style>{_inside(svg)}</svg>"
    )


def _strip(svg: Tree.Element) -> str:
    """A line with room at both ends: marks at 0 and 100 % stand half outside it."""
    whole = STRIP_WIDTH + 2 * BESIDE
    return (
        f'<svg {NAMESPACE} width="{whole}" height="{STRIP_HEIGHT}" '
        f'viewBox="0 0 {whole} {STRIP_HEIGHT}"><style>{STYLE}</style>'
        f'<svg x="{BESIDE}" y="0" width="{STRIP_WIDTH}" height="{STRIP_HEIGHT}" '
        f'viewBox="0 0 {STRIP_WIDTH} {STRIP_HEIGHT}" overflow="visible">{_inside(svg)}</svg></svg>'
    )


def _plane(svg: Tree.Element) -> Line:
    width, height = svg.get("viewBox", "").split()[2:]
    whole = _svg(svg, int(width), int(height)).replace("<svg ", '<svg class="picture__plane" ', 1)
    return Line("", whole, _alt(svg), "", over=False)
