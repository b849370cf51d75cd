"""Padding in two dimensions: where the kernel begins and ends, and how large its result is."""

from __future__ import annotations

from course_utils.diagrams.facts import Padding, kernel_positions, padding_zeros
from course_utils.diagrams.paper import Drawing, shade, tint
from course_utils.style import INPUT_COLOR, KERNEL_COLOR, MUTED, NOTE_SIZE, RESULT_COLOR, WORD_SIZE

SIDE, SMALL = 24, 17
SIZE = 5  # of the square input
CASES: tuple[tuple[str, int, Padding], ...] = (
    ("valid, 3×3: no zeros", 3, "valid"),
    ("2 zeros on each side, 4×4: one larger", 4, (2, 2)),
    ("same, 3×3: 1 zero on each side", 3, "same"),
    ("full, 3×3: 2 zeros on each side", 3, "full"),
)


def _case(d: Drawing, x: float, y: float, head: str, kernel_size: int, padding: Padding) -> None:
    """One case: the padded input with the kernel at its first and last position, and the result."""
    before, after = padding_zeros(SIZE, kernel_size, padding=padding)
    positions = kernel_positions(SIZE, kernel_size, padding=padding)
    d.head(x, y, head)
    left, top = x + 2 * SIDE, y + 22 + 2 * SIDE
    for row in range(-before, SIZE + after):
        for column in range(-before, SIZE + after):
            inside = 0 <= row < SIZE and 0 <= column < SIZE
            place = left + column * SIDE, top + row * SIDE
            d.cell(*place, SIDE, "" if inside else "0", INPUT_COLOR if inside else MUTED, dashed=not inside)
    first, last = positions[0][0], positions[-1][0]
    wide = kernel_size * SIDE
    d.box(left + last * SIDE, top + last * SIDE, wide, wide, color=shade(KERNEL_COLOR), line=2.4, dashed=True)
    d.box(left + first * SIDE, top + first * SIDE, wide, wide, color=shade(KERNEL_COLOR), line=4)
    d.arrow((x + 9 * SIDE + 10, top + 2.5 * SIDE), (x + 9 * SIDE + 44, top + 2.5 * SIDE))
    count = len(positions)
    x += 9 * SIDE + 54
    y = top + 2.5 * SIDE - count * SMALL / 2
    for row in range(count):
        for column in range(count):
            chosen = (row, column) in ((0, 0), (count - 1, count - 1))
            look = {"fill": tint(RESULT_COLOR, 0.35 if chosen else 0.82), "color": RESULT_COLOR}
            d.box(x + column * SMALL, y + row * SMALL, SMALL, SMALL, **look)
    d.text(x + count * SMALL / 2, y + count * SMALL + 16, f"{count}×{count}", WORD_SIZE, bold=True, color=shade(RESULT_COLOR))


def padding_in_two_dimensions() -> Drawing:
    """Four ways to pad a 5×5 input at stride 1, an even kernel among them."""
    told = (
        "An input of 5 by 5, stride 1. Valid, kernel 3 by 3, no zeros: the result is 3 by 3. Two zeros on each side, kernel "
        "4 by 4: 6 by 6, one larger than the input. Same, kernel 3 by 3, one zero on each side: 5 by 5. Full, kernel 3 by 3, "
        "two zeros on each side: 7 by 7."
    )
    d = Drawing(860, 660, "Padding decides how large the result is", told)
    d.headline("Padding decides how large the result is")
    for number, case in enumerate(CASES):
        _case(d, 30 + 420 * (number % 2), 78 + 276 * (number // 2), *case)
    y = 624
    d.cell(30, y, SIDE, "", INPUT_COLOR)
    d.text(64, y + SIDE / 2, "input, 5×5", NOTE_SIZE, align="start")
    d.cell(170, y, SIDE, "0", MUTED, dashed=True)
    d.text(204, y + SIDE / 2, "zero", NOTE_SIZE, align="start")
    d.box(280, y, SIDE, SIDE, color=shade(KERNEL_COLOR), line=4)
    d.text(316, y + SIDE / 2, "kernel, first", NOTE_SIZE, align="start")
    d.box(436, y, SIDE, SIDE, color=shade(KERNEL_COLOR), line=2.4, dashed=True)
    d.text(472, y + SIDE / 2, "kernel, last", NOTE_SIZE, align="start")
    d.box(590, y + 3, SMALL, SMALL, fill=tint(RESULT_COLOR, 0.35), color=RESULT_COLOR)
    d.text(616, y + SIDE / 2, "result there", NOTE_SIZE, align="start")
    return d
