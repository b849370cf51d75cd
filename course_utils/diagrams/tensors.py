"""Tensors: how ranks grow out of each other, how shapes meet in a sum, and how channels meet in a convolution."""

from __future__ import annotations

import itertools

from course_utils.diagrams.paper import Drawing, shade, tint
from course_utils.style import HEAD_SIZE, INPUT_COLOR, KERNEL_COLOR, RESULT_COLOR, RULE

RANKS = {  # one thermometer, then more and more of them
    "scalar": ((), "one reading"),
    "vector": ((3,), "3 thermometers"),
    "matrix": ((2, 3), "2 times a day"),
    "cube": ((3, 2, 3), "3 days"),
    "vector of cubes": ((3, 3, 2, 3), "3 stations"),
    "matrix of cubes": ((3, 3, 3, 2, 3), "3 countries"),
}


def ranks() -> Drawing:
    """From a scalar to a matrix of cubes: each is a list of what came before it, and its first number is marked."""
    told = (
        "Six arrangements of equal cells. A scalar, shape (), is one cell. A vector, shape (3,), is a row of 3. A matrix, "
        "shape (2, 3), is 2 such rows. A cube, shape (3, 2, 3), is 3 such matrices, one after the other in depth. A vector of "
        "cubes, shape (3, 3, 2, 3), is 3 cubes in a row. A matrix of cubes, shape (3, 3, 3, 2, 3), is 3 such rows. The number "
        "with all indices 0 is marked in each."
    )
    d = Drawing(860, 520, "Ranks 0 to 5", told)
    d.headline("Each new axis counts what was there before")
    places = {"scalar": (40, 152, 34), "vector": (170, 152, 34), "matrix": (370, 152, 34), "cube": (600, 170, 34)}
    places |= {"vector of cubes": (40, 352, 22), "matrix of cubes": (490, 328, 16)}
    for rank, (name, (shape, counted)) in enumerate(RANKS.items()):
        left, top, side = places[name]
        head = 74 if rank < 4 else 262
        d.head(left, head, f"{name}: {shape}")
        d.text(left, head + 22, f"axis 0: {counted}" if rank else counted, align="start")
        _draw_cubes(d.inset(left, top, side), shape)
    _mark_first(d.inset(40, 430, 22))
    d.text(74, 441, "the first number of all: its indices are 0,", align="start")
    d.text(74, 462, "and it needs one index for each axis", align="start")
    return d


def _draw_cubes(d: Drawing, shape: tuple[int, ...]) -> None:
    """All numbers of a shape of at most 5 axes as cells of side 1, those further back first."""
    down, across, sheets, rows, columns = (1,) * (5 - len(shape)) + shape
    depth = 0.55
    width, height = columns + (sheets - 1) * depth + 0.7, rows + (sheets - 1) * depth + 0.6
    for i, j, sheet in itertools.product(range(down), range(across), reversed(range(sheets))):
        x, y = j * width + sheet * depth, i * height - sheet * depth
        for row, column in itertools.product(range(rows), range(columns)):
            d.box(x + column, y + row, 1, 1, fill=tint(INPUT_COLOR), color=INPUT_COLOR)
    _mark_first(d)


def _mark_first(d: Drawing) -> None:
    """The cell at the top left, with a dot for those who see no colours."""
    d.box(0, 0, 1, 1, fill=tint(KERNEL_COLOR), color=KERNEL_COLOR, line=2.5)
    d.circle(0.5, 0.5, 0.2, fill=KERNEL_COLOR, color=KERNEL_COLOR)


def broadcasting() -> Drawing:
    """A column of shape (3, 1) plus a row of shape (4,): both are read as if they had shape (3, 4)."""
    column, row, side = (0, 10, 20), (1, 2, 3, 4), 44
    told = (
        "A column of shape (3, 1) holds 0, 10, 20 and a row of shape (4,) holds 1, 2, 3, 4. Each is repeated, without a copy, "
        "to shape (3, 4). The sum has shape (3, 4), from 1, 2, 3, 4 in the first row to 21, 22, 23, 24 in the last."
    )
    d = Drawing(860, 330, "Broadcasting a column and a row", told)
    d.headline("A length of 1 or a missing axis is read again and again")
    top, lefts = 112, (40, 326, 632)
    heads = (
        ("column: (3, 1), read as (3, 4)", INPUT_COLOR),
        ("row: (4,), read as (3, 4)", KERNEL_COLOR),
        ("sum: (3, 4)", RESULT_COLOR),
    )
    for left, (words, color) in zip(lefts, heads, strict=True):
        d.head(left, 84, words, color)
    for i, j in itertools.product(range(3), range(4)):
        x, y = j * side, top + i * side
        d.cell(lefts[0] + x, y, side, str(column[i]), INPUT_COLOR, dashed=j > 0, size=HEAD_SIZE)
        d.cell(lefts[1] + x, y, side, str(row[j]), KERNEL_COLOR, dashed=i > 0, size=HEAD_SIZE)
        d.cell(lefts[2] + x, y, side, str(column[i] + row[j]), RESULT_COLOR, size=HEAD_SIZE)
    d.sign(271, top + 1.5 * side, "+")
    d.sign(567, top + 1.5 * side, "=")
    words = "Align the shapes at the last axis: 1 meets 4 and becomes 4; 3 meets nothing and stays 3."
    d.text(40, 284, words, align="start")
    return d


CHANNELS = ("R", "G", "B")


def full_and_depthwise() -> Drawing:
    """Three channels in: a full convolution joins each of them to every output, a depthwise one to its own."""
    told = (
        "Left: a full convolution. Each of two outputs reads the three channels R, G and B, each through 3 by 3 weights of "
        "its own: 54 weights. Right: a depthwise convolution. Each of three outputs reads one channel through 3 by 3 weights: "
        "27 weights."
    )
    d = Drawing(860, 390, "Full and depthwise convolution", told)
    d.headline("Full mixes the channels, depthwise keeps them apart")
    side, top, step = 48, 104, 74
    sums = ("R + G + B", "R + G + B")
    halves = ((40, "full: filters of 3×3×3", sums, top + step / 2), (480, "depthwise: a filter of 3×3 each", CHANNELS, top))
    for left, head, outputs, first in halves:
        d.head(left, 72, head)
        for i, name in enumerate(CHANNELS):
            d.cell(left, top + i * step, side, name, INPUT_COLOR, size=HEAD_SIZE)
        for j, name in enumerate(outputs):
            y = first + j * step
            joined = range(3) if name in sums else [j]
            for i in joined:
                start, end = (left + side + 6, top + i * step + side / 2), (left + 232, y + side / 2)
                d.arrow(start, end, color=KERNEL_COLOR)
            d.box(left + 238, y, 100, side, fill=tint(RESULT_COLOR), color=RESULT_COLOR, line=2)
            d.text(left + 288, y + side / 2, name, HEAD_SIZE, color=shade(RESULT_COLOR), bold=True)
        weights = len(CHANNELS) * 9 * (len(outputs) if outputs is sums else 1)
        d.text(left, top + 3 * step + 8, f"{weights // 9} arrows, 9 weights each: {weights} weights", HEAD_SIZE, align="start")
    d.path([(440, 60), (440, 340)], color=RULE, line=1.2)
    words = "Each arrow is one correlation with 3×3 weights; where arrows meet, their results are added."
    d.text(40, 366, words, align="start")
    return d
