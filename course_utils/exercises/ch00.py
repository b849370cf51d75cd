"""Checks of chapter 00, Find your way around."""

import numpy as np

from . import Exercise, Mistake
from .questions.ch00 import *

_RANDOM = np.random.default_rng(0)


def _strip_area(height, width):
    return height * width


strip_area = Exercise(
    "0.1",
    "strip_area",
    "The area of one strip",
    reference=_strip_area,
    cases=[(3, 0.5), (2.5, 4), (-1.5, 0.25), (np.float32(0.75), np.float32(1.5)), (5.0, 0.0)]
    + [tuple(pair) for pair in _RANDOM.uniform(0.1, 9, (3, 2)).round(1).tolist()],
    mistakes=[
        Mistake(lambda h, w: h + w, "You add the two sides. How many squares fit into a strip 3 high and 2 wide?"),
        Mistake(lambda h, w: h / w, "You divide by the width. Does a wider strip have a smaller area?"),
        Mistake(lambda h, w: w / h, "You divide by the height. Does a taller strip have a smaller area?"),
        Mistake(lambda h, w: 2 * (h + w), "That is the way round the strip. How much paper covers it?"),
        Mistake(lambda h, w: h * w / 2, "That is half of it, a triangle. What shape is a strip?"),
        Mistake(lambda h, w: abs(h * w), "Your area has no sign. What does a strip below the axis count?"),
        Mistake(lambda h, w: h * h, "The height is there twice. Where does the width come in?"),
        Mistake(lambda h, w: w * w, "The width is there twice. Where does the height come in?"),
        Mistake(lambda h, w: h, "You hand back the height alone. Where does the width come in?"),
        Mistake(lambda h, w: w, "You hand back the width alone. Where does the height come in?"),
        Mistake(lambda h, w: h * w**2, "The width is squared. How often does a side count in an area?"),
    ],
    correct="the area of a strip is its height times its width, with the sign of the height.",
    hint="A strip is a rectangle. How does its area follow from its two sides?",
    stronger="A strip 3 high and 2 wide holds 3 rows of 2 squares. Which operation makes 6 of 3 and 2, and keeps a minus?",
)


def _sum_of_products(u, v):
    return sum(u_i * v_i for u_i, v_i in zip(u, v, strict=True))


def _last_product(u, v):
    return u[-1] * v[-1]


sum_of_products = Exercise(
    "0.2",
    "sum_of_products",
    "Multiply, then add up",
    reference=_sum_of_products,
    cases=[
        ([1, 2, 3], [4, 5, 7]),
        ([0.5, -1.5], [2.0, 3.0]),
        (np.array([1, -2, 3, 4]), np.array([2, 2, -1, 5])),
        (np.array([0.5, 0.25, 2.0], np.float32), np.array([2.0, 4.0, 1.5], np.float32)),
        ((1.5,), (3,)),
        ([0.1, 0.7, -2.3], [1.1, 0.3, 0.8]),
    ]
    + [(u, v) for u, v in _RANDOM.integers(1, 9, (2, 2, 5)) / 2],
    mistakes=[
        Mistake(lambda u, v: sum(u) * sum(v), "Every u meets every v: that is Σu · Σv. Which pairs does Σ uᵢvᵢ hold?"),
        Mistake(lambda u, v: [a * b for a, b in zip(u, v, strict=True)], "These are the products. What does the Σ still do?"),
        Mistake(lambda u, v: sum(u) + sum(v), "You add every number. Which ones are multiplied before?"),
        Mistake(lambda u, v: np.prod(u) * np.prod(v), "You multiply everything. What joins the products uᵢvᵢ?"),
        Mistake(_last_product, "That is the last product alone. Does your loop replace the total in every turn?"),
        Mistake(lambda u, v: u[0] * v[0], "That is the first product alone. Does `return` stand inside the loop?"),
        Mistake(lambda u, v: _sum_of_products(u[1:], v[1:]), "The first pair is left out. Where does Python begin to count?"),
        Mistake(lambda u, v: _sum_of_products(u[:-1], v[:-1]), "The last pair is left out. Where does `range` stop?"),
        Mistake(
            lambda u, v: _sum_of_products(u, v) / len(u),
            "That is the mean of the products. Why divide by their number?",
        ),
        Mistake(
            lambda u, v: _sum_of_products(u, v[::-1]),
            "You run through one of them backwards. Which pairs belong together?",
        ),
        Mistake(lambda u, v: _sum_of_products(u, u), "You multiply u by itself. Where does v come in?"),
        Mistake(lambda u, v: _sum_of_products(v, v), "You multiply v by itself. Where does u come in?"),
        Mistake(lambda u, v: _sum_of_products(u, v) ** 0.5, "That is the root of the sum. Where does the root come from?"),
        Mistake(
            lambda u, v: (u * v).sum(),
            "It works for arrays, but here are two lists. What can turn a list into an array?",
        ),
        Mistake(lambda u, v: sum(u * v), "It works for arrays, but here are two lists. What can turn a list into an array?"),
    ],
    correct="it multiplies in pairs and adds the products, the step that every convolution repeats.",
    hint="Write Σ uᵢvᵢ out for two pairs. Which numbers are multiplied, and what is added?",
    stronger="For 1, 2 and 3, 4 start with a total of 0, add 1 · 3, then 2 · 4. Which line of a loop does that for any pair?",
)


def _unit(values, weights, bias):
    return max(0, _sum_of_products(values, weights) + bias)


def _bent_in_every_turn(values, weights, bias):
    total = bias
    for value, weight in zip(values, weights, strict=True):
        total = max(0, total + value * weight)
    return total


def _products_bent(values, weights, bias):
    return sum(max(0, value * weight) for value, weight in zip(values, weights, strict=True)) + bias


unit = Exercise(
    "0.3",
    "unit",
    "Find the bug in a unit",
    reference=_unit,
    cases=[
        ([1, 2, 3], [2, 1, -2], 3),
        ([1, 2, 3], [2, -3, 1], 0),
        ([2, 1], [-1, 3], 0.5),
        ([1, 1], [-2, -3], 2),
        ([4, 2, 1], [-1, 1, 5], -1),
        ([0.5, 1.5, 2.0], [-2.0, 1.0, 1.5], -0.25),
        ([3, 1, 2], [1, -2, 1], -4),
        ((2, 5), (1.5, -1), 4),
    ],
    mistakes=[
        Mistake(_bent_in_every_turn, "The bend comes in every turn, so a sum below 0 is lost. When is the sum complete?"),
        Mistake(_products_bent, "You bend each product by itself. What is it that the unit bends?"),
        Mistake(
            lambda v, w, b: max(0, _products_bent(v, w, b)),
            "You bend each product by itself. What is it that the unit bends?",
        ),
        Mistake(lambda v, w, b: _sum_of_products(v, w) + b, "That is the sum without the bend. What becomes of a sum below 0?"),
        Mistake(lambda v, w, b: max(0, _sum_of_products(v, w)), "The bias is left out. With what does the total begin?"),
        Mistake(lambda v, w, b: max(0, _sum_of_products(v, w)) + b, "You add the bias after the bend. What is bent?"),
        Mistake(lambda v, w, b: abs(_sum_of_products(v, w) + b), "You drop the sign. What becomes of a sum below 0?"),
        Mistake(lambda v, w, b: min(0, _sum_of_products(v, w) + b), "You keep the smaller one. Which sums can pass?"),
        Mistake(lambda v, w, b: max(0, _sum_of_products(v, w) - b), "You subtract the bias. With which sign does it enter?"),
        Mistake(
            lambda v, w, b: max(0, _sum_of_products(v, w) + len(v) * b),
            "The bias is added once for each value. How often does a unit have it?",
        ),
        Mistake(lambda v, w, b: max(b, _sum_of_products(v, w)), "You compare with the bias. With what does the bend compare?"),
        Mistake(
            lambda v, w, b: max(0, sum(v) * sum(w) + b),
            "Every value meets every weight. Which weight belongs to which value?",
        ),
    ],
    correct="the whole sum, bias included, is bent once, at its end.",
    hint="Follow the total for the case above, one turn of the loop after the other. Where does it differ from the sum?",
    stronger="For values 1 and 1, weights −2 and 5 and bias 0 the sum goes 0, −2, 3. Which line of the code loses the −2?",
)
