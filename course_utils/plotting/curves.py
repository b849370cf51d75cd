"""curves."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from course_utils.integrals import Piecewise
from course_utils.style import BLUE, CURVES, GREY, INPUT, KERNEL, MARKERS, ORANGE, RESULT, new_axes, styled


def with_jumps(function: Callable, breaks: Sequence[float], points: int = 60) -> tuple[np.ndarray, np.ndarray]:
    """Samples between the breaks, close to each from both sides: joined up, they rise vertically at a jump."""
    inward = np.linspace(1e-9, 1 - 1e-9, points)
    breaks = np.unique(breaks)
    x = (breaks[:-1, None] + np.diff(breaks)[:, None] * inward).ravel()
    return x, function(x)



@styled
def plot_pair(f: Piecewise, g: Piecewise, low: float = -3, high: float = 3, ax: Axes | None = None) -> Axes:
    """Draw f and g in their own colours and lines.

    Parameters
    ----------
    f, g
        Both supports lie between ``low`` and ``high``.
    low, high
        The range of the argument.
    ax
        Where to draw; a new figure by default.

    Examples
    --------
    >>> from course_utils.integrals import BOX, RAMP
    >>> plot_pair(BOX, RAMP).get_xlabel()
    'x'
    """
    ax = new_axes(ax, 7.0, 2.6)
    ax.plot(*with_jumps(f, [low, *f.breaks, high]), **INPUT, label="f, the box")
    ax.plot(*with_jumps(g, [low, *g.breaks, high]), **KERNEL, label="g, the ramp")
    ax.set(title="Two functions on [−1, 1], zero elsewhere", xlabel="x", ylabel="height", xlim=(low, high), ylim=(-0.05, 1.35))
    ax.legend(ncols=2, loc="upper right")
    return ax



@styled
def plot_flip_steps(g: Piecewise, t: float) -> Figure:
    """Draw g(a), the flipped g(−a) and the flipped and shifted g(t − a) side by side.

    Parameters
    ----------
    g
        Its support lies in [−6, 6].
    t
        The shift.

    Examples
    --------
    >>> from course_utils.integrals import RAMP
    >>> len(plot_flip_steps(RAMP, 1.5).axes)
    3
    """
    figure, axes = plt.subplots(1, 3, figsize=(8.4, 2.5), sharey=True, layout="constrained")
    a, height = with_jumps(g, [-6, *g.breaks, 6])
    steps = {"g(a): as it is": a, "g(−a): flip": -a, f"g({t:g} − a): flip, then shift by {t:g}": t - a}
    for ax, (title, position) in zip(axes, steps.items(), strict=True):
        ax.plot(position, height, **KERNEL)
        ax.set(title=title, xlabel="a", xlim=(-3, 3), ylim=(-0.05, 1.15))
    axes[0].set_ylabel("height")
    return figure



@styled
def plot_curves(
    x: np.ndarray,
    curves: dict[str, np.ndarray],
    title: str,
    xlabel: str = "t",
    ylabel: str = "height",
    inputs: dict[str, np.ndarray] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw up to five curves over the same x, told apart by line as well as by colour; the first is the result.

    Parameters
    ----------
    x
        Shape (n,).
    curves
        Label and values, each of shape (n,).
    title
        What to see.
    xlabel, ylabel
        The axes' names, with units where there are any.
    inputs
        What the results were made from, drawn beneath them as thin blue lines.
    ax
        Where to draw; a new figure by default.

    Examples
    --------
    >>> plot_curves(np.arange(3), {"square": np.arange(3) ** 2}, "Squares grow").get_title(loc="left")
    'Squares grow'
    """
    ax = new_axes(ax, 7.0, 3.0)
    for label, values in (inputs or {}).items():
        ax.plot(x, values, **INPUT | {"linewidth": 1.2}, label=label)
    for (label, values), style in zip(curves.items(), CURVES, strict=False):
        ax.plot(x, values, **style, label=label)
    ax.set(title=title, xlabel=xlabel, ylabel=ylabel)
    if len(curves) > 1 or inputs:
        ax.legend(loc="center left", bbox_to_anchor=(1.0, 0.5))
    return ax



@styled
def plot_density(samples: np.ndarray, x: np.ndarray, density: np.ndarray, title: str, ax: Axes | None = None) -> Axes:
    """Draw a density over the histogram of samples that are said to have it.

    Parameters
    ----------
    samples
        Shape (n,).
    x, density
        Shape (m,), the curve.
    title
        What to see.
    ax
        Where to draw; a new figure by default.

    Examples
    --------
    >>> plot_density(np.zeros(9), np.arange(3), np.arange(3), "Not alike").get_ylabel()
    'density'
    """
    ax = new_axes(ax, 7.0, 3.0)
    ax.hist(samples, bins=60, density=True, color="#BBBBBB", edgecolor="white", linewidth=0.4, label="samples")
    ax.plot(x, density, **RESULT, label="convolution")
    ax.set(title=title, xlabel="value", ylabel="density")
    ax.legend()
    return ax



@styled
def plot_errors(
    steps: np.ndarray, errors: dict[str, np.ndarray], title: str, xlabel: str = "step", ax: Axes | None = None
) -> Axes:
    """Draw errors against step sizes on logarithmic axes, each with its measured order in the legend.

    The order is the slope of a straight line through the logarithms.

    Parameters
    ----------
    steps
        Step sizes, shape (n,), above 0.
    errors
        Label and errors, each of shape (n,), above 0.
    title
        What to see.
    xlabel
        The name of the steps.
    ax
        Where to draw; a new figure by default.

    Examples
    --------
    >>> ax = plot_errors(np.array([0.1, 0.01]), {"midpoint": np.array([1e-2, 1e-4])}, "Order two")
    >>> ax.get_legend().get_texts()[0].get_text()
    'midpoint: order 2.0'
    """
    ax = new_axes(ax, 7.0, 3.6)
    for (label, values), style, (marker, size) in zip(errors.items(), CURVES, MARKERS, strict=False):
        order = np.polyfit(np.log(steps), np.log(values), 1)[0]
        look = style | {"linewidth": 1.5, "marker": marker, "markersize": size, "markerfacecolor": "none"}
        ax.loglog(steps, values, **look, label=f"{label}: order {order:.1f}")
    ax.set(title=title, xlabel=xlabel, ylabel="largest error")
    ax.legend(loc="center left", bbox_to_anchor=(1.0, 0.5))
    return ax



@styled
def plot_samples(samples: dict[str, np.ndarray], x: np.ndarray, title: str = "A sample in the middle of every strip") -> Figure:
    """Draw each set of samples as stems in a panel of its own; the first in the colour of f, the second in that of g.

    Parameters
    ----------
    samples
        Label and values, each of shape (n,); one or two of them.
    x
        Where the samples were taken, shape (n,).
    title
        What to see.

    Examples
    --------
    >>> len(plot_samples({"f": np.ones(3)}, np.arange(3)).axes)
    1
    """
    figure, axes = plt.subplots(1, len(samples), figsize=(8.4, 2.5), sharey=True, squeeze=False, layout="constrained")
    for ax, (label, values), style, marker in zip(axes[0], samples.items(), (INPUT, KERNEL), "os", strict=False):
        ax.vlines(x, 0, values, color=style["color"], linestyle=style["linestyle"], linewidth=1)
        ax.plot(x, values, marker, color=style["color"], markersize=4)
        ax.set(title=label, xlabel="x", ylim=(-0.05, 1.15))
    axes[0, 0].set_ylabel("height")
    figure.suptitle(title, x=0.01, ha="left", fontsize=11)
    return figure



@styled
def plot_times(sizes: np.ndarray, times: dict[str, np.ndarray], title: str, xlabel: str, ax: Axes | None = None) -> Axes:
    """Draw measured times against a size on logarithmic axes.

    Parameters
    ----------
    sizes
        Shape (n,), above 0.
    times
        Label and seconds, each of shape (n,), above 0.
    title
        What to see.
    xlabel
        What the size is.
    ax
        Where to draw; a new figure by default.

    Examples
    --------
    >>> plot_times(np.array([1, 2]), {"taps": np.array([0.1, 0.4])}, "Slower and slower", "size").get_ylabel()
    'time in ms'
    """
    ax = new_axes(ax, 7.0, 3.2)
    for (label, seconds), style, (marker, _) in zip(times.items(), CURVES, MARKERS, strict=False):
        ax.loglog(sizes, 1000 * np.asarray(seconds), **style | {"linewidth": 1.5}, marker=marker, label=label)
    ax.set_xticks(sizes, [str(size) for size in sizes], minor=False)
    ax.set_xticks([], minor=True)
    ax.set(title=title, xlabel=xlabel, ylabel="time in ms")
    ax.legend()
    return ax



@styled
def plot_step_errors(
    h: np.ndarray, errors: dict[str, np.ndarray], rounding: np.ndarray, title: str, ax: Axes | None = None
) -> Axes:
    """Draw the error of difference quotients against the step, with the slope of each and the floor of rounding.

    The thin lines say what the theory expects: one for each method, of its order, through its error at the largest step;
    and the error that rounding makes. The smallest error of each method is marked by a star.

    Parameters
    ----------
    h
        Steps, shape (n,), above 0, the largest first.
    errors
        Label and errors, each of shape (n,), above 0; the first of order 1, the second of order 2.
    rounding
        The error that rounding is expected to make at each step, shape (n,).
    title
        What to see.
    ax
        Where to draw; a new figure by default.

    Examples
    --------
    >>> h = np.array([0.1, 0.01])
    >>> ax = plot_step_errors(h, {"forward": h, "central": h**2}, 1e-16 / h, "Order one and two")
    >>> [text.get_text() for text in ax.get_legend().get_texts()]
    ['forward', 'central', 'rounding, ε·|f| / h', 'smallest error']
    """
    ax = new_axes(ax, 7.6, 3.9)
    colors, marks = (BLUE, ORANGE), ("o", "s")
    best = []
    for order, ((label, values), color, mark) in enumerate(zip(errors.items(), colors, marks, strict=False), start=1):
        expected = values[0] * (h / h[0]) ** order
        shown = expected > values.min() / 30
        ax.loglog(h[shown], expected[shown], color=color, linewidth=1.0, linestyle="--")
        ax.text(h[shown][-1] * 1.3, expected[shown][-1], f"slope {order} ", color=color, ha="right", va="top")
        ax.loglog(h, values, color=color, linestyle="none", marker=mark, markersize=5, markerfacecolor="none", label=label)
        best.append((h[values.argmin()], values.min()))
    ax.loglog(h, rounding, color=GREY, linewidth=1.5, linestyle=":", label="rounding, ε·|f| / h")
    ax.loglog(*zip(*best, strict=True), linestyle="none", marker="*", markersize=14, color="black", label="smallest error")
    ax.set(title=title, xlabel="step h", ylabel="error of the derivative")
    ax.legend(loc="center left", bbox_to_anchor=(1.0, 0.5))
    return ax
