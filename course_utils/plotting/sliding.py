"""One function that slides over another, and the area of their product; of samples, the pile of copies."""

from __future__ import annotations

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from numpy.typing import ArrayLike

from course_utils import sentences
from course_utils._checks import real_array
from course_utils.integrals import Piecewise, convolve
from course_utils.plotting.curves import limits_with_room, with_jumps, with_zero
from course_utils.style import (
    INK,
    INPUT,
    INPUT_COLOR,
    KERNEL,
    KERNEL_COLOR,
    KERNEL_TEXT,
    LABEL_SIZE,
    NUMBER,
    PAPER,
    PRODUCT,
    RESULT,
    RESULT_COLOR,
    SMALL_SIZE,
    TITLE_SIZE,
    describe,
    equals_text,
    number_text,
    styled,
)


def _draw_moment(f: Piecewise, g: Piecewise, t: float, top: Axes, bottom: Axes, positions: Sequence[float]) -> float:
    """Draw both panels at ``t`` so that all ``positions`` are in view; returns the area that is shaded."""
    area = float(convolve(f, g, t))  # refuses what is not a Piecewise
    start, stop = f.breaks[0] + g.breaks[0], f.breaks[-1] + g.breaks[-1]
    margin = (stop - start) / 4
    first, last = float(min([start - margin, *positions])), float(max([stop + margin, *positions]))
    left, right = min(first, first - g.breaks[-1], f.breaks[0]), max(last, last - g.breaks[0], f.breaks[-1])

    a, f_heights = with_jumps(f, [left, *f.breaks, right])
    x, g_heights = with_jumps(g, [first - right, *g.breaks, last - left])
    low, high = limits_with_room(f_heights, g_heights, np.outer(with_zero(f_heights), with_zero(g_heights)))
    top.plot(a, f_heights, **INPUT, label="f(a)")
    top.plot(t - x, g_heights, **KERNEL, label="g(t − a)")
    top.fill(*_overlap(f, g, t).T, **PRODUCT, label="their product")
    for axes in (top, bottom):
        axes.axvline(t, ymax=0.8, color=INK, linestyle=":", linewidth=1.2)
    top.text(t, high + 0.04 * (high - low), " t", va="bottom")
    top.set(xlim=(left, right), ylim=(low, high + 0.45 * (high - low)), xlabel="a", ylabel="height")
    top.set_title("At each t, multiply: the shaded area is one value of f*g")

    places = np.linspace(first, last, 401)
    areas = convolve(f, g, places)
    low, high = limits_with_room(areas)
    bottom.plot(places, areas, color=RESULT_COLOR, linewidth=1.0, alpha=0.6)
    bottom.plot([*places[places < t], t], [*areas[places < t], area], **RESULT)
    bottom.plot([t], [area], "o", color=RESULT_COLOR, markersize=9, markeredgecolor=INK)
    bottom.set(xlim=(left, right), ylim=(low, high + 0.3 * (high - low)), xlabel="t", ylabel="(f*g)(t)")
    bottom.set_title("Slide t: the area draws the curve")
    for axes in (top, bottom):
        axes.locator_params(axis="y", nbins=4)
    return area


def _overlap(f: Piecewise, g: Piecewise, t: float) -> np.ndarray:
    """Corners of the product f(a)·g(t − a), shape (points, 2)."""
    cuts = np.unique([*f.breaks, *(t - np.asarray(g.breaks))])
    first, last = max(f.breaks[0], t - g.breaks[-1]), min(f.breaks[-1], t - g.breaks[0])
    if first >= last:
        return np.array([[t, 0.0]])
    a, heights = with_jumps(lambda a: f(a) * g(t - a), cuts[(cuts >= first) & (cuts <= last)])
    return np.column_stack([[first, *a, last], [0.0, *heights, 0.0]])


@styled
def plot_flip_and_slide(f: Piecewise, g: Piecewise, t: float) -> Figure:
    """One moment of the convolution: f, the flipped g shifted to ``t``, their product, and the curve so far.

    A TypeError says what is not a `Piecewise` or not a number, a ValueError that ``t`` is not finite.

    >>> from course_utils.integrals import BOX, RAMP
    >>> [axes.get_ylabel() for axes in plot_flip_and_slide(BOX, RAMP, t=0.5).axes]
    ['height', '(f*g)(t)']
    """
    t = float(real_array(t, "t", axes=(), finite=True))
    figure = plt.figure(figsize=(7.0, 4.8))
    top = figure.add_axes((0.09, 0.56, 0.89, 0.38))
    bottom = figure.add_axes((0.09, 0.105, 0.89, 0.30), sharex=top)
    area = _draw_moment(f, g, t, top, bottom, [t])
    top.legend(loc="upper right", ncols=3, borderaxespad=0.0)
    value = f"t = {number_text(t)},  (f*g)(t) {equals_text(area)}"
    bottom.text(0.99, 0.97, value, transform=bottom.transAxes, ha="right", va="top")
    return describe(top, f"f stays, the flipped g slides over it. {sentences.flip_and_slide(t, area)}").figure


@styled
def plot_flip_and_slide_row(f: Piecewise, g: Piecewise, positions: Sequence[float]) -> Figure:
    """Moments of the convolution side by side, a column of two panels for each of at least two positions ``t``.

    >>> from course_utils.integrals import BOX, RAMP
    >>> len(plot_flip_and_slide_row(BOX, RAMP, [-1.5, -0.5, 0.5, 1.5]).axes)
    8
    """
    positions = real_array(positions, "positions", axes=("positions",), finite=True).astype(float).tolist()
    if len(positions) < 2:
        raise ValueError("positions holds 1 number; a row needs at least 2, such as [-1.5, -0.5, 0.5, 1.5]")
    size = min(2.4 * len(positions), 9.6), 4.8
    figure, panels = plt.subplots(2, len(positions), figsize=size, sharex="row", sharey="row", squeeze=False)
    figure.subplots_adjust(left=0.065, right=0.99, bottom=0.115, top=0.8, wspace=0.08, hspace=0.6)
    said = []
    for t, (top, bottom) in zip(positions, panels.T, strict=True):
        area = _draw_moment(f, g, t, top, bottom, positions)
        top.set_title(f"t = {number_text(t)}", fontsize=LABEL_SIZE)
        bottom.set_title(f"(f*g)(t) {equals_text(area)}", fontsize=LABEL_SIZE)
        said.append(f"{number_text(area)} at t = {number_text(t)}")
    for panel in panels[:, 1:].ravel():
        panel.set_ylabel("")
    for panel in panels[:, 0]:
        panel.xaxis.set_major_locator(MaxNLocator(nbins=4, prune="both"))
    figure.suptitle("The area of the shaded product is the height of the curve", x=0.065, ha="left", fontsize=TITLE_SIZE)
    figure.legend(*panels[0, 0].get_legend_handles_labels(), loc="upper left", bbox_to_anchor=(0.055, 0.935), ncols=3)
    return describe(figure, f"The flipped g slides over f from left to right; the area is {', '.join(said)}.")


@styled
def plot_both_orders(f: Piecewise, g: Piecewise, t: float) -> Figure:
    """The product under the integral at one ``t``, once with g flipped and once with f flipped.

    >>> from course_utils.integrals import BOX, RAMP
    >>> [ax.get_title(loc="left") for ax in plot_both_orders(BOX, RAMP, t=0.5).axes]
    ['f∗g: g is flipped, area 0.5625', 'g∗f: f is flipped, area 0.5625']
    """
    figure, panels = plt.subplots(1, 2, figsize=(8.4, 2.9), sharex=True, sharey=True, layout="constrained")
    orders = ((f, g, INPUT, KERNEL, "f", "g"), (g, f, KERNEL, INPUT, "g", "f"))
    ends = np.concatenate([f.breaks, g.breaks, t - f.breaks, t - g.breaks])
    low, high = ends.min() - 0.5, ends.max() + 0.5
    for ax, (stays, slides, look, other, one, two) in zip(panels, orders, strict=True):
        a, heights = with_jumps(stays, [low, *stays.breaks, high])
        x, moved = with_jumps(slides, [t - high, *slides.breaks, t - low])
        ax.plot(a, heights, **look, label=f"{one}(a)")
        ax.plot(t - x, moved, **other, label=f"{two}({number_text(t)} − a)")
        ax.fill(*_overlap(stays, slides, t).T, **PRODUCT)
        ax.axvline(t / 2, ymax=0.8, color=INK, linestyle=":", linewidth=1.2)
        area = number_text(float(convolve(stays, slides, t)))
        ax.set(xlabel="a", ylim=(0, 1.45 * max(heights.max(), moved.max())))
        ax.set_title(f"{one}∗{two}: {two} is flipped, area {area}", fontsize=LABEL_SIZE)
        ax.legend(loc="upper right", ncols=2)
    panels[0].set_ylabel("height")
    figure.suptitle("Swap the two: the product is mirrored, its area stays", x=0.01, ha="left", fontsize=TITLE_SIZE)
    where = f"about a = {number_text(t / 2)}"
    return describe(figure, f"The two products at t = {number_text(t)} are mirror images {where}; either area is {area}.")


HATCHES = ("", "///", "...", "\\\\\\")  # of the copies in a pile


@styled
def plot_pile_of_copies(signal: ArrayLike, kernel: ArrayLike) -> Figure:
    """Up to four samples, the copy of the kernel that each of them drops, and the pile of the copies: the convolution.

    Both are 1-D and hold no negative number, so that copies can be piled. The products are written into the pile, the sums
    above it.

    >>> pile = plot_pile_of_copies([1, 3], [2, 1]).axes[2]
    >>> [text.get_text() for text in pile.texts]
    ['1·2', '1·1', '3·2', '3·1', '2', '7', '3']
    """
    signal, kernel = (
        real_array(values, name, axes=("samples",), finite=True).astype(float)
        for name, values in (("signal", signal), ("kernel", kernel))
    )
    if len(signal) > len(HATCHES) or min(signal.min(), kernel.min()) < 0:
        raise ValueError(
            f"got the signal {signal.tolist()} and the kernel {kernel.tolist()}; give up to 4 samples, none below 0"
        )
    figure = plt.figure(figsize=(8.4, 3.9), layout="constrained")
    left, right = figure.add_gridspec(1, 2, width_ratios=(1, 1.9))
    first, second = (figure.add_subplot(part) for part in left.subgridspec(2, 1))
    top = 1.35 * max(signal.max(), kernel.max())
    _bars(first, signal, "the signal", "m", top, INPUT_COLOR, HATCHES)
    _bars(second, kernel, "the kernel", "j", top, KERNEL_COLOR, ("",))
    pile = figure.add_subplot(right)
    heights = np.zeros(len(signal) + len(kernel) - 1)
    for m, (sample, hatch) in enumerate(zip(signal, HATCHES, strict=False)):
        places = m + np.arange(len(kernel))
        look = {"facecolor": (KERNEL_COLOR, 0.28), "edgecolor": KERNEL_COLOR, "hatch": hatch, "linewidth": 1.0}
        label = f"copy of sample {m}, times {number_text(sample)}"
        pile.bar(places, sample * kernel, bottom=heights[places], width=0.8, label=label, **look)
        for place, tap in zip(places, kernel, strict=True):
            box = {"facecolor": PAPER, "edgecolor": "none", "pad": 1.0, "alpha": 0.9}
            words = f"{number_text(sample)}·{number_text(tap)}" if sample * tap else ""
            middle = heights[place] + sample * tap / 2
            pile.text(place, middle, words, **NUMBER | {"fontsize": SMALL_SIZE, "color": KERNEL_TEXT}, bbox=box)
        heights[places] += sample * kernel
    edges = np.repeat(np.arange(len(heights) + 1) - 0.5, 2)[1:-1]
    pile.plot(edges, np.repeat(heights, 2), **RESULT, label="the pile: their sum")
    for place, height in enumerate(heights):
        pile.text(place, height, number_text(height), color=RESULT_COLOR, fontweight="bold", ha="center", va="bottom")
    pile.set(
        title="the pile of copies",
        xlabel="n = m + j",
        ylabel="height",
        xticks=range(len(heights)),
        ylim=(0, 1.55 * heights.max()),
    )
    pile.legend(loc="upper left", ncols=2)
    figure.suptitle("Each sample drops a copy of the kernel; the result is the pile", x=0.01, ha="left", fontsize=TITLE_SIZE)
    told = f"The samples {_listed(signal)} each drop a copy of the kernel {_listed(kernel)}, scaled, one place further on."
    return describe(figure, f"{told} The copies add up to {_listed(heights)}.")


def _bars(ax: Axes, values: np.ndarray, title: str, xlabel: str, top: float, color: str, hatches: Sequence[str]) -> None:
    """Samples as bars, with their numbers above."""
    hatches = [hatches[place % len(hatches)] for place in range(len(values))]
    ax.bar(range(len(values)), values, width=0.8, facecolor=(color, 0.28), edgecolor=color, hatch=hatches)
    for place, value in enumerate(values):
        ax.text(place, value, number_text(value), color=color, fontweight="bold", ha="center", va="bottom")
    ax.set(title=title, xlabel=xlabel, ylabel="height", xticks=range(len(values)), yticks=[], ylim=(0, top))


def _listed(values: np.ndarray) -> str:
    return ", ".join(map(number_text, values.tolist()))
