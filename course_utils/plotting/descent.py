"""Gradient descent on a curve, and in the valley of two weights."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from course_utils import sentences
from course_utils.descent import descent_path
from course_utils.plotting.curves import limits_with_room
from course_utils.style import (
    CONTOUR_LINE,
    CONTOUR_TEXT,
    INK,
    INPUT,
    KERNEL,
    RESULT_COLOR,
    SMALL_SIZE,
    describe,
    number_text,
    short_text,
    styled,
    title_above,
)

STEPS = {"color": RESULT_COLOR, "marker": "o", "markersize": 5}


@styled
def plot_descent(
    function: Callable, slope: Callable, span: tuple[float, float], start: float, rate: float, steps: int
) -> Figure:
    """Draw one descent on its curve with the tangent at its last point, and beside it x after each step, up to 20.

    >>> len(plot_descent(np.square, lambda x: 2 * x, (-2, 2), 1.0, 0.25, 3).axes)
    2
    """
    figure = plt.figure(figsize=(8.4, 3.8))
    left, right = figure.add_axes((0.07, 0.13, 0.52, 0.78)), figure.add_axes((0.68, 0.13, 0.30, 0.78))
    path = descent_path(slope, start, rate, steps)
    heights, last = [float(function(place)) for place in path], float(slope(path[-1]))
    x = np.linspace(*span, 201)
    curve = np.array([float(function(place)) for place in x.tolist()])
    bottom, top = limits_with_room(curve)
    reach = np.array([-1, 1]) * (span[1] - span[0]) / 5
    left.plot(x, curve, **INPUT, label="f(x)")
    left.plot(path, heights, **STEPS, linewidth=1.5, label="steps")
    left.plot(path[-1] + reach, heights[-1] + reach * last, **KERNEL, label="tangent")
    left.plot(path[-1:], heights[-1:], "o", color=RESULT_COLOR, markersize=10, markeredgecolor=INK)
    left.set(xlim=span, ylim=(bottom - 0.1 * (top - bottom), top + 0.3 * (top - bottom)), xlabel="x", ylabel="f(x)")
    left.set_title(f"Each step goes against the slope, rate {number_text(rate, 3)}")
    left.legend(loc="upper center", ncols=3)
    right.plot(range(len(path)), path, **STEPS, linewidth=1.5)
    right.set(xlim=(-0.5, 20.5), ylim=span, xlabel="step", ylabel="x", title="x after each step")
    right.xaxis.set_major_locator(MaxNLocator(nbins=6, integer=True))
    return describe(figure, sentences.descent(start, rate, steps, path[-1], last, span, len(path) - 1))


@styled
def plot_descents(
    function: Callable, paths: dict[str, Sequence[float]], title: str, low: float = -2, high: float = 2
) -> Figure:
    """Draw descents on the same curve, one panel each, the first four places numbered where there is room.

    >>> len(plot_descents(np.square, {"slow": [1, 0.9, 0.8], "fast": [1, 0.2]}, "Faster is shorter").axes)
    2
    """
    figure, axes = plt.subplots(1, len(paths), figsize=(8.4, 3.1), sharey=True, squeeze=False, layout="constrained")
    x = np.linspace(low, high, 201)
    bottom, top = limits_with_room(function(x))
    said = []
    for ax, (label, path) in zip(axes[0], paths.items(), strict=True):
        path = np.asarray(path, float)
        ax.plot(x, function(x), **INPUT)
        ax.plot(path, function(path), **STEPS, linewidth=1.2)
        for step, place in enumerate(path[:4].tolist()):
            crowded = any(abs(place - other) < (high - low) / 20 for other in path[:step])
            if low <= place <= high and not crowded:
                above = {"xytext": (0, 7), "textcoords": "offset points", "ha": "center", "fontsize": SMALL_SIZE}
                ax.annotate(str(step), (place, function(place)), **above)
        ax.xaxis.set_major_locator(MaxNLocator(nbins=5, prune="both", steps=[1, 2, 5, 10]))
        ax.set(title=label, xlabel="x", xlim=(low, high), ylim=(bottom - 0.06 * (top - bottom), top + 0.12 * (top - bottom)))
        places = [short_text(round(place, 3)) for place in path.tolist()]
        said.append(f"{label}: x = {', '.join(places[:4])}{f' … {places[-1]}' if len(places) > 4 else ''}")
    axes[0, 0].set_ylabel("f(x)")
    title_above(figure, title)
    return describe(figure, f"Paths on one curve. {'; '.join(said)}.")


SHARES = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0)  # of the height at the start: where a valley has its contour lines


@styled
def plot_valleys(
    weights: np.ndarray, valleys: dict[str, tuple[np.ndarray, np.ndarray]], best: tuple[float, float], title: str
) -> Figure:
    """Draw what must go down over two weights as contour lines, a panel for each valley, with the walk from its start.

    A valley is its surface, shape (n, n), a row for each second weight, and a walk, (steps + 1, 2); ``best`` is the bottom
    of all. The lines lie at round shares of the height at the start, so that valleys of different depth can be compared.

    >>> grid = np.linspace(-1, 1, 5)
    >>> bowl = np.add.outer(grid**2, grid**2)
    >>> plot_valleys(grid, {"round": (bowl, np.array([[1.0, 0], [0, 0]]))}, (0, 0), "A bowl").axes[0].get_xlabel()
    'first weight'
    """
    figure, axes = plt.subplots(1, len(valleys), figsize=(4.3 * len(valleys), 4.2), squeeze=False, layout="constrained")
    said = []
    for ax, (name, (surface, path)) in zip(axes[0], valleys.items(), strict=True):
        column, row = (int(np.abs(weights - place).argmin()) for place in path[0])
        levels = surface[row, column] * np.array(SHARES)
        lines = ax.contour(weights, weights, surface, levels=levels, colors=CONTOUR_LINE, linewidths=1.0)
        shown = dict(zip(levels.tolist(), map("{:g}".format, SHARES), strict=True))
        ax.clabel(lines, levels[3:-1], fontsize=SMALL_SIZE, colors=CONTOUR_TEXT, fmt=shown)
        ax.plot(*path.T, **STEPS, linewidth=1.3)
        ax.plot(*path[0], "o", color=INK, markersize=9, zorder=4)
        ax.annotate("start", path[0], xytext=(9, -3), textcoords="offset points", va="top")
        ax.plot(*best, "x", color=INK, markersize=10, markeredgewidth=2.5, zorder=4)
        ax.set(title=name, xlabel="first weight", ylabel="second weight", aspect="equal")
        ax.grid(False)
        ends = [f"({number_text(x, 2)}, {number_text(y, 2)})" for x, y in path[[0, -1]].tolist()]
        said.append(f"{name}: from {ends[0]} to {ends[1]} in {len(path) - 1} steps")
    title_above(figure, title)
    bottom = ", ".join(short_text(float(weight)) for weight in best)
    told = f"Contour lines over two weights, at shares of the height at the start; the bottom is at ({bottom})"
    return describe(figure, f"{told}. {'; '.join(said)}.")
