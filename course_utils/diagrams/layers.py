"""Layers of a network: maps laid out in a row, a dense layer with its biases, groups of channels, a transposed convolution."""

from __future__ import annotations

import itertools

from course_utils.diagrams.facts import dropped_copies, spread_inputs
from course_utils.diagrams.paper import HATCH, Drawing, shade, tint
from course_utils.style import (
    HEAD_SIZE,
    INPUT_COLOR,
    KERNEL_COLOR,
    MUTED,
    NOTE_SIZE,
    PRODUCT_EDGE,
    RESULT_COLOR,
    RULE,
    THIRD_COLOR,
)

MAPS = (INPUT_COLOR, THIRD_COLOR)  # the two maps that are laid out in a row


def flatten() -> Drawing:
    """Two maps of 2×3, numbered as they lie in memory, and below them the row that Flatten makes."""
    rows, columns, channels, side = 2, 3, len(MAPS), 52
    told = (
        "Two maps of 2 rows and 3 columns. The first holds 0, 2, 4 and 6, 8, 10, the second 1, 3, 5 and 7, 9, 11. Below them "
        "one row of 12 numbers, from 0 to 11: both numbers of the first pixel, both of the second, and so on; then the second "
        "row of the maps."
    )
    d = Drawing(860, 366, "Flatten", told)
    d.headline("Flatten: channels run fastest, then columns, then rows")
    for c, color in enumerate(MAPS):
        left = 150 + 330 * c
        d.head(left, 72, f"map {c}: channel {c}", color)
        for i, j in itertools.product(range(rows), range(columns)):
            _number(d, left + j * side, 92 + i * side, side, (i * columns + j) * channels + c, c)
    left, top = 118, 250
    d.head(left, top - 20, "the row: 2·3·2 = 12 features")
    for place in range(rows * columns * channels):
        _number(d, left + place * side, top, side, place, place % channels)
    for i, j in itertools.product(range(rows), range(columns)):
        start = left + (i * columns + j) * channels * side
        d.path([(start + 5, top + side + 8), (start + channels * side - 5, top + side + 8)], line=1.8)
        d.text(start + side, top + side + 26, f"pixel ({i}, {j})", NOTE_SIZE)
    return d


def _number(d: Drawing, x: float, y: float, side: float, number: int, channel: int) -> None:
    """A number of a map; those of the second map have a bar at the foot, for those who see no colours."""
    d.cell(x, y, side, str(number), MAPS[channel], size=HEAD_SIZE)
    if channel:
        d.path([(x + 8, y + side - 7), (x + side - 8, y + side - 7)], color=MAPS[channel], line=3)


def dense_layer() -> Drawing:
    """Four features, three units, a weight on every arrow, and one bias for each unit."""
    features, units, top, step = 4, 3, 90, 62
    told = (
        "Four features at the left, three units at the right. An arrow with a weight leads from every feature to every unit: "
        "12 arrows. Each unit has a bias of its own, b0, b1 and b2. One unit is picked out: its four arrows are thick."
    )
    d = Drawing(860, 400, "A dense layer with its biases", told)
    d.headline("A dense layer: a weight on every arrow, a bias at every unit")
    places = [(150, top + 40 + step * f) for f in range(features)]
    outputs = [(430, top + 30 + 83 * o) for o in range(units)]
    d.head(118, 74, "features", INPUT_COLOR)
    d.head(400, 74, "units", RESULT_COLOR)
    for (f, start), (o, end) in itertools.product(enumerate(places), enumerate(outputs)):
        picked = o == 0
        look = {"color": KERNEL_COLOR if picked else MUTED, "line": 2.4 if picked else 1.0}
        d.arrow((start[0] + 24, start[1]), (end[0] - 24, end[1] + 5 * (f - 1.5)), **look)
    for f, (x, y) in enumerate(places):
        d.cell(x - 22, y - 22, 44, f"x{f}", INPUT_COLOR, size=HEAD_SIZE)
    for o, (x, y) in enumerate(outputs):
        d.circle(x, y, 22, fill=tint(RESULT_COLOR), color=RESULT_COLOR, line=3 if o == 0 else 1.6)
        d.text(x, y, f"y{o}", HEAD_SIZE, bold=True, color=shade(RESULT_COLOR))
        d.arrow((x + 74, y), (x + 26, y), color=KERNEL_COLOR, line=2.4 if o == 0 else 1.0)
        d.cell(x + 78, y - 17, 34, f"b{o}", KERNEL_COLOR)
    d.head(588, 112, "the picked unit", KERNEL_COLOR)
    for line, words in enumerate(("y0 = x0 · w00 + x1 · w10", "+ x2 · w20 + x3 · w30", "+ b0")):
        d.text(588 if line == 0 else 624, 144 + 26 * line, words, align="start")
    d.head(588, 262, "parameters", KERNEL_COLOR)
    d.text(588, 292, f"{features} · {units} weights + {units} biases = {features * units + units}", align="start")
    d.text(118, 376, "w10 is the weight on the way from feature 1 to unit 0.", align="start")
    return d


def groups_of_channels() -> Drawing:
    """Four channels and six filters in two groups: no arrow leads from one group to the other."""
    channels, filters, groups, top = 4, 6, 2, 104
    told = (
        "Four channels at the left, six filters at the right. Channels 0 and 1 have arrows to filters 0, 1 and 2, channels 2 "
        "and 3 to filters 3, 4 and 5. No arrow crosses from one group to the other: 12 arrows instead of 24."
    )
    d = Drawing(860, 400, "A convolution in two groups", told)
    d.headline("In groups, a filter reads the channels of its own group only")
    starts = [(150, top + 26 + 62 * c + 18 * (c // 2)) for c in range(channels)]
    ends = [(440, top + 8 + 43 * o + 12 * (o // 3)) for o in range(filters)]
    d.head(118, 74, "channels in", INPUT_COLOR)
    d.head(408, 74, "filters, and their maps", RESULT_COLOR)
    for (c, start), (o, end) in itertools.product(enumerate(starts), enumerate(ends)):
        if c * groups // channels == o * groups // filters:
            d.arrow((start[0] + 24, start[1]), (end[0] - 24, end[1]), color=KERNEL_COLOR, line=1.6)
    for c, (x, y) in enumerate(starts):
        d.cell(x - 21, y - 21, 42, str(c), INPUT_COLOR, size=HEAD_SIZE)
    for o, (x, y) in enumerate(ends):
        d.cell(x - 18, y - 18, 36, str(o), RESULT_COLOR, size=HEAD_SIZE)
    middle = (starts[1][1] + starts[2][1]) / 2
    d.path([(118, middle), (474, middle)], color=MUTED, dashed=True)
    each = channels // groups * filters
    notes = (
        "An arrow is a kernel of 3×3.",
        f"one group: {channels} · {filters} = {channels * filters} arrows",
        f"two groups: {channels // groups} · {filters} = {each} arrows,",
        "half of the weights.",
    )
    for line, words in enumerate(notes):
        d.text(560, 150 + 30 * line, words, HEAD_SIZE, align="start")
    d.text(118, 382, "With as many groups as channels it is the depthwise convolution.", align="start")
    return d


INPUTS, TAPS, STRIDE = (3, 1, 2), (1, 2, 4), 2
SIDE = 40


def transposed_convolution() -> Drawing:
    """Two pictures of one transposed convolution along one axis: copies that are dropped, and zeros that are put between."""
    copies, total = dropped_copies(INPUTS, TAPS, STRIDE)
    spread = spread_inputs(INPUTS, len(TAPS), STRIDE)
    told = (
        f"Inputs {_listed(INPUTS)}, kernel {_listed(TAPS)}, stride 2. Left: each input drops a copy of the kernel, scaled by "
        f"itself, two cells further on: {'; '.join(_listed([v for v in copy if v is not None]) for copy in copies)}. Added up: "
        f"{_listed(total)}. Right: the inputs with zeros between and around them, {_listed(spread)}; the flipped kernel, "
        f"{_listed(TAPS[::-1])}, slides over them in steps of 1 and gives the same seven numbers."
    )
    d = Drawing(860, 486, "A transposed convolution, drawn twice", told)
    d.headline("A transposed convolution: 3 numbers become 7, in two ways")
    _drop_copies(d, 40, copies, total)
    d.path([(424, 60), (424, 452)], color=RULE, line=1.2)
    _slide_over_zeros(d, 462, spread, total)
    return d


def _listed(values) -> str:
    return ", ".join(map(str, values))


def _row(d: Drawing, x: float, y: float, values, color: str) -> None:
    for place, value in enumerate(values):
        if value is not None:
            d.cell(x + place * SIDE, y, SIDE, str(value), color, size=HEAD_SIZE)


def _drop_copies(d: Drawing, x: float, copies, total) -> None:
    d.head(x, 76, "each input drops a kernel")
    for i, value in enumerate(INPUTS):
        d.cell(x + i * STRIDE * SIDE, 126, SIDE, str(value), INPUT_COLOR, size=HEAD_SIZE)
    d.text(x, 108, "inputs, 2 cells apart, for stride 2", NOTE_SIZE, align="start")
    for i, copy in enumerate(copies):
        y = 204 + i * (SIDE + 8)
        for place, value in enumerate(copy):
            if value is not None:
                d.box(x + place * SIDE, y, SIDE, SIDE, fill=HATCH, color=PRODUCT_EDGE)
                d.text(x + (place + 0.5) * SIDE, y + SIDE / 2, str(value), HEAD_SIZE, bold=True)
        d.text(x + 7 * SIDE + 14, y + SIDE / 2, f"{INPUTS[i]} · kernel", NOTE_SIZE, align="start")
    d.text(x, 190, f"copies of the kernel {_listed(TAPS)}", NOTE_SIZE, align="start")
    d.text(x, 368, "where copies meet, they add up", NOTE_SIZE, align="start")
    _row(d, x, 384, total, RESULT_COLOR)
    d.text(x, 452, "size: (3 − 1) · 2 + 3 = 7", HEAD_SIZE, align="start")


def _slide_over_zeros(d: Drawing, x: float, spread, total) -> None:
    side, first = SIDE, len(TAPS) - 1
    d.head(x, 76, "zeros between the inputs")
    d.text(x, 108, "stride − 1 zeros between, kernel size − 1 around", NOTE_SIZE, align="start")
    for place, value in enumerate(spread):
        real = first <= place < len(spread) - first and (place - first) % STRIDE == 0
        d.cell(x + place * side, 126, side, str(value), INPUT_COLOR if real else MUTED, dashed=not real, size=HEAD_SIZE)
    d.text(x, 190, f"the kernel flipped, {_listed(TAPS[::-1])}, in steps of 1", NOTE_SIZE, align="start")
    for line, place in enumerate((0, 2, len(total) - 1)):
        y = 204 + line * (side + 8)
        _row(d, x + place * side, y, TAPS[::-1], KERNEL_COLOR)
        covered = spread[place : place + len(TAPS)]
        words = " + ".join(f"{a}·{w}" for a, w in zip(covered, TAPS[::-1], strict=True) if a)
        right = place < 4
        at = x + (place + len(TAPS)) * side + 12 if right else x + place * side - 12
        d.text(at, y + side / 2, f"{words} = {total[place]}", NOTE_SIZE, align="start" if right else "end")
    d.text(x, 368, "seven positions, three of them shown", NOTE_SIZE, align="start")
    _row(d, x, 384, total, RESULT_COLOR)
    d.text(x, 452, "a full convolution over the spread inputs", HEAD_SIZE, align="start")
