"""Sums of products: one of them, number by number, and a network in which every unit takes one."""

from __future__ import annotations

import itertools

from course_utils.diagrams.paper import HATCH, Drawing, shade, tint
from course_utils.style import HEAD_SIZE, INPUT_COLOR, KERNEL_COLOR, MUTED, PRODUCT_EDGE, RESULT_COLOR, RULE

U, V = (2, 0, 3, 1), (5, 4, 1, 2)


def sum_of_products() -> Drawing:
    """u over v, their products below, and the sum of these."""
    products = [a * b for a, b in zip(U, V, strict=True)]
    told = (
        f"Two rows of four numbers, u = {', '.join(map(str, U))} above v = {', '.join(map(str, V))}. Below each pair stands "
        f"its product: {', '.join(map(str, products))}. The products add up to {sum(products)}."
    )
    d = Drawing(860, 300, "A sum of products", told)
    d.headline("Multiply what stands above each other, then add up")
    side, step, left, top = 50, 96, 200, 62
    rows = (("u", U, INPUT_COLOR), ("v", V, KERNEL_COLOR))
    for j, (name, values, color) in enumerate(rows):
        y = top + j * 72
        d.text(left - 30, y + side / 2, name, HEAD_SIZE, bold=True, color=shade(color))
        for i, value in enumerate(values):
            d.cell(left + i * step, y, side, str(value), color, size=HEAD_SIZE)
    y = top + 166
    d.text(left - 30, y + side / 2, "products", HEAD_SIZE, align="end", color=PRODUCT_EDGE, bold=True)
    for i, product in enumerate(products):
        x = left + i * step
        d.text(x + side / 2, top + side + 11, "·", HEAD_SIZE, bold=True)
        d.arrow((x + side / 2, top + 72 + side + 6), (x + side / 2, y - 6), color=MUTED)
        d.box(x, y, side, side, fill=HATCH, color=PRODUCT_EDGE)
        d.text(x + side / 2, y + side / 2, str(product), HEAD_SIZE, bold=True)
        d.sign(x + side + (step - side) / 2, y + side / 2, "+" if i < len(products) - 1 else "=")
    x = left + len(products) * step
    d.box(x, y, side + 10, side, fill=tint(RESULT_COLOR), color=RESULT_COLOR, line=2.6)
    d.text(x + side / 2 + 5, y + side / 2, str(sum(products)), HEAD_SIZE, bold=True, color=shade(RESULT_COLOR))
    d.text(x + side + 22, y + side / 2, "Σ uᵢvᵢ", HEAD_SIZE, align="start")
    return d


def layers_of_units() -> Drawing:
    """A small network: four inputs, two hidden layers, two outputs; one unit is picked out."""
    sizes, radius, middle, gap = (4, 5, 5, 2), 15, 188, 54
    told = (
        "Four input numbers at the left, two layers of five units each, two output units at the right. Arrows lead from every "
        "number to every unit of the next layer. One unit is picked out: it takes the four inputs times its own four weights, "
        "adds them and a bias, and bends the sum: below 0 it gives 0."
    )
    d = Drawing(860, 400, "A neural network in layers", told)
    d.headline("A unit: a weighted sum of all numbers before it, then a bend")
    columns = [[(90 + 150 * n, middle + gap * (i - (size - 1) / 2)) for i in range(size)] for n, size in enumerate(sizes)]
    picked = columns[1][1]
    for before, after in itertools.pairwise(columns):
        for start, end in itertools.product(before, after):
            d.path([start, end], color=KERNEL_COLOR if end == picked else RULE, line=2.6 if end == picked else 0.8)
    for n, column in enumerate(columns):
        color = INPUT_COLOR if n == 0 else RESULT_COLOR
        for place in column:
            d.circle(*place, radius, fill=tint(color), color=color, line=3 if place == picked else 1.6)
    names = ("input", "layer 1", "layer 2", "output")
    for n, (name, color) in enumerate(zip(names, (INPUT_COLOR, *[RESULT_COLOR] * 3), strict=True)):
        d.text(90 + 150 * n, 350, name, HEAD_SIZE, bold=True, color=shade(color))
    d.head(640, 96, "the picked unit", KERNEL_COLOR)
    for line, words in enumerate(("input 1 · weight 1", *(f"+ input {i} · weight {i}" for i in (2, 3, 4)), "+ bias")):
        d.text(640, 130 + 26 * line, words, align="start")
    d.head(640, 286, "then the bend", RESULT_COLOR)
    d.path([(640, 336), (720, 336), (766, 304)], color=RESULT_COLOR, line=3)
    d.text(640, 356, "below 0 it gives 0", align="start")
    return d
