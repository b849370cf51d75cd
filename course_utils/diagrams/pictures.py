"""Small pictures for the stations of the thread, each in the unit square of its paper, y pointing down."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

from course_utils.diagrams.paper import Drawing, shade, tint
from course_utils.style import FAINT, GRID_LINE, INK, INPUT_COLOR, KERNEL_COLOR, MUTED, PAPER, RESULT_COLOR, RULE

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


def _squares(d: Drawing, x: float, y: float, side: float, greys: Sequence[Sequence[float]], color: str) -> None:
    """A grid of cells; 0 is white and 1 is the full colour."""
    step = side / len(greys)
    for row, line in enumerate(greys):
        for column, grey in enumerate(line):
            d.box(x + column * step, y + row * step, step, step, fill=tint(color, 1 - 0.85 * grey), color=color, line=0.8)


def box_and_ramp(d: Drawing) -> None:
    d.path([(0, 0.85), (1, 0.85)], color=MUTED, line=1)
    box = [(0.02, 0.85), (0.18, 0.85), (0.18, 0.15), (0.62, 0.15), (0.62, 0.85), (0.98, 0.85)]
    d.path(box, color=INPUT_COLOR, line=2.5)
    d.path([(0.42, 0.85), (0.42, 0.15), (0.92, 0.85)], color=KERNEL_COLOR, line=2.5, dashed=True)


def samples(d: Drawing) -> None:
    d.path([(0, 0.85), (1, 0.85)], color=MUTED, line=1)
    for i in range(7):
        x, top = 0.08 + 0.14 * i, 0.15 + 0.1 * i
        d.path([(x, 0.85), (x, top)], color=INPUT_COLOR, line=1.8)
        d.circle(x, top, 0.045, fill=INPUT_COLOR, color=INPUT_COLOR)


def grid(d: Drawing) -> None:
    _squares(d, 0, 0, 1, [[max(0.0, 1 - 0.18 * i - 0.09 * j) for j in range(5)] for i in range(5)], INPUT_COLOR)


def kernel_on_photograph(d: Drawing) -> None:
    d.box(0, 0, 1, 1, fill=FAINT, color=MUTED)
    d.circle(0.76, 0.22, 0.11, fill=PAPER, color=MUTED)
    hills = [(0, 1), (0, 0.7), (0.35, 0.3), (0.6, 0.65), (0.75, 0.5), (1, 0.8), (1, 1)]
    d.path(hills, fill=RULE, color=MUTED, closed=True)
    for i, j in itertools.product(range(3), repeat=2):
        x, y = 0.14 + 0.14 * j, 0.2 + 0.14 * i
        d.box(x, y, 0.14, 0.14, fill=tint(KERNEL_COLOR, 0.6), color=shade(KERNEL_COLOR), line=1.6)


def network(d: Drawing) -> None:
    layers = [[(x, 0.5 + 0.12 * (units - 1 - 2 * i)) for i in range(units)] for x, units in ((0.08, 3), (0.5, 4), (0.92, 2))]
    for left, right in itertools.pairwise(layers):
        for ends in itertools.product(left, right):
            d.path(ends, color=MUTED, line=0.9)
    for layer, color in zip(layers, (INPUT_COLOR, KERNEL_COLOR, RESULT_COLOR), strict=True):
        for unit in layer:
            d.circle(*unit, 0.075, fill=tint(color, 0.55), color=color, line=1.8)


def digit(d: Drawing) -> None:
    d.box(0.06, 0, 0.88, 1, fill=INK)
    for row, line in enumerate(DIGIT, 1):
        for column, mark in enumerate(line, 2):
            if mark == "#":
                d.box(column / 12, row / 12, 1 / 12, 1 / 12, fill=PAPER, color=GRID_LINE, line=0.4)


def stations(d: Drawing) -> None:
    stops = [(0.1, 0.8), (0.4, 0.25), (0.65, 0.65), (0.9, 0.2)]
    d.path(stops, color=MUTED, line=2)
    d.circle(*stops[0], 0.08, fill=RESULT_COLOR, color=RESULT_COLOR, line=2)
    for stop in stops[1:]:
        d.circle(*stop, 0.08, fill=PAPER, line=2)


def tensor(d: Drawing) -> None:
    for layer in (2, 1, 0):
        left, top = 0.16 * layer, 0.16 * (2 - layer)
        d.box(left, top, 0.66, 0.66, fill=PAPER)
        _squares(d, left, top, 0.66, [[0.7 - 0.2 * layer, 0.2, 0.1], [0.4, 0.3, 0.1], [0.1, 0.2, 0.4]], INPUT_COLOR)


def gradient(d: Drawing) -> None:
    d.path([(u / 20, 0.88 - 3.1 * (u / 20 - 0.5) ** 2) for u in range(21)], color=INPUT_COLOR, line=2.5)
    d.arrow((0.02, 0.22), (0.46, 1), color=KERNEL_COLOR, line=2.2)
    d.circle(0.2, 0.6, 0.06, fill=PAPER, line=1.8)


def loss(d: Drawing) -> None:
    angles = [2 * math.pi * i / 40 for i in range(40)]
    for size in (0.48, 0.33, 0.17):
        ring = [(0.52 + 0.95 * size * math.cos(a), 0.5 - size * (0.75 * math.sin(a) + 0.3 * math.cos(a))) for a in angles]
        d.path(ring, color=MUTED, line=1.3, closed=True)
    *steps, lowest = [(0.1, 0.08), (0.2, 0.32), (0.38, 0.38), (0.42, 0.47), (0.52, 0.5)]
    d.path([*steps, lowest], color=KERNEL_COLOR, line=2)
    for step in steps:
        d.circle(*step, 0.04, fill=KERNEL_COLOR, color=KERNEL_COLOR)
    d.circle(*lowest, 0.06, fill=RESULT_COLOR, color=RESULT_COLOR)


def layer(d: Drawing) -> None:
    d.box(0, 0.25, 0.4, 0.5, fill=tint(INPUT_COLOR), color=INPUT_COLOR, line=1.8)
    for top in (0.04, 0.38, 0.72):
        d.path([(0.4, 0.5), (0.7, top + 0.12)], color=KERNEL_COLOR, line=1.8, dashed=True)
        d.box(0.7, top, 0.26, 0.24, fill=tint(RESULT_COLOR), color=RESULT_COLOR, line=1.8)


def learned_kernels(d: Drawing) -> None:
    for i, digits in enumerate(("963630300", "369036003", "090999090", "900090009")):
        greys = [[int(c) / 9 for c in digits[row : row + 3]] for row in (0, 3, 6)]
        _squares(d, i % 2 * 0.54, i // 2 * 0.54, 0.46, greys, KERNEL_COLOR)


def magnifier(d: Drawing) -> None:
    _squares(d, 0.2, 0.2, 0.42, [[0.9, 0.4, 0.1], [0.4, 0.9, 0.4], [0.1, 0.4, 0.9]], KERNEL_COLOR)
    d.circle(0.41, 0.41, 0.38, line=2.5)
    d.path([(0.69, 0.69), (0.97, 0.97)], line=5)


def machines(d: Drawing) -> None:
    spots = [(0.33, 0.02), (0.02, 0.64), (0.64, 0.64)]
    d.path([(x + 0.17, y + 0.17) for x, y in spots], closed=True, color=MUTED, line=1.8)
    for x, y in spots:
        d.box(x, y, 0.34, 0.34, fill=tint(RESULT_COLOR), color=RESULT_COLOR, line=1.8, corner=3)
