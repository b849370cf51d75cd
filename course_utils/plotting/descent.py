"""descent."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from course_utils.descent import descent_path
from course_utils.plotting.sliding import _room
from course_utils.style import GREEN, INPUT, KERNEL, number_text, styled


class Descent:
    """A curve, the path that walks down it, and the tangent at its last point: drawn once, then moved.

    Parameters
    ----------
    function, slope : callable
        The curve and its derivative, functions of one number.
    low, high : float
        The range of x in view.
    left, right : Axes
        Where to draw the curve with the path, and x against the number of steps.
    most_steps : int
        The longest path in view.

    Attributes
    ----------
    moving : list of Artist
        What `update` changes, from back to front; everything else stays as it is.

    Examples
    --------
    >>> figure = Figure()
    >>> picture = Descent(lambda x: x * x, lambda x: 2 * x, -2, 2, *figure.subplots(1, 2), most_steps=10)
    >>> picture.update(start=1, rate=0.25, steps=2)
    'After 2 steps of rate 0.25 from x = 1: x = 0.25, slope 0.5; the next step moves x by −0.125.'
    """

    def __init__(self, function: Callable, slope: Callable, low: float, high: float, left: Axes, right: Axes, most_steps: int):
        self.function, self.slope = function, slope
        self.span = (low, high)
        x = np.linspace(low, high, 201)
        heights = np.array([float(function(place)) for place in x.tolist()])
        bottom, top = _room(heights)
        left.plot(x, heights, **INPUT, label="f(x)")
        (self._path,) = left.plot([], [], color=GREEN, linewidth=1.5, marker="o", markersize=5, label="steps")
        (self._tangent,) = left.plot([], [], **KERNEL, label="tangent")
        (self._point,) = left.plot([], [], "o", color=GREEN, markersize=10, markeredgecolor="black")
        left.set(xlim=(low, high), ylim=(bottom - 0.1 * (top - bottom), top + 0.3 * (top - bottom)), xlabel="x", ylabel="f(x)")
        left.set_title("Each step goes against the slope")
        left.legend(loc="upper center", ncols=3)
        (self._walk,) = right.plot([], [], color=GREEN, linewidth=1.5, marker="o", markersize=5)
        right.set(xlim=(-0.5, most_steps + 0.5), ylim=(low, high), xlabel="step", ylabel="x")
        right.set_title("x after each step")
        right.xaxis.set_major_locator(MaxNLocator(nbins=6, integer=True))
        self.moving = [self._path, self._tangent, self._point, self._walk]

    def update(self, start: float, rate: float, steps: int) -> str:
        """Walk from ``start`` and return what the picture now shows, in a sentence."""
        path = descent_path(self.slope, start, rate, steps)
        x = path[-1]
        height, slope = float(self.function(x)), float(self.slope(x))
        self._path.set_data(path, [float(self.function(place)) for place in path])
        self._walk.set_data(range(len(path)), path)
        reach = (self.span[1] - self.span[0]) / 5
        self._tangent.set_data([x - reach, x + reach], [height - reach * slope, height + reach * slope])
        self._point.set_data([x], [height])
        counted = "1 step" if steps == 1 else f"{steps} steps"
        sentence = f"After {counted} of rate {number_text(rate)} from x = {number_text(start)}: "
        if len(path) <= steps:
            return sentence + "x has run away."
        seen = "" if self.span[0] <= x <= self.span[1] else ", out of the picture"
        return (
            sentence
            + f"x = {number_text(x)}{seen}, slope {number_text(slope)}; the next step moves x by {number_text(-rate * slope)}."
        )


@styled
def plot_descents(
    function: Callable, paths: dict[str, Sequence[float]], title: str, low: float = -2, high: float = 2
) -> Figure:
    """Draw the paths of several descents on the same curve, one panel each, the first four places numbered where there is room.

    Parameters
    ----------
    function
        The curve, a function of an array.
    paths
        Label and places visited, the first one the start.
    title
        What to see.
    low, high
        The range of x in view.

    Examples
    --------
    >>> len(plot_descents(np.square, {"slow": [1, 0.9, 0.8], "fast": [1, 0.2]}, "Faster is shorter").axes)
    2
    """
    figure, axes = plt.subplots(1, len(paths), figsize=(8.4, 3.1), sharey=True, squeeze=False, layout="constrained")
    x = np.linspace(low, high, 201)
    bottom, top = _room(function(x))
    for ax, (label, path) in zip(axes[0], paths.items(), strict=True):
        path = np.asarray(path, float)
        ax.plot(x, function(x), **INPUT)
        ax.plot(path, function(path), color=GREEN, linewidth=1.2, marker="o", markersize=5)
        for step, place in enumerate(path[:4].tolist()):
            crowded = any(abs(place - other) < (high - low) / 20 for other in path[:step])
            if low <= place <= high and not crowded:
                ax.annotate(str(step), (place, function(place)), (0, 7), textcoords="offset points", ha="center", fontsize=9)
        ax.xaxis.set_major_locator(MaxNLocator(nbins=5, prune="both", steps=[1, 2, 5, 10]))
        ax.set(title=label, xlabel="x", xlim=(low, high), ylim=(bottom - 0.06 * (top - bottom), top + 0.12 * (top - bottom)))
    axes[0, 0].set_ylabel("f(x)")
    figure.suptitle(title, x=0.01, ha="left", fontsize=11)
    return figure
