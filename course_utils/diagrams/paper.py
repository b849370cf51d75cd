"""The paper that the drawings are drawn on, and the marks that can be made on it.

Lengths are CSS pixels from the top left corner, y points down; sizes of text are points (4/3 px).
"""

from __future__ import annotations

import math
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Sequence
from copy import copy
from functools import cache
from pathlib import Path
from typing import Literal

import matplotlib as mpl
from PIL import ImageFont

from course_utils.style import HEAD_SIZE, HEADLINE_SIZE, INK, PAPER, PRODUCT_EDGE, PRODUCT_TINT, SOFT_INK, STAR_SIZE, WORD_SIZE

Point = tuple[float, float]
Align = Literal["start", "middle", "end"]

FONTS = "DejaVu Sans, Verdana, Helvetica, Arial, sans-serif"
HATCH = "url(#hatch)"  # a fill: what is shaded


def mix(color: str, other: str, share: float) -> str:
    """A blend of two colours ``"#RRGGBB"``; share, from 0 to 1, is how much of the other it takes.

    >>> mix("#000000", "#FFFFFF", 0.2)
    '#333333'
    """
    channels = zip(bytes.fromhex(color[1:]), bytes.fromhex(other[1:]), strict=True)
    return "#" + "".join(f"{round((1 - share) * a + share * b):02X}" for a, b in channels)


def tint(color: str, share: float = 0.82) -> str:
    """The colour, paled with white: for the inside of a cell."""
    return mix(color, PAPER, share)


def shade(color: str) -> str:
    """The colour, darkened: for letters on a tint."""
    return mix(color, INK, 0.25)


def short(value: float) -> str:
    """A number with at most two decimals.

    >>> short(33.0), short(2 / 3)
    ('33', '0.67')
    """
    return f"{value:.2f}".rstrip("0").rstrip(".")


@cache
def text_width(words: str, size: float, bold: bool = False) -> float:
    """How many pixels a line takes in DejaVu Sans, which comes with matplotlib."""
    path = Path(mpl.get_data_path(), "fonts", "ttf", f"DejaVuSans{'-Bold' * bold}.ttf")
    font = ImageFont.truetype(path, 1000, layout_engine=ImageFont.Layout.BASIC)
    return font.getlength(words) * size * 4 / 3 / 1000


class Drawing:
    """A white SVG sheet of so many pixels; a page shows about 800 of them side by side.

    A screen reader says its title and description. The pen of every shape:
    ``fill``, and ``color``, ``line`` (its width) and ``dashed`` of the outline.
    """

    def __init__(self, width: float, height: float, title: str, description: str) -> None:
        size = {"width": short(width), "height": short(height), "viewBox": f"0 0 {short(width)} {short(height)}"}
        spoken = {"role": "img", "aria-labelledby": "title desc"}
        look = {"font-family": FONTS, "stroke-linejoin": "round"}
        self._sheet = ET.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", **size, **spoken, **look})
        self._left, self._top, self._unit = 0.0, 0.0, 1.0
        self._add("title", title, id="title")
        self._add("desc", description, id="desc")
        tile = {"width": "6", "height": "6", "patternUnits": "userSpaceOnUse", "patternTransform": "rotate(45)"}
        pattern = ET.SubElement(self._add("defs"), "pattern", id="hatch", **tile)
        ET.SubElement(pattern, "rect", width="6", height="6", fill=PRODUCT_TINT)
        ET.SubElement(pattern, "path", {"d": "M0 0V6", "stroke": PRODUCT_EDGE, "stroke-width": "1.5"})
        self._add("rect", width="100%", height="100%", fill=PAPER)

    def _add(self, tag: str, words: str | None = None, **attributes: float | str | None) -> ET.Element:
        given = {name.replace("_", "-"): value for name, value in attributes.items() if value is not None}
        written = {name: value if isinstance(value, str) else short(value) for name, value in given.items()}
        element = ET.SubElement(self._sheet, tag, written)
        element.text = words
        return element

    def _shape(self, tag, *, fill="none", color=SOFT_INK, line=1.2, dashed=False, **geometry: float | str | None) -> None:
        dashes = f"{short(3 * line)} {short(2 * line)}" if dashed else None
        self._add(tag, **geometry, fill=fill, stroke=color, stroke_width=line, stroke_dasharray=dashes)

    def inset(self, x: float, y: float, side: float) -> Drawing:
        """The same sheet, measured in a square of it: its top left corner is (0, 0), its side 1."""
        part = copy(self)
        part._left, part._top, part._unit = x, y, side
        return part

    def _at(self, x: float, y: float) -> Point:
        return self._left + self._unit * x, self._top + self._unit * y

    def box(self, x: float, y: float, width: float, height: float, *, corner: float | None = None, **pen) -> None:
        """A rectangle with its top left corner at (x, y)."""
        left, top = self._at(x, y)
        self._shape("rect", x=left, y=top, width=self._unit * width, height=self._unit * height, rx=corner, **pen)

    def circle(self, x: float, y: float, radius: float, **pen) -> None:
        """A circle around (x, y)."""
        left, top = self._at(x, y)
        self._shape("circle", cx=left, cy=top, r=self._unit * radius, **pen)

    def path(self, points: Iterable[Point], *, line: float = 1.5, closed: bool = False, **pen) -> None:
        """A line through the points; with ``closed`` and ``fill``, a polygon."""
        written = " ".join(",".join(map(short, self._at(*point))) for point in points)
        self._shape("polygon" if closed else "polyline", points=written, line=line, **pen)

    def arrow(self, start: Point, end: Point, *, color: str = SOFT_INK, line: float = 1.8) -> None:
        """A straight arrow whose tip is at ``end``."""
        angle = math.atan2(end[1] - start[1], end[0] - start[0])
        head = (4 + 2.5 * line) / self._unit
        corners = [(end[0] - head * math.cos(angle + turn), end[1] - head * math.sin(angle + turn)) for turn in (-0.42, 0.42)]
        stop = (end[0] - 0.8 * head * math.cos(angle), end[1] - 0.8 * head * math.sin(angle))
        self.path([start, stop], color=color, line=line)
        self.path([end, *corners], color=color, line=0.5, fill=color, closed=True)

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: float = WORD_SIZE,
        *,
        color: str = SOFT_INK,
        align: Align = "middle",
        bold: bool = False,
        italic: bool = False,
    ) -> None:
        """One line of text, its middle at height y."""
        pixels = size * 4 / 3
        left, middle = self._at(x, y)
        cut = {"font_weight": "bold" if bold else None, "font_style": "italic" if italic else None}
        self._add("text", words, x=left, y=middle + 0.36 * pixels, font_size=pixels, fill=color, text_anchor=align, **cut)

    def runs(
        self, x: float, y: float, runs: Sequence[tuple[str, str]], size: float, *, align: Align = "middle", bold: bool = False
    ) -> None:
        """One line in several colours, from (words, colour): each run is a text centred at its own x.

        The parts of one text (tspans) run into each other outside of browsers.
        """
        widths = [text_width(words, size, bold) for words, _ in runs]
        x -= {"start": 0, "middle": 0.5, "end": 1}[align] * sum(widths)
        line = copy(self)
        line._sheet = self._add("g")
        for (words, color), width in zip(runs, widths, strict=True):
            line.text(x + width / 2, y, words.strip(), size, color=color, bold=bold)
            x += width

    def headline(self, words: str) -> None:
        """What to see, at the top of the sheet."""
        self.text(30, 30, words, HEADLINE_SIZE, align="start", bold=True)

    def head(self, x: float, y: float, words: str, color: str = SOFT_INK) -> None:
        """What a part of the sheet is, in the colour of its cells."""
        self.text(x, y, words, HEAD_SIZE, align="start", bold=True, color=color if color == SOFT_INK else shade(color))

    def sign(self, x: float, y: float, operator: str) -> None:
        """What is done with the grids on both sides of it."""
        self.text(x, y, operator, STAR_SIZE, bold=True)

    def cell(
        self, x: float, y: float, side: float, word: str, color: str, *, dashed: bool = False, size: float = WORD_SIZE
    ) -> None:
        """A square with a word in it, tinted in its colour; dashed on white for what is not really there."""
        self.box(x, y, side, side, fill=PAPER if dashed else tint(color), color=color, dashed=dashed)
        if word:
            self.text(x + side / 2, y + side / 2, word, size, color=shade(color), bold=not dashed)

    def svg(self) -> str:
        """The whole sheet, one element a line."""
        ET.indent(self._sheet, space="")
        return ET.tostring(self._sheet, encoding="unicode") + "\n"
