"""What the explorers say about what they show: one sentence for each object, from plain numbers."""

from __future__ import annotations

from collections.abc import Sequence

from course_utils.style import cell_text, equals_text, number_text


def flip_and_slide(t: float, area: float) -> str:
    """The value of a convolution as an area.

    >>> flip_and_slide(0.5, 0.5625)
    'At t = 0.5 the shaded area is (f*g)(t) = 0.5625.'
    """
    return f"At t = {number_text(t)} the shaded area is (f*g)(t) {equals_text(area)}."


def kernel_on_grid(flip: bool, row: int, column: int, total: float) -> str:
    """One value of a discrete convolution or correlation.

    >>> kernel_on_grid(False, 0, 1, -4.0)
    'Cross-correlation, row 0, column 1: the sum of products is −4.'
    """
    kind = "Convolution" if flip else "Cross-correlation"
    return f"{kind}, row {row}, column {column}: the sum of products is {number_text(total)}."


def strided_view(name: str, element: Sequence[int], value: float, strides: Sequence[int], start: int = 0) -> str:
    """Where in the buffer an element of a view is; the strides and the start of the view are in bytes.

    >>> strided_view("view", (2, 1), 5, (8, 24))
    'view[2, 1] is 5. It is at byte 40 of the buffer: 2·8 + 1·24 = 40.'
    >>> strided_view("last", (1,), 10, (-8,), 88)
    'last[1] is 10. It is at byte 80 of the buffer: 88 + 1·−8 = 80.'
    """
    place = start + sum(i * stride for i, stride in zip(element, strides, strict=True))
    terms = [f"{i}·{number_text(stride)}" for i, stride in zip(element, strides, strict=True)]
    terms = " + ".join([str(start), *terms] if start else terms)
    index = ", ".join(map(str, element))
    return f"{name}[{index}] is {cell_text(value)}. It is at byte {place} of the buffer: {terms} = {place}."


def descent(start: float, rate: float, steps: int, x: float, slope: float, span: tuple[float, float], walked: int) -> str:
    """Where a descent has come to in the steps that it was given; one that ran away walked fewer.

    >>> descent(start=1, rate=0.25, steps=2, x=0.25, slope=0.5, span=(-2, 2), walked=2)
    'After 2 steps of rate 0.25 from x = 1: x = 0.25, slope 0.5; the next step moves x by −0.125.'
    >>> descent(start=1, rate=9, steps=20, x=2e6, slope=4e6, span=(-2, 2), walked=6)
    'After 20 steps of rate 9 from x = 1: x has run away.'
    """
    counted = "1 step" if steps == 1 else f"{steps} steps"
    sentence = f"After {counted} of rate {number_text(rate)} from x = {number_text(start)}: "
    if walked < steps:
        return sentence + "x has run away."
    seen = "" if span[0] <= x <= span[1] else ", out of the picture"
    step = number_text(-rate * slope)
    return sentence + f"x = {number_text(x)}{seen}, slope {number_text(slope)}; the next step moves x by {step}."


def line_on_surface(intercept: float, slope: float, loss: float, lowest: float) -> str:
    """The loss of a line, beside the lowest there is.

    >>> line_on_surface(5.0, 13.0, 3.0, 2.0)
    'Intercept 5 and slope 13 give a mean squared error of 3.00; the lowest possible is 2.00.'
    """
    line = f"Intercept {number_text(intercept)} and slope {number_text(slope)}"
    return f"{line} give a mean squared error of {loss:.2f}; the lowest possible is {lowest:.2f}."
