"""Curves over one axis: functions, samples, errors, times."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from course_utils.integrals import Piecewise
from course_utils.style import (
    CURVES,
    INK,
    INPUT,
    INPUT_COLOR,
    KERNEL,
    KERNEL_COLOR,
    MARKERS,
    MUTED,
    PAPER,
    RESULT,
    RULE,
    curve_text,
    describe,
    legend_beside,
    new_axes,
    number_text,
    power_text,
    short_text,
    styled,
    title_above,
)


def with_jumps(function: Callable, breaks: Sequence[float], points: int = 60) -> tuple[np.ndarray, np.ndarray]:
    """Samples between the breaks, close to each from both sides: joined up, they rise vertically at a jump."""
    inward = np.linspace(1e-9, 1 - 1e-9, points)
    breaks = np.unique(breaks)
    x = (breaks[:-1, None] + np.diff(breaks)[:, None] * inward).ravel()
    return x, function(x)


def with_zero(heights: np.ndarray) -> np.ndarray:
    """The least and the greatest of the heights and 0."""
    return np.array([min(0.0, heights.min()), max(0.0, heights.max())])


def limits_with_room(*heights: np.ndarray) -> tuple[float, float]:
    """Limits of an axis on which all heights and 0 are seen."""
    low, high = with_zero(np.concatenate([np.ravel(part) for part in heights]))
    pad = 0.06 * (high - low or 1.0)
    return low - pad * (low < 0), high + pad


def in_words(x: np.ndarray, curves: dict[str, np.ndarray]) -> str:
    """Ends and extremes of up to three curves, or the names and the range of many."""
    if len(curves) <= 3:
        return "; ".join(f"{label}: {curve_text(x, values)}" for label, values in curves.items()) + "."
    low, high = (short_text(float(end([end(values) for values in curves.values()]))) for end in (np.nanmin, np.nanmax))
    return f"{len(curves)} curves ({', '.join(curves)}) with values from {low} to {high}."


@styled
def plot_pair(f: Piecewise, g: Piecewise, ax: Axes | None = None) -> Axes:
    """Draw f and g, which vanish outside of [−3, 3], in their own colours and lines.

    >>> from course_utils.integrals import BOX, RAMP
    >>> plot_pair(BOX, RAMP).get_xlabel()
    'x'
    """
    ax = new_axes(ax, 7.0, 2.6)
    said = []
    for function, look, name in ((f, INPUT, "f, the box"), (g, KERNEL, "g, the ramp")):
        x, heights = with_jumps(function, [-3, *function.breaks, 3])
        ax.plot(x, heights, **look, label=name)
        inside = (x > function.breaks[0]) & (x < function.breaks[-1])
        said.append(f"{name}: {curve_text(x[inside], heights[inside])}")
    ax.set(title="Two functions on [−1, 1], zero elsewhere", xlabel="x", ylabel="height", xlim=(-3, 3), ylim=(-0.05, 1.35))
    ax.legend(ncols=2, loc="upper right")
    return describe(ax, "; ".join(said) + ".")


@styled
def plot_flip_steps(g: Piecewise, t: float) -> Figure:
    """Draw g(a), the flipped g(−a) and the flipped and shifted g(t − a) side by side; g vanishes outside of [−6, 6].

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
        low, high = sorted(np.interp([g.breaks[0], g.breaks[-1]], a, position).tolist())
        highest = short_text(float(position[height.argmax()]), 3)
        describe(ax, f"It reaches from {number_text(low)} to {number_text(high)} and is highest at {highest}")
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
    """Draw up to five curves over the same x, the first as the result, above thin blue ``inputs``; all of shape (n,).

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
        legend_beside(ax)
    return describe(ax, f"{ylabel} against {xlabel}. {in_words(x, curves | (inputs or {}))}")


@styled
def plot_curve_and_error(t: np.ndarray, curves: dict[str, np.ndarray], title: str) -> Figure:
    """Draw two curves over t, what was computed and what is exact, and below them by how much the first is off; all (n,).

    >>> t = np.arange(3.0)
    >>> plot_curve_and_error(t, {"sum": t, "exact": t**2}, "Off by t − t²").axes[1].get_ylabel()
    'error'
    """
    figure, (top, bottom) = plt.subplots(2, 1, figsize=(7.0, 4.2), sharex=True, height_ratios=(3, 2), layout="constrained")
    (label, got), (_, exact) = curves.items()
    plot_curves(t, curves, title, xlabel="", ax=top)
    bottom.axhline(0, color=MUTED, linewidth=1.0)
    bottom.plot(t, got - exact, color=CURVES[2]["color"], linewidth=1.0)
    bottom.set(xlabel="t", ylabel="error")
    largest = short_text(float(np.abs(got - exact).max()))
    return describe(figure, f"{in_words(t, curves)} Below, the error of the {label}, at most {largest}.")


@styled
def plot_density(samples: np.ndarray, x: np.ndarray, density: np.ndarray, title: str, ax: Axes | None = None) -> Axes:
    """Draw a density, over x of shape (m,), above the histogram of samples of shape (n,) that are said to have it.

    >>> plot_density(np.zeros(9), np.arange(3), np.arange(3), "Not alike").get_ylabel()
    'density'
    """
    ax = new_axes(ax, 7.0, 3.0)
    ax.hist(samples, bins=60, density=True, color=RULE, edgecolor=PAPER, linewidth=0.4, label="samples")
    ax.plot(x, density, **RESULT, label="convolution")
    ax.set(title=title, xlabel="value", ylabel="density")
    ax.legend()
    return describe(ax, f"A histogram of {len(samples):,} samples and the density as a curve: {curve_text(x, density)}.")


@styled
def plot_errors(
    steps: np.ndarray, errors: dict[str, np.ndarray], title: str, xlabel: str = "step", ax: Axes | None = None
) -> Axes:
    """Draw errors of shape (n,) against step sizes on logarithmic axes, each with the slope of a line through the logarithms.

    >>> ax = plot_errors(np.array([0.1, 0.01]), {"midpoint": np.array([1e-2, 1e-4])}, "Order two")
    >>> ax.get_legend().get_texts()[0].get_text()
    'midpoint: order 2.0'
    """
    ax = new_axes(ax, 7.0, 3.6)
    said = []
    for (label, values), style, (marker, size) in zip(errors.items(), CURVES, MARKERS, strict=False):
        order = np.polyfit(np.log(steps), np.log(values), 1)[0]
        look = style | {"linewidth": 1.5, "marker": marker, "markersize": size, "markerfacecolor": "none"}
        ax.loglog(steps, values, **look, label=f"{label}: order {order:.1f}")
        large, small = (power_text(values[end(steps)]) for end in (np.argmax, np.argmin))
        said.append(f"{label}: from about {large} at the largest {xlabel} to {small} at the smallest, order {order:.1f}")
    ax.set(title=title, xlabel=xlabel, ylabel="largest error")
    legend_beside(ax)
    return describe(ax, "; ".join(said) + ".")


@styled
def plot_samples(samples: dict[str, np.ndarray], x: np.ndarray, title: str = "A sample in the middle of every strip") -> Figure:
    """Draw one or two sets of samples over x, all of shape (n,), as stems in a panel each, in the colours of f and g.

    >>> len(plot_samples({"f": np.ones(3)}, np.arange(3)).axes)
    1
    """
    figure, axes = plt.subplots(1, len(samples), figsize=(8.4, 2.5), sharey=True, squeeze=False, layout="constrained")
    for ax, (label, values), style, marker in zip(axes[0], samples.items(), (INPUT, KERNEL), "os", strict=False):
        ax.vlines(x, 0, values, color=style["color"], linestyle=style["linestyle"], linewidth=1)
        ax.plot(x, values, marker, color=style["color"], markersize=4)
        ax.set(title=label, xlabel="x", ylim=(-0.05, 1.15))
    axes[0, 0].set_ylabel("height")
    title_above(figure, title)
    return describe(figure, f"{len(x)} samples each. {in_words(x, samples)}")


@styled
def plot_times(sizes: np.ndarray, times: dict[str, np.ndarray], title: str, xlabel: str, ax: Axes | None = None) -> Axes:
    """Draw measured times, in seconds, against a size on logarithmic axes; all of shape (n,) and above 0.

    >>> plot_times(np.array([1, 2]), {"taps": np.array([0.1, 0.4])}, "Slower and slower", "size").get_ylabel()
    'time in ms'
    """
    ax = new_axes(ax, 7.0, 3.2)
    milliseconds = {label: 1000 * np.asarray(seconds) for label, seconds in times.items()}
    for (label, values), style, (marker, _) in zip(milliseconds.items(), CURVES, MARKERS, strict=False):
        ax.loglog(sizes, values, **style | {"linewidth": 1.5}, marker=marker, label=label)
    ax.set_xticks(sizes, [str(size) for size in sizes], minor=False)
    ax.set_xticks([], minor=True)
    ax.set(title=title, xlabel=xlabel, ylabel="time in ms")
    ax.legend()
    return describe(ax, f"time in ms against {xlabel}. {in_words(sizes, milliseconds)}")


@styled
def plot_step_errors(
    h: np.ndarray, errors: dict[str, np.ndarray], rounding: np.ndarray, title: str, ax: Axes | None = None
) -> Axes:
    """Draw the errors of difference quotients against the step, the first of order 1, the second of order 2.

    Thin lines are what the theory expects: one of each order through the error at the largest step, ``h[0]``, and the error
    that rounding makes. A star marks the smallest error of each method. All of shape (n,) and above 0.

    >>> h = np.array([0.1, 0.01])
    >>> ax = plot_step_errors(h, {"forward": h, "central": h**2}, 1e-16 / h, "Order one and two")
    >>> [text.get_text() for text in ax.get_legend().get_texts()]
    ['forward', 'central', 'rounding, ε·|f| / h', 'smallest error']
    """
    ax = new_axes(ax, 7.6, 3.9)
    best, said = [], []
    looks = zip(errors.items(), (INPUT_COLOR, KERNEL_COLOR), "os", strict=False)
    for order, ((label, values), color, mark) in enumerate(looks, start=1):
        expected = values[0] * (h / h[0]) ** order
        shown = expected > values.min() / 30
        ax.loglog(h[shown], expected[shown], color=color, linewidth=1.0, linestyle="--")
        ax.text(h[shown][-1] * 1.3, expected[shown][-1], f"slope {order} ", color=color, ha="right", va="top")
        ax.loglog(h, values, color=color, linestyle="none", marker=mark, markersize=5, markerfacecolor="none", label=label)
        best.append((h[values.argmin()], values.min()))
        ends = f"about {power_text(best[-1][1])} near h = {power_text(best[-1][0])}"
        said.append(f"{label} falls with slope {order} to {ends} and rises again for smaller h")
    ax.loglog(h, rounding, color=MUTED, linewidth=1.5, linestyle=":", label="rounding, ε·|f| / h")
    ax.loglog(*zip(*best, strict=True), linestyle="none", marker="*", markersize=14, color=INK, label="smallest error")
    ax.set(title=title, xlabel="step h", ylabel="error of the derivative")
    legend_beside(ax)
    return describe(ax, "; ".join(said) + ".")
