"""Gradient descent on a curve."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from course_utils.plotting.curves import limits_with_room
from course_utils.style import INK, INPUT, KERNEL, RESULT_COLOR, SMALL_SIZE, describe, short_text, styled, title_above

STEPS = {"color": RESULT_COLOR, "marker": "o", "markersize": 5}


class Descent:
    """A curve, the path that walks down it, and the tangent at its last point: drawn once, then moved.

    The curve is seen from ``span[0]`` to ``span[1]`` in the left panel, and x against the number of steps, up to
    ``most_steps``, in the right one. ``moving`` lists what `update` changes, from back to front.

    >>> picture = Descent(lambda x: x * x, (-2, 2), *Figure().subplots(1, 2), most_steps=10)
    >>> picture.update([1.0, 0.5, 0.25], slope=0.5)
    """

    def __init__(self, function: Callable, span: tuple[float, float], left: Axes, right: Axes, most_steps: int):
        self.function, self.span = function, span
        x = np.linspace(*span, 201)
        heights = np.array([float(function(place)) for place in x.tolist()])
        bottom, top = limits_with_room(heights)
        left.plot(x, heights, **INPUT, label="f(x)")
        (self._path,) = left.plot([], [], **STEPS, linewidth=1.5, label="steps")
        (self._tangent,) = left.plot([], [], **KERNEL, label="tangent")
        (self._point,) = left.plot([], [], "o", color=RESULT_COLOR, markersize=10, markeredgecolor=INK)
        left.set(xlim=span, ylim=(bottom - 0.1 * (top - bottom), top + 0.3 * (top - bottom)), xlabel="x", ylabel="f(x)")
        left.set_title("Each step goes against the slope")
        left.legend(loc="upper center", ncols=3)
        (self._walk,) = right.plot([], [], **STEPS, linewidth=1.5)
        right.set(xlim=(-0.5, most_steps + 0.5), ylim=span, xlabel="step", ylabel="x")
        right.set_title("x after each step")
        right.xaxis.set_major_locator(MaxNLocator(nbins=6, integer=True))
        self.moving = [self._path, self._tangent, self._point, self._walk]

    def update(self, path: Sequence[float], slope: float) -> None:
        """Draw a path, and the tangent of this slope at its last point."""
        heights = [float(self.function(place)) for place in path]
        self._path.set_data(path, heights)
        self._walk.set_data(range(len(path)), path)
        x, height, reach = path[-1], heights[-1], (self.span[1] - self.span[0]) / 5
        self._tangent.set_data([x - reach, x + reach], [height - reach * slope, height + reach * slope])
        self._point.set_data([x], [height])


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
        places = ", ".join(short_text(place) for place in path[:4].tolist())
        said.append(f"{label}: x = {places}{f' … {short_text(float(path[-1]))}' if len(path) > 4 else ''}")
    axes[0, 0].set_ylabel("f(x)")
    title_above(figure, title)
    return describe(figure, f"Paths on one curve. {'; '.join(said)}.")
