"""Padding, stride and dilation along one axis: one strip for each case."""

from __future__ import annotations

import itertools

from course_utils.diagrams.facts import Padding, kernel_positions, padding_zeros
from course_utils.diagrams.paper import Drawing, shade, tint
from course_utils.style import HEAD_SIZE, INPUT_COLOR, KERNEL_COLOR, MUTED, NOTE_SIZE, RESULT_COLOR, RULE, THIRD_COLOR

SIDE = 25


def _tap(d: Drawing, x: float, y: float) -> None:
    """One weight of the kernel, in a cell."""
    d.box(x + 1, y, SIDE - 2, SIDE, fill=tint(KERNEL_COLOR), color=KERNEL_COLOR, line=1.6)
    d.circle(x + SIDE / 2, y + SIDE / 2, 3.2, fill=shade(KERNEL_COLOR), color=shade(KERNEL_COLOR))


def _result(d: Drawing, x: float, y: float, name: str) -> None:
    """One element of the result, in a wide cell."""
    d.box(x, y, 34, SIDE, fill=tint(RESULT_COLOR), color=RESULT_COLOR, line=2.6)
    d.text(x + 17, y + SIDE / 2, name, NOTE_SIZE, bold=True, color=shade(RESULT_COLOR))


def _strip(
    d: Drawing,
    x: float,
    head: str,
    size: int,
    kernel_size: int,
    stride: int = 1,
    dilation: int = 1,
    padding: Padding = "valid",
    formula: bool = True,
) -> None:
    """One case: the padded input, below it the kernel at each position, and beside each position its result.

    Without ``formula`` it counts the positions in words.
    """
    before, after = padding_zeros(size, kernel_size, stride, dilation, padding)
    positions = kernel_positions(size, kernel_size, stride, dilation, padding)
    cells = {index: x + (before + index) * SIDE for index in range(-before, size + after)}
    end = x + len(cells) * SIDE
    length = f"{len(positions)} positions"
    if formula:
        length = f"⌊({size} + {before + after} − {dilation}·({kernel_size}−1) − 1)/{stride}⌋ + 1 = {len(positions)}"
    d.head(x, 104, head)
    d.text(x, 130, length, NOTE_SIZE, align="start")
    y = 152
    for index, left in cells.items():
        inside = 0 <= index < size
        d.cell(left, y, SIDE, "abcdefghij"[index] if inside else "0", INPUT_COLOR if inside else MUTED, dashed=not inside)
    for index in sorted(cells.keys() - set(itertools.chain(*positions))):
        d.path([(cells[index], y + SIDE), (cells[index] + SIDE, y)], color=THIRD_COLOR, line=2)
        d.text(end + 8, y + SIDE / 2, "never read", NOTE_SIZE, align="start", color=THIRD_COLOR)
    for number, position in enumerate(positions):
        y += SIDE + 6
        middle = y + SIDE / 2
        d.path([(x, middle), (end + 4, middle)], color=RULE, line=1)
        d.path([(cells[index] + SIDE / 2, middle) for index in position], color=KERNEL_COLOR, line=2.5)
        for index in position:
            _tap(d, cells[index], y)
        d.arrow((end + 4, middle), (end + 22, middle), color=MUTED, line=1.4)
        _result(d, end + 24, y, f"S{number}")


def _arithmetic_sheet(height: float, title: str, given: str, description: str) -> Drawing:
    """A sheet with its heading, the formula, the numbers that all strips share, and a key at the foot."""
    d = Drawing(860, height, title, description)
    d.headline(title)
    d.text(30, 62, "length = ⌊(n + p − d·(k−1) − 1)/s⌋ + 1", HEAD_SIZE, align="start")
    d.text(470, 62, given, HEAD_SIZE, align="start")
    _key(d, height - 42, zeros="p = 0" not in given)
    return d


def _positions_sheet(height: float, title: str, given: str, description: str, zeros: bool) -> Drawing:
    """A sheet without the formula, to count positions on."""
    d = Drawing(860, height, title, description)
    d.headline(title)
    d.text(30, 62, given, HEAD_SIZE, align="start")
    _key(d, height - 42, zeros)
    return d


def _key(d: Drawing, y: float, zeros: bool) -> None:
    """What the marks mean."""
    d.cell(30, y, SIDE, "a", INPUT_COLOR)
    _tap(d, 190, y)
    _result(d, 330, y, "S0")
    for x, word in ((64, "input sample"), (224, "kernel tap"), (373, "result")):
        d.text(x, y + SIDE / 2, word, NOTE_SIZE, align="start")
    if zeros:
        d.cell(460, y, SIDE, "0", MUTED, dashed=True)
        d.text(494, y + SIDE / 2, "zero of the padding", NOTE_SIZE, align="start")


def positions_at_the_ends() -> Drawing:
    """Valid, same and full for 5 samples and a kernel of 3, without the formula."""
    told = (
        "Five samples a to e and a kernel of three taps. Valid: no zeros, 3 results. Same: one zero on each side, "
        "5 results. Full: two zeros on each side, 7 results."
    )
    title = "The more zeros at the ends, the longer the result"
    d = _positions_sheet(450, title, "5 samples, a kernel of 3 taps: each row is one position", told, zeros=True)
    words = {"valid": "no zeros", "same": "1 zero each side", "full": "2 zeros each side"}
    for x, (padding, zeros) in zip((30, 292, 562), words.items(), strict=True):
        _strip(d, x, f"{padding}: {zeros}", 5, 3, padding=padding, formula=False)
    return d


def positions_with_steps_and_gaps() -> Drawing:
    """One step at a time, two at a time, and a kernel with gaps, for 7 samples and a kernel of 3, without the formula."""
    told = (
        "Seven samples a to g and a kernel of three taps, no padding. One step at a time: 5 positions. Two steps at a time "
        "(stride 2): 3 positions. A gap between the taps (dilation rate 2): the kernel spans 5 samples, 3 positions."
    )
    title = "Longer steps, or a kernel with gaps: fewer positions"
    d = _positions_sheet(400, title, "7 samples, a kernel of 3 taps: each row is one position", told, zeros=False)
    _strip(d, 30, "one step at a time", 7, 3, formula=False)
    _strip(d, 302, "stride 2: two steps", 7, 3, stride=2, formula=False)
    _strip(d, 574, "dilation rate 2: gaps", 7, 3, dilation=2, formula=False)
    return d


def arithmetic_stride() -> Drawing:
    """Strides 1, 2 and 3 for 7 samples and a kernel of 3."""
    told = (
        "Seven samples a to g and a kernel of three taps, no padding. Stride 1: 5 results. Stride 2: 3 results. "
        "Stride 3: 2 results, and g is never read."
    )
    d = _arithmetic_sheet(400, "A larger stride, a shorter result", "n = 7, k = 3, p = 0, d = 1", told)
    for stride in (1, 2, 3):
        _strip(d, 30 + 272 * (stride - 1), f"stride s = {stride}", 7, 3, stride=stride)
    return d


def arithmetic_dilation() -> Drawing:
    """Dilations 1 and 2 for 7 samples and a kernel of 3."""
    told = (
        "Seven samples a to g and a kernel of three taps, no padding. Dilation 1: the kernel spans 3 samples, "
        "5 results. Dilation 2: it spans 5 samples with gaps between its taps, 3 results."
    )
    d = _arithmetic_sheet(400, "Dilation: a wider view with the same three weights", "n = 7, k = 3, p = 0, s = 1", told)
    _strip(d, 70, "dilation d = 1: spans 3", 7, 3)
    _strip(d, 480, "dilation d = 2: spans 5", 7, 3, dilation=2)
    return d


def arithmetic_same_asymmetric() -> Drawing:
    """Same padding of TensorFlow beside a zero on each side, for 6 samples, a kernel of 3 and stride 2."""
    told = (
        "Six samples a to f, a kernel of three taps, stride 2. TensorFlow's same needs one zero and puts it after f: "
        "3 results, the first from a, b, c. With a zero on each side there are 3 results too, but the first comes from "
        "0, a, b."
    )
    d = _arithmetic_sheet(340, "TensorFlow’s “same” puts the one extra zero at the end", "n = 6, k = 3, s = 2, d = 1", told)
    _strip(d, 70, "“same” in TensorFlow: p = 0 + 1", 6, 3, stride=2, padding="same")
    _strip(d, 480, "one zero on each side: p = 1 + 1", 6, 3, stride=2, padding=(1, 1))
    return d
