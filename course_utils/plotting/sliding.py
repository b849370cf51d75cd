"""One function that slides over another, and the area of their product."""

from __future__ import annotations

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from course_utils import sentences
from course_utils._checks import real_array
from course_utils.integrals import Piecewise, convolve
from course_utils.plotting.curves import limits_with_room, with_jumps, with_zero
from course_utils.style import (
    INK,
    INPUT,
    KERNEL,
    LABEL_SIZE,
    PRODUCT,
    RESULT,
    RESULT_COLOR,
    TITLE_SIZE,
    describe,
    equals_text,
    number_text,
    styled,
)


class FlipAndSlide:
    """The two panels of flip and slide: drawn once, then moved to any ``t``.

    ``positions`` must lie in view; the support of f*g always does, and a quarter of its length on each side. ``span`` is the
    first and the last ``t`` in view; ``moving`` lists what `update` changes, from back to front.

    >>> from course_utils.integrals import BOX, RAMP
    >>> picture = FlipAndSlide(BOX, RAMP, *flip_and_slide_axes(Figure(figsize=(7.0, 4.8))))
    >>> picture.span, picture.update(0.5)
    ((-3.0, 3.0), 0.5625)
    """

    def __init__(self, f: Piecewise, g: Piecewise, top: Axes, bottom: Axes, positions: Sequence[float] = ()):
        convolve(f, g, 0.0)  # refuses what is not a Piecewise
        self.f, self.g = f, g
        start, stop = f.breaks[0] + g.breaks[0], f.breaks[-1] + g.breaks[-1]
        margin = (stop - start) / 4
        self.span = (float(min([start - margin, *positions])), float(max([stop + margin, *positions])))
        left = min(self.span[0], self.span[0] - g.breaks[-1], f.breaks[0])
        right = max(self.span[1], self.span[1] - g.breaks[0], f.breaks[-1])

        a, f_heights = with_jumps(f, [left, *f.breaks, right])
        self._x, self._g_heights = with_jumps(g, [self.span[0] - right, *g.breaks, self.span[1] - left])
        self._t = np.linspace(*self.span, 401)
        self._areas = convolve(f, g, self._t)
        low, high = limits_with_room(f_heights, self._g_heights, np.outer(with_zero(f_heights), with_zero(self._g_heights)))

        top.plot(a, f_heights, **INPUT, label="f(a)")
        (self._kernel,) = top.plot([], [], **KERNEL, label="g(t − a)")
        (self._product,) = top.fill([0.0], [low], **PRODUCT, label="their product")
        self._marks = [axes.axvline(0.0, ymax=0.8, color=INK, linestyle=":", linewidth=1.2) for axes in (top, bottom)]
        self._name = top.text(0.0, high + 0.04 * (high - low), " t", va="bottom")
        top.set(xlim=(left, right), ylim=(low, high + 0.45 * (high - low)), xlabel="a", ylabel="height")
        top.set_title("At each t, multiply: the shaded area is one value of f*g")
        top.legend(loc="upper right", ncols=3, borderaxespad=0.0)

        low, high = limits_with_room(self._areas)
        bottom.plot(self._t, self._areas, color=RESULT_COLOR, linewidth=1.0, alpha=0.6)
        (self._grown,) = bottom.plot([], [], **RESULT)
        (self._point,) = bottom.plot([], [], "o", color=RESULT_COLOR, markersize=9, markeredgecolor=INK)
        self._value = bottom.text(0.99, 0.97, "", transform=bottom.transAxes, ha="right", va="top")
        bottom.set(xlim=(left, right), ylim=(low, high + 0.3 * (high - low)), xlabel="t", ylabel="(f*g)(t)")
        bottom.set_title("Slide t: the area draws the curve")
        for axes in (top, bottom):
            axes.locator_params(axis="y", nbins=4)
        self.moving = [
            self._product, *self._marks, self._kernel, self._name, self._grown, self._point, self._value
        ]  # fmt: skip

    def update(self, t: float) -> float:
        """Move everything to ``t`` and return the area that is shaded then."""
        area = float(convolve(self.f, self.g, t))
        self._kernel.set_data(t - self._x, self._g_heights)
        self._product.set_xy(self._overlap(t))
        for mark in self._marks:
            mark.set_xdata([t, t])
        self._name.set_x(t)
        before = self._t < t
        self._grown.set_data([*self._t[before], t], [*self._areas[before], area])
        self._point.set_data([t], [area])
        self._value.set_text(f"t = {number_text(t)},  (f*g)(t) {equals_text(area)}")
        return area

    def stand_in_a_row(self, t: float, area: float) -> tuple[list, list]:
        """Give both panels the short titles of a row; return the handles and labels for a legend of the whole row."""
        handles = self._product.axes.get_legend_handles_labels()
        self._product.axes.get_legend().remove()
        self._value.set_visible(False)
        self._point.axes.set_title(f"(f*g)(t) {equals_text(area)}", fontsize=LABEL_SIZE)
        self._product.axes.set_title(f"t = {number_text(t)}", fontsize=LABEL_SIZE)
        return handles

    def _overlap(self, t: float) -> np.ndarray:
        """Corners of the product f(a)·g(t − a), shape (points, 2)."""
        cuts = np.unique([*self.f.breaks, *(t - np.asarray(self.g.breaks))])
        first = max(self.f.breaks[0], t - self.g.breaks[-1])
        last = min(self.f.breaks[-1], t - self.g.breaks[0])
        if first >= last:
            return np.array([[t, 0.0]])
        a, heights = with_jumps(lambda a: self.f(a) * self.g(t - a), cuts[(cuts >= first) & (cuts <= last)])
        return np.column_stack([[first, *a, last], [0.0, *heights, 0.0]])


def flip_and_slide_axes(figure: Figure) -> tuple[Axes, Axes]:
    """The two stacked panels of `plot_flip_and_slide`, at fixed places in a figure of 7 by 4.8 inches."""
    top = figure.add_axes((0.09, 0.56, 0.89, 0.38))
    return top, figure.add_axes((0.09, 0.105, 0.89, 0.30), sharex=top)


@styled
def plot_flip_and_slide(f: Piecewise, g: Piecewise, t: float, ax: tuple[Axes, Axes] | None = None) -> Figure:
    """One moment of the convolution: f, the flipped g shifted to ``t``, their product, and the curve so far.

    A TypeError says what is not a `Piecewise` or not a number, a ValueError that ``t`` is not finite. ``ax`` is the upper
    and the lower panel.

    >>> from course_utils.integrals import BOX, RAMP
    >>> [axes.get_ylabel() for axes in plot_flip_and_slide(BOX, RAMP, t=0.5).axes]
    ['height', '(f*g)(t)']
    """
    t = float(real_array(t, "t", axes=(), finite=True))
    top, bottom = ax or flip_and_slide_axes(plt.figure(figsize=(7.0, 4.8)))
    area = FlipAndSlide(f, g, top, bottom, [t]).update(t)
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
    size = 2.4 * len(positions), 4.8
    figure, panels = plt.subplots(2, len(positions), figsize=size, sharex="row", sharey="row", squeeze=False)
    figure.subplots_adjust(left=0.065, right=0.99, bottom=0.115, top=0.8, wspace=0.08, hspace=0.6)
    said = []
    for t, (top, bottom) in zip(positions, panels.T, strict=True):
        picture = FlipAndSlide(f, g, top, bottom, positions)
        area = picture.update(t)
        handles = picture.stand_in_a_row(t, area)
        said.append(f"{number_text(area)} at t = {number_text(t)}")
    for panel in panels[:, 1:].ravel():
        panel.set_ylabel("")
    for panel in panels[:, 0]:
        panel.xaxis.set_major_locator(MaxNLocator(nbins=4, prune="both"))
    figure.suptitle("The area of the shaded product is the height of the curve", x=0.065, ha="left", fontsize=TITLE_SIZE)
    figure.legend(*handles, loc="upper left", bbox_to_anchor=(0.055, 0.935), ncols=3)
    return describe(figure, f"The flipped g slides over f from left to right; the area is {', '.join(said)}.")
