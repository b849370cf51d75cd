"""Two functions and their convolution side by side: their areas, and the waves that they hold."""

from __future__ import annotations

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from course_utils.integrals import Piecewise
from course_utils.plotting.curves import limits_with_room, with_jumps
from course_utils.style import (
    INPUT,
    KERNEL,
    LABEL_SIZE,
    RESULT,
    SIGN_SIZE,
    curve_text,
    describe,
    equals_text,
    number_text,
    styled,
    title_above,
)

LOOKS = (INPUT, KERNEL, RESULT)


def _draw_functions(functions: dict[str, Piecewise], panels: Sequence[Axes]) -> None:
    """Draw three functions on one scale, each in a panel of its own, with the area under it in its colour."""
    ends = [end for function in functions.values() for end in function.breaks[[0, -1]]]
    low, high = min(ends) - 0.5, max(ends) + 0.5
    curves = [with_jumps(function, [low, *function.breaks, high]) for function in functions.values()]
    for ax, label, (x, heights), look in zip(panels, functions, curves, LOOKS, strict=True):
        ax.fill_between(x, heights, color=look["color"], alpha=0.18, linewidth=0)
        ax.plot(x, heights, **look)
        ax.set(xlim=(low, high), ylim=limits_with_room(*(part for _, part in curves)))
        ax.set_title(label, fontsize=LABEL_SIZE)


def _sign(ax: Axes, sign: str) -> None:
    """An operator to the left of a panel, between it and its neighbour."""
    ax.text(-0.09, 0.5, sign, transform=ax.transAxes, fontsize=SIGN_SIZE, ha="center", va="center", fontweight="bold")


@styled
def plot_areas(functions: dict[str, Piecewise], areas: Sequence[float], title: str) -> Figure:
    """Draw f, g and their convolution side by side, with the area under each.

    >>> from course_utils.integrals import BOX, RAMP
    >>> figure = plot_areas({"f": BOX, "g": RAMP, "h": BOX}, [2, 1, 2], "Areas multiply")
    >>> figure.axes[0].get_title(loc="left")
    'f: area = 2'
    """
    figure, panels = plt.subplots(1, 3, figsize=(8.4, 2.5), sharey=True, layout="constrained")
    named = [f"{label}: area {equals_text(area)}" for label, area in zip(functions, areas, strict=True)]
    _draw_functions(dict(zip(named, functions.values(), strict=True)), panels)
    for ax, letter in zip(panels, "xxt", strict=True):
        ax.set_xlabel(letter)
    panels[0].set_ylabel("height")
    for ax, sign in zip(panels[1:], "∗=", strict=True):
        _sign(ax, sign)
    title_above(figure, title)
    spans = [f"from {number_text(each.breaks[0])} to {number_text(each.breaks[-1])}" for each in functions.values()]
    said = [f"{name}, {span}" for name, span in zip(named, spans, strict=True)]
    return describe(figure, "; ".join(said) + ".")


@styled
def plot_spectra(
    functions: dict[str, Piecewise], frequencies: np.ndarray, strengths: Sequence[np.ndarray], title: str
) -> Figure:
    """Draw f, g and their convolution, and below each how strong every wave is in it; strengths of shape (n,).

    >>> from course_utils.integrals import BOX, RAMP
    >>> waves = np.arange(3.0)
    >>> figure = plot_spectra({"f": BOX, "g": RAMP, "h": BOX}, waves, [waves, waves, waves**2], "They multiply")
    >>> [ax.get_xlabel() for ax in figure.axes[3:]]
    ['waves per unit', 'waves per unit', 'waves per unit']
    """
    figure, (above, below) = plt.subplots(2, 3, figsize=(8.4, 4.6), sharey="row", layout="constrained")
    _draw_functions(functions, above)
    said = []
    for ax, label, values, look in zip(below, functions, strengths, LOOKS, strict=True):
        ax.plot(frequencies, values, **look)
        ax.set(xlabel="waves per unit", ylim=limits_with_room(*strengths))
        said.append(f"{label}: {curve_text(frequencies, values)}")
    above[0].set_ylabel("height")
    below[0].set_ylabel("strength of the wave")
    for row, signs in ((above, "∗="), (below, "×=")):
        for ax, sign in zip(row[1:], signs, strict=True):
            _sign(ax, sign)
    title_above(figure, title)
    return describe(figure, f"Above the functions, below the strength of every wave in them. {'; '.join(said)}.")
