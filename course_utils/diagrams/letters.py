"""A 3 x 4 grid of letters, convolved with a 2 x 2 kernel of letters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from course_utils.diagrams.facts import Place, convolution_terms
from course_utils.diagrams.paper import HATCH, Drawing, shade, tint
from course_utils.style import (
    HEAD_SIZE,
    INPUT_COLOR,
    KERNEL_COLOR,
    LETTER_SIZE,
    MUTED,
    NOTE_SIZE,
    PAPER,
    PRODUCT_EDGE,
    RESULT_COLOR,
    SOFT_INK,
)

LETTERS = ("abcd", "efgh", "ijkl")
KERNEL_LETTERS = ("wx", "yz")
FLIPPED = ("zy", "xw")
LETTER_INK, WEIGHT_INK, RESULT_INK = shade(INPUT_COLOR), shade(KERNEL_COLOR), shade(RESULT_COLOR)
FORMULA = "S(i, j) = sum over m and n of I(m, n) · K(i − m, j − n)"


class Product(NamedTuple):
    """A letter of the input times a letter of the kernel, and where they stand."""

    place: Place
    tap: Place
    letter: str
    weight: str


def products_of(i: int, j: int) -> list[Product]:
    """The products whose sum is S(i, j)."""
    pairs = convolution_terms((3, 4), (2, 2), i, j)
    return [Product((m, n), (p, q), LETTERS[m][n], KERNEL_LETTERS[p][q]) for (m, n), (p, q) in pairs]


def _sum(products: Sequence[Product]) -> list[tuple[str, str]]:
    """A sum of products, as runs of words with their colours."""
    plus = (" + ", SOFT_INK)
    return [run for one in products for run in (plus, *_product(one.letter, one.weight, "·"))][1:]


def _product(factor: str, other: str, sign: str = " · ") -> list[tuple[str, str]]:
    """A product, as runs of words with their colours."""
    return [(factor, LETTER_INK), (sign, SOFT_INK), (other, WEIGHT_INK)]


def _letter_grid(d: Drawing, x: float, y: float, side: float, letters: Sequence[str], color: str) -> None:
    """A grid of letters; a blank leaves its cell empty."""
    for row, line in enumerate(letters):
        for column, letter in enumerate(line):
            d.cell(x + column * side, y + row * side, side, letter.strip(), color, size=LETTER_SIZE)


def _numbers(d: Drawing, x: float, y: float, side: float, letters: Sequence[str], first: int = 0) -> None:
    """The numbers of a grid's rows and columns, which count from ``first``."""
    for row in range(len(letters)):
        d.text(x - 14, y + (row + 0.5) * side, str(first + row), NOTE_SIZE, color=shade(MUTED))
    for column in range(len(letters[0])):
        d.text(x + (column + 0.5) * side, y - 13, str(first + column), NOTE_SIZE, color=shade(MUTED))


def _window(d: Drawing, x: float, y: float, width: float, height: float) -> None:
    """The heavy dashed outline of the place where the kernel lies."""
    d.box(x, y, width, height, color=WEIGHT_INK, line=4, dashed=True)


def grid_convolution_whole() -> Drawing:
    """I, K, the flipped K, and every element of the result written out."""
    results = {(i, j): products_of(i, j) for i in (1, 2) for j in (1, 2, 3)}
    sums = "; ".join(f"S({i}, {j}) = " + "".join(w for w, _ in _sum(products)) for (i, j), products in results.items())
    told = (
        "The input I holds the letters a to l, the kernel K the letters w, x, y, z; flipped along both axes it reads "
        f"z, y, x, w. {sums}."
    )
    d = Drawing(860, 500, "A 3 by 4 grid convolved with a 2 by 2 kernel", told)
    d.headline("Flip the kernel, slide it, sum the products")
    d.text(30, 62, FORMULA, HEAD_SIZE, align="start")
    side, top = 46, 142
    d.head(60, 102, "I, the input: 3 × 4", INPUT_COLOR)
    _letter_grid(d, 60, top, side, LETTERS, INPUT_COLOR)
    _numbers(d, 60, top, side, LETTERS)
    _window(d, 60, top, 2 * side, 2 * side)
    d.sign(288, top + side, "∗")
    d.head(352, 102, "K, the kernel: 2 × 2", KERNEL_COLOR)
    _letter_grid(d, 352, top, side, KERNEL_LETTERS, KERNEL_COLOR)
    _numbers(d, 352, top, side, KERNEL_LETTERS)
    d.arrow((476, top + side), (596, top + side))
    d.text(534, top + side - 18, "flip both axes", NOTE_SIZE)
    d.head(626, 102, "K as it slides over I", KERNEL_COLOR)
    _letter_grid(d, 626, top, side, FLIPPED, KERNEL_COLOR)
    _window(d, 626, top, 2 * side, 2 * side)
    d.text(352, top + 2.62 * side, "The dashed outline is where S(1, 1) comes from.", align="start", italic=True)
    d.head(30, 316, "S, the result where all of the kernel lies on I: 2 × 3", RESULT_COLOR)
    wide, high = 256, 72
    for (i, j), products in results.items():
        x, y = 46 + (j - 1) * wide, 338 + (i - 1) * high
        d.box(x, y, wide, high, fill=tint(RESULT_COLOR, 0.9), color=RESULT_COLOR, line=2.4)
        d.text(x + wide / 2, y + 21, f"S({i}, {j})", HEAD_SIZE, bold=True, color=RESULT_INK)
        d.runs(x + wide / 2, y + 49, _sum(products), LETTER_SIZE, bold=True)
    _window(d, 46 + 5, 338 + 5, wide - 10, high - 10)
    return d


def grid_convolution_at(i: int, j: int, which: str) -> Drawing:
    """One element of the result: the flipped kernel laid on its window, the four products, their sum."""
    products = products_of(i, j)
    total = "".join(word for word, _ in _sum(products))
    told = f"The flipped kernel lies on the input; the products under it sum to S({i}, {j}) = {total}."
    d = Drawing(860, 400, f"S({i}, {j}) of the grid of letters", told)
    d.headline(f"S({i}, {j}): the {which} place where all of the kernel lies on I")
    side, left, top = 70, 60, 122
    d.head(left, 80, "I, with the flipped K laid on it", INPUT_COLOR)
    covered = {letter: " " for *_, letter, _ in products}
    _letter_grid(d, left, top, side, [line.translate(str.maketrans(covered)) for line in LETTERS], INPUT_COLOR)
    for (m, n), _, letter, weight in products:
        x, y = left + n * side, top + m * side
        d.box(x, y, side, side, fill=HATCH, color=INPUT_COLOR)
        d.box(x + 5, y + 16, side - 10, side - 32, fill=PAPER, color=PRODUCT_EDGE, line=1)
        d.runs(x + side / 2, y + side / 2, _product(letter, weight), LETTER_SIZE, bold=True)
    rows, columns = zip(*(place for place, *_ in products), strict=True)
    _window(d, left + min(columns) * side, top + min(rows) * side, 2 * side, 2 * side)
    d.head(400, 80, f"I(m, n) · K({i} − m, {j} − n)")
    for row, ((m, n), (p, q), letter, weight) in enumerate(products):
        y = top + 14 + 34 * row
        d.runs(400, y, _product(f"I({m}, {n})", f"K({p}, {q})"), HEAD_SIZE, align="start")
        d.text(576, y, "=", LETTER_SIZE, bold=True)
        d.runs(592, y, _product(letter, weight), LETTER_SIZE, align="start", bold=True)
    d.path([(400, top + 140), (650, top + 140)], line=1.2)
    result = [(f"S({i}, {j})", RESULT_INK), (" = ", RESULT_INK), *_sum(products)]
    d.runs(400, top + 166, result, LETTER_SIZE, align="start", bold=True)
    small, blank = 40, ("   ", "   ")
    d.head(694, 80, "S: 2 × 3", RESULT_COLOR)
    _letter_grid(d, 694, top, small, blank, RESULT_COLOR)
    _numbers(d, 694, top, small, blank, first=1)
    x, y = 694 + (j - 1) * small, top + (i - 1) * small
    d.box(x, y, small, small, fill=RESULT_COLOR, color=RESULT_INK, line=3)
    d.circle(x + small / 2, y + small / 2, 6, fill=PAPER, color=PAPER)
    d.text(30, 366, FORMULA, HEAD_SIZE, align="start")
    return d
