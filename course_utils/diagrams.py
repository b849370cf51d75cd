"""The drawings in ``fig/``: ``python -m course_utils.diagrams`` makes every one of them.

To add a drawing, write a function without arguments that returns a :class:`Drawing` (or the bytes of a picture), and
add one line to :data:`DRAWINGS` at the end of this file. ``tests/test_diagrams.py`` then checks it like the others:
that the file is fresh, that its letters are text, large enough, inside the sheet and apart from each other.

Units are CSS pixels with the origin at the top left and y pointing down; text sizes are points (4/3 px). Colours come
from :mod:`course_utils.plotting`: the input is blue, the kernel orange, the result green and heavy, a product hatched.
"""

from __future__ import annotations

import argparse
import io
import itertools
import math
import re
import textwrap
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Literal, NamedTuple
from xml.sax.saxutils import escape, quoteattr

import matplotlib as mpl
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from course_utils.integrals import BOX, RAMP, box_ramp_closed_form
from course_utils.plotting.curves import with_jumps
from course_utils.style import BLUE, GREEN, GREY, INPUT, KERNEL, ORANGE, PRODUCT, PURPLE, RED, RESULT, STYLE

FIG_FOLDER = Path(__file__).resolve().parent.parent / "fig"
INK, RULE = "#222222", "#BBBBBB"
FONTS = "DejaVu Sans, Verdana, Helvetica, Arial, sans-serif"
HATCH = (
    '<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    f'<rect width="6" height="6" fill="#F3E4EC"/><path d="M0 0V6" stroke="{PRODUCT["edgecolor"]}" stroke-width="1.5"/>'
    "</pattern></defs>"
)

Point = tuple[float, float]
Words = str | Sequence[tuple[str, str]]


# ---------------------------------------------------------------------------------------------------------------------
# Paper and pencil
# ---------------------------------------------------------------------------------------------------------------------


def mix(color: str, other: str, share: float) -> str:
    """Blend two colours.

    Parameters
    ----------
    color, other
        Colours as ``"#RRGGBB"``.
    share
        How much of ``other`` to take, from 0 to 1.

    Returns
    -------
    str
        The blend as ``"#RRGGBB"``.

    Raises
    ------
    ValueError
        If a colour is not written as ``"#RRGGBB"`` or the share is outside 0 to 1.

    Examples
    --------
    >>> mix("#000000", "#FFFFFF", 0.2)
    '#333333'
    """
    if not 0 <= share <= 1:
        raise ValueError(f"share is {share}; a blend needs a share from 0 (only the first colour) to 1 (only the second)")
    channels = []
    for text in (color, other):
        if not re.fullmatch("#[0-9A-Fa-f]{6}", text):
            raise ValueError(f'got the colour {text!r}; write it as "#RRGGBB", for example "#0072B2"')
        channels.append([int(text[i : i + 2], 16) for i in (1, 3, 5)])
    return "#" + "".join(f"{round((1 - share) * a + share * b):02X}" for a, b in zip(*channels, strict=True))


def tint(color: str, share: float = 0.82) -> str:
    """The colour, paled with white: for the inside of a cell.

    Examples
    --------
    >>> tint("#0072B2")
    '#D1E6F1'
    """
    return mix(color, "#FFFFFF", share)


def shade(color: str) -> str:
    """The colour, darkened: for letters on a tint.

    Examples
    --------
    >>> shade("#D55E00")
    '#A04600'
    """
    return mix(color, "#000000", 0.25)


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _points(points: Iterable[Point]) -> str:
    return " ".join(f"{_number(x)},{_number(y)}" for x, y in points)


class Drawing:
    """A white SVG sheet to draw on, measured in CSS pixels from its top left corner.

    Parameters
    ----------
    width, height
        Size of the sheet in pixels. A page shows about 800 of them side by side.
    title, description
        What a screen reader says: a name, and what there is to see.

    Notes
    -----
    The SVG is written here, element by element, instead of by matplotlib: it stays the same with every version of every
    library, its letters are text, and a change of one number is a change of one line.
    W3C, *Scalable Vector Graphics 1.1* (2011).

    Examples
    --------
    >>> sheet = Drawing(200, 60, "One sample", "A blue cell with the letter a.")
    >>> sheet.cell(20, 10, 40, "a", BLUE)
    >>> "<text" in sheet.svg()
    True
    """

    def __init__(self, width: float, height: float, title: str, description: str) -> None:
        self.width, self.height, self.title, self.description = width, height, title, description
        self._elements: list[str] = []

    def _add(self, tag: str, content: str = "", **attributes: float | str | None) -> None:
        written = "".join(
            f" {name.rstrip('_').replace('_', '-')}={quoteattr(value if isinstance(value, str) else _number(value))}"
            for name, value in attributes.items()
            if value is not None
        )
        self._elements.append(f"<{tag}{written}>{content}</{tag}>" if content else f"<{tag}{written}/>")

    def _shape(self, tag: str, fill: str, color: str, line: float, dashed: bool, **geometry: float | str | None) -> None:
        dash = f"{_number(3 * line)} {_number(2 * line)}" if dashed else None
        fill = "url(#hatch)" if fill == "hatch" else fill
        self._add(tag, **geometry, fill=fill, stroke=color, stroke_width=line, stroke_dasharray=dash)

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: str = "none",
        color: str = INK,
        line: float = 1.2,
        dashed: bool = False,
        corner: float | None = None,
    ) -> None:
        """A rectangle with its top left corner at (x, y); ``fill="hatch"`` hatches it."""
        self._shape("rect", fill, color, line, dashed, x=x, y=y, width=width, height=height, rx=corner)

    def circle(
        self,
        x: float,
        y: float,
        radius: float,
        *,
        fill: str = "none",
        color: str = INK,
        line: float = 1.2,
        dashed: bool = False,
    ) -> None:
        """A circle around (x, y)."""
        self._shape("circle", fill, color, line, dashed, cx=x, cy=y, r=radius)

    def path(
        self,
        points: Iterable[Point],
        *,
        color: str = INK,
        line: float = 1.5,
        fill: str = "none",
        dashed: bool = False,
        closed: bool = False,
    ) -> None:
        """A line through the points; with ``closed`` and ``fill``, a polygon."""
        self._shape("polygon" if closed else "polyline", fill, color, line, dashed, points=_points(points))

    def arrow(self, start: Point, end: Point, *, color: str = INK, line: float = 1.8) -> None:
        """A straight arrow whose tip is at ``end``."""
        angle = math.atan2(end[1] - start[1], end[0] - start[0])
        head = 4 + 2.5 * line
        corners = [(end[0] - head * math.cos(angle + turn), end[1] - head * math.sin(angle + turn)) for turn in (-0.42, 0.42)]
        stop = (end[0] - 0.8 * head * math.cos(angle), end[1] - 0.8 * head * math.sin(angle))
        self.path([start, stop], color=color, line=line)
        self.path([end, *corners], color=color, line=0.5, fill=color, closed=True)

    def text(
        self,
        x: float,
        y: float,
        words: Words,
        size: float = 11,
        *,
        color: str = INK,
        align: Literal["start", "middle", "end"] = "middle",
        bold: bool = False,
        italic: bool = False,
    ) -> None:
        """One line of text, its middle at height y; ``words`` is a string or a list of (string, colour)."""
        if isinstance(words, str):
            content = escape(words)
        else:
            content = "".join(f'<tspan fill="{part_color}">{escape(part)}</tspan>' for part, part_color in words)
        self._add(
            "text",
            content,
            x=x,
            y=y + 0.36 * size * 4 / 3,
            font_size=size * 4 / 3,
            fill=color,
            text_anchor=align,
            font_weight="bold" if bold else None,
            font_style="italic" if italic else None,
        )

    def cell(self, x: float, y: float, side: float, word: str, color: str, *, dashed: bool = False, size: float = 11) -> None:
        """A square with a word in it, tinted in its colour; dashed on white for what is not really there."""
        self.box(x, y, side, side, fill="#FFFFFF" if dashed else tint(color), color=color, dashed=dashed)
        if word:
            self.text(x + side / 2, y + side / 2, word, size, color=shade(color), bold=not dashed)

    def svg(self) -> str:
        """The whole sheet as an SVG document with a title and a description."""
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{_number(self.width)}" height="{_number(self.height)}" '
            f'viewBox="0 0 {_number(self.width)} {_number(self.height)}" role="img" aria-labelledby="title desc" '
            f'font-family="{FONTS}" stroke-linejoin="round" xml:space="preserve">'
        )
        names = f'<title id="title">{escape(self.title)}</title>\n<desc id="desc">{escape(self.description)}</desc>'
        paper = '<rect width="100%" height="100%" fill="#FFFFFF"/>'
        return "\n".join([head, names, HATCH, paper, *self._elements, "</svg>", ""])


# ---------------------------------------------------------------------------------------------------------------------
# Small pictures: each fills a square of the given side with its top left corner at (x, y)
# ---------------------------------------------------------------------------------------------------------------------

DIGIT = (
    "..####..",
    ".######.",
    ".##..##.",
    ".....##.",
    "...###..",
    "...####.",
    ".....##.",
    ".##..##.",
    ".######.",
    "..####..",
)


def _on(x: float, y: float, side: float, points: Iterable[Point]) -> list[Point]:
    """Points of the unit square (y up) as points of the sheet."""
    return [(x + side * u, y + side * (1 - v)) for u, v in points]


def _squares(d: Drawing, x: float, y: float, side: float, greys: Sequence[Sequence[float]], color: str) -> None:
    """A grid of cells; 0 is white and 1 is the full colour."""
    step = side / max(len(greys), len(greys[0]))
    for row, line in enumerate(greys):
        for column, grey in enumerate(line):
            d.box(x + column * step, y + row * step, step, step, fill=tint(color, 1 - 0.85 * grey), color=color, line=0.8)


def _box_and_ramp(d: Drawing, x: float, y: float, side: float) -> None:
    d.path(_on(x, y, side, [(0, 0.15), (1, 0.15)]), color=GREY, line=1)
    d.path(
        _on(x, y, side, [(0.02, 0.15), (0.18, 0.15), (0.18, 0.85), (0.62, 0.85), (0.62, 0.15), (0.98, 0.15)]),
        color=BLUE,
        line=2.5,
    )
    ramp = [(0.42, 0.15), (0.42, 0.85), (0.92, 0.15)]
    d.path(_on(x, y, side, ramp), color=ORANGE, line=2.5, dashed=True)


def _samples(d: Drawing, x: float, y: float, side: float) -> None:
    d.path(_on(x, y, side, [(0, 0.15), (1, 0.15)]), color=GREY, line=1)
    for i in range(7):
        u, v = 0.08 + 0.14 * i, 0.85 - 0.1 * i
        (foot, top) = _on(x, y, side, [(u, 0.15), (u, v)])
        d.path([foot, top], color=BLUE, line=1.8)
        d.circle(*top, 0.045 * side, fill=BLUE, color=BLUE)


def _grid(d: Drawing, x: float, y: float, side: float) -> None:
    _squares(d, x, y, side, [[max(0.0, 1 - 0.18 * i - 0.09 * j) for j in range(5)] for i in range(5)], BLUE)


def _kernel_on_photograph(d: Drawing, x: float, y: float, side: float) -> None:
    d.box(x, y, side, side, fill="#EEEEEE", color=GREY)
    d.circle(x + 0.76 * side, y + 0.22 * side, 0.11 * side, fill="#FFFFFF", color=GREY)
    d.path(
        _on(x, y, side, [(0, 0), (0, 0.3), (0.35, 0.7), (0.6, 0.35), (0.75, 0.5), (1, 0.2), (1, 0)]),
        fill="#B5B5B5",
        color=GREY,
        closed=True,
    )
    third = 0.14 * side
    for i in range(9):
        d.box(
            x + 0.14 * side + i % 3 * third,
            y + 0.2 * side + i // 3 * third,
            third,
            third,
            fill=tint(ORANGE, 0.6),
            color=shade(ORANGE),
            line=1.6,
        )


def _network(d: Drawing, x: float, y: float, side: float) -> None:
    columns = [
        _on(x, y, side, [(u, 0.5 + (i - (count - 1) / 2) * 0.24) for i in range(count)])
        for u, count in ((0.08, 3), (0.5, 4), (0.92, 2))
    ]
    for left, right in itertools.pairwise(columns):
        for start in left:
            for end in right:
                d.path([start, end], color=GREY, line=0.9)
    for column, color in zip(columns, (BLUE, ORANGE, GREEN), strict=True):
        for point in column:
            d.circle(*point, 0.075 * side, fill=tint(color, 0.55), color=color, line=1.8)


def _digit(d: Drawing, x: float, y: float, side: float) -> None:
    d.box(x + 0.06 * side, y, 0.88 * side, side, fill="#111111", color=INK)
    step = side / 12
    for row, line in enumerate(DIGIT):
        for column, mark in enumerate(line):
            if mark == "#":
                d.box(x + (2 + column) * step, y + (1 + row) * step, step, step, fill="#FFFFFF", color="#DDDDDD", line=0.4)


def _map(d: Drawing, x: float, y: float, side: float) -> None:
    stops = _on(x, y, side, [(0.1, 0.2), (0.4, 0.75), (0.65, 0.35), (0.9, 0.8)])
    d.path(stops, color=GREY, line=2)
    for number, stop in enumerate(stops):
        d.circle(*stop, 0.08 * side, fill=GREEN if number == 0 else "#FFFFFF", color=GREEN if number == 0 else INK, line=2)


def _tensor(d: Drawing, x: float, y: float, side: float) -> None:
    for layer in (2, 1, 0):
        left, top = x + 0.16 * side * layer, y + 0.16 * side * (2 - layer)
        d.box(left, top, 0.66 * side, 0.66 * side, fill="#FFFFFF")
        _squares(d, left, top, 0.66 * side, [[0.7 - 0.2 * layer, 0.2, 0.1], [0.4, 0.3, 0.1], [0.1, 0.2, 0.4]], BLUE)


def _gradient(d: Drawing, x: float, y: float, side: float) -> None:
    curve = [(u / 20, 0.12 + 3.1 * (u / 20 - 0.5) ** 2) for u in range(21)]
    d.path(_on(x, y, side, curve), color=BLUE, line=2.5)
    start, end = _on(x, y, side, [(0.02, 0.78), (0.46, 0.0)])
    d.arrow(start, end, color=ORANGE, line=2.2)
    d.circle(*_on(x, y, side, [(0.2, 0.4)])[0], 0.06 * side, fill="#FFFFFF", color=INK, line=1.8)


def _loss(d: Drawing, x: float, y: float, side: float) -> None:
    angles = [2 * math.pi * i / 40 for i in range(40)]
    for size in (0.48, 0.33, 0.17):
        ring = [(0.52 + size * math.cos(a) * 0.95, 0.5 + size * (0.75 * math.sin(a) + 0.3 * math.cos(a))) for a in angles]
        d.path(_on(x, y, side, ring), color=GREY, line=1.3, closed=True)
    steps = _on(x, y, side, [(0.1, 0.92), (0.2, 0.68), (0.38, 0.62), (0.42, 0.53), (0.52, 0.5)])
    d.path(steps, color=ORANGE, line=2)
    for step in steps[:-1]:
        d.circle(*step, 0.04 * side, fill=ORANGE, color=ORANGE)
    d.circle(*steps[-1], 0.06 * side, fill=GREEN, color=GREEN)


def _layer(d: Drawing, x: float, y: float, side: float) -> None:
    d.box(x, y + 0.25 * side, 0.4 * side, 0.5 * side, fill=tint(BLUE), color=BLUE, line=1.8)
    for i in range(3):
        top = y + (0.04 + 0.34 * i) * side
        d.path([(x + 0.4 * side, y + 0.5 * side), (x + 0.7 * side, top + 0.12 * side)], color=ORANGE, line=1.8, dashed=True)
        d.box(x + 0.7 * side, top, 0.26 * side, 0.24 * side, fill=tint(GREEN), color=GREEN, line=1.8)


def _learned_kernels(d: Drawing, x: float, y: float, side: float) -> None:
    kernels = ("963630300", "369036003", "090999090", "900090009")
    for i, digits in enumerate(kernels):
        greys = [[int(c) / 9 for c in digits[row : row + 3]] for row in (0, 3, 6)]
        _squares(d, x + i % 2 * 0.54 * side, y + i // 2 * 0.54 * side, 0.46 * side, greys, ORANGE)


def _magnifier(d: Drawing, x: float, y: float, side: float) -> None:
    _squares(d, x + 0.2 * side, y + 0.2 * side, 0.42 * side, [[0.9, 0.4, 0.1], [0.4, 0.9, 0.4], [0.1, 0.4, 0.9]], ORANGE)
    d.circle(x + 0.41 * side, y + 0.41 * side, 0.38 * side, line=2.5)
    d.path([(x + 0.69 * side, y + 0.69 * side), (x + 0.97 * side, y + 0.97 * side)], line=5)


def _machines(d: Drawing, x: float, y: float, side: float) -> None:
    spots = [(0.33, 0.02), (0.02, 0.64), (0.64, 0.64)]
    centres = [(x + (u + 0.17) * side, y + (v + 0.17) * side) for u, v in spots]
    d.path(centres, closed=True, color=GREY, line=1.8)
    for u, v in spots:
        d.box(x + u * side, y + v * side, 0.34 * side, 0.34 * side, fill=tint(GREEN), color=GREEN, line=1.8, corner=3)


# ---------------------------------------------------------------------------------------------------------------------
# The title and the map
# ---------------------------------------------------------------------------------------------------------------------


def banner() -> Drawing:
    """The title of the course above its thread in six small pictures."""
    d = Drawing(
        900,
        270,
        "Convolution, all the way",
        "Title of the course, above six small pictures joined by arrows: a box and a ramp, samples, a grid, a kernel "
        "on a picture, a network, and the digit 3.",
    )
    d.box(0, 0, 900, 8, fill=BLUE, color=BLUE, line=0)
    d.text(40, 58, "Convolution, all the way", 32, align="start", bold=True)
    d.text(42, 102, "from the integral to a network that reads digits", 16, align="start", color=shade(GREY))
    left, side, gap = 58, 84, 56
    stages = (
        ("box and ramp", _box_and_ramp),
        ("samples", _samples),
        ("grid", _grid),
        ("kernel", _kernel_on_photograph),
        ("network", _network),
        ("digit", _digit),
    )
    for i, (name, picture) in enumerate(stages):
        x = left + i * (side + gap)
        picture(d, x, 138, side)
        d.text(x + side / 2, 244, name, 12.5)
        if i:
            d.arrow((x - gap + 12, 180), (x - 12, 180), color=GREY, line=2.2)
    return d


STATIONS = (
    ("00", "Find your way around", "this map", _map),
    ("01", "Slide one function over another", "a box and a ramp", _box_and_ramp),
    ("02", "Turn the integral into a sum", "samples, then a grid", _samples),
    ("03", "Put numbers into tensors", "a tensor", _tensor),
    ("04", "Let the tape differentiate", "a gradient", _gradient),
    ("05", "Fit a line by descending a loss", "a loss to descend", _loss),
    ("06", "Filter and pool an image", "a kernel on a photograph", _kernel_on_photograph),
    ("07", "Take a network apart, layer by layer", "a layer", _layer),
    ("08", "Train a network that reads digits", "learned kernels", _learned_kernels),
    ("09", "Look inside a trained network", "later", _magnifier),
    ("10", "Go beyond one machine", "later", _machines),
)


def _balanced(words: str, longest: int) -> list[str]:
    """The words on as few lines as fit ``longest`` letters, the lines about equally long."""
    count = len(textwrap.wrap(words, longest))
    return next(lines for width in range(1, longest + 1) if len(lines := textwrap.wrap(words, width)) == count)


def thread_map() -> Drawing:
    """The chapters as stations of one line, three in a row, with what the one object has become at each."""
    told = "; ".join(f"{number} {title}: {thing}" for number, title, thing, _ in STATIONS)
    d = Drawing(880, 596, "The thread through the chapters", f"A line that joins the chapters as stations. {told}.")
    d.text(30, 32, "One object, carried the whole way", 16, align="start", bold=True)
    left, top, wide, high, track = 50, 92, 280, 128, 24
    places = [(left + i % 3 * wide, top + i // 3 * high) for i in range(len(STATIONS))]
    finished = sum(thing != "later" for *_, thing, _ in STATIONS)
    for i, ((x, y), (next_x, next_y)) in enumerate(itertools.pairwise(places)):
        if y == next_y:
            turns = [(x, y), (next_x, next_y)]
        else:
            between = y + high - track - 10
            turns = [
                (x, y),
                (x + wide - 24, y),
                (x + wide - 24, between),
                (next_x - 34, between),
                (next_x - 34, next_y),
                (next_x, next_y),
            ]
        d.path(turns, color=GREEN if i + 1 < finished else GREY, line=4, dashed=i + 1 >= finished)
    for (x, y), (number, title, thing, picture) in zip(places, STATIONS, strict=True):
        later = thing == "later"
        d.circle(x, y, 19, fill="#FFFFFF", color=GREY if later else GREEN, line=3, dashed=later)
        d.text(x, y, number, 12, bold=True)
        picture(d, x - 4, y + 28, 54)
        lines = _balanced(title, 21)
        for row, line in enumerate(lines):
            d.text(x + 62, y + 30 + 19 * row, line, 11.5, align="start", bold=True)
        d.text(
            x + 62,
            y + 34 + 19 * len(lines),
            thing,
            11,
            align="start",
            italic=later,
            color=shade(GREY if later else GREEN),
        )
    return d


def _chapter_picture(number: str) -> Drawing:
    """The picture of one station of the map, alone, for the table of chapters."""
    title, thing, picture = next(station[1:] for station in STATIONS if station[0] == number)
    d = Drawing(72, 90, f"{number} {title}", f"A small picture for chapter {number}: {thing}.")
    picture(d, 9, 9, 54)
    d.text(36, 78, number, 11, bold=True)
    return d


# ---------------------------------------------------------------------------------------------------------------------
# A 3 x 4 grid of letters and a 2 x 2 kernel
# ---------------------------------------------------------------------------------------------------------------------

LETTERS = ("abcd", "efgh", "ijkl")
KERNEL_LETTERS = ("wx", "yz")


def convolution_terms(
    image_shape: tuple[int, int], kernel_shape: tuple[int, int], i: int, j: int
) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Which products are summed in one element of a 2-D convolution.

    Parameters
    ----------
    image_shape, kernel_shape
        Rows and columns of the image I and of the kernel K.
    i, j
        Element of the full result, counted from 0.

    Returns
    -------
    list
        One ``((m, n), (i - m, j - n))`` for each product I(m, n) K(i - m, j - n) of which both factors exist.

    Notes
    -----
    S(i, j) = sum over m and n of I(m, n) K(i - m, j - n), for instance Goodfellow, Bengio and Courville, *Deep
    Learning* (2016), equation 9.4.

    Examples
    --------
    >>> convolution_terms((3, 4), (2, 2), 0, 1)
    [((0, 0), (0, 1)), ((0, 1), (0, 0))]
    """
    return [
        ((m, n), (i - m, j - n))
        for m in range(image_shape[0])
        for n in range(image_shape[1])
        if 0 <= i - m < kernel_shape[0] and 0 <= j - n < kernel_shape[1]
    ]


def _terms(i: int, j: int) -> list[tuple[tuple[int, int], tuple[int, int], str, str]]:
    """The products of S(i, j) for the grid of letters, each with its two letters."""
    pairs = convolution_terms((3, 4), (2, 2), i, j)
    return [((m, n), (p, q), LETTERS[m][n], KERNEL_LETTERS[p][q]) for (m, n), (p, q) in pairs]


def _sum(terms: Iterable[tuple[tuple[int, int], tuple[int, int], str, str]], start: Words = ()) -> list[tuple[str, str]]:
    """A sum of products in words: letters of the input blue, of the kernel orange."""
    words = list(start)
    for number, (_, _, letter, weight) in enumerate(terms):
        words += [(" + ", INK)] if number else []
        words += [(letter, shade(BLUE)), (weight, shade(ORANGE))]
    return words


def _letter_grid(
    d: Drawing,
    x: float,
    y: float,
    side: float,
    letters: Sequence[str],
    color: str,
    *,
    first: int = 0,
    numbers: bool = True,
) -> None:
    """A grid of letters with its row and column numbers, which count from ``first``."""
    for row, line in enumerate(letters):
        for column, letter in enumerate(line):
            d.cell(x + column * side, y + row * side, side, letter.strip(), color, size=14)
    if numbers:
        for row in range(len(letters)):
            d.text(x - 14, y + (row + 0.5) * side, str(first + row), 10.5, color=shade(GREY))
        for column in range(len(letters[0])):
            d.text(x + (column + 0.5) * side, y - 13, str(first + column), 10.5, color=shade(GREY))


def _window(d: Drawing, x: float, y: float, width: float, height: float) -> None:
    """The heavy dashed outline of the place where the kernel lies."""
    d.box(x, y, width, height, color=shade(ORANGE), line=4, dashed=True)


FORMULA = "S(i, j)  =  sum over m and n of  I(m, n) · K(i − m, j − n)"
FLIPPED = tuple(line[::-1] for line in KERNEL_LETTERS[::-1])


def grid_convolution_whole() -> Drawing:
    """I, K, the flipped K, and every element of the result written out."""
    results = {(i, j): _terms(i, j) for i in (1, 2) for j in (1, 2, 3)}
    told = "; ".join(f"S({i}, {j}) = " + "".join(w for w, _ in _sum(terms)) for (i, j), terms in results.items())
    d = Drawing(
        860,
        500,
        "A 3 by 4 grid convolved with a 2 by 2 kernel",
        "The input I holds the letters a to l, the kernel K the letters w, x, y, z; flipped along both axes it reads "
        f"z, y, x, w. {told}.",
    )
    d.text(30, 30, "Flip the kernel, slide it, sum the products", 16, align="start", bold=True)
    d.text(30, 62, FORMULA, 12.5, align="start")
    side, top = 46, 142
    d.text(60, 102, "I, the input: 3 × 4", 11.5, align="start", bold=True, color=shade(BLUE))
    _letter_grid(d, 60, top, side, LETTERS, BLUE)
    _window(d, 60, top, 2 * side, 2 * side)
    d.text(288, top + side, "∗", 24, bold=True)
    d.text(352, 102, "K, the kernel: 2 × 2", 11.5, align="start", bold=True, color=shade(ORANGE))
    _letter_grid(d, 352, top, side, KERNEL_LETTERS, ORANGE)
    d.arrow((476, top + side), (596, top + side))
    d.text(534, top + side - 18, "flip both axes", 10.5)
    d.text(626, 102, "K as it slides over I", 11.5, align="start", bold=True, color=shade(ORANGE))
    _letter_grid(d, 626, top, side, FLIPPED, ORANGE, numbers=False)
    _window(d, 626, top, 2 * side, 2 * side)
    d.text(352, top + 2.62 * side, "The dashed outline is where S(1, 1) comes from.", 11, align="start", italic=True)
    d.text(
        30,
        316,
        "S, the result where all of the kernel lies on I: 2 × 3",
        11.5,
        align="start",
        bold=True,
        color=shade(GREEN),
    )
    wide, high = 256, 72
    for (i, j), terms in results.items():
        x, y = 46 + (j - 1) * wide, 338 + (i - 1) * high
        d.box(x, y, wide, high, fill=tint(GREEN, 0.9), color=GREEN, line=2.4)
        d.text(x + wide / 2, y + 21, f"S({i}, {j})", 11.5, bold=True, color=shade(GREEN))
        d.text(x + wide / 2, y + 49, _sum(terms), 14, bold=True)
    _window(d, 46 + 5, 338 + 5, wide - 10, high - 10)
    return d


def _grid_convolution_at(i: int, j: int, title: str) -> Drawing:
    """One element of the result: the flipped kernel laid on its window, the four products, their sum."""
    terms = _terms(i, j)
    total = "".join(word for word, _ in _sum(terms))
    d = Drawing(
        860,
        400,
        f"S({i}, {j}) of the grid of letters",
        f"The flipped kernel lies on the input; the products under it sum to S({i}, {j}) = {total}.",
    )
    d.text(30, 30, title, 16, align="start", bold=True)
    side, left, top = 70, 60, 122
    d.text(left, 80, "I, with the flipped K laid on it", 11.5, align="start", bold=True, color=shade(BLUE))
    covered = {letter: " " for *_, letter, _ in terms}
    _letter_grid(d, left, top, side, [line.translate(str.maketrans(covered)) for line in LETTERS], BLUE)
    for (m, n), _, letter, weight in terms:
        x, y = left + n * side, top + m * side
        d.box(x, y, side, side, fill="hatch", color=BLUE)
        d.box(x + 5, y + 16, side - 10, side - 32, fill="#FFFFFF", color=PRODUCT["edgecolor"], line=1)
        d.text(x + side / 2, y + side / 2, [(letter, shade(BLUE)), (" · ", INK), (weight, shade(ORANGE))], 14, bold=True)
    rows, columns = zip(*(place for place, *_ in terms), strict=True)
    _window(d, left + min(columns) * side, top + min(rows) * side, 2 * side, 2 * side)
    d.text(400, 80, f"I(m, n) · K({i} − m, {j} − n)", 11.5, align="start", bold=True)
    for row, ((m, n), (p, q), letter, weight) in enumerate(terms):
        y = top + 14 + 34 * row
        d.text(400, y, [(f"I({m}, {n})", shade(BLUE)), (" · ", INK), (f"K({p}, {q})", shade(ORANGE))], 12, align="start")
        d.text(
            570,
            y,
            [("=  ", INK), (letter, shade(BLUE)), (" · ", INK), (weight, shade(ORANGE))],
            13,
            align="start",
            bold=True,
        )
    d.path([(400, top + 140), (650, top + 140)], line=1.2)
    d.text(400, top + 166, _sum(terms, [(f"S({i}, {j})  =  ", shade(GREEN))]), 15, align="start", bold=True)
    small = 40
    d.text(694, 80, "S: 2 × 3", 11.5, align="start", bold=True, color=shade(GREEN))
    _letter_grid(d, 694, top, small, ("   ", "   "), GREEN, first=1)
    x, y = 694 + (j - 1) * small, top + (i - 1) * small
    d.box(x, y, small, small, fill=GREEN, color=shade(GREEN), line=3)
    d.circle(x + small / 2, y + small / 2, 6, fill="#FFFFFF", color="#FFFFFF")
    d.text(30, 366, FORMULA, 12.5, align="start")
    return d


def grid_convolution_first() -> Drawing:
    """The first element of the result, (1, 1)."""
    return _grid_convolution_at(1, 1, "S(1, 1): the first place where all of the kernel lies on I")


def grid_convolution_last() -> Drawing:
    """The last element of the result, (2, 3)."""
    return _grid_convolution_at(2, 3, "S(2, 3): the last place where all of the kernel lies on I")


# ---------------------------------------------------------------------------------------------------------------------
# Padding, stride and dilation, one strip for each case
# ---------------------------------------------------------------------------------------------------------------------


def padding_zeros(
    size: int, kernel_size: int, stride: int = 1, dilation_rate: int = 1, padding: str | tuple[int, int] = "valid"
) -> tuple[int, int]:
    """How many zeros a padding puts before and after the input.

    Parameters
    ----------
    size, kernel_size, stride, dilation_rate
        Samples of the input and of the kernel, the step between positions and the step between taps, all at least 1.
    padding
        ``"valid"``, ``"same"`` as TensorFlow does it, ``"full"``, or the two numbers themselves.

    Returns
    -------
    tuple of int
        Zeros before and zeros after.

    Raises
    ------
    ValueError
        If a number is too small or the padding has another name.

    Notes
    -----
    Dumoulin and Visin, *A guide to convolution arithmetic for deep learning* (2016); for ``"same"``, the documentation
    of ``tf.nn.convolution``.

    Examples
    --------
    >>> padding_zeros(6, 3, stride=2, padding="same")
    (0, 1)
    """
    if min(size, kernel_size, stride, dilation_rate) < 1:
        raise ValueError(
            f"got size={size}, kernel_size={kernel_size}, stride={stride}, dilation_rate={dilation_rate}; "
            "each must be at least 1"
        )
    reach = dilation_rate * (kernel_size - 1)
    if padding == "valid":
        return 0, 0
    if padding == "full":
        return reach, reach
    if padding == "same":
        total = max((math.ceil(size / stride) - 1) * stride + reach + 1 - size, 0)
        return total // 2, total - total // 2
    if isinstance(padding, str) or len(padding) != 2 or min(padding) < 0:
        raise ValueError(f'got padding={padding!r}; use "valid", "same", "full" or two numbers of zeros, for example (1, 1)')
    return padding


def kernel_positions(
    size: int, kernel_size: int, stride: int = 1, dilation_rate: int = 1, padding: str | tuple[int, int] = "valid"
) -> list[list[int]]:
    """Which samples the kernel touches at each of its positions.

    Parameters
    ----------
    size, kernel_size, stride, dilation_rate, padding
        As for :func:`padding_zeros`.

    Returns
    -------
    list of list of int
        For each position the index of each tap; indices below 0 or from ``size`` on are padding.

    Raises
    ------
    ValueError
        As :func:`padding_zeros`.

    Notes
    -----
    Dumoulin and Visin, *A guide to convolution arithmetic for deep learning* (2016).

    Examples
    --------
    >>> kernel_positions(6, 3, stride=2, padding="same")
    [[0, 1, 2], [2, 3, 4], [4, 5, 6]]
    """
    before, after = padding_zeros(size, kernel_size, stride, dilation_rate, padding)
    reach = dilation_rate * (kernel_size - 1)
    starts = range(-before, size + after - reach, stride)
    return [[start + dilation_rate * tap for tap in range(kernel_size)] for start in starts]


SIDE = 25


def _tap(d: Drawing, x: float, y: float) -> None:
    """One weight of the kernel, in a cell."""
    d.box(x + 1, y, SIDE - 2, SIDE, fill=tint(ORANGE), color=ORANGE, line=1.6)
    d.circle(x + SIDE / 2, y + SIDE / 2, 3.2, fill=shade(ORANGE), color=shade(ORANGE))


def _result(d: Drawing, x: float, y: float, name: str) -> None:
    """One element of the result, in a wide cell."""
    d.box(x, y, 34, SIDE, fill=tint(GREEN), color=GREEN, line=2.6)
    d.text(x + 17, y + SIDE / 2, name, 10.5, bold=True, color=shade(GREEN))


def _strip(
    d: Drawing,
    x: float,
    heading: str,
    size: int,
    kernel_size: int,
    *,
    stride: int = 1,
    dilation_rate: int = 1,
    padding: str | tuple[int, int] = "valid",
) -> None:
    """One case: the padded input, below it the kernel at each position, and beside each position its result."""
    before, after = padding_zeros(size, kernel_size, stride, dilation_rate, padding)
    positions = kernel_positions(size, kernel_size, stride, dilation_rate, padding)
    cells = {index: x + (before + index) * SIDE for index in range(-before, size + after)}
    end = x + len(cells) * SIDE
    length = f"⌊({size} + {before + after} − {dilation_rate}·({kernel_size}−1) − 1)/{stride}⌋ + 1 = {len(positions)}"
    d.text(x, 104, heading, 12, align="start", bold=True)
    d.text(x, 130, length, 10.5, align="start")
    y = 152
    for index, left in cells.items():
        inside = 0 <= index < size
        d.cell(left, y, SIDE, "abcdefghij"[index] if inside else "0", BLUE if inside else GREY, dashed=not inside)
    for index in sorted(cells.keys() - set(itertools.chain(*positions))):
        d.path([(cells[index], y + SIDE), (cells[index] + SIDE, y)], color=RED, line=2)
        d.text(end + 8, y + SIDE / 2, "never read", 10.5, align="start", color=RED)
    for number, position in enumerate(positions):
        y += SIDE + 6
        middle = y + SIDE / 2
        d.path([(x, middle), (end + 4, middle)], color=RULE, line=1)
        d.path([(cells[index] + SIDE / 2, middle) for index in position], color=ORANGE, line=2.5)
        for index in position:
            _tap(d, cells[index], y)
        d.arrow((end + 4, middle), (end + 22, middle), color=GREY, line=1.4)
        _result(d, end + 24, y, f"S{number}")


def _arithmetic_sheet(height: float, title: str, given: str, description: str) -> Drawing:
    """A sheet with its heading, the formula, the numbers that all strips share, and a key at the foot."""
    d = Drawing(860, height, title, description)
    d.text(30, 30, title, 16, align="start", bold=True)
    d.text(30, 62, "length  =  ⌊(n + p − d·(k−1) − 1)/s⌋ + 1", 12.5, align="start")
    d.text(470, 62, given, 12.5, align="start")
    y = height - 42
    d.cell(30, y, SIDE, "a", BLUE)
    _tap(d, 190, y)
    _result(d, 330, y, "S0")
    for x, word in ((64, "input sample"), (224, "kernel tap"), (373, "result")):
        d.text(x, y + SIDE / 2, word, 10.5, align="start")
    if "p = 0" not in given:
        d.cell(460, y, SIDE, "0", GREY, dashed=True)
        d.text(494, y + SIDE / 2, "zero of the padding", 10.5, align="start")
    return d


def arithmetic_padding() -> Drawing:
    """Valid, same and full for 5 samples and a kernel of 3."""
    d = _arithmetic_sheet(
        450,
        "More zeros around the input, a longer result",
        "n = 5,  k = 3,  s = 1,  d = 1",
        "Five samples a to e and a kernel of three taps. Valid: no zeros, 3 results. Same: one zero on each side, "
        "5 results. Full: two zeros on each side, 7 results.",
    )
    for x, padding in ((30, "valid"), (292, "same"), (562, "full")):
        before, after = padding_zeros(5, 3, padding=padding)
        _strip(d, x, f"{padding}: p = {before} + {after}", 5, 3, padding=padding)
    return d


def arithmetic_stride() -> Drawing:
    """Strides 1, 2 and 3 for 7 samples and a kernel of 3."""
    d = _arithmetic_sheet(
        400,
        "A larger stride, a shorter result",
        "n = 7,  k = 3,  p = 0,  d = 1",
        "Seven samples a to g and a kernel of three taps, no padding. Stride 1: 5 results. Stride 2: 3 results. "
        "Stride 3: 2 results, and g is never read.",
    )
    for stride in (1, 2, 3):
        _strip(d, 30 + 272 * (stride - 1), f"stride s = {stride}", 7, 3, stride=stride)
    return d


def arithmetic_dilation() -> Drawing:
    """Dilations 1 and 2 for 7 samples and a kernel of 3."""
    d = _arithmetic_sheet(
        400,
        "Dilation: a wider view with the same three weights",
        "n = 7,  k = 3,  p = 0,  s = 1",
        "Seven samples a to g and a kernel of three taps, no padding. Dilation 1: the kernel spans 3 samples, "
        "5 results. Dilation 2: it spans 5 samples with gaps between its taps, 3 results.",
    )
    _strip(d, 70, "dilation d = 1: spans 3", 7, 3)
    _strip(d, 480, "dilation d = 2: spans 5", 7, 3, dilation_rate=2)
    return d


def arithmetic_same_asymmetric() -> Drawing:
    """Same padding of TensorFlow beside a zero on each side, for 6 samples, a kernel of 3 and stride 2."""
    d = _arithmetic_sheet(
        340,
        "TensorFlow’s “same” puts the one extra zero at the end",
        "n = 6,  k = 3,  s = 2,  d = 1",
        "Six samples a to f, a kernel of three taps, stride 2. TensorFlow's same needs one zero and puts it after f: "
        "3 results, the first from a, b, c. With a zero on each side there are 3 results too, but the first comes from "
        "0, a, b.",
    )
    _strip(d, 70, "“same” in TensorFlow: p = 0 + 1", 6, 3, stride=2, padding="same")
    _strip(d, 480, "one zero on each side: p = 1 + 1", 6, 3, stride=2, padding=(1, 1))
    return d


# ---------------------------------------------------------------------------------------------------------------------
# The animation of flip and slide
# ---------------------------------------------------------------------------------------------------------------------

SLIDE = np.linspace(-2.4, 2.4, 41)  # the positions t of the slide
HOLD, STEP = 1600, 110  # milliseconds
INKS = ("#000000", BLUE, ORANGE, GREEN, PURPLE, PRODUCT["edgecolor"])


class Scene(NamedTuple):
    """What one frame of the animation shows: g drawn at ``shift + scale * a``, and (f*g) up to t = ``known``."""

    caption: str
    label: str
    scale: float
    shift: float
    known: float | None
    milliseconds: int


def _scenes() -> list[Scene]:
    """The story: two functions; flip one; move it to the left; slide it to the right and measure."""
    flip, slide = "2 · Flip g: left becomes right", "4 · Slide, multiply, measure the shaded area"
    start, end = float(SLIDE[0]), float(SLIDE[-1])
    turns = [math.cos(math.pi * i / 9) for i in range(1, 9)]
    return [
        Scene("1 · Two functions, f and g", "g(a), the ramp", 1, 0, None, HOLD),
        *(Scene(flip, "g, turning over", turn, 0, None, STEP) for turn in turns),
        Scene(flip, "g(−a), flipped", -1, 0, None, HOLD),
        *(Scene("3 · Shift it to the left", "g(t − a)", -1, start * i / 4, None, STEP) for i in range(1, 4)),
        *(Scene(slide, "g(t − a)", -1, float(t), float(t), HOLD if t in (start, end) else STEP) for t in SLIDE),
    ]


def _frame(scene: Scene) -> Image.Image:
    """One picture of the animation."""
    figure = Figure(figsize=(6.6, 4.8), dpi=100)
    top, bottom = figure.subplots(2, 1, gridspec_kw={"height_ratios": (3, 2)})
    figure.subplots_adjust(left=0.075, right=0.98, top=0.93, bottom=0.105, hspace=0.5)
    top.set_title(scene.caption, fontweight="bold")
    top.plot(*with_jumps(BOX, [-99, *BOX.breaks, 99]), **INPUT, label="f(a), the box")
    a, g = with_jumps(RAMP, [-99, *RAMP.breaks, 99])
    top.plot(scene.shift + scene.scale * a, g, **KERNEL, label=scene.label)
    top.set(xlim=(-3.6, 3.6), ylim=(-0.06, 1.45), yticks=(0, 0.5, 1), xlabel="a")
    bottom.set(xlim=(-3.6, 3.6), ylim=(-0.08, 1.2), yticks=(0, 0.5, 1), xlabel="t")
    if scene.known is None:
        bottom.set_title("(f*g)(t), the area under the product: not measured yet")
    else:
        t = np.linspace(-3.6, scene.known, 361)
        area = box_ramp_closed_form(t)
        a = np.linspace(BOX.breaks[0], BOX.breaks[-1], 801)[1:-1]
        top.fill_between(a, BOX(a) * RAMP(scene.known - a), **PRODUCT, label="their product")
        top.plot([scene.known] * 2, [-0.06, 1.12], color=GREY, linewidth=1, linestyle=":")
        bottom.axvline(scene.known, color=GREY, linewidth=1, linestyle=":")
        bottom.plot(t, area, **RESULT)
        bottom.plot(t[-1], area[-1], "o", color=GREEN, markersize=9, markeredgecolor="white")
        bottom.set_title(f"(f*g)(t) at t = {scene.known:.2f} is the shaded area, {area[-1]:.2f}".replace("-", "−"))
    top.legend(loc="upper left", ncols=3)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    return Image.fromarray(np.asarray(canvas.buffer_rgba())[..., :3].copy())


def flip_and_slide() -> bytes:
    """The animation: the ramp is flipped, moved to the left, then slides over the box.

    Returns
    -------
    bytes
        A looping GIF. All frames share one palette, the inks of the course thinned with white.
    """
    scenes = _scenes()
    with mpl.rc_context({**STYLE, "hatch.linewidth": 0.8}):
        frames = [_frame(scene) for scene in scenes]
    colors = ["#FFFFFF", *(mix(ink, "#FFFFFF", share) for ink in INKS for share in np.linspace(0, 0.875, 8))]
    palette = Image.new("P", (1, 1))
    palette.putpalette(bytes.fromhex("".join(color[1:] for color in colors)))
    first, *others = (frame.quantize(palette=palette, dither=Image.Dither.NONE) for frame in frames)
    file = io.BytesIO()
    durations = [scene.milliseconds for scene in scenes]
    first.save(file, format="GIF", save_all=True, append_images=others, duration=durations, loop=0, optimize=False)
    return file.getvalue()


# ---------------------------------------------------------------------------------------------------------------------
# Tensors: broadcasting, and a graph
# ---------------------------------------------------------------------------------------------------------------------


def broadcasting() -> Drawing:
    """A column of shape (3, 1) plus a row of shape (4,): both are read as if they had shape (3, 4)."""
    column, row, side = (0, 10, 20), (1, 2, 3, 4), 44
    d = Drawing(
        860,
        330,
        "Broadcasting a column and a row",
        "A column of shape (3, 1) holds 0, 10, 20 and a row of shape (4,) holds 1, 2, 3, 4. Each is repeated, without a copy, "
        "to shape (3, 4). The sum has shape (3, 4), from 1, 2, 3, 4 in the first row to 21, 22, 23, 24 in the last.",
    )
    d.text(30, 30, "A length of 1 or a missing axis is read again and again", 16, align="start", bold=True)
    top, lefts = 112, (40, 312, 604)
    heads = (("column: (3, 1), read as (3, 4)", BLUE), ("row: (4,), read as (3, 4)", ORANGE), ("sum: (3, 4)", GREEN))
    for left, (words, color) in zip(lefts, heads, strict=True):
        d.text(left, 84, words, 11, align="start", bold=True, color=shade(color))
    for i, j in itertools.product(range(3), range(4)):
        x, y = j * side, top + i * side
        d.cell(lefts[0] + x, y, side, str(column[i]), BLUE, dashed=j > 0, size=12)
        d.cell(lefts[1] + x, y, side, str(row[j]), ORANGE, dashed=i > 0, size=12)
        d.cell(lefts[2] + x, y, side, str(column[i] + row[j]), GREEN, size=12)
    d.text(264, top + 1.5 * side, "+", 22, bold=True)
    d.text(548, top + 1.5 * side, "=", 22, bold=True)
    words = "Align the shapes at the last axis: 1 meets 4 and becomes 4; 3 meets nothing and stays 3."
    d.text(40, 284, words, 11, align="start")
    return d


GRAPH_NODES = {  # operation: name, place, colour
    "window": ("Placeholder", (110, 120), BLUE),
    "kernel": ("Placeholder", (110, 210), ORANGE),
    "bias": ("Placeholder", (110, 330), GREY),
    "products": ("Mul", (320, 165), PURPLE),
    "axes": ("Const", (500, 255), GREY),
    "sum": ("Sum", (500, 165), GREEN),
    "plus bias": ("AddV2", (650, 165), GREEN),
    "result": ("Identity", (800, 165), GREEN),
}


def graph_of_products() -> Drawing:
    """The graph that TensorFlow traces from ``tf.reduce_sum(window * kernel) + bias``."""
    d = Drawing(
        890,
        400,
        "The graph of one position of the kernel",
        "Three placeholders, window, kernel and bias. Window and kernel, of shape (2, 2), go into Mul. Its result and a "
        "constant with the axes go into Sum. The sum and the bias, of shape (), go into AddV2, and an Identity hands the "
        "result out.",
    )
    d.text(30, 30, "Eight operations, traced once: tensors flow along the arrows", 16, align="start", bold=True)
    wide, high = 124, 48
    half = {name: (min(wide, 104 if place[0] > 300 else wide) / 2, high / 2) for name, (_, place, _) in GRAPH_NODES.items()}
    for name, (operation, (x, y), color) in GRAPH_NODES.items():
        across, up = half[name]
        d.box(x - across, y - up, 2 * across, 2 * up, fill=tint(color), color=color, line=1.8, corner=8)
        d.text(x, y - 10, operation, 11, bold=True, color=shade(color))
        d.text(x, y + 11, name, 10.5, italic=True)
    for start, low in (("window", 153), ("kernel", 177)):
        x, y = GRAPH_NODES[start][1]
        d.arrow((x + wide / 2, y), (268, low))
        d.text(218, y + (-14 if start == "window" else 18), "(2, 2)", 10.5)
    d.arrow((372, 165), (448, 165))
    d.text(410, 147, "(2, 2)", 10.5)
    d.arrow((500, 231), (500, 189))
    d.text(512, 210, "(2,)", 10.5, align="start")
    d.arrow((552, 165), (598, 165))
    d.text(575, 147, "()", 10.5)
    d.path([(172, 330), (650, 330)], line=1.8)
    d.arrow((650, 330), (650, 189))
    d.text(662, 300, "()", 10.5, align="start")
    d.arrow((702, 165), (748, 165))
    d.text(725, 147, "()", 10.5)
    d.text(30, 378, "Beside each arrow stands the shape of the tensor that flows along it.", 11, align="start")
    return d


# ---------------------------------------------------------------------------------------------------------------------
# The graph of J = 3(a + bc), with what flows forwards and backwards along its edges
# ---------------------------------------------------------------------------------------------------------------------

LEAVES = {"a": 5.0, "b": 3.0, "c": 2.0}
STEPS: dict[str, tuple[str, tuple[str, ...]]] = {"u": ("×", ("b", "c")), "v": ("+", ("a", "u")), "J": ("×3", ("v",))}
FORWARD: dict[str, Callable[..., float]] = {"×": lambda p, q: p * q, "+": lambda p, q: p + q, "×3": lambda p: 3 * p}
LOCAL: dict[str, Callable[..., tuple[float, ...]]] = {
    "×": lambda p, q: (q, p),
    "+": lambda p, q: (1.0, 1.0),
    "×3": lambda p: (3.0,),
}


def graph_values(leaves: dict[str, float]) -> dict[str, float]:
    """Values of the leaves and of every step of the graph of J, in the order in which they are computed.

    Parameters
    ----------
    leaves
        Numbers for a, b and c.

    Returns
    -------
    dict
        Name and value of a, b, c, u = bc, v = a + u and J = 3v.

    Examples
    --------
    >>> graph_values({"a": 5, "b": 3, "c": 2})
    {'a': 5, 'b': 3, 'c': 2, 'u': 6, 'v': 11, 'J': 33}
    """
    values = dict(leaves)
    for name, (operation, inputs) in STEPS.items():
        values[name] = FORWARD[operation](*(values[each] for each in inputs))
    return values


def graph_gradients(values: dict[str, float]) -> dict[str, float]:
    """Derivatives of J with respect to every value of the graph, by one walk backwards.

    Parameters
    ----------
    values
        What `graph_values` gives.

    Returns
    -------
    dict
        Name and dJ/dname.

    Notes
    -----
    Reverse accumulation: Griewank and Walther, *Evaluating Derivatives*, 2nd edition (2008), chapter 3.

    Examples
    --------
    >>> gradients = graph_gradients(graph_values({"a": 5, "b": 3, "c": 2}))
    >>> {name: gradients[name] for name in "abc"}
    {'a': 3.0, 'b': 6.0, 'c': 9.0}
    """
    gradients = dict.fromkeys(values, 0.0) | {"J": 1.0}
    for name, (operation, inputs) in reversed(STEPS.items()):
        slopes = LOCAL[operation](*(values[each] for each in inputs))
        for each, slope in zip(inputs, slopes, strict=True):
            gradients[each] += gradients[name] * slope
    return gradients


def _there_and_back(d: Drawing, route: Sequence[Point], forwards: str, backwards: str) -> None:
    """An edge: above, a solid arrow with what goes forwards; below, a dashed one with what comes back."""
    gap, head = 5, 9
    (first, level), last = route[0], route[-1][0]
    up = [(x, y - gap) for x, y in route]
    d.path(up[:-1], color=GREEN, line=2.4)
    d.arrow(up[-2], up[-1], color=GREEN, line=2.4)
    down = [(x, y + gap) for x, y in route]
    d.path([(first + head, level + gap), *down[1:]], color=ORANGE, line=1.8, dashed=True)
    tip = [(first, level + gap), (first + head, level + gap - 4), (first + head, level + gap + 4)]
    d.path(tip, color=ORANGE, line=0.5, fill=ORANGE, closed=True)
    middle = (first + (route[1][0] if len(route) > 2 else last)) / 2
    d.text(middle, level - 19, forwards, 11, bold=True, color=shade(GREEN))
    d.text(middle, level + 20, backwards, 11, color=shade(ORANGE))


def tape_graph() -> Drawing:
    """J = 3(a + bc) as a graph: each value above its edge, going right; each gradient below, coming back."""
    values = graph_values(LEAVES)
    gradients = graph_gradients(values)
    told = ", ".join(f"dJ/d{name} = {_number(gradients[name])}" for name in LEAVES)
    d = Drawing(
        800,
        356,
        "J = 3(a + bc), forwards and backwards",
        f"Solid arrows lead from a, b and c over u and v to J = {_number(values['J'])}. Dashed arrows lead back: {told}.",
    )
    d.text(30, 32, "J = 3(a + bc): values go right, gradients come back", 16, align="start", bold=True)
    heights = {"a": 104.0, "b": 200.0, "c": 296.0}
    y_u, y_v = 248.0, 176.0
    places = {"u": (240.0, y_u), "v": (430.0, y_v), "J": (620.0, y_v)}
    radius, leaf, bend = 24, 82, 46
    (x_u, _), (x_v, _), (x_J, _) = places.values()
    routes = {
        "a": [(leaf, heights["a"]), (x_v - bend, heights["a"]), (x_v - 16, y_v - 14)],
        "b": [(leaf, heights["b"]), (x_u - bend, heights["b"]), (x_u - 18, y_u - 11)],
        "c": [(leaf, heights["c"]), (x_u - bend, heights["c"]), (x_u - 18, y_u + 21)],
        "u": [(x_u + radius, y_u), (x_v - bend, y_u), (x_v - 15, y_v + 25)],
        "v": [(x_v + radius, y_v), (x_J - radius, y_v)],
        "J": [(x_J + radius, y_v), (772.0, y_v)],
    }
    written = {"u": "u = bc = ", "v": "v = a + u = ", "J": "J = 3v = "}
    for name, route in routes.items():
        value = written.get(name, f"{name} = ") + _number(values[name])
        _there_and_back(d, route, value, f"dJ/d{name} = {_number(gradients[name])}")
    for name, y in heights.items():
        d.cell(leaf - 46, y - 22, 44, name, BLUE, size=14)
    for name, (x, y) in places.items():
        d.circle(x, y, radius, fill=tint(GREY), color=INK, line=1.8)
        d.text(x, y, STEPS[name][0], 13, bold=True)
    d.path([(470, 296), (520, 296)], color=GREEN, line=2.4)
    d.text(532, 296, "forwards: the values", 11, align="start", color=shade(GREEN))
    d.path([(470, 324), (520, 324)], color=ORANGE, line=1.8, dashed=True)
    d.text(532, 324, "backwards: how J reacts to each", 11, align="start", color=shade(ORANGE))
    return d


# ---------------------------------------------------------------------------------------------------------------------
# All of them
# ---------------------------------------------------------------------------------------------------------------------

CHANNELS = ("R", "G", "B")


def full_and_depthwise() -> Drawing:
    """Three channels in: a full convolution joins each of them to every output, a depthwise one to its own."""
    d = Drawing(
        860,
        390,
        "Full and depthwise convolution",
        "Left: a full convolution. Each of two outputs reads the three channels R, G and B, each through 3 by 3 weights of "
        "its own: 54 weights. Right: a depthwise convolution. Each of three outputs reads one channel through 3 by 3 weights: "
        "27 weights.",
    )
    d.text(30, 30, "Full mixes the channels, depthwise keeps them apart", 16, align="start", bold=True)
    side, top, step = 48, 104, 74
    sums = ("R + G + B", "R + G + B")
    halves = ((40, "full: filters of 3×3×3", sums, top + step / 2), (480, "depthwise: a filter of 3×3 each", CHANNELS, top))
    for left, head, outputs, first in halves:
        d.text(left, 72, head, 12, align="start", bold=True)
        for i, name in enumerate(CHANNELS):
            d.cell(left, top + i * step, side, name, BLUE, size=12)
        for j, name in enumerate(outputs):
            y = first + j * step
            joined = range(3) if name in sums else [j]
            for i in joined:
                start, end = (left + side + 6, top + i * step + side / 2), (left + 232, y + side / 2)
                d.arrow(start, end, color=ORANGE)
            d.box(left + 238, y, 100, side, fill=tint(GREEN), color=GREEN, line=2)
            d.text(left + 288, y + side / 2, name, 12, color=shade(GREEN), bold=True)
        weights = len(CHANNELS) * 9 * (len(outputs) if outputs is sums else 1)
        d.text(left, top + 3 * step + 8, f"{weights // 9} arrows, 9 weights each: {weights} weights", 11.5, align="start")
    d.path([(440, 60), (440, 340)], color=RULE, line=1.2)
    words = "Each arrow is one correlation with 3×3 weights; where arrows meet, their results are added."
    d.text(40, 366, words, 11, align="start")
    return d


DRAWINGS: dict[str, Callable[[], Drawing | bytes]] = {
    **{f"chapter_{number}.svg": partial(_chapter_picture, number) for number, _, thing, _ in STATIONS if thing != "later"},
    "banner.svg": banner,
    "thread_map.svg": thread_map,
    "flip_and_slide.gif": flip_and_slide,
    "grid_convolution_whole.svg": grid_convolution_whole,
    "grid_convolution_first.svg": grid_convolution_first,
    "grid_convolution_last.svg": grid_convolution_last,
    "arithmetic_padding.svg": arithmetic_padding,
    "arithmetic_stride.svg": arithmetic_stride,
    "arithmetic_dilation.svg": arithmetic_dilation,
    "arithmetic_same_asymmetric.svg": arithmetic_same_asymmetric,
    "tape_graph.svg": tape_graph,
    "broadcasting.svg": broadcasting,
    "graph_of_products.svg": graph_of_products,
    "full_and_depthwise.svg": full_and_depthwise,
}


def _encode(drawing: Drawing | bytes) -> bytes:
    """What stands in the file."""
    return drawing if isinstance(drawing, bytes) else drawing.svg().encode()


def write_drawings(folder: str | Path = FIG_FOLDER) -> list[Path]:
    """Write every drawing of the course.

    Parameters
    ----------
    folder
        Where to; made when missing.

    Returns
    -------
    list of Path
        The files written, in the order of :data:`DRAWINGS`.

    Raises
    ------
    ValueError
        If ``folder`` is a file.

    Examples
    --------
    >>> write_drawings(__file__)  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ValueError: ... is a file; name a folder for the drawings
    """
    folder = Path(folder)
    if folder.exists() and not folder.is_dir():
        raise ValueError(f"{folder} is a file; name a folder for the drawings")
    contents = {folder / name: _encode(draw()) for name, draw in DRAWINGS.items()}
    folder.mkdir(parents=True, exist_ok=True)
    for path, content in contents.items():
        path.write_bytes(content)
    return list(contents)


def main() -> None:
    """The command ``python -m course_utils.diagrams [FOLDER]``."""
    parser = argparse.ArgumentParser(prog="python -m course_utils.diagrams", description="Write every drawing of the course.")
    parser.add_argument("folder", nargs="?", default=FIG_FOLDER, help="where to (default: fig/ of the course)")
    try:
        for path in write_drawings(parser.parse_args().folder):
            print(path)
    except ValueError as error:
        parser.error(str(error))


if __name__ == "__main__":
    main()
