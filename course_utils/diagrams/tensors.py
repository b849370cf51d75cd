"""Tensors: how shapes meet in a sum, and how channels meet in a convolution."""

from __future__ import annotations

import itertools

from course_utils.diagrams.paper import Drawing, shade, tint
from course_utils.style import HEAD_SIZE, INPUT_COLOR, KERNEL_COLOR, RESULT_COLOR, RULE


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
